// What a run finds, and what depends on it: numbers of rounds, a TopK of what was picked, and what
// stays when shapes are inferred anew.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

void set_number(Session& session, const std::string& name, std::int64_t number) {
  value_or_fail(session.input_view(name, Shape{})).data<std::int64_t>()[0] = number;
}

// The `k` largest of the positive elements of x [rows, 3].
ModelBuilder largest(std::int64_t rows, std::int64_t k) {
  ModelBuilder model(17);
  const Ints most{k};
  model.input("x", {rows, 3}).weight("k", {1}, most).node("Relu", {"x"}, {"r"});
  model.node("NonZero", {"r"}, {"where"}).node("Transpose", {"where"}, {"pairs"});
  model.node("GatherND", {"r", "pairs"}, {"found"}).node("TopK", {"found", "k"}, {"y"});
  return model.output("y");
}

TEST(Found, TopKOfMoreThanOneOfWhatWasPicked) {
  for (const PlanKind kind : kPlans) {
    const auto session = load(largest(2, 2).build());
    set_input(*session, "x", Shape{2, 3}, {1, -2, 3, -4, 5, -6});
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{5, 3}));
    set_input(*session, "x", Shape{2, 3}, {-1, -1, -1, -1, 7, -1});
    const auto refused = session->run(kind);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("asks for 2 of 1 values"), std::string::npos)
        << text(refused.error());
    set_input(*session, "x", Shape{2, 3}, {9, 8, -1, -1, 7, -1});
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{9, 8}));
  }
}

TEST(Found, TopKOfHundreds) {
  const auto session = load(largest(200, 500).build());
  Floats x(600);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i);
  set_input(*session, "x", Shape{200, 3}, x);
  run(*session, PlanKind::kFast);
  const Floats y = value(*session, "y");
  ASSERT_EQ(y.size(), 500u);
  EXPECT_EQ(y.front(), 599);
  EXPECT_EQ(y.back(), 100);
}

// 12 million constants, made and looked at in about 60 million steps, more than a third of what a
// load may take; 200 of x's elements are asked for, which the third guess has.
TEST(Found, EachGuessMayComputeTheConstantsAgain) {
  ModelBuilder model = largest(100, 200);
  const Ints shape{3000, 4000};
  const Floats one{1};
  model.weight("one", {}, one).weight("shape", {2}, shape).node("Expand", {"one", "shape"}, {"e"});
  model.node("Add", {"e", "e"}, {"twos"});
  model.node("ReduceMax", {"twos"}, {"two"}, {attribute("keepdims", 0)});
  model.node("Mul", {"y", "two"}, {"z"}).output("z");
  const auto session = load(model.build());
  Floats x(300);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i);
  set_input(*session, "x", Shape{100, 3}, x);
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "z").front(), 598);
}

TEST(Found, ATopKThatNothingCouldFillIsRefused) {
  const auto refused = Session::load(largest(2, 5000).build(), options());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidShape);
  EXPECT_NE(refused.error().message.find("asks for 5000 of 0 values"), std::string::npos)
      << text(refused.error());
}

// x, doubled in every round; "all" has the values of all rounds.
ModelBuilder doubling(bool collects) {
  ModelBuilder body, model(17);
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2});
  body.node("Identity", {"go"}, {"go_on"}).node("Add", {"v", "v"}, {"w"});
  body.output("go_on").output("w").output("w");
  model.input("x", {2}).input("rounds", {}, 7);
  model.node("Loop", {"rounds", "", "x"}, {"last", "all"},
             {Message().bytes(1, "body").message(6, body.graph()).number(20, 5)});
  model.output("last");
  return collects ? model.output("all") : model;
}

TEST(Found, RoundsThatOnlyARunShows) {
  for (const PlanKind kind : kPlans) {
    const auto session = load(doubling(false).build());
    set_input(*session, "x", Shape{2}, {1, -3});
    for (const auto& [rounds, factor] :
         {std::pair<std::int64_t, float>{3, 8}, {3, 8}, {0, 1}, {5, 32}, {-2, 1}}) {
      set_number(*session, "rounds", rounds);
      run(*session, kind);
      EXPECT_EQ(value(*session, "last"), (Floats{factor, -3 * factor})) << rounds;
    }
  }
}

TEST(Found, ARunOfTheSameNumberOfRoundsInfersNothingAnew) {
  const auto session = load(doubling(false).build());
  set_input(*session, "x", Shape{2}, {1, -3});
  set_number(*session, "rounds", 4);
  run(*session, PlanKind::kFast);
  const int resolutions = session->resolutions();
  run(*session, PlanKind::kFast);
  EXPECT_EQ(session->resolutions(), resolutions);
}

TEST(Found, RoundsWhoseValuesAreCollected) {
  const auto session = load(doubling(true).build());
  set_input(*session, "x", Shape{2}, {1, -3});
  set_number(*session, "rounds", 2);
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "all"), (Floats{2, -6, 4, -12}));
  set_number(*session, "rounds", 0);
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "last"), (Floats{1, -3}));
  // The file states no shape for what a round gives, so that onnxruntime's answer has one axis.
  EXPECT_EQ(value_or_fail(session->value("all")).shape, Shape{0});
  set_number(*session, "rounds", 1);
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "all"), (Floats{2, -6}));
}

TEST(Found, TooManyRoundsAreRefusedAndTheSessionLivesOn) {
  const auto session = load(doubling(false).build());
  set_input(*session, "x", Shape{2}, {1, -3});
  set_number(*session, "rounds", std::int64_t{1} << 40);
  const auto refused = session->run(PlanKind::kFast);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << text(refused.error());
  set_number(*session, "rounds", 1);
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "last"), (Floats{2, -6}));
}

// Doubled until the sum of x is 100 or more.
TEST(Found, AConditionThatEachRoundComputes) {
  ModelBuilder body, model(17);
  const Floats hundred{100};
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2}).node("Add", {"v", "v"}, {"w"});
  body.node("ReduceSum", {"w"}, {"sum"}, {attribute("keepdims", 0)});
  body.node("Less", {"sum", "hundred"}, {"go_on"}).output("go_on").output("w");
  model.input("x", {2}).weight("hundred", {}, hundred);
  model.node("Loop", {"", "", "x"}, {"y"},
             {Message().bytes(1, "body").message(6, body.graph()).number(20, 5)});
  for (const PlanKind kind : kPlans) {
    const auto session = load(ModelBuilder(model).output("y").build());
    set_input(*session, "x", Shape{2}, {1, 2});
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{64, 128}));
    set_input(*session, "x", Shape{2}, {30, 30});
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{60, 60}));
    set_input(*session, "x", Shape{2}, {-1, 0});  // it would never end
    const auto refused = session->run(kind);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << text(refused.error());
  }
}

TEST(Found, ARoundCountOfAnotherTypeIsRefused) {
  ModelBuilder body, model(17);
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2});
  body.node("Identity", {"go"}, {"go_on"}).node("Add", {"v", "v"}, {"w"});
  body.output("go_on").output("w");
  model.input("x", {2}).node("Loop", {"x", "", "x"}, {"y"},
                             {Message().bytes(1, "body").message(6, body.graph()).number(20, 5)});
  const auto refused = Session::load(model.output("y").build(), options());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidModel);
  EXPECT_NE(refused.error().message.find("its number of rounds is not one int64"),
            std::string::npos)
      << text(refused.error());
}

// The weights of the convolution are packed once, those behind what is found too.
TEST(Found, WhatIsPackedStaysWhenShapesAreInferredAnew) {
  ModelBuilder model(17);
  const Floats kernel(16, 1), wide{1, 2, 3};
  model.input("x", {1, 4, 1, 2}).weight("k", {4, 4, 1, 1}, kernel).weight("w", {1, 3}, wide);
  model.node("Conv", {"x", "k"}, {"c"}).node("Relu", {"c"}, {"r"});
  model.node("NonZero", {"r"}, {"where"}).node("Transpose", {"where"}, {"cells"});
  model.node("GatherND", {"r", "cells"}, {"found"});
  model.weight("minus", {2}, Ints{-1, 1}).node("Reshape", {"found", "minus"}, {"rows"});
  model.node("MatMul", {"rows", "w"}, {"y"});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 4, 1, 2}, {1, 1, 1, 1, 1, 1, 1, 1});
  run(*session, PlanKind::kFast);
  const std::size_t packed = session->weights_cache().bytes();
  const auto held = session->memory();
  std::size_t hits = session->weights_cache().hits();
  // One column is not positive, then both are again.
  for (const auto& [x, cells] : {std::pair<Floats, std::size_t>{{1, -1, 1, -1, 1, -1, 1, -1}, 4},
                                 {{1, 1, 1, 1, 1, 1, 1, 1}, 8}}) {
    set_input(*session, "x", Shape{1, 4, 1, 2}, x);
    run(*session, PlanKind::kFast);
    EXPECT_EQ(value(*session, "y").size(), 3 * cells);
    EXPECT_EQ(session->weights_cache().bytes(), packed);
    EXPECT_EQ(session->weights_cache().hits(), hits + 2);
    hits = session->weights_cache().hits();
  }
  EXPECT_EQ(session->memory().weights, held.weights);
}

// What is folded into the weights of a convolution is another tensor each time.
TEST(Found, WhatIsPackedForThePlanBeforeIsGivenBack) {
  ModelBuilder model(17);
  const Floats kernel(16, 1), ones(4, 1), zeros(4, 0);
  model.input("x", {1, 4, 1, 2}).weight("k", {4, 4, 1, 1}, kernel).weight("one", {4}, ones);
  model.weight("zero", {4}, zeros).node("Conv", {"x", "k"}, {"c"});
  model.node("BatchNormalization", {"c", "one", "zero", "zero", "one"}, {"b"});
  model.node("Relu", {"b"}, {"r"}).node("NonZero", {"r"}, {"y"});
  const auto session = load(model.output("y").build());
  std::size_t used = 0;
  for (int round = 0; round < 4; ++round) {
    set_input(*session, "x", Shape{1, 4, 1, 2},
              round % 2 ? Floats{1, -1, 1, -1, 1, -1, 1, -1} : Floats(8, 1));
    run(*session, PlanKind::kFast);
    EXPECT_EQ(value_or_fail(session->value("y")).shape, (Shape{4, round % 2 ? 4 : 8}));
    const auto [weights, fast, inspect, least, other] = session->memory();
    if (round == 1) used = weights + other;
    if (round == 3) EXPECT_EQ(weights + other, used);
  }
}

}  // namespace
}  // namespace cnn::test
