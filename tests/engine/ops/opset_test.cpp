// What an operator means at which opset: where it did not change it runs from 6 to 26, where it did
// each opset's own form runs or is refused by name.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

const Ints kAllOpsets = {6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,
                         17, 18, 19, 20, 21, 22, 23, 24, 25, 26};

// 3 * [1, 2, 3, 4] - 6, the larger of each two above zero, twice that and its mean.
TEST(Opset, WhatDidNotChangeRunsAtAll) {
  for (const std::int64_t opset : kAllOpsets) {
    ModelBuilder model(opset);
    model.input("x", {1, 1, 2, 2})
        .weight("w", {1, 1, 1, 1}, Floats{3})
        .weight("b", {1}, Floats{-6});
    model.node("Conv", {"x", "w", "b"}, {"c"}).node("Relu", {"c"}, {"r"});
    model.node("MaxPool", {"r"}, {"m"}, {attribute("kernel_shape", Ints{1, 2})});
    model.node("Add", {"m", "m"}, {"s"}).node("GlobalAveragePool", {"s"}, {"g"});
    model.node("Flatten", {"s"}, {"f"}).node("Flatten", {"g"}, {"h"});
    model.node("Concat", {"f", "h"}, {"y"}, {attribute("axis", 1)});
    SCOPED_TRACE(opset);
    expect_values(model, Shape{1, 1, 2, 2}, {1, 2, 3, 4}, {0, 12, 6});
  }
}

// With padding counted, what the rounding up adds beyond it is not.
TEST(Opset, AveragePoolRoundedUpCountsNoMoreThanItsPadding) {
  for (const std::int64_t opset : {10, 19, 21, 22, 26})
    for (const int counts : {0, 1}) {
      ModelBuilder model(opset);
      model.input("x", {1, 1, 5});
      model.node("AveragePool", {"x"}, {"y"},
                 {attribute("kernel_shape", Ints{3}), attribute("strides", Ints{3}),
                  attribute("pads", Ints{1, 0}), attribute("ceil_mode", 1),
                  attribute("count_include_pad", counts)});
      SCOPED_TRACE(opset);
      ModelBuilder wide(opset);
      wide.input("x", {1, 1, 4});
      wide.node("AveragePool", {"x"}, {"y"},
                {attribute("kernel_shape", Ints{3}), attribute("strides", Ints{2}),
                 attribute("ceil_mode", 1), attribute("count_include_pad", counts)});
      expect_values(model, Shape{1, 1, 5}, {1, 2, 3, 4, 5}, {counts ? 1.0f : 1.5f, 4});
      // The second window would end one beyond the input: 3 and 4 are all it has.
      expect_values(wide, Shape{1, 1, 4}, {1, 2, 3, 4}, {2, 3.5f});
    }
}

TEST(Opset, SixSaysThatBatchNormalizationAndDropoutDoNotTrain) {
  ModelBuilder model(6), trains(6), drops(6), later(7);
  const std::vector<std::string> inputs = {"x", "a", "a", "b", "a"};
  for (ModelBuilder* one : {&model, &trains, &drops, &later})
    one->input("x", {1, 1, 1, 2}).weight("a", {1}, Floats{1}).weight("b", {1}, Floats{3});
  const Message test = attribute("is_test", 1), exact = attribute("epsilon", 0.0f);
  model.node("BatchNormalization", inputs, {"n"}, {test, exact})
      .node("Dropout", {"n"}, {"y"}, {test});
  expect_values(model, Shape{1, 1, 1, 2}, {3, 5}, {1, 3});
  trains.node("BatchNormalization", inputs, {"y"}, {exact});
  expect_refused(trains, ErrorCode::kUnsupported, "in training mode");
  drops.node("Dropout", {"x"}, {"y"});
  expect_refused(drops, ErrorCode::kUnsupported, "training mode");
  later.node("BatchNormalization", inputs, {"y"}, {test});
  expect_refused(later, ErrorCode::kUnsupported, "'is_test' is not supported at opset 7");
}

TEST(Opset, SixSaysThatTheSecondOperandRepeats) {
  const Message repeats = attribute("broadcast", 1);
  ModelBuilder model(6), elsewhere(6), later(7);
  model.input("x", {2, 2}).weight("v", {2}, Floats{10, 20});
  model.node("Gemm", {"x", "x", "v"}, {"g"}, {repeats}).node("Mul", {"g", "v"}, {"y"}, {repeats});
  expect_values(model, Shape{2, 2}, {1, 2, 3, 4}, {170, 600, 250, 840});
  elsewhere.input("x", {2, 2}).weight("v", {2}, Floats{10, 20});
  elsewhere.node("Add", {"x", "v"}, {"y"}, {repeats, attribute("axis", 0)});
  expect_refused(elsewhere, ErrorCode::kUnsupported, "'axis' is not supported at opset 6");
  later.input("x", {2, 2}).weight("v", {2}, Floats{10, 20});
  later.node("Add", {"x", "v"}, {"y"}, {repeats});
  expect_refused(later, ErrorCode::kUnsupported, "'broadcast' is not supported at opset 7");
}

TEST(Opset, WhatMeantSomethingElseIsRefusedByName) {
  ModelBuilder slope(6), upsample(6), since(7);
  slope.input("x", {1, 2, 1, 2}).weight("s", {2}, Floats{0.5f, 0.25f});
  slope.node("PRelu", {"x", "s"}, {"y"});
  expect_refused(slope, ErrorCode::kUnsupported, "PRelu of opset 6 is not supported");
  upsample.input("x", {1, 1, 1, 2});
  upsample.node("Upsample", {"x"}, {"y"}, {attribute("width_scale", 2.0f)});
  expect_refused(upsample, ErrorCode::kUnsupported, "Upsample of opset 6");
  since.input("x", {1, 2, 1, 2}).weight("s", {2}, Floats{0.5f, 0.25f});
  since.node("PRelu", {"x", "s"}, {"y"});
  expect_values(since, Shape{1, 2, 1, 2}, {-4, -4, 4, -8}, {-2, -1, 4, -2});
}

TEST(Opset, CastsRoundingSpeaksOfFloat8Alone) {
  ModelBuilder model(24);
  model.input("x", {2});
  model.node("Cast", {"x"}, {"i"},
             {attribute("to", 6), attribute("round_mode", std::string("up"))});
  model.node("Cast", {"i"}, {"y"}, {attribute("to", 1)});
  expect_values(model, Shape{2}, {1.75f, -1.75f}, {1, -1});
}

}  // namespace
}  // namespace cnn::test
