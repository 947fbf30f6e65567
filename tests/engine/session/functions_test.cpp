// Functions that a file defines itself: their nodes are there in place of the call.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Names = std::vector<std::string>;

struct FunctionParts {
  std::string name;
  Names inputs, outputs;
  std::vector<Message> nodes;
  Names attributes = {};  // without a default
  std::vector<Message> defaults = {};
  std::int64_t opset = 17;
  std::string overload = {};
};

Message function(const FunctionParts& parts) {
  Message message;
  message.bytes(1, parts.name);
  for (const std::string& name : parts.inputs) message.bytes(4, name);
  for (const std::string& name : parts.outputs) message.bytes(5, name);
  for (const std::string& name : parts.attributes) message.bytes(6, name);
  for (const Message& node : parts.nodes) message.message(7, node);
  message.message(9, Message().bytes(1, "").number(2, parts.opset)).bytes(10, "own");
  for (const Message& value : parts.defaults) message.message(11, value);
  if (!parts.overload.empty()) message.bytes(13, parts.overload);
  return message;
}

// The attribute `name` of a node is the attribute `of` of the call; a float.
Message reference(const std::string& name, const std::string& of) {
  return Message().bytes(1, name).number(20, 1).bytes(21, of);
}

Message call(const std::string& op, const Names& inputs, const Names& outputs,
             const std::vector<Message>& attributes = {}) {
  return node_proto(op, inputs, outputs, attributes, "own");
}

// Y = LeakyRelu(X, alpha = slope)
FunctionParts leaky() {
  return {"Leaky",
          {"X"},
          {"Y"},
          {node_proto("LeakyRelu", {"X"}, {"Y"}, {reference("alpha", "slope")})},
          {"slope"}};
}

void expect_output(const ModelBuilder& model, const Floats& input, const Floats& expected) {
  const auto session = load(model.build());
  set_input(*session, "x", Shape{static_cast<std::int64_t>(input.size())}, input);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), expected);
  }
}

TEST(Functions, TakeAttributesFromTheCall) {
  ModelBuilder model(17);
  model.input("x", {2}).function(function(leaky()));
  model.node("Leaky", {"x"}, {"y"}, {attribute("slope", 0.25f)}, "own").output("y");
  expect_output(model, {-4, 3}, {-1, 3});
}

TEST(Functions, WithoutTheAttributeTheOperatorsOwnDefaultHolds) {
  ModelBuilder model(17);
  model.input("x", {2}).function(function(leaky()));
  model.node("Leaky", {"x"}, {"y"}, {}, "own").output("y");
  expect_output(model, {-100, 3}, {-1, 3});  // alpha is 0.01 where a file does not say
}

TEST(Functions, HaveDefaultsOfTheirOwn) {
  FunctionParts parts = leaky();
  parts.attributes = {};
  parts.defaults = {attribute("slope", 0.5f)};
  ModelBuilder model(17);
  model.input("x", {2}).function(function(parts));
  model.node("Leaky", {"x"}, {"a"}, {}, "own");
  model.node("Leaky", {"a"}, {"y"}, {attribute("slope", 2.0f)}, "own").output("y");
  expect_output(model, {-4, 3}, {-4, 3});
}

// Nested, called twice, with names that the graph has too: each call has values of its own.
TEST(Functions, CallOthersAndHaveNamesOfTheirOwn) {
  FunctionParts twice{"Twice",
                      {"x"},
                      {"y"},
                      {call("Leaky", {"x"}, {"a"}, {reference("slope", "s")}),
                       node_proto("Add", {"a", "a"}, {"y"})},
                      {"s"}};
  ModelBuilder model(17);
  model.input("x", {2}).function(function(twice)).function(function(leaky()));
  model.node("Twice", {"x"}, {"a"}, {attribute("s", 0.5f)}, "own");
  model.node("Twice", {"a"}, {"y"}, {attribute("s", 0.25f)}, "own").output("y");
  expect_output(model, {-4, 3}, {-2, 12});
  const auto session = load(model.build());
  const Graph& graph = session->graph();
  Names nodes, values;
  for (const Node& node : graph.nodes) {
    nodes.push_back(node.name);
    values.push_back(graph.value(node.outputs[0]).name);
  }
  // The names of calls lead, so that what they stand for can be shown as one block.
  EXPECT_EQ(nodes, (Names{"a_node/a_node/Y_node", "a_node/y_node", "y_node/a_node/Y_node",
                          "y_node/y_node"}));
  EXPECT_EQ(values, (Names{"a_node/a", "a", "y_node/a", "y"}));
}

TEST(Functions, OmittedInputsAndOutputsThatAreInputs) {
  // Y = Clip(X, low), and Same = X
  FunctionParts parts{"Bounds",
                      {"X", "low", "high"},
                      {"Y", "X"},
                      {node_proto("Clip", {"X", "low", "high"}, {"Y"})}};
  ModelBuilder model(17);
  const Floats one{1};
  model.input("x", {2}).weight("one", {}, one).function(function(parts));
  model.node("Bounds", {"x", "one"}, {"a", "b"}, {}, "own");
  model.node("Add", {"a", "b"}, {"y"}).output("y");
  expect_output(model, {-4, 3}, {-3, 6});
}

TEST(Functions, AreReadAtTheirOwnOpset) {
  // Before opset 13 Softmax counts everything behind the axis as one: over [2, 1, 2] that is 2.
  FunctionParts parts{
      "Old", {"X"}, {"Y"}, {node_proto("Softmax", {"X"}, {"Y"}, {attribute("axis", 1)})}};
  parts.opset = 11;
  ModelBuilder model(17);
  model.input("x", {2, 1, 2}).function(function(parts));
  model.node("Old", {"x"}, {"y"}, {}, "own").output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2, 1, 2}, {1, 1, 5, 5});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{0.5f, 0.5f, 0.5f, 0.5f}));
}

TEST(Functions, OverloadsAreToldApart) {
  FunctionParts first{"F", {"X"}, {"Y"}, {node_proto("Neg", {"X"}, {"Y"})}};
  FunctionParts second{"F", {"X"}, {"Y"}, {node_proto("Abs", {"X"}, {"Y"})}};
  second.overload = "abs";
  ModelBuilder model(17);
  model.input("x", {1}).function(function(first)).function(function(second));
  model.node("F", {"x"}, {"y"}, {}, "own").output("y");
  expect_output(model, {3}, {-3});
}

void expect_refusal(const ModelBuilder& model, ErrorCode code, const std::string& words) {
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, code) << text(result.error());
  EXPECT_NE(result.error().message.find(words), std::string::npos) << result.error().message;
}

TEST(Functions, ThatCallThemselvesAreRefused) {
  FunctionParts a{"A", {"X"}, {"Y"}, {call("B", {"X"}, {"Y"})}};
  FunctionParts b{"B", {"X"}, {"Y"}, {call("A", {"X"}, {"Y"})}};
  ModelBuilder model(17);
  model.input("x", {1}).function(function(a)).function(function(b));
  model.node("A", {"x"}, {"y"}, {}, "own").output("y");
  expect_refusal(model, ErrorCode::kInvalidModel, "'own.A' inside of itself");
}

// Each calls the next ten times: the seventh would be called a million times.
TEST(Functions, ThatMultiplyAreRefusedBeforeTheyDo) {
  ModelBuilder model(17);
  model.input("x", {1});
  for (int depth = 0; depth < 8; ++depth) {
    FunctionParts parts{"F" + std::to_string(depth), {"v0"}, {"v10"}, {}};
    for (int i = 0; i < 10; ++i)
      parts.nodes.push_back(call("F" + std::to_string(depth + 1), {"v" + std::to_string(i)},
                                 {"v" + std::to_string(i + 1)}));
    model.function(function(parts));
  }
  model.function(function({"F8", {"X"}, {"Y"}, {node_proto("Neg", {"X"}, {"Y"})}}));
  model.node("F0", {"x"}, {"y"}, {}, "own").output("y");
  expect_refusal(model, ErrorCode::kLimitExceeded, "more than 20000 nodes");
}

TEST(Functions, CalledWronglyAreRefusedByName) {
  ModelBuilder inputs(17);
  inputs.input("x", {1}).function(function(leaky()));
  inputs.node("Leaky", {"x", "x"}, {"y"}, {}, "own").output("y");
  expect_refusal(inputs, ErrorCode::kInvalidModel, "more inputs or outputs");
  ModelBuilder attributes(17);
  attributes.input("x", {1}).function(function(leaky()));
  attributes.node("Leaky", {"x"}, {"y"}, {attribute("steep", 1.0f)}, "own").output("y");
  expect_refusal(attributes, ErrorCode::kInvalidModel, "'steep'");
}

TEST(Functions, OperatorsInsideAreRefusedByTheirPlace) {
  FunctionParts parts{"F", {"X"}, {"Y"}, {node_proto("Bernoulli", {"X"}, {"Y"})}};
  ModelBuilder model(17);
  model.input("x", {1}).function(function(parts));
  model.node("F", {"x"}, {"y"}, {}, "own").output("y");
  expect_refusal(model, ErrorCode::kUnsupported, "Bernoulli 'y_node/Y_node'");
}

}  // namespace
}  // namespace cnn::test
