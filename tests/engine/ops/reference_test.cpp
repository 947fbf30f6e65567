// The plain loops against values worked out by hand: they are the oracle of sweep_test.cpp.
#include <gtest/gtest.h>

#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

const Floats kNine = {1, 2, 3, 4, 5, 6, 7, 8, 9};  // 3 x 3

TEST(Reference, ConvIsCrossCorrelation) {
  ModelBuilder model;
  model.input("x", {1, 1, 3, 3}).weight("w", {1, 1, 2, 2}, Floats{1, 2, 3, 4});
  model.weight("b", {1}, Floats{100}).node("Conv", {"x", "w", "b"}, {"y"});
  // 1*1 + 2*2 + 4*3 + 5*4 = 37
  expect_values(model, Shape{1, 1, 3, 3}, kNine, {137, 147, 167, 177});
}

TEST(Reference, ConvPadsEachSideByItself) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 2}).weight("w", {1, 1, 1, 2}, Floats{1, 10});
  model.node("Conv", {"x", "w"}, {"y"},
             {attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0})});  // one column on the left
  expect_values(model, Shape{1, 1, 1, 2}, {3, 5}, {30, 53});
}

TEST(Reference, ConvDilates) {
  ModelBuilder model;
  model.input("x", {1, 1, 3, 3}).weight("w", {1, 1, 2, 2}, Floats{1, 1, 1, 1});
  model.node("Conv", {"x", "w"}, {"y"}, {attribute("dilations", std::vector<std::int64_t>{2, 2})});
  expect_values(model, Shape{1, 1, 3, 3}, kNine, {1 + 3 + 7 + 9});
}

TEST(Reference, ConvKeepsGroupsApart) {
  ModelBuilder model;
  model.input("x", {1, 2, 1, 1}).weight("w", {2, 1, 1, 1}, Floats{10, 100});
  model.node("Conv", {"x", "w"}, {"y"}, {attribute("group", 2)});
  expect_values(model, Shape{1, 2, 1, 1}, {3, 4}, {30, 400});
}

// Five channels, so that the SIMD path takes them in two overlapping blocks; channel c has the
// kernel {c, 10, 100} and the picture {1, 2, 3, 4} times c + 1.
TEST(Reference, ConvDepthwiseStridesOverPaddedRows) {
  Floats picture, kernel, expected;
  for (int c = 0; c < 5; ++c) {
    const auto k = static_cast<float>(c), scale = k + 1;
    for (const float value : {1, 2, 3, 4}) picture.push_back(value * scale);
    kernel.insert(kernel.end(), {k, 10, 100});
    // One column of padding on the left, two on the right; stride 2: columns -1..1, 1..3, 3..5.
    for (const float value : {10 * 1 + 100 * 2 + 0.0f, k * 2 + 10 * 3 + 100 * 4, k * 4})
      expected.push_back(value * scale + 7);
  }
  ModelBuilder model;
  model.input("x", {1, 5, 1, 4}).weight("w", {5, 1, 1, 3}, kernel).weight("b", {5}, Floats(5, 7));
  model.node("Conv", {"x", "w", "b"}, {"y"},
             {attribute("group", 5), attribute("strides", std::vector<std::int64_t>{1, 2}),
              attribute("pads", std::vector<std::int64_t>{0, 1, 0, 2})});
  expect_values(model, Shape{1, 5, 1, 4}, picture, expected);
}

TEST(Reference, ConvSameUpperPutsTheOddPixelAtTheEnd) {
  for (const bool upper : {true, false}) {
    ModelBuilder model;
    model.input("x", {1, 1, 1, 2}).weight("w", {1, 1, 1, 2}, Floats{1, 10});
    model.node("Conv", {"x", "w"}, {"y"},
               {attribute("auto_pad", std::string(upper ? "SAME_UPPER" : "SAME_LOWER"))});
    expect_values(model, Shape{1, 1, 1, 2}, {3, 5}, upper ? Floats{53, 5} : Floats{30, 53});
  }
}

TEST(Reference, MaxPoolWithNegativeValuesIgnoresPadding) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 2});
  model.node("MaxPool", {"x"}, {"y"},
             {attribute("kernel_shape", std::vector<std::int64_t>{1, 2}),
              attribute("pads", std::vector<std::int64_t>{0, 1, 0, 1})});
  expect_values(model, Shape{1, 1, 1, 2}, {-3, -5}, {-3, -3, -5});
}

TEST(Reference, MaxPoolCeilModeAddsAPartialWindow) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 5});
  model.node("MaxPool", {"x"}, {"y"},
             {attribute("kernel_shape", std::vector<std::int64_t>{1, 2}),
              attribute("strides", std::vector<std::int64_t>{1, 2}), attribute("ceil_mode", 1)});
  expect_values(model, Shape{1, 1, 1, 5}, {1, 2, 3, 4, 5}, {2, 4, 5});
}

TEST(Reference, AveragePoolCountsPaddingOnlyWhenAsked) {
  for (const int include : {0, 1}) {
    ModelBuilder model;
    model.input("x", {1, 1, 1, 2});
    model.node("AveragePool", {"x"}, {"y"},
               {attribute("kernel_shape", std::vector<std::int64_t>{1, 2}),
                attribute("pads", std::vector<std::int64_t>{0, 1, 0, 0}),
                attribute("count_include_pad", include)});
    expect_values(model, Shape{1, 1, 1, 2}, {4, 6}, {include ? 2.0f : 4.0f, 5});
  }
}

TEST(Reference, GlobalAveragePool) {
  ModelBuilder model;
  model.input("x", {1, 1, 3, 3}).node("GlobalAveragePool", {"x"}, {"y"});
  expect_values(model, Shape{1, 1, 3, 3}, kNine, {5});
}

TEST(Reference, BatchNormalization) {
  ModelBuilder model;
  model.input("x", {1, 2, 1, 1})
      .weight("scale", {2}, Floats{2, 3})
      .weight("bias", {2}, Floats{1, 1});
  model.weight("mean", {2}, Floats{5, 6}).weight("var", {2}, Floats{4, 9});
  model.node("BatchNormalization", {"x", "scale", "bias", "mean", "var"}, {"y"},
             {attribute("epsilon", 0.0f)});
  expect_values(model, Shape{1, 2, 1, 1}, {7, 12},
                {3, 7});  // (7 - 5) / 2 * 2 + 1, (12 - 6) / 3 * 3 + 1
}

TEST(Reference, GemmScalesAndTransposes) {
  ModelBuilder model;
  model.input("x", {1, 2}).weight("b", {1, 2}, Floats{3, 4}).weight("c", {1}, Floats{10});
  model.node("Gemm", {"x", "b", "c"}, {"y"},
             {attribute("transB", 1), attribute("alpha", 2.0f), attribute("beta", 0.5f)});
  expect_values(model, Shape{1, 2}, {1, 2}, {2 * (3 + 8) + 5});
}

TEST(Reference, SoftmaxBeforeOpset13SharesAllLaterAxes) {
  const float quarter = 0.25f, half = 0.5f;
  ModelBuilder old(11), current(13);
  old.input("x", {1, 2, 2}).node("Softmax", {"x"}, {"y"});
  current.input("x", {1, 2, 2}).node("Softmax", {"x"}, {"y"});
  expect_values(old, Shape{1, 2, 2}, {7, 7, 7, 7}, {quarter, quarter, quarter, quarter});
  expect_values(current, Shape{1, 2, 2}, {7, 7, 7, 7}, {half, half, half, half});
}

TEST(Reference, SoftmaxOfLargeNumbersStaysFinite) {
  ModelBuilder model;
  model.input("x", {1, 2}).node("Softmax", {"x"}, {"y"});
  expect_values(model, Shape{1, 2}, {1000, -1000}, {1, 0});
}

TEST(Reference, ConcatAlongChannels) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 2}).weight("c", {1, 2, 1, 2}, Floats{1, 2, 3, 4});
  model.node("Concat", {"x", "c"}, {"y"}, {attribute("axis", 1)});
  expect_values(model, Shape{1, 1, 1, 2}, {8, 9}, {8, 9, 1, 2, 3, 4});
}

TEST(Reference, ReshapeCopiesAndInfersAxes) {
  ModelBuilder model;
  model.input("x", {2, 3, 1, 2}).weight("shape", {3}, std::vector<std::int64_t>{0, -1, 2});
  model.node("Reshape", {"x", "shape"}, {"y"}).output("y");
  const auto session = load(model.build());
  EXPECT_EQ(session->graph().value(session->graph().find("y")).type.shape, (Shape{2, 3, 2}));
}

TEST(Reference, ClipWithCrossedBoundsGivesTheMaximum) {
  ModelBuilder model;
  model.input("x", {3}).weight("low", {}, Floats{2}).weight("high", {}, Floats{1});
  model.node("Clip", {"x", "low", "high"}, {"y"});
  expect_values(model, Shape{3}, {0, 1.5, 3}, {1, 1, 1});
}

}  // namespace
}  // namespace cnn::test
