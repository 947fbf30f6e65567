// DynamicQuantizeLSTM of com.microsoft, with the values that onnxruntime 1.32 gives on one thread.
// Random ones are in networks/operators.py.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

constexpr int kUint8 = 2, kInt8 = 3, kInt32 = 6;  // of TensorProto.DataType
constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

void expect_near(Session& session, const std::string& name, const Floats& expected) {
  const Floats actual = value(session, name);
  ASSERT_EQ(actual.size(), expected.size()) << name;
  for (std::size_t i = 0; i < actual.size(); ++i)
    EXPECT_NEAR(actual[i], expected[i], 1e-6) << name << " " << i;
}

template <class T>
void add_weights(ModelBuilder& model, const std::string& name, int type,
                 const std::vector<std::int64_t>& shape, const std::vector<T>& values,
                 const std::vector<std::int64_t>& each, const Floats& scales,
                 const std::vector<T>& zeros) {
  model.tensor(name, shape, type, raw_bytes(values)).weight(name + "_scale", each, scales);
  model.tensor(name + "_zero", each, type, raw_bytes(zeros));
}

const std::vector<std::string> kOutputs = {"y", "yh", "yc"};

TEST(QuantizedLstm, WithOneScaleForAllRows) {
  ModelBuilder model(17);
  model.input("x", {2, 1, 2});
  add_weights<std::int8_t>(model, "w", kInt8, {1, 2, 4}, {10, -20, 30, -40, 50, 60, -70, 80}, {1},
                           {0.01f}, {3});
  add_weights<std::int8_t>(model, "r", kInt8, {1, 1, 4}, {90, -100, 110, -120}, {1}, {0.02f}, {-5});
  model.weight("b", {1, 8}, Floats{0.1f, -0.2f, 0.3f, -0.4f, 0, 0.1f, 0.2f, 0.3f});
  model.node("com.microsoft.DynamicQuantizeLSTM",
             {"x", "w", "r", "b", "", "", "", "", "w_scale", "w_zero", "r_scale", "r_zero"},
             kOutputs, {attribute("hidden_size", 1)});
  const auto session = load(model.output("y").output("yh").output("yc").build());
  set_input(*session, "x", Shape{2, 1, 2}, {1, -2, 0.5f, 3});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    expect_near(*session, "y", {-0.05557861924171448f, 0.5219497084617615f});
    expect_near(*session, "yh", {0.5219497084617615f});
    expect_near(*session, "yc", {0.7372884750366211f});
  }
}

// Two directions over two sequences, of which the second is one step long.
TEST(QuantizedLstm, WithAScaleForEachRow) {
  ModelBuilder model(17);
  model.input("x", {2, 2, 2});
  const std::vector<std::uint8_t> zeros(8, 128);
  add_weights<std::uint8_t>(model, "w", kUint8, {2, 2, 4},
                            {10, 20, 30, 40, 50, 60, 70, 80, 200, 180, 160, 140, 120, 100, 80, 60},
                            {2, 4}, {0.01f, 0.02f, 0.03f, 0.04f, 0.005f, 0.015f, 0.025f, 0.035f},
                            zeros);
  add_weights<std::uint8_t>(model, "r", kUint8, {2, 1, 4}, {90, 100, 110, 120, 5, 10, 15, 250},
                            {2, 4}, {0.02f, 0.01f, 0.03f, 0.02f, 0.04f, 0.03f, 0.02f, 0.01f},
                            zeros);
  model.weight("b", {2, 8},
               Floats{0.1f, -0.2f, 0.3f, -0.4f, 0, 0.1f, 0.2f, 0.3f, -0.1f, 0.2f, -0.3f, 0.4f, 0,
                      -0.1f, -0.2f, -0.3f});
  model.tensor("l", {2}, kInt32, raw_bytes(std::vector<std::int32_t>{2, 1}));
  model.node("com.microsoft.DynamicQuantizeLSTM",
             {"x", "w", "r", "b", "l", "", "", "", "w_scale", "w_zero", "r_scale", "r_zero"},
             kOutputs,
             {attribute("hidden_size", 1), attribute("direction", std::string("bidirectional"))});
  const auto session = load(model.output("y").output("yh").output("yc").build());
  set_input(*session, "x", Shape{2, 2, 2}, {1, -2, 0.25f, -1, 0.5f, 3, 2, 1.5f});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    expect_near(*session, "y",
                {0.08150733262300491f, 0.2915688455104828f, 0.24079494178295135f,
                 0.3118770718574524f, -0.00025574519531801343f, 0, -0.14472509920597076f, 0});
    expect_near(
        *session, "yh",
        {-0.00025574519531801343f, 0.2915688455104828f, 0.24079494178295135f, 0.3118770718574524f});
    expect_near(
        *session, "yc",
        {-0.051737792789936066f, 0.46604880690574646f, 0.2731983959674835f, 0.5022218227386475f});
  }
}

// w_scale has `scales` numbers; the weights are of the element type `type`.
ModelBuilder one_step(std::int64_t scales, int type) {
  ModelBuilder model(17);
  const Floats scale(static_cast<std::size_t>(scales), 1), rows(4, 1);
  model.input("x", {1, 1, 1});
  model.tensor("w", {1, 1, 4}, type, type == 1 ? raw_bytes(rows) : std::string(4, '\1'));
  model.tensor("r", {1, 1, 4}, kInt8, std::string(4, '\1')).weight("ws", {scales}, scale);
  model.tensor("wz", {scales}, kInt8, std::string(static_cast<std::size_t>(scales), '\0'));
  model.weight("rs", {1}, Floats{1}).tensor("rz", {1}, kInt8, std::string(1, '\0'));
  model.node("com.microsoft.DynamicQuantizeLSTM",
             {"x", "w", "r", "", "", "", "", "", "ws", "wz", "rs", "rz"}, {"y"},
             {attribute("hidden_size", 1)});
  return model;
}

TEST(QuantizedLstm, RefusesWhatDoesNotFit) {
  ModelBuilder many = one_step(3, kInt8), real = one_step(1, 1), other = one_step(1, kUint8);
  expect_refused(many, ErrorCode::kInvalidShape, "both should be [1] or [1,4]");
  expect_refused(real, ErrorCode::kInvalidModel, "its weights must be int8 or uint8, not float32");
  expect_refused(other, ErrorCode::kInvalidModel, "its zero point 'wz' must be uint8, not int8");
}

}  // namespace
}  // namespace cnn::test
