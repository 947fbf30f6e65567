// Resize of integers: the expected values are onnxruntime's.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

// TensorProto.DataType.
constexpr int kUint8 = 2, kInt8 = 3, kInt32 = 6;

// x as integers of that type, resized, and as reals again.
void expect_resized(int type, const Shape& shape, const Floats& x, const Floats& scales,
                    const std::vector<Message>& attributes, const Floats& expected) {
  ModelBuilder model(18);
  model.input("x", {shape.dims().begin(), shape.dims().end()});
  model.weight("s", {static_cast<std::int64_t>(scales.size())}, scales);
  model.node("Cast", {"x"}, {"i"}, {attribute("to", type)});
  model.node("Resize", {"i", "", "s"}, {"r"}, attributes);
  expect_values(model.node("Cast", {"r"}, {"y"}, {attribute("to", 1)}), shape, x, expected);
}

Message mode(const char* name) {
  return attribute("mode", std::string(name));
}
Message coordinates(const char* name) {
  return attribute("coordinate_transformation_mode", std::string(name));
}

const Shape kMap = {1, 1, 3, 4};
const Floats kBytes = {11, 48, 85, 122, 159, 196, 233, 19, 56, 93, 130, 167};
const Floats kSigned = {-109, -72, -35, 2, 39, 76, 113, -90, -53, -16, 21, 58};

TEST(ResizeIntegers, LinearIsCutTowardZero) {
  expect_resized(kUint8, kMap, kBytes, {1, 1, 1.5f, 2}, {mode("linear")},
                 {11,  20,  38,  57,  75,  94,  112, 122, 85, 94, 112, 131, 149, 136, 92,  70,
                  141, 151, 169, 188, 206, 172, 86,  43,  73, 82, 100, 119, 137, 145, 143, 142});
  expect_resized(kInt8, kMap, kSigned, {1, 1, 1.5f, 2}, {mode("linear")},
                 {-109, -99, -81, -62, -44, -25, -7,  2,   -35, -25, -7, 11, 29, 18, -23, -44,
                  23,   32,  51,  69,  88,  56,  -24, -65, -37, -28, -9, 8,  27, 35, 34,  33});
  expect_resized(kInt8, kMap, kSigned, {1, 1, 0.7f, 1.6f},
                 {mode("linear"), coordinates("align_corners")},
                 {-109, -86, -64, -42, -20, 2, -53, -30, -8, 13, 35, 58});
  expect_resized(
      kUint8, Shape{1, 1, 2, 2, 2}, {11, 48, 85, 122, 159, 196, 233, 19}, {1, 1, 1.5f, 1.5f, 2},
      {mode("linear")},
      {11,  20, 38,  48,  48, 57, 75,  85,  85,  94,  112, 122, 85,  94,  112, 122, 122, 115,
       102, 96, 159, 136, 92, 70, 159, 168, 186, 196, 196, 173, 129, 107, 233, 179, 72,  19});
}

// The order in which float32 rounds decides: two of the sums are a little less than 253.
TEST(ResizeIntegers, WhatIsTheSameEverywhereMayLoseOne) {
  Floats expected(30, 253);
  expected[10] = expected[13] = 252;
  expect_resized(kUint8, Shape{1, 1, 3, 3}, Floats(9, 253), {1, 1, 1.7f, 2.3f}, {mode("linear")},
                 expected);
}

TEST(ResizeIntegers, NearestCopies) {
  expect_resized(kUint8, kMap, kBytes, {1, 1, 1.5f, 2}, {mode("nearest")},
                 {11,  11,  48,  48,  85,  85,  122, 122, 11, 11, 48, 48, 85,  85,  122, 122,
                  159, 159, 196, 196, 233, 233, 19,  19,  56, 56, 93, 93, 130, 130, 167, 167});
  // What float32 does not hold.
  ModelBuilder model(18);
  model.input("x", {1, 2}).weight("s", {2}, Floats{1, 2});
  model.tensor("large", {1}, kInt32, raw_bytes<std::int32_t>({16777216}));
  model.node("Cast", {"x"}, {"i"}, {attribute("to", kInt32)}).node("Add", {"i", "large"}, {"a"});
  model.node("Resize", {"a", "", "s"}, {"r"}).node("Sub", {"r", "large"}, {"d"});
  expect_values(model.node("Cast", {"d"}, {"y"}, {attribute("to", 1)}), Shape{1, 2}, {1, 3},
                {1, 1, 3, 3});
}

TEST(ResizeIntegers, OutsideIsTheExtrapolationValueCut) {
  ModelBuilder model(18);
  model.input("x", {1, 1, 3, 4}).weight("s", {4}, Floats{1, 1, 1.5f, 1});
  model.weight("r", {8}, Floats{0, 0, -0.2f, 0.1f, 1, 1, 1.3f, 0.9f});
  model.node("Cast", {"x"}, {"i"}, {attribute("to", kUint8)});
  model.node(
      "Resize", {"i", "r", "s"}, {"o"},
      {mode("linear"), coordinates("tf_crop_and_resize"), attribute("extrapolation_value", 77.9f)});
  expect_values(model.node("Cast", {"o"}, {"y"}, {attribute("to", 1)}), kMap, kBytes,
                {77, 77, 77, 77, 99, 136, 173, 60, 97, 134, 171, 107, 77, 77, 77, 77});
}

TEST(ResizeIntegers, UpsampleOfOpset9) {
  ModelBuilder model(9);
  model.input("x", {1, 1, 3, 4}).weight("s", {4}, Floats{1, 1, 2, 1});
  model.node("Cast", {"x"}, {"i"}, {attribute("to", kUint8)});
  model.node("Upsample", {"i", "s"}, {"u"}, {mode("linear")});
  expect_values(model.node("Cast", {"u"}, {"y"}, {attribute("to", 1)}), kMap, kBytes,
                {11,  48,  85,  122, 85, 122, 159, 70,  159, 196, 233, 19,
                 107, 144, 181, 93,  56, 93,  130, 167, 56,  93,  130, 167});
}

TEST(ResizeIntegers, OtherFiltersAreRefused) {
  ModelBuilder cubic(18), smooth(18);
  for (ModelBuilder* model : {&cubic, &smooth})
    model->input("x", {1, 1, 4, 4}, kUint8).weight("s", {4}, Floats{1, 1, 0.5f, 0.5f});
  cubic.node("Resize", {"x", "", "s"}, {"y"}, {mode("cubic")});
  expect_refused(cubic, ErrorCode::kUnsupported, "mode 'cubic' is not supported for integers");
  smooth.node("Resize", {"x", "", "s"}, {"y"}, {mode("linear"), attribute("antialias", 1)});
  expect_refused(smooth, ErrorCode::kUnsupported, "antialias is not supported for integers");
}

}  // namespace
}  // namespace cnn::test
