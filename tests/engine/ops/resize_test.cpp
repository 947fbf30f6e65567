// Resize and Upsample, against values worked out by hand or, as stated, made by PyTorch 1.13.
// Scales that float32 cannot hold matter most: 0.6f is a little more than 0.6, 2.3f a little less
// than 2.3.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

const Floats kSix = {1, 2, 3, 4, 5, 6};
const Floats kEight = {1, 2, 3, 4, 5, 6, 7, 8};

// Resize to `sizes` with these attributes; the other modes are in ONNX's own cases.
void expect_resized(const Shape& x, const Floats& input, const Ints& sizes,
                    const std::vector<Message>& attributes, const Floats& expected) {
  ModelBuilder model(19);
  model.input("x", {x.dims().begin(), x.dims().end()});
  model.weight("sizes", {static_cast<std::int64_t>(sizes.size())}, sizes);
  model.node("Resize", {"x", "", "", "sizes"}, {"y"}, attributes);
  expect_values(model, x, input, expected);
}

Message mode(const char* name) {
  return attribute("mode", std::string(name));
}
Message coordinates(const char* name) {
  return attribute("coordinate_transformation_mode", std::string(name));
}

// torch.nn.functional.interpolate
TEST(Resize, AsPyTorch) {
  const Shape x{1, 1, 2, 3};
  expect_resized(x, kSix, {1, 1, 3, 4}, {mode("linear"), coordinates("pytorch_half_pixel")},
                 {1, 1.625f, 2.375f, 3, 2.5f, 3.125f, 3.875f, 4.5f, 4, 4.625f, 5.375f, 6});
  expect_resized(x, kSix, {1, 1, 3, 5}, {mode("linear"), coordinates("align_corners")},
                 {1, 1.5f, 2, 2.5f, 3, 2.5f, 3, 3.5f, 4, 4.5f, 4, 4.5f, 5, 5.5f, 6});
  expect_resized(x, kSix, {1, 1, 2, 4}, {mode("cubic"), coordinates("half_pixel")},
                 {0.9282227f, 1.5297852f, 2.4702148f, 3.0717773f, 3.9282229f, 4.5297852f,
                  5.4702148f, 6.0717773f});
}

// PyTorch leaves out what lies outside, and its cubic filter has another shape when it smooths.
TEST(Resize, SmoothsAsPyTorch) {
  const Message smooth = attribute("antialias", 1), exclude = attribute("exclude_outside", 1);
  expect_resized(Shape{1, 1, 1, 8}, kEight, {1, 1, 1, 3}, {mode("linear"), smooth, exclude},
                 {2.1052632f, 4.5f, 6.8947377f});
  expect_resized(Shape{1, 1, 1, 8}, {1, 5, 2, 8, 3, 9, 4, 7}, {1, 1, 1, 3},
                 {mode("cubic"), smooth, exclude, attribute("cubic_coeff_a", -0.5f)},
                 {3.0714393f, 5.5528936f, 6.1585555f});
}

TEST(Resize, NamedAxesKeepTheirAspectRatio) {
  for (const bool larger : {false, true}) {
    ModelBuilder model(18);
    model.input("x", {1, 1, 2, 3}).weight("sizes", {2}, Ints{4, 12});
    model.node("Resize", {"x", "", "", "sizes"}, {"y"},
               {attribute("axes", Ints{2, -1}),
                attribute("keep_aspect_ratio_policy",
                          std::string(larger ? "not_smaller" : "not_larger"))});
    const auto session = load(model.output("y").build());
    EXPECT_EQ(session->graph().value(session->graph().find("y")).type.shape,
              (larger ? Shape{1, 1, 8, 12} : Shape{1, 1, 4, 6}));
  }
}

// The scale stays 2.5, although 3 * 2.5 elements are cut to 7.
TEST(Resize, BeforeOpset11RoundsDownFromGivenScales) {
  ModelBuilder model(10);
  model.input("x", {1, 1, 1, 3}).weight("s", {4}, Floats{1, 1, 1, 2.5f});
  model.node("Resize", {"x", "s"}, {"y"});
  expect_values(model, Shape{1, 1, 1, 3}, {1, 2, 3}, {1, 1, 1, 2, 2, 3, 3});
}

TEST(Resize, UpsampleReadsScalesFromItsAttributeBeforeOpset9) {
  ModelBuilder model(7);
  // Number lists are not among the helpers of onnx_builder.h: AttributeProto.floats, FLOATS.
  Message scales = Message().bytes(1, "scales");
  for (const float scale : {1.0f, 1.0f, 1.0f, 2.0f}) scales.float32(7, scale);
  model.input("x", {1, 1, 1, 2});
  model.node("Upsample", {"x"}, {"y"}, {scales.number(20, 6), mode("linear")});
  expect_values(model, Shape{1, 1, 1, 2}, {1, 3}, {1, 2, 3, 3});
}

// 0, 1, 2, ...: the output says where it was taken.
Floats line(std::int64_t length) {
  Floats values;
  for (std::int64_t i = 0; i < length; ++i) values.push_back(static_cast<float>(i));
  return values;
}

// A line of `length` resized by `scale`.
void expect_scaled(std::int64_t length, float scale, const std::vector<Message>& attributes,
                   const Floats& expected) {
  ModelBuilder model(18);
  model.input("x", {1, 1, 1, length}).weight("s", {4}, Floats{1, 1, 1, scale});
  model.node("Resize", {"x", "", "s"}, {"y"}, attributes);
  expect_values(model, Shape{1, 1, 1, length}, line(length), expected);
}

Message nearest(const char* rounding) {
  return attribute("nearest_mode", std::string(rounding));
}

// 7 elements by 0.5 are 3, whatever the 3.5: the corners stay where they are.
TEST(Resize, AlignsCornersOverTheIntegerLength) {
  const Message align = coordinates("align_corners");
  expect_scaled(7, 0.5f, {mode("linear"), align}, {0, 3, 6});
  expect_scaled(7, 0.5f, {mode("cubic"), align}, {0, 3, 6});
  expect_scaled(7, 0.5f, {mode("cubic"), align, attribute("exclude_outside", 1)}, {0, 3, 6});
  expect_scaled(7, 0.5f, {mode("nearest"), align, nearest("floor")}, {0, 3, 6});
  expect_scaled(5, 1.5f, {mode("linear"), align},
                {0, 2 / 3.0f, 4 / 3.0f, 2, 8 / 3.0f, 10 / 3.0f, 4});
  expect_scaled(3, 0.5f, {mode("linear"), align}, {0});
}

// x / 0.6f: 3 / 0.6f is 4.9999998 and rounds to 5 in float32. In double it would stay below.
TEST(Resize, GivenScalesAreDividedByInFloat32) {
  const Message asymmetric = coordinates("asymmetric");
  expect_scaled(7, 0.6f, {mode("nearest"), asymmetric, nearest("floor")}, {0, 1, 3, 5});
  // 1.5 / 0.6f is 2.4999999 in double and 2.5 in float32, so that 1.5 / 0.6f - 0.5 is 2, not less.
  expect_scaled(5, 0.6f, {mode("nearest"), nearest("floor")}, {0, 2, 3});
}

// 19.5 / 1.3f - 0.5 is 14.500001, 4.5 / 0.3f - 0.5 is 14.499999: both count as a half.
TEST(Resize, WhatIsAlmostAHalfIsRoundedAsOne) {
  ModelBuilder floor(13), ceil(13);
  floor.input("x", {1, 1, 1, 20}).weight("s", {4}, Floats{1, 1, 1, 1.3f});
  floor.node("Resize", {"x", "", "s"}, {"y"}, {nearest("round_prefer_floor")});
  ceil.input("x", {1, 1, 1, 20}).weight("s", {4}, Floats{1, 1, 1, 0.3f});
  ceil.node("Resize", {"x", "", "s"}, {"y"}, {nearest("round_prefer_ceil")});
  const auto at = [](ModelBuilder& model, std::size_t place) {
    const auto session = load(model.output("y").build());
    set_input(*session, "x", Shape{1, 1, 1, 20}, line(20));
    run(*session, PlanKind::kFast);
    return value(*session, "y").at(place);
  };
  EXPECT_EQ(at(floor, 19), 14);
  EXPECT_EQ(at(ceil, 4), 15);
}

// Where sizes are given, element x of the output lies at the ratio x * input / output: 11 * 25 / 55
// is 5, not what 11 / 2.2 is; 14 elements to 2 take number 1 * 14 / 2.
TEST(Resize, GivenSizesAreExactRatios) {
  for (const auto& [input, output] :
       {std::pair<std::int64_t, std::int64_t>{25, 55}, {14, 2}, {7, 39}, {33, 39}, {3, 1}}) {
    Floats down, half;
    for (std::int64_t x = 0; x < output; ++x) {
      down.push_back(static_cast<float>(x * input / output));
      half.push_back(static_cast<float>(std::max<std::int64_t>((2 * x + 1) * input - output, 0) /
                                        (2 * output)));
    }
    const Message floor = nearest("floor");
    expect_resized(Shape{1, 1, 1, input}, line(input), {1, 1, 1, output},
                   {coordinates("asymmetric"), floor}, down);
    for (const char* how : {"half_pixel", "half_pixel_symmetric"})
      expect_resized(Shape{1, 1, 1, input}, line(input), {1, 1, 1, output},
                     {coordinates(how), floor}, half);
  }
}

// The whole output's shape is the input's: nothing moves. One axis alone of a scale is resized.
TEST(Resize, AnOutputOfItsInputsShapeIsItsInput) {
  const std::vector<Message> how = {coordinates("asymmetric"), nearest("floor")};
  expect_scaled(6, 1.1f, how, {0, 1, 2, 3, 4, 5});
  ModelBuilder model(13);
  model.input("x", {1, 1, 1, 6}).weight("s", {4}, Floats{1, 1, 2, 1.1f});
  model.node("Resize", {"x", "", "s"}, {"y"}, how);
  expect_values(model, Shape{1, 1, 1, 6}, line(6), {0, 0, 1, 2, 3, 4, 0, 0, 1, 2, 3, 4});
}

// (x + 0.5) / scale without the half taken off again; the axes of scale 1 stay.
TEST(Resize, TensorFlowsHalfPixelsForNearest) {
  expect_scaled(4, 2, {coordinates("tf_half_pixel_for_nn"), nearest("ceil")},
                {1, 1, 2, 2, 3, 3, 3, 3});
}

// From 0.25 to 0.75 of 4 gaps: elements 1 to 3.
TEST(Resize, CropsARegion) {
  ModelBuilder model(13);
  model.input("x", {1, 1, 1, 5}).weight("r", {8}, Floats{0, 0, 0, 0.25f, 1, 1, 1, 0.75f});
  model.weight("z", {4}, Ints{1, 1, 1, 3});
  model.node("Resize", {"x", "r", "", "z"}, {"y"},
             {mode("linear"), coordinates("tf_crop_and_resize")});
  expect_values(model, Shape{1, 1, 1, 5}, line(5), {1, 2, 3});
}

TEST(Resize, RefusesWhatItCannotDo) {
  ModelBuilder unknown(19), neither(19), empty(19);
  unknown.input("x", {1, 1, 2, 2}).weight("s", {4}, Floats(4, 1));
  unknown.node("Resize", {"x", "", "s"}, {"y"}, {mode("area")});
  expect_refused(unknown, ErrorCode::kUnsupported, "mode 'area'");
  neither.input("x", {1, 1, 2, 2}).node("Resize", {"x"}, {"y"});
  expect_refused(neither, ErrorCode::kInvalidModel, "either scales or sizes");
  empty.input("x", {1, 1, 2, 2}).weight("s", {4}, Floats{1, 1, 0.4f, 1});
  empty.node("Resize", {"x", "", "s"}, {"y"});
  expect_refused(empty, ErrorCode::kInvalidShape, "empty");
}

TEST(Resize, ZeroTimesTheNextElementIsNaNWhereThatIs) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  ModelBuilder model(13);
  model.input("x", {1, 1, 1, 3}).weight("scales", {4}, Floats{1, 1, 1, 2});
  model.node("Resize", {"x", "", "scales"}, {"y"}, {attribute("mode", std::string("linear"))});
  // At 0, left of the first pixel's middle: 1 * x[0] + 0 * x[1], as in onnxruntime and PyTorch.
  expect_values(model, Shape{1, 1, 1, 3}, {1, nan, 3}, {nan, nan, nan, nan, nan, 3});
  expect_values(model, Shape{1, 1, 1, 3}, {1, 2, 4}, {1, 1.25f, 1.75f, 2.5f, 3.5f, 4});
}

}  // namespace
}  // namespace cnn::test
