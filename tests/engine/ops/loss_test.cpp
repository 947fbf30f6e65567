// The losses of training networks: the expected values are PyTorch's (nll_loss, cross_entropy).
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

const Floats kScores = {1.25f, 0.75f, 0.25f, -0.25f, -0.75f, -1.25f, 1.5f, 1, 0.5f, 0, -0.5f, -1};

struct Case {
  std::string reduction;
  bool weighs, ignores;
  Floats likelihood, entropy;
};

const Case kCases[] = {
    {"mean", false, false, {0.125f}, {1.657606f}},
    {"mean", false, true, {-0.875f}, {0.9076059f}},
    {"mean", true, false, {0.1388889f}, {1.740939f}},
    {"mean", true, true, {-0.65f}, {1.207606f}},
    {"sum", false, false, {0.5f}, {6.630424f}},
    {"sum", true, true, {-1.625f}, {3.019015f}},
    {"none", false, true, {-1.25f, 0, -0.5f, 0}, {0.4076059f, 0, 1.407606f, 0}},
    {"none", true, false, {-0.625f, 1.25f, -1, 1}, {0.203803f, 2.407606f, 2.815212f, 2.407606f}},
};

// Labels 0, 2 and 1, 2 of two maps of two places; class 2 may be the one that does not count.
ModelBuilder loss(const std::string& op, const Case& test, std::int64_t opset) {
  ModelBuilder model(opset);
  model.input("x", {2, 3, 2}).weight("t", {2, 2}, Ints{0, 2, 1, 2});
  std::vector<std::string> inputs = {"x", "t"};
  if (test.weighs) {
    model.weight("w", {3}, Floats{0.5f, 2, 1});
    inputs.push_back("w");
  }
  std::vector<Message> attributes = {attribute("reduction", test.reduction)};
  if (test.ignores) attributes.push_back(attribute("ignore_index", 2));
  model.node(op, inputs, {"l"}, attributes);
  return model.node("Identity", {"l"}, {"y"});
}

TEST(Loss, AsPyTorch) {
  for (const Case& test : kCases) {
    SCOPED_TRACE(test.reduction + (test.weighs ? " weighed" : "") +
                 (test.ignores ? " with a label that does not count" : ""));
    ModelBuilder likelihood = loss("NegativeLogLikelihoodLoss", test, 13);
    expect_values(likelihood, Shape{2, 3, 2}, kScores, test.likelihood);
    for (const std::int64_t opset : {12, 13}) {
      ModelBuilder entropy = loss("SoftmaxCrossEntropyLoss", test, opset);
      expect_values(entropy, Shape{2, 3, 2}, kScores, test.entropy);
    }
  }
}

TEST(Loss, GivesTheLogarithmsToo) {
  ModelBuilder model(13);
  model.input("x", {2, 3, 2}).weight("t", {2, 2}, Ints{0, 2, 1, 2});
  model.node("SoftmaxCrossEntropyLoss", {"x", "t"}, {"l", "y"});
  expect_values(model, Shape{2, 3, 2}, kScores,
                {-0.4076059f, -0.4076059f, -1.407606f, -1.407606f, -2.407606f, -2.407606f,
                 -0.4076059f, -0.4076059f, -1.407606f, -1.407606f, -2.407606f, -2.407606f});
}

// onnxruntime
TEST(Loss, OfNothingThatCountsIsNoNumber) {
  ModelBuilder model(13);
  model.input("x", {2, 3}).weight("t", {2}, Ints{1, 1});
  model.node("NegativeLogLikelihoodLoss", {"x", "t"}, {"y"}, {attribute("ignore_index", 1)});
  expect_values(model, Shape{2, 3}, Floats(6, 1), {std::numeric_limits<float>::quiet_NaN()});
}

TEST(Loss, WhatDoesNotFitIsRefused) {
  const auto refused = [](const Ints& shape, const Ints& labels, const Ints& of,
                          const std::string& reduction, ErrorCode code, const char* words) {
    ModelBuilder model(13);
    model.weight("x", shape, Floats(6, 1)).weight("t", of, labels).input("v", {1});
    model.node("NegativeLogLikelihoodLoss", {"x", "t"}, {"l"}, {attribute("reduction", reduction)});
    SCOPED_TRACE(words);
    expect_refused(model.node("Add", {"v", "l"}, {"y"}), code, words);
  };
  refused({2, 3}, {0, 3}, {2}, "mean", ErrorCode::kInvalidModel, "label 3 is none of 3 classes");
  refused({2, 3}, {0, -1}, {2}, "mean", ErrorCode::kInvalidModel, "label -1 is none of 3 classes");
  refused({2, 3}, {0, 1, 1}, {3}, "mean", ErrorCode::kInvalidShape, "labels [3] do not fit");
  refused({6}, {0, 1}, {2}, "mean", ErrorCode::kInvalidShape, "have no classes");
  refused({2, 3}, {0, 1}, {2}, "most", ErrorCode::kUnsupported, "reduction 'most'");
}

// What nothing makes has no memory.
TEST(SoftmaxCrossEntropyLoss, HasNoThirdOutput) {
  ModelBuilder model(13);
  model.input("x", {1, 2}).weight("t", {1}, std::vector<std::int64_t>{0});
  model.node("SoftmaxCrossEntropyLoss", {"x", "t"}, {"l", "p", "z"}).node("Relu", {"z"}, {"y"});
  expect_refused(model, ErrorCode::kUnsupported, "its output 2 is not supported");
}

}  // namespace
}  // namespace cnn::test
