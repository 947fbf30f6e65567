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
  ModelBuilder model(20);
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

// Values of PyTorch 1.13: torch.nn.functional's functions of these names, torch.erf.
TEST(Elementwise, SmoothActivations) {
  const Floats x = {-3, -1, -0.5f, 0, 0.5f, 2};
  expect_unary("Elu", x, {-0.9502129f, -0.6321206f, -0.3934693f, 0, 0.5f, 2});
  expect_unary("Elu", x, {-0.4751065f, -0.3160603f, -0.1967347f, 0, 0.5f, 2},
               {attribute("alpha", 0.5f)});
  expect_unary("Selu", x, {-1.670569f, -1.111331f, -0.6917582f, 0, 0.5253505f, 2.101402f});
  expect_unary("Celu", x, {-1.55374f, -0.7869387f, -0.4423984f, 0, 0.5f, 2},
               {attribute("alpha", 2.0f)});
  expect_unary("Gelu", x, {-0.004049694f, -0.1586553f, -0.1542688f, 0, 0.3457312f, 1.9545f});
  expect_unary("Gelu", x, {-0.003637392f, -0.158808f, -0.154286f, 0, 0.345714f, 1.954598f},
               {attribute("approximate", std::string("tanh"))});
  expect_unary("Mish", x, {-0.1456475f, -0.3034015f, -0.2207438f, 0, 0.3752452f, 1.943959f});
  expect_unary("Softplus", x,
               {0.04858735f, 0.3132617f, 0.474077f, 0.6931472f, 0.974077f, 2.126928f});
  expect_unary("Softsign", x, {-0.75f, -0.5f, -0.3333333f, 0, 0.3333333f, 0.6666667f});
  expect_unary("Erf", x, {-0.9999779f, -0.8427008f, -0.5204999f, 0, 0.5204999f, 0.9953223f});
}

TEST(Elementwise, RoundsAndRoots) {
  expect_unary("Round", {0.5f, 1.5f, 2.5f, -0.5f, -2.5f, 0.6f}, {0, 2, 2, 0, -2, 1});
  expect_unary("Floor", {-1.5f, 1.5f}, {-2, 1});
  expect_unary("Ceil", {-1.5f, 1.5f}, {-1, 2});
  expect_unary("Sqrt", {0, 2.25f, 16}, {0, 1.5f, 4});
  expect_unary("Reciprocal", {4, -0.5f}, {0.25f, -2});
  expect_unary("Abs", {-2, 3}, {2, 3});
  expect_unary("Neg", {-2, 3}, {2, -3});
  expect_unary("Sign", {-2, 0, 3}, {-1, 0, 1});
  expect_unary("ThresholdedRelu", {0.5f, 1, 1.5f}, {0, 0, 1.5f});
  // What is not above the threshold is 0, and nothing is where one of the two is no number.
  expect_unary("ThresholdedRelu", {NAN, 2, -NAN}, {0, 2, 0});
  expect_unary("ThresholdedRelu", {NAN, 2, -2}, {0, 0, 0}, {attribute("alpha", NAN)});
  expect_unary("Exp", {0, 0.6931472f}, {1, 2});
  expect_unary("Log", {1, 2.7182818f}, {0, 1});
}

TEST(Elementwise, PReluHasASlopeAChannel) {
  ModelBuilder model, wide;
  model.input("x", {1, 2, 1, 2}).weight("s", {2, 1, 1}, Floats{0.5f, -3});
  model.node("PRelu", {"x", "s"}, {"y"});
  expect_values(model, Shape{1, 2, 1, 2}, {-4, 4, -1, 1}, {-2, 4, 3, 1});
  wide.input("x", {2}).weight("s", {2, 1}, Floats{1, 1}).node("PRelu", {"x", "s"}, {"y"});
  expect_refused(wide, ErrorCode::kInvalidShape, "does not broadcast");
}

TEST(Elementwise, IntegersAtLoad) {
  const auto expect_integers = [](const std::string& op, const Ints& from, const Floats& expected) {
    ModelBuilder model;
    const auto count = static_cast<std::int64_t>(from.size());
    model.input("x", {count}).weight("i", {count}, from);
    model.node(op, {"i"}, {"o"}).node("Cast", {"o"}, {"f"}, {attribute("to", 1)});
    model.node("Add", {"x", "f"}, {"y"});
    expect_values(model, Shape{count}, Floats(from.size(), 0), expected);
  };
  expect_integers("Abs", {-7, 0, 5}, {7, 0, 5});
  expect_integers("Neg", {-7, 0, 5}, {7, 0, -5});
  expect_integers("Sign", {-7, 0, 5}, {-1, 0, 1});
}

TEST(Elementwise, RefusesWhatIsNotOnnx) {
  ModelBuilder unknown(20), fused(20);
  unknown.input("x", {2}).node("Gelu", {"x"}, {"y"},
                               {attribute("approximate", std::string("sigmoid"))});
  expect_refused(unknown, ErrorCode::kUnsupported, "sigmoid");
  fused.input("x", {2}).node("fused.Silu", {"x"}, {"y"});
  expect_refused(fused, ErrorCode::kUnsupported, "fused.Silu is not supported");
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

TEST(Elementwise, OperandsOfEightAxes) {
  const auto expect = [](const std::string& op, const std::vector<float>& expected) {
    ModelBuilder model;
    model.input("x", {1, 1, 2, 1, 1, 1, 2, 1});
    model.weight("w", {1, 1, 1, 1, 1, 1, 1, 2}, std::vector<float>{-1, -10});
    model.node(op, {"x", "w"}, {"v"}).node("Relu", {"v"}, {"y"});
    expect_values(model, Shape{1, 1, 2, 1, 1, 1, 2, 1}, {1, 2, 3, -4}, expected);
  };
  expect("Add", {0, 0, 1, 0, 2, 0, 0, 0});
  expect("Mul", {0, 0, 0, 0, 0, 0, 4, 40});
  expect("Max", {1, 1, 2, 2, 3, 3, 0, 0});
  ModelBuilder slope;
  slope.input("x", {1, 1, 1, 1, 1, 1, 2, 2});
  slope.weight("s", {2}, std::vector<float>{2, 3}).node("PRelu", {"x", "s"}, {"y"});
  expect_values(slope, Shape{1, 1, 1, 1, 1, 1, 2, 2}, {1, -1, -2, 4}, {1, -3, -4, 4});
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

TEST(Pad, RefusesOtherModesAndCutsBeyondTheAxis) {
  ModelBuilder mirror, cut, nothing;
  mirror.input("x", {4}).weight("p", {2}, Ints{1, 1});
  mirror.node("Pad", {"x", "p"}, {"y"}, {attribute("mode", std::string("mirror"))});
  expect_refused(mirror, ErrorCode::kUnsupported, "mirror");
  cut.input("x", {4}).weight("p", {2}, Ints{-3, -2}).node("Pad", {"x", "p"}, {"y"});
  expect_refused(cut, ErrorCode::kInvalidShape, "more than axis 0");
  nothing.input("x", {4}).weight("p", {2}, Ints{-4, 2});
  nothing.node("Pad", {"x", "p"}, {"y"}, {attribute("mode", std::string("edge"))});
  expect_refused(nothing, ErrorCode::kInvalidShape, "more than axis 0");
}

}  // namespace
}  // namespace cnn::test
