// Arithmetic, activations, normalisation, pools and means against values worked out by hand.
#include <gtest/gtest.h>

#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

// x, then op with the constant `other`.
void expect_binary(const std::string& op, const Floats& x, const Floats& other,
                   const Floats& expected) {
  ModelBuilder model;
  const auto count = static_cast<std::int64_t>(x.size());
  model.input("x", {count}).weight("c", {static_cast<std::int64_t>(other.size())}, other);
  model.node(op, {"x", "c"}, {"y"});
  expect_values(model, Shape{count}, x, expected);
}

TEST(Arithmetic, OfTwo) {
  expect_binary("Sub", {5, 1}, {2, 4}, {3, -3});
  expect_binary("Div", {6, -1}, {4, 4}, {1.5f, -0.25f});
  expect_binary("Sum", {1, 2}, {10, 20}, {11, 22});
  expect_binary("Max", {1, 5}, {3}, {3, 5});
  expect_binary("Min", {1, 5}, {3}, {1, 3});
}

TEST(Arithmetic, OfOneAndOfThree) {
  ModelBuilder one, three, largest;
  one.input("x", {2}).node("Sum", {"x"}, {"y"});
  expect_values(one, Shape{2}, {3, 4}, {3, 4});
  three.input("x", {1, 2}).weight("row", {2}, Floats{10, 20});
  three.weight("column", {2, 1}, Floats{100, 200});
  three.node("Sum", {"x", "row", "column"}, {"y"});
  expect_values(three, Shape{1, 2}, {1, 2}, {111, 122, 211, 222});
  largest.input("x", {1, 2})
      .weight("row", {2}, Floats{0, 5})
      .weight("column", {2, 1}, Floats{2, 3});
  largest.node("Max", {"x", "row", "column"}, {"y"});
  expect_values(largest, Shape{1, 2}, {1, 4}, {2, 5, 3, 5});
}

void expect_unary(const std::string& op, const Floats& x, const Floats& expected,
                  const std::vector<Message>& attributes = {}) {
  ModelBuilder model(14);
  const auto count = static_cast<std::int64_t>(x.size());
  model.input("x", {count}).node(op, {"x"}, {"y"}, attributes);
  expect_values(model, Shape{count}, x, expected);
}

TEST(Elementwise, Activations) {
  const float ln3 = 1.0986123f, artanh_half = 0.54930614f;
  expect_unary("Sigmoid", {0, ln3, -ln3, -200}, {0.5f, 0.75f, 0.25f, 0});
  expect_unary("Tanh", {0, artanh_half, -artanh_half, 50}, {0, 0.5f, -0.5f, 1});
  expect_unary("LeakyRelu", {-1, 2}, {-0.01f, 2});
  expect_unary("LeakyRelu", {-4, 2}, {-1, 2}, {attribute("alpha", 0.25f)});
  expect_unary("HardSigmoid", {-3, 0, 1, 3}, {0, 0.5f, 0.7f, 1});
  expect_unary("HardSigmoid", {-1, 0, 1, 2}, {0, 0.25f, 0.75f, 1},
               {attribute("alpha", 0.5f), attribute("beta", 0.25f)});
  expect_unary("HardSwish", {-4, -1, 1.5f, 3}, {0, -1.0f / 3, 1.125f, 3});
}

void expect_lrn(const Floats& x, const Floats& expected, std::int64_t size, float alpha, float beta,
                float bias) {
  ModelBuilder model;
  const auto channels = static_cast<std::int64_t>(x.size());
  model.input("x", {1, channels, 1, 1});
  model.node("LRN", {"x"}, {"y"},
             {attribute("size", size), attribute("alpha", alpha), attribute("beta", beta),
              attribute("bias", bias)});
  expect_values(model, Shape{1, channels, 1, 1}, x, expected);
}

TEST(Lrn, DividesByTheStrengthOfTheNeighbours) {
  // 1 + 9/3 * (1 + 4) = 16 for both, and 16 ^ 0.75 = 8.
  expect_lrn({1, 2}, {1.0f / 8, 2.0f / 8}, 3, 9, 0.75f, 1);
  // An even window looks one further behind than before: 1 + 4, 4 + 9, 9.
  expect_lrn({1, 2, 3}, {1.0f / 5, 2.0f / 13, 3.0f / 9}, 2, 2, 1, 0);
  // A window larger than all channels: 2 + 9/9 * (1 + 4 + 9) = 16 everywhere, square root 4.
  expect_lrn({1, 2, 3}, {0.25f, 0.5f, 0.75f}, 9, 9, 0.5f, 2);
}

TEST(Lrn, NeedsItsSize) {
  ModelBuilder without, zero;
  without.input("x", {1, 2, 1, 1}).node("LRN", {"x"}, {"y"});
  expect_refused(without, ErrorCode::kInvalidModel, "size");
  zero.input("x", {1, 2, 1, 1}).node("LRN", {"x"}, {"y"}, {attribute("size", 0)});
  expect_refused(zero, ErrorCode::kInvalidModel, "out of range");
}

TEST(Pools, GlobalMaxPool) {
  ModelBuilder model;
  model.input("x", {1, 2, 1, 3}).node("GlobalMaxPool", {"x"}, {"y"});
  expect_values(model, Shape{1, 2, 1, 3}, {-3, -1, -2, 4, 6, 5}, {-1, 6});
}

void expect_mean(const std::vector<Message>& attributes, const Floats& expected) {
  ModelBuilder model;
  model.input("x", {1, 2, 2, 2}).node("ReduceMean", {"x"}, {"y"}, attributes);
  expect_values(model, Shape{1, 2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}, expected);
}

TEST(ReduceMean, AlongAxes) {
  const auto drop = attribute("keepdims", 0);
  expect_mean({attribute("axes", Ints{2, 3}), drop}, {2.5f, 6.5f});
  expect_mean({attribute("axes", Ints{-1, -2})}, {2.5f, 6.5f});
  expect_mean({attribute("axes", Ints{1})}, {3, 4, 5, 6});
  expect_mean({attribute("axes", Ints{2}), drop}, {2, 3, 6, 7});
  expect_mean({}, {4.5f});
}

TEST(ReduceMean, AxesAsAnInput) {
  ModelBuilder some(18), none(18);
  some.input("x", {2, 2}).weight("axes", {1}, Ints{0}).node("ReduceMean", {"x", "axes"}, {"y"});
  expect_values(some, Shape{2, 2}, {1, 2, 3, 4}, {2, 3});
  none.input("x", {2, 2}).weight("axes", {0}, Ints{});
  none.node("ReduceMean", {"x", "axes"}, {"y"}, {attribute("noop_with_empty_axes", 1)});
  expect_values(none, Shape{2, 2}, {1, 2, 3, 4}, {1, 2, 3, 4});
}

TEST(Pad, PutsABorderAround) {
  const Ints pads = {0, 0, 0, 1, 0, 0, 1, 0};  // one column on the left, one row below
  const Floats expected = {9, 3, 5, 9, 9, 9};
  ModelBuilder old(10), current, axes(18);
  old.input("x", {1, 1, 1, 2});
  old.node("Pad", {"x"}, {"y"}, {attribute("pads", pads), attribute("value", 9.0f)});
  expect_values(old, Shape{1, 1, 1, 2}, {3, 5}, expected);
  current.input("x", {1, 1, 1, 2}).weight("p", {8}, pads).weight("v", {}, Floats{9});
  current.node("Pad", {"x", "p", "v"}, {"y"}, {attribute("mode", std::string("constant"))});
  expect_values(current, Shape{1, 1, 1, 2}, {3, 5}, expected);
  axes.input("x", {1, 1, 1, 2}).weight("p", {4}, Ints{1, 0, 0, 1}).weight("a", {2}, Ints{-1, 2});
  axes.weight("v", {}, Floats{9}).node("Pad", {"x", "p", "v", "a"}, {"y"});
  expect_values(axes, Shape{1, 1, 1, 2}, {3, 5}, expected);
}

TEST(Pad, RefusesOtherModesAndCuts) {
  ModelBuilder reflect, cut;
  reflect.input("x", {4}).weight("p", {2}, Ints{1, 1});
  reflect.node("Pad", {"x", "p"}, {"y"}, {attribute("mode", std::string("reflect"))});
  expect_refused(reflect, ErrorCode::kUnsupported, "reflect");
  cut.input("x", {4}).weight("p", {2}, Ints{-1, 0}).node("Pad", {"x", "p"}, {"y"});
  expect_refused(cut, ErrorCode::kUnsupported, "negative");
}

}  // namespace
}  // namespace cnn::test
