// Values that are not float32, at run time: worked examples. Inputs are float32, so each network
// casts what it is fed.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;
using Numbers = std::vector<double>;

constexpr int kFloat = 1, kUint8 = 2, kInt8 = 3, kInt32 = 6, kInt64 = 7, kBool = 9;

Message to(int type) {
  return attribute("to", type);
}

// Runs a model with the input "x" on all plans; the output "y" must have that type and elements.
void expect_numbers(ModelBuilder& model, const Shape& shape, const Floats& x, DType type,
                    const Numbers& expected) {
  const auto session = load(model.output("y").build());
  set_input(*session, "x", shape, x);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_EQ(value_or_fail(session->value("y")).dtype, type);
    EXPECT_EQ(numbers(*session, "y"), expected);
  }
}

// The error that a run on x = `fed` ends with; the same network must run on x = `good`.
void expect_run_fails(ModelBuilder& model, const Floats& good, const Floats& fed, ErrorCode code,
                      const std::string& words) {
  const auto session = load(model.output("y").build());
  const Shape shape{static_cast<std::int64_t>(good.size())};
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    set_input(*session, "x", shape, good);
    run(*session, kind);
    set_input(*session, "x", shape, fed);
    const auto failed = session->run(kind);
    ASSERT_FALSE(failed) << words;
    EXPECT_EQ(failed.error().code, code) << text(failed.error());
    EXPECT_NE(failed.error().message.find(words), std::string::npos) << text(failed.error());
    EXPECT_EQ(failed.error().node, "y_node");
    EXPECT_FALSE(session->value("y"));  // nothing is left of the run
  }
}

TEST(Typed, CastsOfRunTimeCutTowardZero) {
  ModelBuilder wide, narrow, truth;
  wide.input("x", {4}).node("Cast", {"x"}, {"y"}, {to(kInt64)});
  expect_numbers(wide, Shape{4}, {2.9f, -2.9f, -0.5f, 0x1p40f}, DType::kInt64,
                 {2, -2, 0, 1099511627776});
  // Integers lose their upper bits: 300 = 256 + 44, -1 is 255 of uint8; 200 is -56 of int8.
  narrow.input("x", {3}).node("Cast", {"x"}, {"i"}, {to(kInt32)});
  narrow.node("Cast", {"i"}, {"u"}, {to(kUint8)}).node("Cast", {"u"}, {"y"}, {to(kInt8)});
  expect_numbers(narrow, Shape{3}, {300, -1, 200}, DType::kInt8, {44, -1, -56});
  truth.input("x", {4}).node("Cast", {"x"}, {"y"}, {to(kBool)});
  expect_numbers(truth, Shape{4}, {0, -0.0f, 0.25f, NAN}, DType::kBool, {0, 0, 1, 1});
}

TEST(Typed, IntegersOfRunTimeWrapAround) {
  ModelBuilder sum, quotient, largest;
  sum.input("x", {3}).node("Cast", {"x"}, {"u"}, {to(kUint8)});
  sum.tensor("c", {1}, kUint8, "\xc8").node("Add", {"u", "c"}, {"y"});  // + 200
  expect_numbers(sum, Shape{3}, {0, 55, 100}, DType::kUint8, {200, 255, 44});
  quotient.input("x", {3}).node("Cast", {"x"}, {"i"}, {to(kInt32)});
  quotient.tensor("c", {1}, kInt32, raw_bytes<std::int32_t>({-1}));
  quotient.node("Div", {"i", "c"}, {"y"});
  expect_numbers(quotient, Shape{3}, {7, -0x1p31f, 0}, DType::kInt32, {-7, -2147483648.0, 0});
  largest.input("x", {3}).node("Cast", {"x"}, {"a"}, {to(kInt8)});
  largest.tensor("b", {}, kInt8, "\x03").tensor("c", {3}, kInt8, "\x01\x02\x09");
  largest.node("Max", {"a", "b", "c"}, {"y"});
  expect_numbers(largest, Shape{3}, {-5, 8, 4}, DType::kInt8, {3, 8, 9});
}

// 2^53 + 1 is no double: comparisons of int64 may not pass through one.
TEST(Typed, LargeIntegersAreCompared) {
  ModelBuilder model;
  const std::int64_t large = (std::int64_t{1} << 53) + 1;
  model.input("x", {2}).weight("a", {2}, Ints{large, large - 1}).weight("b", {}, Ints{large});
  model.node("Cast", {"x"}, {"i"}, {to(kInt64)}).node("Add", {"a", "i"}, {"s"});
  model.node("Equal", {"s", "b"}, {"y"});
  expect_numbers(model, Shape{2}, {0, 0}, DType::kBool, {1, 0});
}

TEST(Typed, ComparesAndChooses) {
  ModelBuilder model;
  model.input("x", {2, 3}).weight("limit", {1, 3}, Floats{0, 1, 2}).weight("no", {}, Floats{-1});
  model.node("Greater", {"x", "limit"}, {"above"}).node("Less", {"x", "no"}, {"below"});
  model.node("Or", {"above", "below"}, {"outside"}).node("Not", {"outside"}, {"inside"});
  model.node("Where", {"inside", "x", "no"}, {"y"});
  // inside: -1 <= x <= limit
  expect_numbers(model, Shape{2, 3}, {-2, 1, 3, 0, -1, 2}, DType::kFloat32, {-1, 1, -1, 0, -1, 2});
}

TEST(Typed, NothingIsOrderedWithNaN) {
  ModelBuilder model;
  model.input("x", {2}).node("LessOrEqual", {"x", "x"}, {"a"});
  model.node("GreaterOrEqual", {"x", "x"}, {"b"}).node("Xor", {"a", "b"}, {"c"});
  model.node("Not", {"a"}, {"d"}).node("And", {"d", "d"}, {"e"}).node("Or", {"c", "e"}, {"y"});
  expect_numbers(model, Shape{2}, {NAN, 1}, DType::kBool, {1, 0});
}

// Signs of numpy.mod([7,-7,7,-7], [3,3,-3,-3]) and numpy.fmod of the same.
TEST(Typed, ModHasTheDivisorsSignOrTheDividends) {
  for (const int fmod : {0, 1}) {
    ModelBuilder model;
    model.input("x", {4}).node("Cast", {"x"}, {"i"}, {to(kInt64)});
    model.weight("b", {4}, Ints{3, 3, -3, -3});
    model.node("Mod", {"i", "b"}, {"y"}, {attribute("fmod", fmod)});
    expect_numbers(model, Shape{4}, {7, -7, 7, -7}, DType::kInt64,
                   fmod ? Numbers{1, -1, 1, -1} : Numbers{1, 2, -2, -1});
  }
  ModelBuilder reals;
  reals.input("x", {2}).weight("b", {}, Floats{2.5f});
  reals.node("Mod", {"x", "b"}, {"y"}, {attribute("fmod", 1)});
  expect_numbers(reals, Shape{2}, {6, -6}, DType::kFloat32, {1, -1});
}

#ifdef __EMSCRIPTEN__
constexpr double kRoot = 0;
#else
constexpr double kRoot = 0x1p-23;
#endif

TEST(Typed, Powers) {
  const Floats x = {0, 1, 4, 9};
  const auto power = [&](float exponent, const Numbers& expected) {
    ModelBuilder model;
    model.input("x", {4}).weight("e", {1}, Floats{exponent}).node("Pow", {"x", "e"}, {"y"});
    expect_numbers(model, Shape{4}, x, DType::kFloat32, expected);
  };
  power(2, {0, 1, 16, 81});
  // The root is XNNPACK's. WebAssembly has an instruction for it, which is exact; with AVX-512 it
  // is an estimate that is refined once, and may be off by one unit in the last place.
  ModelBuilder root;
  root.input("x", {4}).weight("e", {1}, Floats{0.5f}).node("Pow", {"x", "e"}, {"y"});
  const auto session = load(root.output("y").build());
  set_input(*session, "x", Shape{4}, x);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    const Numbers roots = numbers(*session, "y"), exact = {0, 1, 2, 3};
    ASSERT_EQ(roots.size(), exact.size());
    for (std::size_t i = 0; i < exact.size(); ++i)
      EXPECT_NEAR(roots[i], exact[i], kRoot * exact[i]);
  }
  power(1.5f, {0, 1, 8, 27});
  power(-1, {INFINITY, 1, 0.25, static_cast<double>(1.0f / 9)});
  ModelBuilder integers, mixed;
  integers.input("x", {4}).node("Cast", {"x"}, {"i"}, {to(kInt32)});
  integers.weight("e", {4}, Ints{3, -3, 0, 31}).node("Pow", {"i", "e"}, {"y"});
  expect_numbers(integers, Shape{4}, {-3, -1, 0, 2}, DType::kInt32, {-27, -1, 1, -2147483648.0});
  mixed.input("x", {2}).node("Cast", {"x"}, {"i"}, {to(kInt64)}).weight("e", {}, Floats{0.5f});
  mixed.node("Pow", {"i", "e"}, {"y"});
  expect_numbers(mixed, Shape{2}, {16, 10}, DType::kInt64, {4, 3});
}

TEST(Typed, ArgMaxAndItsTies) {
  const Floats x = {1, 5, 5, 7, 2, 7};  // [[1,5,5],[7,2,7]]
  const auto arg = [&](const std::string& op, const std::vector<Message>& given,
                       const Numbers& expected) {
    ModelBuilder model;
    model.input("x", {2, 3}).node(op, {"x"}, {"y"}, given);
    expect_numbers(model, Shape{2, 3}, x, DType::kInt64, expected);
  };
  const Message rows = attribute("axis", -1), last = attribute("select_last_index", 1);
  arg("ArgMax", {}, {1, 0, 1});
  arg("ArgMax", {rows}, {1, 0});
  arg("ArgMax", {rows, last}, {2, 2});
  arg("ArgMin", {rows, attribute("keepdims", 0)}, {0, 1});
}

TEST(Typed, GatherByIndicesOfRunTime) {
  ModelBuilder model;
  model.input("x", {2}).weight("table", {3, 2}, Floats{0, 1, 10, 11, 20, 21});
  model.node("Cast", {"x"}, {"i"}, {to(kInt64)}).node("Gather", {"table", "i"}, {"y"});
  expect_numbers(model, Shape{2}, {2, -3}, DType::kFloat32, {20, 21, 0, 1});
}

// The example of ONNX's documentation of ScatterND, and one slice named twice.
TEST(Typed, ScatterND) {
  ModelBuilder elements, slices;
  elements.input("x", {8}).weight("i", {4, 1}, Ints{4, 3, 1, 7});
  elements.weight("u", {4}, Floats{9, 10, 11, 12}).node("ScatterND", {"x", "i", "u"}, {"y"});
  expect_numbers(elements, Shape{8}, {1, 2, 3, 4, 5, 6, 7, 8}, DType::kFloat32,
                 {1, 11, 3, 10, 9, 6, 7, 12});
  for (const char* reduction : {"add", "mul", "max", "min"}) {
    ModelBuilder model(18);
    model.input("x", {2, 2}).node("Cast", {"x"}, {"c"}, {to(kInt32)});
    model.weight("i", {2, 1}, Ints{-1, 1});
    model.tensor("u", {2, 2}, kInt32, raw_bytes<std::int32_t>({3, 4, 5, 1}));
    model.node("ScatterND", {"c", "i", "u"}, {"y"},
               {attribute("reduction", std::string(reduction))});
    const std::string name = reduction;
    const Numbers second = name == "add"   ? Numbers{3 + 3 + 5, 2 + 4 + 1}
                           : name == "mul" ? Numbers{3 * 3 * 5, 2 * 4 * 1}
                           : name == "max" ? Numbers{5, 4}
                                           : Numbers{3, 1};
    expect_numbers(model, Shape{2, 2}, {7, 8, 3, 2}, DType::kInt32, {7, 8, second[0], second[1]});
  }
}

TEST(Typed, ClipAndReluOfIntegers) {
  ModelBuilder clip, relu;
  clip.input("x", {3}).node("Cast", {"x"}, {"i"}, {to(kInt8)});
  clip.tensor("low", {}, kInt8, "\xfe").tensor("high", {}, kInt8, "\x05");
  clip.node("Clip", {"i", "low", "high"}, {"y"});
  expect_numbers(clip, Shape{3}, {-9, 3, 9}, DType::kInt8, {-2, 3, 5});
  relu.input("x", {2}).node("Cast", {"x"}, {"i"}, {to(kInt32)}).node("Relu", {"i"}, {"y"});
  expect_numbers(relu, Shape{2}, {-9, 3}, DType::kInt32, {0, 3});
}

TEST(Typed, MaxPoolSaysWhere) {
  // 1 6 2
  // 4 3 5
  for (const int columns : {0, 1}) {
    ModelBuilder model;
    model.input("x", {1, 1, 2, 3});
    model.node("MaxPool", {"x"}, {"m", "y"},
               {attribute("kernel_shape", Ints{2, 2}), attribute("storage_order", columns)});
    // 6 stands in row 0, column 1: number 1 by rows, number 2 by columns.
    const auto one = columns ? 2.0 : 1.0;
    expect_numbers(model, Shape{1, 1, 2, 3}, {1, 6, 2, 4, 3, 5}, DType::kInt64, {one, one});
  }
  ModelBuilder fused;  // a Relu behind it may be fused, its bound must hold all the same
  fused.input("x", {1, 1, 2, 2}).output("where");
  fused.node("MaxPool", {"x"}, {"m", "where"}, {attribute("kernel_shape", Ints{1, 1})});
  fused.node("Relu", {"m"}, {"y"});
  expect_numbers(fused, Shape{1, 1, 2, 2}, {-1, 2, -3, 4}, DType::kFloat32, {0, 2, 0, 4});
}

TEST(Typed, DropoutKeepsEverything) {
  for (const int opset : {7, 10}) {
    ModelBuilder model(opset);
    model.input("x", {2}).node("Dropout", {"x"}, {"d", "y"});
    expect_numbers(model, Shape{2}, {0, -3}, opset < 10 ? DType::kFloat32 : DType::kBool, {1, 1});
  }
}

TEST(Typed, RangeOfConstants) {
  const auto range = [](int type, const std::string& start, const std::string& limit,
                        const std::string& delta, DType dtype, const Numbers& expected) {
    ModelBuilder model;
    model.input("x", {1}).tensor("s", {}, type, start).tensor("l", {}, type, limit);
    model.tensor("d", {}, type, delta).node("Range", {"s", "l", "d"}, {"y"});
    expect_numbers(model, Shape{1}, {0}, dtype, expected);
  };
  const auto real = [](float value) { return raw_bytes(Floats{value}); };
  const auto integer = [](std::int64_t value) { return raw_bytes(Ints{value}); };
  range(kFloat, real(1), real(2.1f), real(0.5f), DType::kFloat32, {1, 1.5, 2});
  range(kInt64, integer(10), integer(4), integer(-3), DType::kInt64, {10, 7});
  range(kInt64, integer(4), integer(4), integer(1), DType::kInt64, {});
  range(kInt64, integer(INT64_MIN), integer(INT64_MAX), integer(INT64_MAX), DType::kInt64,
        {-0x1p63, -1, 0x1p63 - 2});
}

TEST(Typed, WhatOnlyTheDataShowsEndsTheRun) {
  ModelBuilder divided, picked, scattered, cast;
  divided.input("x", {2}).node("Cast", {"x"}, {"i"}, {to(kInt32)});
  divided.tensor("c", {}, kInt32, raw_bytes<std::int32_t>({6})).node("Div", {"c", "i"}, {"y"});
  expect_run_fails(divided, {1, 2}, {1, 0}, ErrorCode::kInvalidModel, "divides by zero");
  picked.input("x", {2}).weight("table", {3}, Floats{1, 2, 3});
  picked.node("Cast", {"x"}, {"i"}, {to(kInt32)}).node("Gather", {"table", "i"}, {"y"});
  expect_run_fails(picked, {2, -3}, {0, 3}, ErrorCode::kInvalidModel, "index 3 is outside");
  scattered.input("x", {1}).weight("data", {2, 2}, Floats{1, 2, 3, 4});
  scattered.weight("u", {2}, Floats{5, 6}).node("Cast", {"x"}, {"i"}, {to(kInt64)});
  scattered.node("ScatterND", {"data", "i", "u"}, {"y"});
  expect_run_fails(scattered, {1}, {-3}, ErrorCode::kInvalidModel, "index -3 is outside");
  cast.input("x", {2}).node("Cast", {"x"}, {"y"}, {to(kUint8)});
  expect_run_fails(cast, {255.5f, -0.5f}, {256, 0}, ErrorCode::kUnsupported, "uint8 cannot hold");
  expect_run_fails(cast, {1, 2}, {NAN, 0}, ErrorCode::kUnsupported, "uint8 cannot hold");
}

TEST(Typed, RefusedAtLoad) {
  ModelBuilder truths, pool, mixed, reals, condition, reduction, index, zero;
  truths.input("x", {1}).node("Cast", {"x"}, {"b"}, {to(kBool)}).node("Add", {"b", "b"}, {"y"});
  expect_refused(truths, ErrorCode::kUnsupported, "'b' is bool");
  pool.input("x", {1, 1, 2, 2}).node("Cast", {"x"}, {"i"}, {to(kInt32)});
  pool.node("GlobalAveragePool", {"i"}, {"y"});
  expect_refused(pool, ErrorCode::kUnsupported, "float32");
  mixed.input("x", {1}).weight("c", {1}, Ints{1}).node("Less", {"x", "c"}, {"y"});
  expect_refused(mixed, ErrorCode::kInvalidModel, "different types");
  reals.input("x", {1}).node("Mod", {"x", "x"}, {"y"});
  expect_refused(reals, ErrorCode::kInvalidModel, "fmod");
  condition.input("x", {1}).node("Where", {"x", "x", "x"}, {"y"});
  expect_refused(condition, ErrorCode::kInvalidModel, "condition");
  reduction.input("x", {2}).weight("i", {1, 1}, Ints{0});
  reduction.weight("u", {1}, Floats{1});
  reduction.node("ScatterND", {"x", "i", "u"}, {"y"},
                 {attribute("reduction", std::string("median"))});
  expect_refused(reduction, ErrorCode::kUnsupported, "median");
  index.input("x", {2}).weight("i", {1, 1}, Ints{2}).weight("u", {1}, Floats{1});
  expect_refused(index.node("ScatterND", {"x", "i", "u"}, {"y"}), ErrorCode::kInvalidModel,
                 "outside");
  zero.input("x", {1}).weight("s", {}, Ints{1}).weight("d", {}, Ints{0});
  expect_refused(zero.node("Range", {"s", "s", "d"}, {"y"}), ErrorCode::kInvalidModel, "step is 0");
}

TEST(Typed, SessionsReadAnyTypeAndLeaveItOutOfStatistics) {
  ModelBuilder model;
  model.input("x", {1, 3}).weight("shift", {1}, Ints{1 << 20});
  model.node("ArgMax", {"x"}, {"best"}, {attribute("axis", 1)});
  model.node("Add", {"best", "shift"}, {"y"}).output("y");
  const auto session = load(model.build());
  EXPECT_EQ(test::value<std::int64_t>(*session, "shift"), (Ints{1 << 20}));  // before any run
  set_input(*session, "x", Shape{1, 3}, {1, 3, 2});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value<std::int64_t>(*session, "y"), (Ints{(1 << 20) + 1}));
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(test::value<std::int64_t>(*session, "best"), (Ints{1}));
  const auto statistics = value_or_fail(session->statistics());
  ASSERT_EQ(statistics.size(), 1u);
  EXPECT_EQ(statistics[0].name, "x");
  EXPECT_TRUE(session->runs_plain(session->graph().nodes[0]));
}

TEST(Typed, RangeMeetsTheLimits) {
  ModelBuilder model;
  model.input("x", {1}).weight("s", {}, Ints{0}).weight("l", {}, Ints{INT64_MAX});
  model.weight("d", {}, Ints{1}).node("Range", {"s", "l", "d"}, {"y"});
  expect_refused(model, ErrorCode::kLimitExceeded, "9223372036854775807 numbers");
}

}  // namespace
}  // namespace cnn::test
