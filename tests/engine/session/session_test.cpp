#include "session.h"

#include <gtest/gtest.h>

#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/random.h"
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
  set_input(*session, "x", Shape{1, 2, 3, 5}, Floats(30, 1));
  run(*session, PlanKind::kFast);
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

// relu(conv(x) + conv(x)): the sum and its bounds are one step.
TEST(Session, FusesWhatEndsAResidualBlock) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 3}).weight("w", {2, 1, 1, 1}, Floats{1, -1});
  model.weight("v", {2, 1, 1, 1}, Floats{1, 0.5f}).node("Conv", {"x", "w"}, {"a"});
  model.node("Conv", {"x", "v"}, {"b"}).node("Add", {"a", "b"}, {"sum"});
  model.weight("low", {}, Floats{-1}).weight("high", {}, Floats{4});
  model.node("Clip", {"sum", "low", "high"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 1, 1, 3}, {1, -3, 5});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (Floats{2, -1, 4, -0.5f, 1.5f, -1}));
  EXPECT_EQ(session->plan(PlanKind::kFast)->graph().nodes.size(), 3u);
}

// A bias a channel is added by XNNPACK, which knows no bounds.
TEST(Session, LeavesTheBoundsOfABroadcastSumAlone) {
  ModelBuilder model;
  model.input("x", {1, 2, 1, 2}).weight("bias", {2, 1, 1}, Floats{1, -1});
  model.node("Add", {"x", "bias"}, {"sum"}).node("Relu", {"sum"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, -3, 0.5f, 4});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (Floats{2, 0, 0, 3}));
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
  model.node("Conv", {"x", "w"}, {"conv"},
             {attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1})});
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

TEST(Session, SharesWeightsPackedForItsOwnKernels) {
  Random random(5);
  ModelBuilder model;
  model.input("x", {1, 6, 5, 5}).weight("w", {6, 1, 3, 3}, random.reals(54)).output("y");
  model.node("Conv", {"x", "w"}, {"conv"}, {attribute("group", 6)});
  model.node("Relu", {"conv"}, {"y"});
  const auto session = load(model.build());
  const std::size_t before = session->memory().weights;
  run(*session, PlanKind::kInspect);
  const std::size_t packed = session->weights_cache().bytes();
  EXPECT_GE(packed, 54 * sizeof(float));
  EXPECT_EQ(session->memory().weights, before + packed);
  run(*session, PlanKind::kFast);
  EXPECT_EQ(session->weights_cache().bytes(), packed);
  EXPECT_EQ(session->weights_cache().hits(), 1u);
}

// Weights that a pass or constant folding makes live only as long as a plan: their memory is used
// again, and packed weights must not be taken for those of an earlier plan.
TEST(Session, NewShapesNeverMeetOldPackedWeights) {
  Random random(1);
  ModelBuilder model;
  model.input("x", {1, 4, -1, -1});
  std::string last = "x";
  for (int i = 0; i < 4; ++i) {
    const std::string n = std::to_string(i);
    model.weight("w" + n, {4, 4, 3, 3}, random.reals(144))
        .weight("k" + n, {4, 1, 1, 1}, random.reals(4));
    model.weight("g" + n, {4}, random.reals(4)).weight("s" + n, {4}, random.reals(4));
    model.weight("m" + n, {4}, random.reals(4)).weight("v" + n, {4}, Floats(4, 1.0f));
    model.node("Mul", {"w" + n, "k" + n}, {"scaled" + n});  // weight normalisation: folded at load
    model.node("Conv", {last, "scaled" + n}, {"conv" + n},
               {attribute("pads", std::vector<std::int64_t>{1, 1, 1, 1})});
    model.node("BatchNormalization", {"conv" + n, "g" + n, "s" + n, "m" + n, "v" + n},
               {"norm" + n});
    last = "norm" + n;
  }
  const auto session = load(model.output(last).build());
  std::size_t packed = 0;
  for (std::int64_t size = 3; size < 33; ++size) {
    set_input(*session, "x", Shape{1, 4, size, size + 1}, random.reals(4 * size * (size + 1)));
    run(*session, PlanKind::kFast);
    const Floats fast = test::value(*session, last);
    run(*session, PlanKind::kPlain);
    EXPECT_LE(difference(fast, test::value(*session, last)), 1e-5) << size;
    if (packed == 0) packed = session->weights_cache().bytes();
    EXPECT_EQ(session->weights_cache().bytes(), packed);
  }
}

// Three packed kernels would fit, but not the copy of one that is packed from beside them; the
// plain plan needs none.
TEST(Session, ForgetsWhatWasPackedForAPlanThatFailed) {
  constexpr std::int64_t kChannels = 256;
  Random random(6);
  ModelBuilder model;
  model.input("x", {1, kChannels, 1, 1}).output("y");
  for (const char* name : {"u", "v", "w"})
    model.weight(name, {kChannels, kChannels, 1, 1}, random.reals(kChannels * kChannels));
  model.node("Conv", {"x", "u"}, {"a"}).node("Conv", {"a", "v"}, {"b"});
  model.node("Conv", {"b", "w"}, {"y"});
  const auto file = model.build();
  const auto roomy = load(file);
  const std::size_t loaded = roomy->memory().weights;
  run(*roomy, PlanKind::kFast);
  const std::size_t packed = roomy->weights_cache().bytes();
  LoadOptions limited = options();
  limited.max_memory = loaded + packed;
  const auto session = value_or_fail(Session::load(file, limited));
  const auto refused = session->run(PlanKind::kFast);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << text(refused.error());
  EXPECT_GT(session->weights_cache().bytes(), 0u);
  run(*session, PlanKind::kPlain);
  EXPECT_EQ(session->weights_cache().bytes(), 0u);
}

// The same kernel cut into groups in two ways is packed in two ways.
TEST(Session, OneWeightUnderTwoGroups) {
  Random random(2);
  ModelBuilder model;
  model.input("x", {1, 4, 5, 5})
      .input("z", {1, 8, 5, 5})
      .weight("w", {8, 2, 3, 3}, random.reals(144));
  model.node("Conv", {"x", "w"}, {"a"}, {attribute("group", 2)});
  model.node("Conv", {"z", "w"}, {"b"}, {attribute("group", 4)});
  model.node("Add", {"a", "b"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 4, 5, 5}, random.reals(100));
  set_input(*session, "z", Shape{1, 8, 5, 5}, random.reals(200));
  run(*session, PlanKind::kPlain);
  const Floats expected = test::value(*session, "y");
  for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_LE(difference(test::value(*session, "y"), expected), 1e-5);
  }
}

TEST(Session, OneMatrixUnderTwoScales) {
  ModelBuilder model;
  model.input("x", {1, 2}).weight("b", {2, 2}, Floats{1, 2, 3, 4}).weight("c", {2}, Floats{10, 20});
  model.node("Gemm", {"x", "b", "c"}, {"p"}, {attribute("alpha", 1.0f), attribute("beta", 1.0f)});
  model.node("Gemm", {"x", "b", "c"}, {"q"}, {attribute("alpha", 2.0f), attribute("beta", 3.0f)});
  model.node("Concat", {"p", "q"}, {"y"}, {attribute("axis", 1)}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2}, {1, 1});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (Floats{14, 26, 38, 72}));
}

TEST(Session, InputsChangeShapeTogetherAndKeepTheirNumbers) {
  ModelBuilder model;
  model.input("a", {-1, 3}).input("b", {-1, 3}).node("Add", {"a", "b"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "a", Shape{2, 3}, {1, 2, 3, 4, 5, 6});
  set_input(*session, "b", Shape{2, 3}, {10, 10, 10, 10, 10, 10});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (Floats{11, 12, 13, 14, 15, 16}));
  set_input(*session, "b", Shape{3, 3}, Floats(9, 1));
  EXPECT_FALSE(session->begin(PlanKind::kFast)) << "[2,3] and [3,3] do not broadcast";
  set_input(*session, "b", Shape{1, 3}, {0, 0, 1});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (Floats{1, 2, 4, 4, 5, 7}));
}

TEST(Session, OpenPictureSizeThatOnlyOneSizeFits) {
  ModelBuilder model;
  model.input("x", {-1, -1, -1, -1}).weight("w", {2, 1, 1, 1}, Floats{1, 2});
  model.weight("d", {2 * 28 * 28, 3}, Floats(2 * 28 * 28 * 3, 1));
  model.node("Conv", {"x", "w"}, {"conv"}).node("Flatten", {"conv"}, {"flat"});
  model.node("MatMul", {"flat", "d"}, {"y"}).output("y");
  const auto session = load(model.build());
  const Graph& graph = session->graph();
  EXPECT_EQ(graph.value(graph.inputs[0].value).type.shape, (Shape{1, 1, 28, 28}));
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

TEST(Session, GivesUpOnePlanWhereMemoryDoesNotSufficeForTwo) {
  Random random(7);
  ModelBuilder model;
  model.input("x", {1, 8, 64, 64}).weight("w", {8, 8, 3, 3}, random.reals(576)).output("y");
  model.weight("g", {8}, random.reals(8)).weight("s", {8}, random.reals(8));
  model.weight("m", {8}, random.reals(8)).weight("v", {8}, Floats(8, 1.0f));
  model.node("Conv", {"x", "w"}, {"c"}).node("Relu", {"c"}, {"r"});
  model.node("BatchNormalization", {"r", "g", "s", "m", "v"}, {"n"}).node("Relu", {"n"}, {"y"});
  const auto file = model.build();
  const auto roomy = load(file);
  const Floats input = random.reals(8 * 64 * 64);
  set_input(*roomy, "x", Shape{1, 8, 64, 64}, input);
  run(*roomy, PlanKind::kFast);
  run(*roomy, PlanKind::kInspect);
  const MemoryUse use = roomy->memory();
  LoadOptions tight = options();
  tight.max_memory = use.weights + use.other + use.inspect + use.fast / 2;
  const auto session = value_or_fail(Session::load(file, tight));
  set_input(*session, "x", Shape{1, 8, 64, 64}, input);
  for (const PlanKind kind : {PlanKind::kFast, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_EQ(test::value(*session, "y"), test::value(*roomy, "y"));
    EXPECT_EQ(session->memory().fast == 0, kind == PlanKind::kInspect);
    EXPECT_LE(session->memory().weights, use.weights);
  }
  tight.max_memory = use.weights + use.other / 2 + use.fast / 2;
  EXPECT_FALSE(value_or_fail(Session::load(file, tight))->begin(PlanKind::kFast));
}

// Where memory does not suffice for every value, those that are named are kept alone.
// A second input may be channels last where the first, of integers, is not.
TEST(Session, IntegersKeepTheirLayoutBesideAMapOfFloats) {
  ModelBuilder model(13);
  model.input("x", {1, 2, 2, 3}).weight("w", {2, 2, 1, 1}, std::vector<float>{1, 0, 0, 1});
  model.node("Conv", {"x", "w"}, {"maps"});
  model.node("Cast", {"maps"}, {"whole"}, {attribute("to", std::int64_t{7})});
  model.node("Dropout", {"whole", "maps"}, {"same"}).output("same");
  const auto session = load(model.build());
  std::vector<float> numbers(12);
  std::iota(numbers.begin(), numbers.end(), 0.0f);
  set_input(*session, "x", {1, 2, 2, 3}, numbers);
  for (const PlanKind plan : {PlanKind::kFast, PlanKind::kInspect, PlanKind::kPlain}) {
    ASSERT_TRUE(session->run(plan));
    const auto same = session->value("same");
    ASSERT_TRUE(same);
    ASSERT_EQ(same->dtype, DType::kInt64);
    std::vector<std::int64_t> values(12);
    ASSERT_EQ(same->bytes.size(), sizeof(std::int64_t) * values.size());
    std::memcpy(values.data(), same->bytes.data(), same->bytes.size());
    for (std::int64_t i = 0; i < 12; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], i);
  }
}

TEST(Session, KeepsWhatIsNamedWhereNotEverythingFits) {
  using Names = std::vector<std::string>;
  Random random(9);
  ModelBuilder model;
  model.input("x", {1, 8, 32, 32}).weight("w", {8, 8, 3, 3}, random.reals(576)).output("y");
  std::string last = "x";
  for (int i = 0; i < 8; ++i) {
    const std::string conv = "c" + std::to_string(i), relu = "r" + std::to_string(i);
    model.node("Conv", {last, "w"}, {conv}, {attribute("pads", std::vector<std::int64_t>(4, 1))});
    model.node("Relu", {conv}, {relu});
    last = relu;
  }
  model.node("Flatten", {"r3"}, {"flat"})
      .node("Concat", {last, "r2"}, {"both"}, {attribute("axis", 1)});
  // Everything leads to the output: what does not is left out at load.
  model.node("ReduceMean", {"flat"}, {"mean"}).node("GlobalAveragePool", {"both"}, {"pooled"});
  model.node("Add", {"pooled", "mean"}, {"y"});
  const auto file = model.build();
  const auto roomy = load(file);
  const Floats input = random.reals(8 * 32 * 32);
  set_input(*roomy, "x", Shape{1, 8, 32, 32}, input);
  run(*roomy, PlanKind::kInspect);
  const MemoryUse use = roomy->memory();
  LoadOptions tight = options();
  tight.max_memory = use.weights + use.other + use.inspect / 2;
  const auto session = value_or_fail(Session::load(file, tight));
  set_input(*session, "x", Shape{1, 8, 32, 32}, input);
  EXPECT_FALSE(session->begin(PlanKind::kInspect));
  for (const Names& names : {Names{"c1", "r1", "flat"}, Names{"c6", "x"}, Names{"both", "w"}}) {
    ASSERT_TRUE(session->begin(PlanKind::kInspect, names));
    EXPECT_LT(session->memory().inspect * 2, use.inspect);
    ASSERT_TRUE(session->step(1e9));
    for (const std::string& name : names)
      EXPECT_EQ(test::value(*session, name), test::value(*roomy, name)) << name;
    EXPECT_EQ(test::value(*session, "y"), test::value(*roomy, "y"));
    EXPECT_FALSE(session->value("c4"));
    EXPECT_LE(value_or_fail(session->statistics()).size(), names.size() + 2);
  }
  // A plan that keeps what is asked for is used again; "all" is refused as before.
  const Plan* plan = session->plan(PlanKind::kInspect);
  ASSERT_TRUE(session->begin(PlanKind::kInspect, Names{"both"}));
  EXPECT_EQ(session->plan(PlanKind::kInspect), plan);
  EXPECT_FALSE(session->begin(PlanKind::kInspect));
  // Names change nothing where everything fits.
  ASSERT_TRUE(roomy->begin(PlanKind::kInspect, Names{"c1"}));
  ASSERT_TRUE(roomy->step(1e9));
  EXPECT_EQ(roomy->memory().inspect, use.inspect);
  EXPECT_TRUE(roomy->value("c4"));
}

TEST(Session, DropsItsPlansAndKeepsItsInputs) {
  const auto session = residual();
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, -2, 3, -4});
  const MemoryUse before = session->memory();
  run(*session, PlanKind::kFast);
  run(*session, PlanKind::kInspect);
  session->drop_plans();
  EXPECT_FALSE(session->value("sum"));
  EXPECT_FALSE(session->step(0));
  EXPECT_EQ(session->memory().weights, before.weights);
  EXPECT_EQ(session->memory().fast + session->memory().inspect, 0u);
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(test::value(*session, "sum"), (Floats{3, -2, 10, -4}));
}

// The whole of a network on all threads and on one, back and forth and in the middle of a run.
TEST(Session, ThreadsChangeNothingButTheTime) {
  Random random(11);
  ModelBuilder model;
  model.input("x", {1, 8, 33, 35}).weight("w", {24, 8, 3, 3}, random.reals(24 * 72));
  model.weight("d", {24, 1, 3, 3}, random.reals(216))
      .weight("f", {24 * 29 * 31, 5}, random.reals(24 * 29 * 31 * 5));
  model.node("Conv", {"x", "w"}, {"conv"}).node("Relu", {"conv"}, {"relu"});
  model.node("Conv", {"relu", "d"}, {"depth"}, {attribute("group", 24)});
  model.node("Sigmoid", {"depth"}, {"sigmoid"}).node("Flatten", {"sigmoid"}, {"flat"});
  model.node("MatMul", {"flat", "f"}, {"y"}).output("y");
  const auto session = load(model.build(), 3);
  set_input(*session, "x", Shape{1, 8, 33, 35}, random.reals(8 * 33 * 35));
  run(*session, PlanKind::kPlain);
  const Floats plain = test::value(*session, "y");
  for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    const Floats expected = test::value(*session, "y");
    EXPECT_LE(difference(expected, plain), 1e-5);
    for (const int threads : {1, 3, 1}) {
      session->use_threads(threads);
      EXPECT_EQ(test::value(*session, "y"), expected) << "the last run must stay readable";
      run(*session, kind);
      EXPECT_EQ(test::value(*session, "y"), expected) << threads;
    }
    value_or_fail(session->begin(kind));
    for (int threads = 1; value_or_fail(session->step(0)) > 0; ++threads)
      session->use_threads(threads % 2 == 0 ? 1 : 3);
    EXPECT_EQ(test::value(*session, "y"), expected);
  }
}

TEST(Session, ConstantNodesAndDroppedOutputs) {
  ModelBuilder model(12);
  model.input("x", {1, 2}).weight("a", {2}, Floats{1, 2}).weight("b", {2}, Floats{10, 20});
  model.node("Add", {"a", "b"}, {"c"});               // depends on constants alone
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
