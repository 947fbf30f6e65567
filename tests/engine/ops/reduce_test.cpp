// Reductions and the softmax family: the plain loops against values worked out by hand, SIMD
// against the plain loops.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

// Of [[1, -2, 3], [4, 5, 6]], along the last axis.
TEST(Reduce, EveryOperator) {
  const float ln = std::log(2.0f), e3 = std::log(std::exp(1.0) + std::exp(-2.0) + std::exp(3.0));
  const struct {
    std::string op;
    Floats expected;
  } cases[] = {{"ReduceSum", {2, 15}},
               {"ReduceMean", {2 / 3.0f, 5}},
               {"ReduceMax", {3, 6}},
               {"ReduceMin", {-2, 4}},
               {"ReduceProd", {-6, 120}},
               {"ReduceL1", {6, 15}},
               {"ReduceL2", {std::sqrt(14.0f), std::sqrt(77.0f)}},
               {"ReduceSumSquare", {14, 77}},
               {"ReduceLogSum", {ln, std::log(15.0f)}},
               {"ReduceLogSumExp", {e3, 6.4076059f}}};  // 6 + ln(1 + 1/e + 1/e^2)
  for (const auto& [op, expected] : cases) {
    ModelBuilder attribute_form(11), input_form(18);
    attribute_form.input("x", {2, 3});
    attribute_form.node(op, {"x"}, {"y"}, {attribute("axes", Ints{-1}), attribute("keepdims", 0)});
    expect_values(attribute_form, Shape{2, 3}, {1, -2, 3, 4, 5, 6}, expected);
    input_form.input("x", {2, 3}).weight("a", {1}, Ints{1}).node(op, {"x", "a"}, {"y"});
    expect_values(input_form, Shape{2, 3}, {1, -2, 3, 4, 5, 6}, expected);
  }
}

// onnxruntime's answers to integers: cut toward zero; what no integer is becomes the smallest one.
TEST(Reduce, Integers) {
  constexpr double kLeast = -2147483648.0;
  const struct {
    std::string op;
    std::vector<double> expected;
  } cases[] = {{"ReduceMean", {0, -2, 4, 0}},
               {"ReduceL1", {13, 8, 12, 0}},
               {"ReduceL2", {8, 4, 7, 0}},
               {"ReduceSumSquare", {69, 22, 62, 0}},
               {"ReduceLogSum", {kLeast, kLeast, 2, kLeast}},
               {"ReduceLogSumExp", {4, -2, 7, 1}}};
  for (const auto& [op, expected] : cases)
    for (const int type : {6, 7}) {
      ModelBuilder model(13);
      model.input("x", {4, 3}).node("Cast", {"x"}, {"i"}, {attribute("to", type)});
      model.node(op, {"i"}, {"y"}, {attribute("axes", Ints{1})}).output("y");
      const auto session = load(model.build());
      set_input(*session, "x", Shape{4, 3}, {-7, 2, 4, -3, -3, -2, 3, 2, 7, 0, 0, 0});
      for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
        run(*session, kind);
        std::vector<double> wanted = expected;
        if (type == 7)
          for (double& value : wanted)
            if (value == kLeast) value = -9223372036854775808.0;
        EXPECT_EQ(numbers(*session, "y"), wanted) << op << type;
      }
    }
}

TEST(Reduce, NothingToReduce) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const std::pair<std::string, Floats> cases[] = {
      {"ReduceSum", {-3, 4}},       {"ReduceMin", {-3, 4}},
      {"ReduceL1", {3, 4}},         {"ReduceL2", {3, 4}},
      {"ReduceSumSquare", {9, 16}}, {"ReduceLogSumExp", {-3, 4}},
      {"ReduceMean", {-3, 4}},      {"ReduceLogSum", {nan, std::log(4.0f)}}};
  for (const auto& [op, expected] : cases) {
    ModelBuilder noop(18);
    noop.input("x", {2})
        .weight("a", {0}, Ints{})
        .node(op, {"x", "a"}, {"y"}, {attribute("noop_with_empty_axes", 1)});
    expect_values(noop, Shape{2}, {-3, 4}, expected);
  }
  ModelBuilder all(18);
  all.input("x", {2, 2}).weight("a", {0}, Ints{}).node("ReduceL1", {"x", "a"}, {"y"});
  expect_values(all, Shape{2, 2}, {-1, 2, -3, 4}, {10});
}

// Only 1 keeps an axis, as in onnxruntime.
TEST(Reduce, KeepdimsOtherThanZeroAndOne) {
  for (const int keep : {0, 1, 2, 3, -1})
    for (const std::string op : {"ReduceMax", "ArgMax"}) {
      ModelBuilder model(11);
      model.input("x", {2, 3});
      const Message axis = op == "ArgMax" ? attribute("axis", 1) : attribute("axes", Ints{1});
      model.node(op, {"x"}, {"y"}, {axis, attribute("keepdims", keep)});
      const auto session = load(model.output("y").build());
      const Graph& graph = session->graph();
      EXPECT_EQ(graph.value(graph.outputs[0]).type.shape, keep == 1 ? Shape({2, 1}) : Shape({2}));
    }
}

TEST(Reduce, RefusesAxesThatAreNotThere) {
  ModelBuilder outside, twice;
  outside.input("x", {2}).node("ReduceMax", {"x"}, {"y"}, {attribute("axes", Ints{1})});
  expect_refused(outside, ErrorCode::kInvalidModel, "axis 1 does not exist");
  twice.input("x", {2, 2}).node("ReduceMax", {"x"}, {"y"}, {attribute("axes", Ints{1, -1})});
  expect_refused(twice, ErrorCode::kInvalidModel, "named twice");
}

TEST(Reduce, IntegersAtLoad) {
  const struct {
    std::string op;
    float expected;
  } cases[] = {{"ReduceSum", 4}, {"ReduceProd", -42}, {"ReduceMax", 7}, {"ReduceMin", -3}};
  for (const auto& [op, expected] : cases) {
    ModelBuilder model(18);
    model.input("x", {1}).weight("i", {3}, Ints{7, -3, op == "ReduceSum" ? 0 : 2});
    model.node(op, {"i"}, {"o"}).node("Cast", {"o"}, {"f"}, {attribute("to", 1)});
    model.node("Add", {"x", "f"}, {"y"});
    expect_values(model, Shape{1}, {0}, {expected});
  }
}

// onnxruntime's values: what does not fit is the largest or the smallest integer.
TEST(Reduce, IntegersThatOverflow) {
  constexpr std::int64_t kMost32 = INT32_MAX, kLeast32 = INT32_MIN;
  const Ints thirds(3, std::int64_t{1} << 30), fours(2, 4'000'000'000);
  const struct {
    std::string op;
    int type;
    Ints given;
    std::int64_t expected;
  } cases[] = {
      {"ReduceL2", 6, {40000, 40000}, 56568},
      {"ReduceMean", 6, Ints(50000, 60000), 60000},
      {"ReduceLogSum", 6, thirds, 21},
      {"ReduceSum", 6, thirds, kMost32},
      {"ReduceSum", 6, {kLeast32, -1}, kLeast32},
      {"ReduceProd", 6, {65536, 65536}, kMost32},
      {"ReduceL1", 6, {kLeast32, -1}, kMost32},
      {"ReduceMean", 6, {-7, 2}, -2},
      {"ReduceMean", 6, {kLeast32, -1}, -1073741824},
      {"ReduceLogSum", 6, {-7, 2}, kLeast32},
      {"ReduceL2", 7, fours, 5656854249},
      {"ReduceSumSquare", 7, fours, INT64_MAX},
      {"ReduceMax", 7, {9007199254740993, 0}, 9007199254740993},
  };
  for (const auto& [op, type, given, expected] : cases) {
    ModelBuilder model(13);
    const auto count = static_cast<std::int64_t>(given.size());
    const std::vector<std::int32_t> narrow(given.begin(), given.end());
    model.input("x", {1}).node("Cast", {"x"}, {"zero"}, {attribute("to", type)});
    model.tensor("i", {count}, type, type == 7 ? raw_bytes(given) : raw_bytes(narrow));
    model.node(op, {"i"}, {"r"}, {attribute("keepdims", 0)}).node("Add", {"r", "zero"}, {"y"});
    const auto session = load(model.output("y").build());
    set_input(*session, "x", Shape{1}, {0});
    run(*session, PlanKind::kFast);
    SCOPED_TRACE(op);
    if (type == 7)
      EXPECT_EQ(value<std::int64_t>(*session, "y"), (Ints{expected}));
    else
      EXPECT_EQ(value<std::int32_t>(*session, "y"),
                std::vector<std::int32_t>{static_cast<std::int32_t>(expected)});
  }
}

TEST(Softmax, LogarithmAlongAnAxis) {
  const float ln4 = std::log(4.0f), ln3 = std::log(3.0f);
  ModelBuilder rows, columns, old(11), large;
  rows.input("x", {2, 2}).node("LogSoftmax", {"x"}, {"y"});
  expect_values(rows, Shape{2, 2}, {0, ln3, 5, 5 + ln3}, {-ln4, ln3 - ln4, -ln4, ln3 - ln4});
  columns.input("x", {1, 2, 2}).node("LogSoftmax", {"x"}, {"y"}, {attribute("axis", 1)});
  expect_values(columns, Shape{1, 2, 2}, {0, 5, ln3, 5 + ln3}, {-ln4, -ln4, ln3 - ln4, ln3 - ln4});
  old.input("x", {1, 2, 2}).node("LogSoftmax", {"x"}, {"y"});
  expect_values(old, Shape{1, 2, 2}, {7, 7, 7, 7}, {-ln4, -ln4, -ln4, -ln4});
  // The probability of the second is no float32 any more; its logarithm is.
  large.input("x", {1, 2}).node("LogSoftmax", {"x"}, {"y"});
  expect_values(large, Shape{1, 2}, {0, -1000}, {0, -1000});
}

TEST(Hardmax, OneForTheFirstOfTheLargest) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  ModelBuilder rows, columns, old(11), damaged;
  rows.input("x", {2, 3}).node("Hardmax", {"x"}, {"y"});
  expect_values(rows, Shape{2, 3}, {1, 5, 5, -3, -2, -1}, {0, 1, 0, 0, 0, 1});
  columns.input("x", {1, 2, 2}).node("Hardmax", {"x"}, {"y"}, {attribute("axis", 1)});
  expect_values(columns, Shape{1, 2, 2}, {0, 9, 7, 8}, {0, 1, 1, 0});
  old.input("x", {2, 2, 2}).node("Hardmax", {"x"}, {"y"});  // before opset 13 one group each
  expect_values(old, Shape{2, 2, 2}, {1, 2, 4, 3, 8, 7, 6, 5}, {0, 0, 1, 0, 1, 0, 0, 0});
  damaged.input("x", {2, 2}).node("Hardmax", {"x"}, {"y"});
  expect_values(damaged, Shape{2, 2}, {2, nan, nan, nan}, {1, 0, 1, 0});
}

// Random axes of any rank, behind a convolution or not.
void sweep_reduce(const std::string& op) {
  sweep(150, [&](std::uint64_t seed) {
    Random random(seed);
    const bool long_axis = random.chance(15);
    Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 6), long_axis ? 4 : 7);
    const auto rank = static_cast<std::int64_t>(x.size());
    if (long_axis) x[static_cast<std::size_t>(random.integer(0, rank - 1))] = 1500;
    Ints axes;
    for (std::int64_t axis = 0; axis < rank; ++axis)
      if (random.chance(50)) axes.push_back(random.chance(50) ? axis : axis - rank);
    ModelBuilder model(18);
    std::string from = add_input(model, random, x);
    if (op == "ReduceLogSum") model.node("Abs", {from}, {"positive"}), from = "positive";
    if (op == "ReduceProd") {  // near 1, so that many factors do not vanish
      model.weight("small", {}, Floats{0.01f}).weight("one", {}, Floats{1});
      model.node("Mul", {from, "small"}, {"f"}).node("Add", {"f", "one"}, {"factor"});
      from = "factor";
    }
    std::vector<std::string> inputs = {from};
    const auto count = static_cast<std::int64_t>(axes.size());
    if (!axes.empty()) model.weight("axes", {count}, axes), inputs.push_back("axes");
    model.node(op, inputs, {"y"}, {attribute("keepdims", random.chance(50) ? 1 : 0)}).output("y");
    // A product of thousands rounds at every one of them.
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + op + " " + show(x) + " axes " + show(axes),
                       op == "ReduceProd" ? 2e-5 : 5e-6);
  });
}

TEST(SweepReduce, Means) {
  sweep_reduce("ReduceMean");
}
TEST(SweepReduce, Sums) {
  for (const std::string op : {"ReduceSum", "ReduceL1", "ReduceSumSquare", "ReduceL2"})
    sweep_reduce(op);
}
TEST(SweepReduce, Logarithms) {
  sweep_reduce("ReduceLogSum");
  sweep_reduce("ReduceLogSumExp");
}
TEST(SweepReduce, Extremes) {
  sweep_reduce("ReduceMax");
  sweep_reduce("ReduceMin");
}
TEST(SweepReduce, Products) {
  sweep_reduce("ReduceProd");
}

TEST(SweepReduce, SoftmaxAlongEveryAxis) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 5), 9);
    const auto rank = static_cast<std::int64_t>(x.size());
    if (random.chance(10)) x[static_cast<std::size_t>(random.integer(0, rank - 1))] = 700;
    const std::int64_t axis = random.integer(-rank, rank - 1);
    const std::string op = random.chance(60) ? "LogSoftmax" : "Softmax";
    ModelBuilder model(random.chance(25) ? 11 : 13);
    const std::string from = add_input(model, random, x);
    model.weight("scale", {}, Floats{20}).node("Mul", {from, "scale"}, {"m"});
    model.node(op, {"m"}, {"y"}, {attribute("axis", axis)}).output("y");
    // The convolution's own rounding, times 20, is part of the difference.
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + op + " " + show(x) + " axis " + std::to_string(axis),
                       from == "x" ? 2e-6 : 2e-5, random.chance(50) ? 2 : 1);
  });
}

}  // namespace
}  // namespace cnn::test
