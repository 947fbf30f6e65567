#include "session.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

// conv (2 channels) -> norm -> relu -> sum with its own input; open batch and picture size.
std::unique_ptr<Session> residual() {
  ModelBuilder model;
  model.input("x", {-1, 2, -1, -1}).weight("w", {2, 2, 1, 1}, Floats{1, 0, 0, 1});
  model.weight("g", {2}, Floats{2, 2}).weight("s", {2}, Floats{0, 1});
  model.weight("m", {2}, Floats{0, 0}).weight("v", {2}, Floats{1, 1});
  model.node("Conv", {"x", "w"}, {"conv"});
  model.node("BatchNormalization", {"conv", "g", "s", "m", "v"}, {"norm"},
             {attribute("epsilon", 0.0f)});
  model.node("Relu", {"norm"}, {"relu"}).node("Add", {"relu", "x"}, {"sum"}).output("sum");
  return load(model.build());
}

TEST(Session, DescribesCosts) {
  const auto session = residual();
  value_or_fail(session->input("x", Shape{1, 2, 3, 5}));
  const Graph& graph = session->graph();
  ASSERT_EQ(graph.nodes.size(), 4u);
  EXPECT_EQ(session->cost(graph.nodes[0]).params, 4);
  EXPECT_EQ(session->cost(graph.nodes[0]).macs, 2 * 2 * 15);
  EXPECT_EQ(session->cost(graph.nodes[1]).params, 4);  // scale and bias; not mean and variance
  EXPECT_EQ(session->cost(graph.nodes[3]).params, 0);
}

TEST(Session, FoldsAndFusesInTheFastPlanOnly) {
  const auto session = residual();
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, -2, 3, -4});
  run(*session, PlanKind::kFast);
  const Floats expected = {3, -2, 10, -4};  // relu(2 x + s) + x
  EXPECT_EQ(test::value(*session, "sum"), expected);
  EXPECT_EQ(session->plan(PlanKind::kFast)->graph().nodes.size(), 2u);
  EXPECT_EQ(session->plan(PlanKind::kFast)->graph().notes.size(), 2u);
  EXPECT_EQ(session->graph().nodes.size(), 4u);
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(test::value(*session, "sum"), expected);
  EXPECT_EQ(test::value(*session, "norm"), (Floats{2, -4, 7, -7}));
}

TEST(Session, TakesOtherInputShapesAndKeepsTheOldOneAfterAnError) {
  const auto session = residual();
  set_input(*session, "x", Shape{2, 2, 1, 1}, {1, 2, 3, 4});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "sum"), (Floats{3, 7, 9, 13}));
  const auto wrong = session->input("x", Shape{1, 3, 4, 4});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(test::value(*session, "sum"), (Floats{3, 7, 9, 13}));
  set_input(*session, "x", Shape{1, 2, 1, 1}, {1, 2});
  EXPECT_FALSE(session->value("sum")) << "a run on another shape must not be readable any more";
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "sum"), (Floats{3, 7}));
}

TEST(Session, ReadsWeightsAtAnyTime) {
  const auto session = residual();
  EXPECT_EQ(test::value(*session, "w"), (Floats{1, 0, 0, 1}));
  EXPECT_FALSE(session->value("relu"));
  EXPECT_FALSE(session->value("nothing"));
}

TEST(Session, StatisticsOfEveryKeptValue) {
  const auto session = residual();
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, -2, 3, -4});
  run(*session, PlanKind::kInspect);
  const auto all = value_or_fail(session->statistics());
  ASSERT_EQ(all.size(), 5u);
  EXPECT_EQ(all[0].name, "x");
  EXPECT_EQ(all[3].name, "relu");
  EXPECT_EQ(all[3].statistics.zeros, 2);
  EXPECT_EQ(all[3].statistics.max, 7);
  EXPECT_EQ(all[3].statistics.mean, 9.0 / 4);
  EXPECT_EQ(all[3].statistics.elements, 4);
}

TEST(Session, TimesEveryNodeAndCanBeSteppedAndRestarted) {
  const auto session = residual();
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, -2, 3, -4});
  const std::size_t steps = value_or_fail(session->begin(PlanKind::kInspect));
  EXPECT_TRUE(session->timings().empty());
  EXPECT_EQ(value_or_fail(session->step(0)), steps - 1);
  EXPECT_FALSE(session->value("sum"));
  value_or_fail(session->begin(PlanKind::kInspect));  // a newer picture
  while (value_or_fail(session->step(0)) > 0) continue;
  EXPECT_EQ(test::value(*session, "sum"), (Floats{3, -2, 10, -4}));
  ASSERT_EQ(session->timings().size(), 4u);
  for (const double ms : session->timings()) EXPECT_GT(ms, 0);
}

TEST(Session, SharesPackedWeightsBetweenPlans) {
  ModelBuilder model;
  model.input("x", {1, 2, 4, 4}).weight("w", {2, 2, 3, 3}, Floats(36, 0.5f));
  model.weight("d", {2, 1, 3, 3}, Floats(18, 0.25f)).weight("f", {8, 3}, Floats(24, 1));
  model.node("Conv", {"x", "w"}, {"conv"}, {attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1})});
  model.node("Relu", {"conv"}, {"relu"});
  model.node("Conv", {"relu", "d"}, {"depth"}, {attribute("group", 2)});
  model.node("Flatten", {"depth"}, {"flat"}).node("MatMul", {"flat", "f"}, {"y"}).output("y");
  const auto session = load(model.build());
  run(*session, PlanKind::kInspect);
  const std::size_t packed = session->weights_cache().bytes();
  EXPECT_GT(packed, 0u);
  EXPECT_EQ(session->weights_cache().hits(), 0u);
  const Floats inspected = test::value(*session, "y");
  run(*session, PlanKind::kFast);
  EXPECT_EQ(session->weights_cache().bytes(), packed);
  EXPECT_EQ(session->weights_cache().hits(), 3u);
  EXPECT_EQ(test::value(*session, "y"), inspected);
}

TEST(Session, FastPlanReusesMemory) {
  ModelBuilder model;
  model.input("x", {1, 4, 32, 32});
  std::string last = "x";
  for (int i = 0; i < 12; ++i) {
    const std::string next = "v" + std::to_string(i);
    model.node("Add", {last, last}, {next});
    last = next;
  }
  const auto session = load(model.output(last).build());
  run(*session, PlanKind::kInspect);
  run(*session, PlanKind::kFast);
  EXPECT_LT(session->memory().fast * 4, session->memory().inspect);
  EXPECT_GE(session->plan(PlanKind::kFast)->activation_bytes(),
            session->plan(PlanKind::kFast)->activation_lower_bound());
}

TEST(Session, ConstantNodesAndDroppedOutputs) {
  ModelBuilder model(12);
  model.input("x", {1, 2}).weight("a", {2}, Floats{1, 2}).weight("b", {2}, Floats{10, 20});
  model.node("Add", {"a", "b"}, {"c"});            // depends on constants alone
  model.node("Dropout", {"x"}, {"dropped", "mask"});  // nothing reads the mask
  model.node("Add", {"dropped", "c"}, {"y"}).output("y");
  const auto session = load(model.build());
  EXPECT_EQ(session->graph().nodes.size(), 2u);
  set_input(*session, "x", Shape{1, 2}, {100, 100});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (Floats{111, 122}));
  EXPECT_EQ(test::value(*session, "c"), (Floats{11, 22}));
}

TEST(Session, OutputThatIsTheInput) {
  ModelBuilder model;
  model.input("x", {1, 2}).node("Identity", {"x"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2}, {3, 4});
  for (const PlanKind kind : {PlanKind::kFast, PlanKind::kInspect}) {
    run(*session, kind);
    EXPECT_EQ(test::value(*session, "y"), (Floats{3, 4}));
  }
}

}  // namespace
}  // namespace cnn::test
