// Inputs and outputs of every element type of ONNX.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"
#include "image/preprocess.h"
#include "session_describe.h"

namespace cnn::test {
namespace {

constexpr int kUint8 = 2, kInt8 = 3, kUint16 = 4, kInt16 = 5, kInt32 = 6, kInt64 = 7, kString = 8,
              kBool = 9, kFloat16 = 10, kDouble = 11, kUint32 = 12, kUint64 = 13, kBfloat16 = 16;

constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

// y = x + x, over a type and of that type.
std::unique_ptr<Session> doubling(int type) {
  ModelBuilder model(14);
  model.input("x", {3}, type).node("Add", {"x", "x"}, {"y"}).output("y", type);
  return load(model.build());
}

template <class T>
void expect_doubled(int type, const std::vector<T>& input, const std::vector<double>& expected) {
  const auto session = doubling(type);
  const auto elements = value_or_fail(session->input<T>("x", Shape{3}));
  std::ranges::copy(input, elements.begin());
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(numbers(*session, "y"), expected) << type;
  }
}

TEST(Types, OfInputsAreThoseOfTheFile) {
  expect_doubled<std::uint8_t>(kUint8, {1, 2, 100}, {2, 4, 200});
  expect_doubled<std::int8_t>(kInt8, {-1, 2, 50}, {-2, 4, 100});
  expect_doubled<std::int32_t>(kInt32, {-1, 2, 1 << 29}, {-2, 4, 1 << 30});
  expect_doubled<std::int64_t>(kInt64, {-1, 2, std::int64_t{1} << 40}, {-2, 4, 0x1p41});
}

TEST(Types, OthersAreStoredAsOneOfThose) {
  for (const int type : {kFloat16, kBfloat16, kDouble})
    expect_doubled<float>(type, {0.5f, -2, 3}, {1, -4, 6});
  for (const int type : {kUint16, kInt16}) expect_doubled<std::int32_t>(type, {1, 2, 3}, {2, 4, 6});
  for (const int type : {kUint32, kUint64})
    expect_doubled<std::int64_t>(type, {1, 2, 3}, {2, 4, 6});
}

TEST(Types, AreDescribedAsInTheFile) {
  const auto has = [](const Session& session, const std::string& text) {
    return describe_json(session).find(text) != std::string::npos;
  };
  EXPECT_TRUE(has(*doubling(kFloat16),
                  R"("inputs":[{"name":"x","type":"float16","runsAs":"float32","shape":[3]}])"));
  EXPECT_TRUE(has(*doubling(kUint16),
                  R"("outputs":[{"name":"y","type":"uint16","runsAs":"int32","shape":[3]}])"));
  EXPECT_TRUE(has(*doubling(kUint8), R"("outputs":[{"name":"y","type":"uint8","shape":[3]}])"));
  // A file that states another type than its operators give is not believed.
  ModelBuilder model;
  model.input("x", {3}, kInt64).node("Identity", {"x"}, {"y"}).output("y", kFloat16);
  EXPECT_TRUE(has(*load(model.build()), R"("outputs":[{"name":"y","type":"int64","shape":[3]}])"));
}

TEST(Types, OfAMaskChooseBetweenValues) {
  ModelBuilder model;
  const std::vector<float> zero{0};
  model.input("x", {1, 2}).input("mask", {1, 2}, kBool).weight("zero", {}, zero);
  model.node("Where", {"mask", "x", "zero"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2}, {3, 4});
  const auto mask = value_or_fail(session->input<std::uint8_t>("mask", Shape{1, 2}));
  mask[1] = 1;
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (std::vector<float>{0, 4}));
  }
}

TEST(Types, AnInputIsNotFilledAsAnotherType) {
  const auto session = doubling(kInt64);
  const auto wrong = session->input("x", Shape{3});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(wrong.error().message.find("int64"), std::string::npos) << wrong.error().message;
}

TEST(Types, ThatHoldNoNumbersAreRefused) {
  ModelBuilder model;
  model.input("x", {3}, kString).node("Identity", {"x"}, {"y"}).output("y");
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(result.error().message.find("'x'"), std::string::npos) << result.error().message;
}

// The bytes of a picture, channels last, as detectors from TensorFlow take it.
TEST(Types, APictureAsBytes) {
  ModelBuilder model(10);
  const std::vector<float> kernel{1, 10, 100};
  model.input("image", {1, -1, -1, 3}, kUint8).weight("w", {1, 3, 1, 1}, kernel);
  model.node("Cast", {"image"}, {"f"}, {attribute("to", 1)});
  model.node("Transpose", {"f"}, {"t"}, {attribute("perm", std::vector<std::int64_t>{0, 3, 1, 2})});
  model.node("Conv", {"t", "w"}, {"y"}).output("y");
  const auto session = load(model.build());
  PreprocessSpec spec;
  spec.crop_height = 1, spec.crop_width = 2, spec.layout = TensorLayout::kNhwc;
  spec.divisor = 1;
  const std::vector<std::uint8_t> rgba{1, 2, 3, 255, 4, 5, 255, 255};
  const auto bytes =
      value_or_fail(session->input<std::uint8_t>("image", value_or_fail(preprocess_shape(spec))));
  ASSERT_TRUE(preprocess(Picture{rgba, 2, 1}, spec, bytes));
  EXPECT_EQ(std::vector<std::uint8_t>(bytes.begin(), bytes.end()),
            (std::vector<std::uint8_t>{1, 2, 3, 4, 5, 255}));
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (std::vector<float>{1 + 20 + 300, 4 + 50 + 25500}));
  }
  spec.divisor = 255;  // to 0..1, of which nothing but 0 and 1 is left
  ASSERT_TRUE(preprocess(Picture{rgba, 2, 1}, spec, bytes));
  EXPECT_EQ(std::vector<std::uint8_t>(bytes.begin(), bytes.end()),
            (std::vector<std::uint8_t>{0, 0, 0, 0, 0, 1}));
}

}  // namespace
}  // namespace cnn::test
