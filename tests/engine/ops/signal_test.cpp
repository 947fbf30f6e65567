// RotaryEmbedding, windows, mel filters and Fourier transforms: the expected values are
// onnxruntime's, of inputs that a formula gives.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/pattern.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

// Angles of 5 positions for 2 pairs each.
ModelBuilder turning(const Ints& shape) {
  ModelBuilder model(23);
  model.input("x", shape).weight("c", {5, 2}, pattern(10, 3, 7, 3, 4));
  model.weight("s", {5, 2}, pattern(10, 2, 5, 2, 2)).weight("p", {1, 3}, Ints{4, 0, 2});
  return model.weight("first", {1}, Ints{1});
}

TEST(Rotary, TurnsHalvesOrNeighbours) {
  ModelBuilder halves = turning({1, 2, 3, 4}), neighbours = turning({1, 2, 3, 4});
  halves.node("RotaryEmbedding", {"x", "c", "s", "p"}, {"y"});
  expect_values(halves, Shape{1, 2, 3, 4}, pattern(24),
                {-0.2f, -0.2f, 0.5f,  0.95f,  0.65f, 0, -0.8f, 0, -0.3f, -1.3f, -0.5f, -0.1f,
                 0.5f,  -0.4f, -0.2f, -0.05f, 0.45f, 0, 0.6f,  0, 0.8f,  0.5f,  -0.2f, 0});
  neighbours.node("RotaryEmbedding", {"x", "c", "s", "p"}, {"y"}, {attribute("interleaved", 1)});
  expect_values(
      neighbours, Shape{1, 2, 3, 4}, pattern(24),
      {0.2f,  0.5f,  -0.8f, 0.55f, -0.75f, 0.25f, 0, 0, -0.7f, -0.09999999f, -0.9f, 0.7f,
       -0.2f, -0.2f, 0.65f, 0.65f, 1.25f,  0,     0, 0, 0.4f,  0.2f,         0.9f,  0.8f});
}

TEST(Rotary, OfPartOfAHeadWithoutPositions) {
  ModelBuilder model(23);
  model.input("x", {1, 3, 8}).weight("c", {1, 3, 1}, Floats{-0.75f, 0.75f, 0.5f});
  model.weight("s", {1, 3, 1}, Floats{-1, 1, 0.5f});
  model.node("RotaryEmbedding", {"x", "c", "s"}, {"y"},
             {attribute("rotary_embedding_dim", 2), attribute("num_heads", 2)});
  expect_values(model, Shape{1, 3, 8}, pattern(24),
                {1.15f, 0.7f,        -0.4f, 1,     -0.75f, 0.25f,       0.8f, 0,
                 -1.2f, -0.35f,      -0.2f, -1,    0.7f,   0.09999999f, 1,    0.2f,
                 -0.7f, 0.09999999f, 0,     -0.8f, 0.4f,   0.2f,        -1,   0.4f});
}

TEST(Rotary, OfMicrosoftFromAFirstPositionOn) {
  ModelBuilder model = turning({1, 3, 8});
  model.node("com.microsoft.RotaryEmbedding", {"x", "first", "c", "s"}, {"y"});
  expect_values(
      model, Shape{1, 3, 8}, pattern(24),
      {-0.35f, 0.4f, -1.3f, -0.45f, -0.65f, 0.15f, 0.8f, 0.3f, -0.3f, -1.3f,  -0.5f,  -0.1f,
       -0.3f,  0.4f, 0.7f,  0.3f,   -0.15f, 0.2f,  0,    1.4f, 0.15f, -0.25f, -0.25f, -0.5f});
}

TEST(Rotary, APositionWithoutAnAngleIsRefused) {
  ModelBuilder model = turning({1, 2, 3, 4});
  model.weight("far", {1, 3}, Ints{0, 5, 1});
  model.node("RotaryEmbedding", {"x", "c", "s", "far"}, {"y"});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 2, 3, 4}, pattern(24));
  const auto refused = session->run(PlanKind::kFast);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("its position 5"), std::string::npos);
}

TEST(Windows, OfFiveValues) {
  const struct {
    std::string op;
    int periodic;
    Floats expected;
  } cases[] = {
      {"HannWindow", 0, {0, 0.5f, 1, 0.5f, 0}},
      {"HannWindow", 1, {0, 0.3454915f, 0.9045085f, 0.9045085f, 0.3454915f}},
      {"HammingWindow", 0, {0.0869565f, 0.5434783f, 1, 0.5434783f, 0.0869565f}},
      {"HammingWindow", 1, {0.0869565f, 0.4024053f, 0.9128121f, 0.9128121f, 0.4024053f}},
      {"BlackmanWindow", 0, {0, 0.34f, 1, 0.34f, 0}},
      {"BlackmanWindow", 1, {0, 0.2007702f, 0.8492299f, 0.8492299f, 0.2007702f}},
  };
  for (const auto& [op, periodic, expected] : cases) {
    ModelBuilder model(17);
    model.input("x", {5}).weight("n", {}, Ints{5});
    model.node(op, {"n"}, {"w"}, {attribute("periodic", periodic)}).node("Mul", {"w", "x"}, {"y"});
    SCOPED_TRACE(op + std::to_string(periodic));
    expect_values(model, Shape{5}, Floats(5, 1), expected);
  }
}

TEST(Windows, MelFilters) {
  ModelBuilder model(17);
  model.input("x", {1}).weight("bands", {}, Ints{3}).weight("length", {}, Ints{16});
  model.weight("rate", {}, Ints{8192})
      .weight("low", {}, Floats{0})
      .weight("high", {}, Floats{4096});
  model.node("MelWeightMatrix", {"bands", "length", "rate", "low", "high"}, {"w"});
  model.node("Mul", {"w", "x"}, {"y"});
  expect_values(model, Shape{1}, {1}, {1,    0, 0, 0, 1, 0, 0, 0.5f, 0.5f, 0, 0, 1, 0, 0,
                                       0.5f, 0, 0, 0, 0, 0, 0, 0,    0,    0, 0, 0, 0});
}

// Bands cost more than the few numbers that they are: all that are made at load share a budget.
TEST(Windows, CountAsWorkOfTheirOwn) {
  ModelBuilder model(17);
  model.input("x", {1}).weight("n", {}, Ints{1 << 24}).node("HannWindow", {"n"}, {"w"});
  model.node("Mul", {"w", "x"}, {"y"});
  expect_refused(model, ErrorCode::kLimitExceeded, "");
}

TEST(Fourier, OneSideAlongAnAxis) {
  ModelBuilder model(20);
  model.input("x", {1, 5, 1}).weight("axis", {}, Ints{1});
  model.node("DFT", {"x", "", "axis"}, {"y"}, {attribute("onesided", 1)});
  expect_values(model, Shape{1, 5, 1}, pattern(5), {0.2f, 0, -1.3f, 0.6326886f, -1.3f, -1.449036f});
}

TEST(Fourier, BackFromComplexNumbers) {
  ModelBuilder model(17);
  model.input("x", {1, 3, 2, 2});
  model.node("DFT", {"x"}, {"y"}, {attribute("axis", 1), attribute("inverse", 1)});
  expect_values(model, Shape{1, 3, 2, 2}, pattern(12),
                {-0.5333333f, 0.1333333f, 0.06666665f, 0, 0.113077f, 0.4220085f, -0.5220084f,
                 0.7886753f, -0.5797435f, -0.1553417f, 0.05534174f, 0.2113249f});
}

TEST(Fourier, OfALengthOfItsOwn) {
  ModelBuilder model(17);
  model.input("x", {1, 3, 1}).weight("length", {}, Ints{4}).node("DFT", {"x", "length"}, {"y"});
  expect_values(model, Shape{1, 3, 1}, pattern(3), {-1, 0, -0.6f, -0.4f, -1.8f, 0, -0.6f, 0.4f});
}

TEST(Fourier, OfPiecesOfASignal) {
  ModelBuilder model(17);
  model.input("x", {1, 6, 1}).weight("hop", {}, Ints{2}).weight("length", {}, Ints{4});
  model.weight("w", {4}, Floats{0.5f, 1, 1, 0.25f});
  model.node("STFT", {"x", "hop", "w", "length"}, {"y"});
  expect_values(
      model, Shape{1, 6, 1}, pattern(6),
      {-0.25f, 0, -0.09999998f, -0.15f, -1.55f, 0, 0.85f, 0, -0.4000001f, -1.15f, -0.85f, 0});
}

// The first numbers are Python's in double, of lengths that are a power of two and that are none:
// onnxruntime's of the others are right to four digits. There and back everything is as it was.
TEST(Fourier, OfLongLines) {
  const std::pair<int, Floats> cases[] = {
      {128, {0.4f, 0, 0.4055836f, -0.04932957f, 0.4228487f, -0.1001538f}},
      {100, {-1, 0, -1.002392f, -0.0505833f, -1.009854f, -0.1031649f}},
      {97, {-0.4f, 0, -0.3936229f, -0.03883673f, -0.373437f, -0.07747415f}},
      {1021, {}},
      {4096, {}}};
  for (const auto& [length, first] : cases) {
    SCOPED_TRACE(length);
    ModelBuilder model(17);
    model.input("x", {1, length, 1}).node("DFT", {"x"}, {"y"});
    model.node("DFT", {"y"}, {"z"}, {attribute("inverse", 1)});
    const auto session = load(model.output("y").output("z").build());
    const Floats x = pattern(length);
    set_input(*session, "x", Shape{1, length, 1}, x);
    run(*session, PlanKind::kFast);
    const Floats y = value(*session, "y"), z = value(*session, "z");
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_NEAR(y[i], first[i], 1e-6) << i;
    for (std::size_t i = 0; i < x.size(); ++i) {
      EXPECT_NEAR(z[2 * i], x[i], 1e-6) << i;
      EXPECT_NEAR(z[2 * i + 1], 0, 1e-6) << i;
    }
  }
}

TEST(Fourier, WhatDoesNotFitIsRefused) {
  ModelBuilder flat(17), late(17);
  flat.input("x", {1, 5}).node("DFT", {"x"}, {"y"});
  expect_refused(flat, ErrorCode::kInvalidShape, "the last axis should be 1");
  late.input("n", {}, 7).node("HannWindow", {"n"}, {"y"});
  expect_refused(late, ErrorCode::kUnsupported, "is computed at run time");
}

}  // namespace
}  // namespace cnn::test
