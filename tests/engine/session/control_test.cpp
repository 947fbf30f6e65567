// If and Loop whose conditions and numbers of rounds are known when the network is loaded. Others
// are in found_test.cpp.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"
#include "graph/graph.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

Message graph_attribute(const std::string& name, const ModelBuilder& graph) {
  return Message().bytes(1, name).message(6, graph.graph()).number(20, 5);
}

constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

// y = Squeeze(x, 0) where the first axis has length 1, else x: what torch.squeeze(0) becomes.
ModelBuilder squeezing() {
  ModelBuilder yes, no, model(17);
  const Ints axis{0}, zero{0}, one{1};
  yes.weight("axis", {1}, axis).node("Squeeze", {"x", "axis"}, {"squeezed"}).output("squeezed");
  no.node("Identity", {"x"}, {"same"}).output("same");
  model.input("x", {-1, 2}).weight("zero", {}, zero).weight("one", {}, one);
  model.node("Shape", {"x"}, {"shape"}).node("Gather", {"shape", "zero"}, {"length"});
  model.node("Equal", {"length", "one"}, {"is_one"});
  model.node("If", {"is_one"}, {"y"},
             {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  return model;
}

TEST(If, TakesTheBranchThatTheShapeOfTheInputDecides) {
  const auto session = load(squeezing().output("y").build());
  EXPECT_EQ(session->graph().value(session->graph().outputs[0]).type.shape, Shape{2});
  set_input(*session, "x", Shape{1, 2}, {3, 4});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{3, 4}));
  }
  // Another shape takes the other branch, in the same session, and the first again.
  set_input(*session, "x", Shape{2, 2}, {1, 2, 3, 4});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value_or_fail(session->value("y")).shape, (Shape{2, 2}));
  EXPECT_EQ(value(*session, "y"), (Floats{1, 2, 3, 4}));
  set_input(*session, "x", Shape{1, 2}, {5, 6});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value_or_fail(session->value("y")).shape, Shape{2});
}

TEST(If, WhatTheOtherBranchCannotDoDoesNotMatter) {
  ModelBuilder yes, no, model(17);
  yes.node("Neg", {"x"}, {"a"}).output("a");
  no.node("NoSuchOperator", {"x"}, {"b"}).output("b");
  model.input("x", {2}).tensor("c", {}, 9, std::string("\1", 1));
  model.node("If", {"c"}, {"y"},
             {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{2}, {3, 4});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{-3, -4}));
}

void expect_refusal(const ModelBuilder& model, ErrorCode code,
                    const std::vector<std::string>& words) {
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, code) << text(result.error());
  for (const std::string& word : words)
    EXPECT_NE(result.error().message.find(word), std::string::npos)
        << word << " is not in: " << result.error().message;
}

TEST(If, WhatTheBranchThatIsTakenCannotDoIsRefused) {
  ModelBuilder yes, no, model(17);
  yes.node("NoSuchOperator", {"x"}, {"a"}).output("a");
  no.node("Neg", {"x"}, {"b"}).output("b");
  model.input("x", {2}).tensor("c", {}, 9, std::string("\1", 1));
  model.node("If", {"c"}, {"y"},
             {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  expect_refusal(model.output("y"), ErrorCode::kUnsupported, {"NoSuchOperator 'a_node'"});
}

// y = x, with 1, 2, 3, ... added: the number of the round counts from 0.
ModelBuilder adding(std::int64_t rounds) {
  ModelBuilder body, model(17);
  const Floats one{1};
  const Ints most{rounds};
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2});
  body.node("Cast", {"i"}, {"number"}, {attribute("to", 1)});
  body.node("Add", {"number", "one"}, {"step"}).node("Add", {"v", "step"}, {"w"});
  body.node("Identity", {"go"}, {"go_on"});
  body.output("go_on").output("w").output("w");
  model.input("x", {2}).weight("one", {}, one).weight("rounds", {}, most);
  model.node("Loop", {"rounds", "", "x"}, {"last", "all"}, {graph_attribute("body", body)});
  return model;
}

TEST(Loop, RunsItsRounds) {
  ModelBuilder model = adding(3);
  const auto session = load(model.output("last").output("all").build());
  set_input(*session, "x", Shape{2}, {10, 20});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "last"), (Floats{16, 26}));
    EXPECT_EQ(value_or_fail(session->value("all")).shape, (Shape{3, 2}));
    EXPECT_EQ(value(*session, "all"), (Floats{11, 21, 13, 23, 16, 26}));
  }
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(value(*session, "w.1"), (Floats{13, 23}));  // of the second round, by its own name
}

TEST(Loop, OfNoRoundsPassesOnWhatItWasGiven) {
  ModelBuilder model = adding(0);
  const auto session = load(model.output("last").build());
  set_input(*session, "x", Shape{2}, {10, 20});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "last"), (Floats{10, 20}));
}

TEST(Loop, EndsWhenItsConditionDoes) {
  ModelBuilder body, model(17);
  const Ints two{2};
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2});
  body.node("Less", {"i", "two"}, {"go_on"}).node("Add", {"v", "v"}, {"w"});
  body.output("go_on").output("w");
  model.input("x", {2}).weight("two", {}, two);
  model.node("Loop", {"", "", "x"}, {"y"}, {graph_attribute("body", body)}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2}, {1, -3});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{8, -24}));  // rounds 0, 1 and 2: the last says no
}

// An If inside of a Loop decides anew in each round, about values of that round.
TEST(Loop, HoldsBranches) {
  ModelBuilder yes, no, body, model(17);
  const Ints most{3}, one{1};
  yes.node("Neg", {"v"}, {"a"}).output("a");
  no.node("Add", {"v", "v"}, {"b"}).output("b");
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2});
  body.node("Equal", {"i", "one"}, {"is_one"});
  body.node("If", {"is_one"}, {"w"},
            {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  body.node("Identity", {"go"}, {"go_on"}).output("go_on").output("w");
  model.input("x", {2}).weight("most", {}, most).weight("one", {}, one);
  model.node("Loop", {"most", "", "x"}, {"y"}, {graph_attribute("body", body)}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2}, {1, 3});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{-4, -12}));
}

TEST(Loop, WithoutAnEndIsRefused) {
  ModelBuilder model = adding(std::int64_t{1} << 60);
  expect_refusal(model.output("last"), ErrorCode::kLimitExceeded, {"more than 20000 nodes"});
}

TEST(Graphs, InsideOfEachOtherHaveALimit) {
  ModelBuilder inner;
  inner.node("Neg", {"x"}, {"y"}).output("y");
  for (int depth = 0; depth < 40; ++depth) {
    ModelBuilder single;
    single.node("If", {"c"}, {"y"}, {graph_attribute("then_branch", inner)}).output("y");
    inner = single;
  }
  ModelBuilder model(17);
  model.input("x", {1}).tensor("c", {}, 9, std::string("\1", 1));
  model.node("If", {"c"}, {"y"}, {graph_attribute("then_branch", inner)}).output("y");
  expect_refusal(model, ErrorCode::kLimitExceeded, {"16 graphs inside of each other"});
}

// What no round has shown, the file states: onnxruntime takes open sizes for 0.
TEST(Loop, OfNoRoundsCollectsNothing) {
  const auto collected = [](const Ints& stated) {
    ModelBuilder body, model(17);
    body.input("i", {}, 7).input("go", {}, 9).input("v", {3});
    body.node("Identity", {"go"}, {"go_on"}).node("Add", {"v", "v"}, {"w"});
    body.node("Cast", {"w"}, {"row"}, {attribute("to", 7)});
    body.output("go_on").output("w");
    Message shape;
    for (const std::int64_t size : stated)
      shape.message(1, size < 0 ? Message().bytes(2, "n") : Message().number(1, size));
    const Message type = Message().number(1, 7).message(2, shape);
    const Message row = Message().bytes(1, "row").message(2, Message().message(1, type));
    Message graph = body.graph();
    graph.message(12, row);
    model.input("x", {3}).weight("rounds", {}, Ints{0});
    model.node("Loop", {"rounds", "", "x"}, {"last", "all"},
               {Message().bytes(1, "body").message(6, graph).number(20, 5)});
    model.node("Shape", {"all"}, {"shape"}).output("last").output("all").output("shape");
    const auto session = load(model.build());
    set_input(*session, "x", Shape{3}, {4, 5, 6});
    run(*session, PlanKind::kFast);
    EXPECT_EQ(value(*session, "last"), (Floats{4, 5, 6}));
    EXPECT_EQ(value_or_fail(session->value("all")).dtype, DType::kInt64);
    return value_or_fail(session->value("all")).shape;
  };
  EXPECT_EQ(collected({3}), (Shape{0, 3}));
  EXPECT_EQ(collected({-1, 4}), (Shape{0, 0, 4}));
}

// Two inputs along other axes, one of them and one output backward: onnxruntime's values.
TEST(Scan, ReadsAndCollectsAlongAxes) {
  ModelBuilder body, model(16);
  body.input("s", {2}).input("e", {2}).input("f", {2});
  body.node("Add", {"s", "e"}, {"s2"}).node("Mul", {"s2", "f"}, {"o"});
  body.node("Identity", {"s2"}, {"p"}).output("s2").output("o").output("p");
  model.input("x", {3, 2}).weight("start", {2}, Floats{10, 20});
  model.weight("f", {2, 3}, Floats{1, 2, 3, 4, 5, 6});
  model.node(
      "Scan", {"start", "x", "f"}, {"last", "o", "p"},
      {graph_attribute("body", body), attribute("num_scan_inputs", 2),
       attribute("scan_input_axes", Ints{0, 1}), attribute("scan_input_directions", Ints{0, 1}),
       attribute("scan_output_axes", Ints{-1, 0}),
       attribute("scan_output_directions", Ints{0, 1})});
  const auto session = load(model.output("last").output("o").output("p").build());
  set_input(*session, "x", Shape{3, 2}, {1, 2, 3, 4, 5, 6});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "last"), (Floats{19, 32}));
    EXPECT_EQ(value(*session, "o"), (Floats{33, 28, 19, 132, 130, 128}));
    EXPECT_EQ(value_or_fail(session->value("o")).shape, (Shape{2, 3}));
    EXPECT_EQ(value(*session, "p"), (Floats{19, 32, 14, 26, 11, 22}));
  }
}

TEST(Scan, WhatDoesNotFitIsRefused) {
  for (const int inputs : {0, 3}) {
    ModelBuilder body, model(16);
    body.input("s", {2}).input("e", {2}).node("Add", {"s", "e"}, {"s2"}).output("s2");
    model.input("x", {2}).input("z", {3, 2});
    model.node("Scan", {"x", "z"}, {"y"},
               {graph_attribute("body", body), attribute("num_scan_inputs", inputs)});
    expect_refusal(model.output("y"), ErrorCode::kInvalidModel, {"inputs to scan"});
  }
}

TEST(Scan, OfOneNumberIsRefused) {
  ModelBuilder body, model(17);
  body.input("e", {}).node("Neg", {"e"}, {"o"}).output("o");
  model.input("x", {});
  model.node("Scan", {"x"}, {"y"},
             {graph_attribute("body", body), attribute("num_scan_inputs", 1)});
  expect_refusal(model.output("y"), ErrorCode::kInvalidShape, {"has no axis"});
}

// The body passes on an input that is missing.
TEST(Loop, WhoseBodyGivesNothingIsRefused) {
  ModelBuilder body, scanned, loop(17), scan(17);
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2});
  body.node("Identity", {"go"}, {"go_on"}).output("go_on").output("v");
  body.input("u", {2}).output("u");
  loop.input("x", {2}).weight("rounds", {}, Ints{3});
  loop.node("Loop", {"rounds", "", "", "x"}, {"y", "z"}, {graph_attribute("body", body)});
  expect_refusal(loop.output("z"), ErrorCode::kInvalidModel, {"its body gives nothing"});
  scanned.input("s", {2}).input("e", {2}).node("Neg", {"e"}, {"o"}).output("s").output("o");
  scan.input("x", {3, 2});
  scan.node("Scan", {"", "x"}, {"y", "o"},
            {graph_attribute("body", scanned), attribute("num_scan_inputs", 1)});
  expect_refusal(scan.output("o"), ErrorCode::kInvalidModel, {"its body gives nothing"});
}

TEST(Graphs, ReadNothingBeforeItIsComputed) {
  ModelBuilder yes, no, model(17);
  yes.node("Neg", {"later"}, {"a"}).node("Abs", {"x"}, {"later"}).output("a");
  no.node("Neg", {"x"}, {"b"}).output("b");
  model.input("x", {2}).tensor("c", {}, 9, std::string("\1", 1));
  model.node("If", {"c"}, {"y"},
             {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  expect_refusal(model.output("y"), ErrorCode::kInvalidModel, {"later"});
}

TEST(Pruned, NodesThatNoOutputDependsOnAreNotAskedFor) {
  ModelBuilder model(17);
  model.input("x", {2}).node("NoSuchOperator", {"x"}, {"dead"}).node("Neg", {"dead"}, {"end"});
  model.node("Relu", {"x"}, {"y"}).output("y");
  const auto session = load(model.build());
  EXPECT_EQ(session->graph().nodes.size(), 1u);
  ASSERT_FALSE(session->graph().notes.empty());
  EXPECT_NE(session->graph().notes[0].find("2 nodes"), std::string::npos);
}

TEST(Refusals, NameNodesOfOneKindTogether) {
  ModelBuilder model(17);
  model.input("x", {2});
  std::string before = "x";
  for (int i = 0; i < 40; ++i) {
    const std::string next = "n" + std::to_string(i);
    model.node("StringSplit", {before}, {next});
    before = next;
  }
  model.node("Bernoulli", {before}, {"y"}).output("y");
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message,
            "41 parts of the network cannot run:\n"
            "StringSplit (40 nodes: 'n0_node', 'n1_node', 'n2_node', ...): the operator "
            "StringSplit is not supported\n"
            "Bernoulli 'y_node': the operator Bernoulli is not supported");
  EXPECT_NE(result.error().hint.find("StringSplit: "), std::string::npos);
  EXPECT_NE(result.error().hint.find("Bernoulli: "), std::string::npos);
}

TEST(Weights, OfOneNameTheLastOneCounts) {
  ModelBuilder model(17);
  const Floats first{1}, last{10};
  model.input("x", {1}).weight("w", {1}, first).weight("w", {1}, last);
  model.node("Add", {"x", "w"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1}, {5});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{15}));
  EXPECT_NE(session->graph().notes[0].find("'w'"), std::string::npos);
}

}  // namespace
}  // namespace cnn::test
