// Networks of which only a part can run: what a refusal says of it, and opening that part.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"
#include "session.h"

namespace cnn::test {
namespace {

using Names = std::vector<std::string>;

// x -> Relu -> a -> Neg -> b -> StringSplit(b, c) -> y, where c is Abs(x); z is Neg(y), and
// e = Exp(a) leads nowhere else.
ModelBuilder detector() {
  ModelBuilder model;
  model.input("x", {1, 4}).node("Relu", {"x"}, {"a"}).node("Neg", {"a"}, {"b"});
  model.node("Abs", {"x"}, {"c"}).node("StringSplit", {"b", "c"}, {"y"});
  model.node("Neg", {"y"}, {"z"}).node("Exp", {"a"}, {"e"});
  return model.output("z").output("e");
}

Result<std::unique_ptr<Session>> load_until(ModelBuilder& model, const Names& until) {
  LoadOptions given = options();
  given.until = until;
  return Session::load(model.build(), given);
}

TEST(Until, ARefusalNamesTheLastValuesThatCanRun) {
  const auto refused = Session::load(detector().build(), options());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reachable, (Names{"b", "c", "e"}));
  EXPECT_NE(refused.error().message.find("\nEverything up to 'b', 'c' and 'e' can run."),
            std::string::npos)
      << refused.error().message;
}

TEST(Until, OpensThatPart) {
  ModelBuilder model = detector();
  const auto session = value_or_fail(load_until(model, {"b", "c"}));
  set_input(*session, "x", Shape{1, 4}, {1, -2, 3, -4});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "b"), (std::vector<float>{-1, -0.0f, -3, -0.0f}));
  EXPECT_EQ(value(*session, "c"), (std::vector<float>{1, 2, 3, 4}));
  const Graph& graph = session->graph();
  ASSERT_EQ(graph.outputs.size(), 2u);
  EXPECT_EQ(graph.value(graph.outputs[0]).name, "b");
  ASSERT_TRUE(graph.left_out);
  const std::vector<LeftOut>& left = *graph.left_out;
  ASSERT_EQ(left.size(), 3u);
  EXPECT_EQ(left[0].op, "StringSplit");
  EXPECT_NE(left[0].reason.find("is not supported"), std::string::npos) << left[0].reason;
  EXPECT_EQ(left[1].op, "Neg");
  EXPECT_EQ(left[1].reason, "");
  EXPECT_EQ(left[2].op, "Exp");
}

TEST(Until, ANetworkThatRunsCanEndEarlierToo) {
  ModelBuilder model;
  model.input("x", {2}).node("Neg", {"x"}, {"a"}).node("Abs", {"a"}, {"y"}).output("y");
  const auto session = value_or_fail(load_until(model, {"a"}));
  EXPECT_EQ(session->graph().nodes.size(), 1u);
}

TEST(Until, InputsThatOnlyTheRestReadsAreGone) {
  ModelBuilder model;
  model.input("x", {2}).input("unread", {3}).node("Neg", {"x"}, {"a"});
  model.node("StringSplit", {"a", "unread"}, {"y"}).output("y");
  const auto session = value_or_fail(load_until(model, {"a"}));
  EXPECT_EQ(session->graph().inputs.size(), 1u);
}

TEST(Until, ANameThatNothingComputesIsRefused) {
  for (const char* name : {"nowhere", "x"}) {
    ModelBuilder model = detector();
    const auto refused = load_until(model, {"b", name});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(refused.error().message.find(std::string("'") + name + "'"), std::string::npos);
  }
}

// Types and shapes are inferred later than operators are checked, node by node.
TEST(Until, ARefusalOfOneNodesTypeNamesThemToo) {
  ModelBuilder model;
  model.input("x", {1, 2, 3, 3}).node("Relu", {"x"}, {"a"});
  model.node("And", {"a", "a"}, {"y"}).output("y");
  const auto refused = Session::load(model.build(), options());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported) << refused.error().message;
  EXPECT_EQ(refused.error().reachable, (Names{"a"}));
}

// Nothing of it depends on the input.
TEST(Until, ANetworkWithoutAPartThatRunsOffersNone) {
  ModelBuilder model;
  model.input("x", {1, 2}).node("StringSplit", {"x"}, {"y"}).output("y");
  const auto refused = Session::load(model.build(), options());
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().reachable.empty());
}

// A dense layer of 100 = 10 * 10 values, which is no usual side.
TEST(Until, SizesThatOnlyOneDenseLayerFitsAreFound) {
  ModelBuilder model;
  model.input("x", {1, 1, -1, -1}).node("Flatten", {"x"}, {"f"});
  model.weight("w", {100, 2}, std::vector<float>(200, 0.5f)).node("MatMul", {"f", "w"}, {"y"});
  const auto session = load(model.output("y").build());
  const Graph& graph = session->graph();
  EXPECT_EQ(graph.value(graph.inputs[0].value).type.shape, (Shape{1, 1, 10, 10}));
}

// x -> Relu -> a -> FusedConv -> b and BitwiseNot -> c, which could be written with others only if
// they had another activation and a known type.
ModelBuilder unwritten() {
  ModelBuilder model(18);
  model.input("x", {1, 1, 2, 2}).node("Relu", {"x"}, {"a"});
  model.weight("w", {1, 1, 1, 1}, std::vector<float>{2});
  model.node("com.microsoft.FusedConv", {"a", "w"}, {"b"},
             {attribute("activation", std::string("Sin"))});
  model.node("Ceil", {"a"}, {"f"}).node("BitwiseNot", {"f"}, {"c"});
  return model.output("b").output("c");
}

TEST(Until, WhatCouldNotBeWrittenWithOthersIsRefusedWithAllElse) {
  const auto refused = Session::load(unwritten().build(), options());
  ASSERT_FALSE(refused);
  const std::string& message = refused.error().message;
  EXPECT_NE(message.find("the activation 'Sin' is not supported"), std::string::npos) << message;
  EXPECT_NE(message.find("of which type its integers are"), std::string::npos) << message;
  EXPECT_EQ(refused.error().reachable, (Names{"a", "f"}));
}

TEST(Until, OpensWhatLiesInFrontOfIt) {
  ModelBuilder model = unwritten();
  const auto session = value_or_fail(load_until(model, {"a"}));
  const std::vector<LeftOut>& left = *session->graph().left_out;
  ASSERT_EQ(left.size(), 3u);
  EXPECT_NE(left[0].reason.find("'Sin'"), std::string::npos) << left[0].reason;
}

}  // namespace
}  // namespace cnn::test
