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

// Two steps of `batch` sequences. lengths, h, c, p: names of those inputs, or "".
ModelBuilder two_steps(std::int64_t batch, const std::vector<std::string>& rest,
                       std::vector<Message> attributes = {}) {
  ModelBuilder model(17);
  model.input("x", {2, batch, 2});
  add_weights<std::int8_t>(model, "w", kInt8, {1, 2, 4}, {10, -20, 30, -40, 50, 60, -70, 80}, {1},
                           {0.01f}, {3});
  add_weights<std::int8_t>(model, "r", kInt8, {1, 1, 4}, {90, -100, 110, -120}, {1}, {0.02f}, {-5});
  model.weight("b", {1, 8}, Floats{0.1f, -0.2f, 0.3f, -0.4f, 0, 0.1f, 0.2f, 0.3f});
  std::vector<std::string> inputs = {"x", "w", "r", "b"};
  inputs.insert(inputs.end(), rest.begin(), rest.end());
  inputs.insert(inputs.end(), {"w_scale", "w_zero", "r_scale", "r_zero"});
  attributes.push_back(attribute("hidden_size", 1));
  model.node("com.microsoft.DynamicQuantizeLSTM", inputs, kOutputs, attributes);
  return model.output("y").output("yh").output("yc");
}

// y, yh, yc: what the outputs should be for x.
void expect_states(const ModelBuilder& model, std::int64_t batch, const Floats& x, const Floats& y,
                   const Floats& yh, const Floats& yc) {
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2, batch, 2}, x);
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    expect_near(*session, "y", y);
    expect_near(*session, "yh", yh);
    expect_near(*session, "yc", yc);
  }
}

TEST(QuantizedLstm, WithOneScaleForAllRows) {
  expect_states(two_steps(1, {"", "", "", ""}), 1, {1, -2, 0.5f, 3},
                {-0.05557861924171448f, 0.5219497084617615f}, {0.5219497084617615f},
                {0.7372884750366211f});
}

TEST(QuantizedLstm, WithPeepholes) {
  ModelBuilder model = two_steps(1, {"", "", "c", "p"});
  model.weight("c", {1, 1, 1}, Floats{1.25f}).weight("p", {1, 3}, Floats{0.5f, -1.5f, 2});
  expect_states(model, 1, {1, -2, 0.5f, 3}, {0.043250203132629395f, 0.3247021436691284f},
                {0.3247021436691284f}, {1.2637313604354858f});
}

// What the gates get is clipped; the cell is not.
TEST(QuantizedLstm, ClipsWithPeepholes) {
  ModelBuilder model = two_steps(1, {"", "", "c", "p"}, {attribute("clip", 0.75f)});
  model.weight("c", {1, 1, 1}, Floats{1.25f}).weight("p", {1, 3}, Floats{0.5f, -1.5f, 2});
  expect_states(model, 1, {1, -2, 0.5f, 3}, {0.1616290807723999f, 0.32249078154563904f},
                {0.32249078154563904f}, {0.6986185908317566f});
}

// Without weights all gates are 1/2: the cell 3 becomes 1.5, and the state tanh(1.5) / 2.
TEST(QuantizedLstm, DoesNotClipTheCell) {
  ModelBuilder model(17);
  model.input("x", {1, 1, 1}).weight("c", {1, 1, 1}, Floats{3});
  const std::vector<std::int8_t> none(4);
  add_weights<std::int8_t>(model, "w", kInt8, {1, 1, 4}, none, {1}, {1}, {0});
  model.node("com.microsoft.DynamicQuantizeLSTM",
             {"x", "w", "w", "", "", "", "c", "", "w_scale", "w_zero", "w_scale", "w_zero"}, {"y"},
             {attribute("hidden_size", 1), attribute("clip", 0.5f)});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 1, 1}, {1});
  run(*session, PlanKind::kFast);
  expect_near(*session, "y", {0.4525741f});
}

// The first sequence has no step: its last states are 0, not those at its start.
TEST(QuantizedLstm, OfASequenceWithoutSteps) {
  for (const bool backward : {false, true}) {
    ModelBuilder model =
        two_steps(2, {"l", "h", "c", ""},
                  {attribute("direction", std::string(backward ? "reverse" : "forward"))});
    model.tensor("l", {2}, kInt32, raw_bytes(std::vector<std::int32_t>{0, 2}));
    model.weight("h", {1, 2, 1}, Floats{0.5f, -0.25f}).weight("c", {1, 2, 1}, Floats{1.25f, 0.75f});
    const Floats x = {1, -2, 0.25f, -1, 0.5f, 3, 2, 1.5f};
    if (backward)
      expect_states(model, 2, x, {0, 0.0038738814182579517f, 0, 0.3930518925189972f},
                    {0, 0.0038738814182579517f}, {0, 0.02081698179244995f});
    else
      expect_states(model, 2, x, {0, 0.16161449253559113f, 0, 0.041415806859731674f},
                    {0, 0.041415806859731674f}, {0, 0.0837647020816803f});
  }
}

// onnxruntime's LSTM has the same rule; those of ONNX do not say.
TEST(Lstm, OfASequenceWithoutSteps) {
  ModelBuilder model(17);
  model.input("x", {2, 2, 1}).weight("w", {1, 4, 1}, Floats{0.1f, -0.2f, 0.3f, -0.4f});
  model.weight("r", {1, 4, 1}, Floats{0.5f, -0.6f, 0.7f, -0.8f});
  model.tensor("l", {2}, kInt32, raw_bytes(std::vector<std::int32_t>{0, 2}));
  model.weight("h", {1, 2, 1}, Floats{0.5f, -0.25f}).weight("c", {1, 2, 1}, Floats{1.25f, 0.75f});
  model.node("LSTM", {"x", "w", "r", "", "l", "h", "c"}, kOutputs, {attribute("hidden_size", 1)});
  const auto session = load(model.output("y").output("yh").output("yc").build());
  set_input(*session, "x", Shape{2, 2, 1}, {1, -2, 0.5f, 3});
  run(*session, PlanKind::kFast);
  expect_near(*session, "y", {0, 0.3202432692050934f, 0, -0.04035462439060211f});
  expect_near(*session, "yh", {0, -0.04035462439060211f});
  expect_near(*session, "yc", {0, -0.1301935315132141f});
}

// The states of all sequences, 32 numbers each twice, are of the memory that a session may take.
TEST(QuantizedLstm, ItsStatesCountInTheLimit) {
  constexpr std::int64_t kBatch = 1 << 14, kHidden = 32;
  ModelBuilder model(17);
  model.input("x", {1, kBatch, 1});
  add_weights<std::int8_t>(model, "w", kInt8, {1, 1, 4 * kHidden},
                           std::vector<std::int8_t>(4 * kHidden, 1), {1}, {1}, {0});
  add_weights<std::int8_t>(model, "r", kInt8, {1, kHidden, 4 * kHidden},
                           std::vector<std::int8_t>(kHidden * 4 * kHidden, 1), {1}, {1}, {0});
  model.node("com.microsoft.DynamicQuantizeLSTM",
             {"x", "w", "r", "", "", "", "", "", "w_scale", "w_zero", "r_scale", "r_zero"}, {"y"},
             {attribute("hidden_size", kHidden)});
  const auto file = model.output("y").build();
  LoadOptions limited = options();
  limited.max_memory = std::size_t{5} << 20;  // the output takes 2 MiB, and the states 4 MiB
  const auto session = value_or_fail(Session::load(file, limited));
  const auto refused = session->run(PlanKind::kFast);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << text(refused.error());
  limited.max_memory = std::size_t{7} << 20;
  EXPECT_TRUE(value_or_fail(Session::load(file, limited))->run(PlanKind::kFast));
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
