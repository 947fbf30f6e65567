// What exporters take apart becomes one node again, in the fast plan only.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;
using Ops = std::vector<std::string>;

// The operators of the fast plan, in order, after it was found to agree with the plain one; and its
// notes.
Ops fused_ops(const ModelBuilder& model, Ops* notes = nullptr) {
  const auto session = load(model.build());
  Random random(3);
  for (const GraphInput& input : session->graph().inputs) {
    const Value& value = session->graph().value(input.value);
    Floats values = random.reals(value.type.shape.elements());
    for (float& x : values) x *= 4;
    set_input(*session, value.name, value.type.shape, values);
  }
  run(*session, PlanKind::kPlain);
  const Floats expected = test::value(*session, "y");
  run(*session, PlanKind::kFast);
  EXPECT_LE(difference(test::value(*session, "y"), expected), 2e-6);
  const Graph& graph = session->plan(PlanKind::kFast)->graph();
  if (notes) *notes = graph.notes;
  Ops ops;
  for (const Node& node : graph.nodes) ops.push_back(node.op);
  return ops;
}

TEST(FuseGates, SiluOnEitherSide) {
  for (const bool left : {true, false}) {
    ModelBuilder model;
    model.input("x", {2, 37}).node("Sigmoid", {"x"}, {"g"});
    model.node("Mul", left ? Ops{"x", "g"} : Ops{"g", "x"}, {"y"}).output("y");
    Ops notes;
    EXPECT_EQ(fused_ops(model, &notes), Ops{"fused.Silu"});
    EXPECT_EQ(notes, Ops{"g_node: Mul 'y_node' with its input is fused into it"});
  }
}

TEST(FuseGates, HardSwishAtItsSlopeOnly) {
  for (const float alpha : {1 / 6.0f, 0.2f}) {
    ModelBuilder model;
    model.input("x", {1, 3, 5, 5});
    model.node("HardSigmoid", {"x"}, {"g"}, {attribute("alpha", alpha), attribute("beta", 0.5f)});
    model.node("Mul", {"x", "g"}, {"y"}).output("y");
    EXPECT_EQ(fused_ops(model), alpha < 0.19f ? Ops{"HardSwish"} : (Ops{"HardSigmoid", "Mul"}));
  }
}

TEST(FuseGates, NotWhereTheGateIsReadToo) {
  ModelBuilder read, output, other;
  read.input("x", {8}).node("Sigmoid", {"x"}, {"g"}).node("Mul", {"x", "g"}, {"m"});
  read.node("Add", {"m", "g"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(read), (Ops{"Sigmoid", "Mul", "Add"}));
  output.input("x", {8}).node("Sigmoid", {"x"}, {"g"}).node("Mul", {"x", "g"}, {"y"});
  output.output("y").output("g");
  EXPECT_EQ(fused_ops(output), (Ops{"Sigmoid", "Mul"}));
  other.input("x", {8}).input("z", {8}).node("Sigmoid", {"x"}, {"g"});
  other.node("Mul", {"z", "g"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(other), (Ops{"Sigmoid", "Mul"}));
}

// The first half of a Gelu: 1 + Erf(x / sqrt(2)) as "a".
ModelBuilder gelu_sum(bool divide) {
  ModelBuilder model;
  model.input("x", {3, 50}).weight("two", {}, Floats{divide ? 1.4142135f : 0.70710678f});
  model.weight("one", {}, Floats{1}).weight("half", {}, Floats{0.5f});
  model.node(divide ? "Div" : "Mul", {"x", "two"}, {"s"}).node("Erf", {"s"}, {"e"});
  model.node("Add", {"e", "one"}, {"a"});
  return model;
}

TEST(FuseGelu, InEveryOrderOfTheProduct) {
  ModelBuilder torch = gelu_sum(true), early = gelu_sum(true), inner = gelu_sum(false);
  torch.node("Mul", {"x", "a"}, {"m"}).node("Mul", {"m", "half"}, {"y"}).output("y");
  Ops notes;
  EXPECT_EQ(fused_ops(torch, &notes), Ops{"Gelu"});
  EXPECT_EQ(notes, Ops{"s_node: the nodes up to Mul 'y_node' are fused into it, as a Gelu"});
  early.node("Mul", {"x", "half"}, {"h"}).node("Mul", {"h", "a"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(early), Ops{"Gelu"});
  inner.node("Mul", {"half", "a"}, {"h"}).node("Mul", {"h", "x"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(inner), Ops{"Gelu"});
}

TEST(FuseGelu, NotOfAnotherValueOrWhereAPartIsRead) {
  ModelBuilder other = gelu_sum(true), read = gelu_sum(true), scaled;
  other.input("z", {3, 50}).node("Mul", {"z", "a"}, {"m"}).node("Mul", {"m", "half"}, {"y"});
  EXPECT_EQ(fused_ops(other.output("y")).size(), 5u);
  read.node("Mul", {"x", "a"}, {"m"}).node("Mul", {"m", "half"}, {"y"}).output("y").output("e");
  EXPECT_EQ(fused_ops(read).size(), 5u);
  scaled.input("x", {9}).weight("c", {}, Floats{1.5f}).weight("one", {}, Floats{1});
  scaled.weight("half", {}, Floats{0.5f}).node("Div", {"x", "c"}, {"s"}).node("Erf", {"s"}, {"e"});
  scaled.node("Add", {"e", "one"}, {"a"}).node("Mul", {"x", "a"}, {"m"});
  scaled.node("Mul", {"m", "half"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(scaled).size(), 5u);
}

// A LayerNorm over `axes` as PyTorch exports it, up to the quotient "q"; the square as a product.
ModelBuilder taken_apart(const Ints& axes, const Dims& x = {2, 5, 7}) {
  ModelBuilder model;
  model.input("x", x).weight("eps", {}, Floats{1e-3f});
  model.node("ReduceMean", {"x"}, {"m"}, {attribute("axes", axes)}).node("Sub", {"x", "m"}, {"d"});
  model.node("Mul", {"d", "d"}, {"p"});
  model.node("ReduceMean", {"p"}, {"v"}, {attribute("axes", axes)});
  model.node("Add", {"v", "eps"}, {"e"}).node("Sqrt", {"e"}, {"r"});
  return model;
}

TEST(FuseLayerNorm, WithScaleAndBias) {
  Random random(5);
  for (const Dims& shape : {Dims{7}, Dims{1, 1, 7}}) {
    ModelBuilder model = taken_apart({-1});
    model.node("Div", {"d", "r"}, {"q"});
    model.weight("s", shape, random.reals(7)).weight("b", shape, random.reals(7));
    model.node("Mul", {"q", "s"}, {"z"}).node("Add", {"b", "z"}, {"y"}).output("y");
    Ops notes;
    EXPECT_EQ(fused_ops(model, &notes), Ops{"LayerNormalization"});
    EXPECT_EQ(
        notes,
        Ops{"m_node: the nodes up to Add 'y_node' are fused into it, as a LayerNormalization"});
  }
}

TEST(FuseLayerNorm, WithoutAffinePart) {
  ModelBuilder bare = taken_apart({1, 2}), scalar = taken_apart({-1});
  bare.node("Div", {"d", "r"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(bare), Ops{"LayerNormalization"});
  // A factor for all is no scale of its own.
  scalar.weight("s", {}, Floats{2}).node("Div", {"d", "r"}, {"q"});
  scalar.node("Mul", {"q", "s"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(scalar), (Ops{"LayerNormalization", "Mul"}));
}

TEST(FuseLayerNorm, NotOverOtherAxesOrWhereAPartIsRead) {
  ModelBuilder middle = taken_apart({1}), read = taken_apart({-1});
  middle.node("Div", {"d", "r"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(middle).size(), 7u);
  read.node("Div", {"d", "r"}, {"q"}).node("Add", {"q", "d"}, {"y"}).output("y");
  EXPECT_EQ(fused_ops(read).size(), 8u);
}

TEST(FoldBatchNorm, NotWhereAProductOfTheFactorsMayOverflow) {
  for (const float scale : {3e38f, 2.0f}) {
    ModelBuilder model;
    model.input("x", {1, 2, 1, 1}).weight("w", {1, 2, 1, 1}, Floats{2, -1});
    model.weight("s", {1}, Floats{scale}).weight("zero", {1}, Floats{0});
    model.weight("one", {1}, Floats{1});
    model.node("Conv", {"x", "w"}, {"c"});
    model.node("BatchNormalization", {"c", "s", "zero", "zero", "one"}, {"y"},
               {attribute("epsilon", 0.0f)});
    model.output("y");
    const auto session = load(model.build());
    for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast}) {
      set_input(*session, "x", Shape{1, 2, 1, 1}, {1, 1});
      run(*session, kind);
      EXPECT_EQ(test::value(*session, "y"), Floats{scale});
    }
    const std::size_t left = session->plan(PlanKind::kFast)->graph().nodes.size();
    EXPECT_EQ(left, scale == 2 ? 1u : 2u);
  }
}

}  // namespace
}  // namespace cnn::test
