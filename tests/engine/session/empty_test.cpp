// Values without elements: batches of none, axes of length 0.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"
#include "session_describe.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

TEST(Empty, ABatchOfNoPictures) {
  ModelBuilder model(17);
  const Floats kernel(2 * 3 * 3 * 3, 0.5f), weights(8, 1.0f), bias{1, 2};
  model.input("x", {-1, 3, 4, 4}).weight("w", {2, 3, 3, 3}, kernel);
  model.weight("d", {4, 2}, weights).weight("b", {2}, bias);
  model.node("Conv", {"x", "w"}, {"c"}).node("Relu", {"c"}, {"r"});
  model.node("MaxPool", {"r"}, {"p"},
             {attribute("kernel_shape", Ints{2, 2}), attribute("pads", Ints{1, 1, 0, 0})});
  model.node("GlobalAveragePool", {"p"}, {"g"}).node("Flatten", {"g"}, {"f"});
  model.node("Concat", {"f", "f"}, {"e"}, {attribute("axis", 1)});
  model.node("Gemm", {"e", "d", "b"}, {"y"}).output("y");
  const auto session = load(model.build());
  for (const std::int64_t batch : {0, 2, 0}) {
    set_input(*session, "x", Shape{batch, 3, 4, 4}, Floats(static_cast<std::size_t>(batch * 48)));
    for (const PlanKind kind : kPlans) {
      run(*session, kind);
      EXPECT_EQ(value_or_fail(session->value("y")).shape, (Shape{batch, 2}));
      EXPECT_EQ(value(*session, "y"), batch ? (Floats{1, 2, 1, 2}) : Floats());
      EXPECT_FALSE(describe_json(*session).empty());
    }
  }
}

// What a reduction of nothing gives: the identities that ONNX's text names.
void expect_of_nothing(const std::string& op, float expected) {
  ModelBuilder model(13);
  const Ints start{1}, end{1}, axis{1};
  model.input("x", {1, 2}).weight("start", {1}, start).weight("end", {1}, end);
  model.weight("axis", {1}, axis).node("Slice", {"x", "start", "end", "axis"}, {"s"});
  if (op == "ReduceSum")
    model.node(op, {"s", "axis"}, {"y"});
  else
    model.node(op, {"s"}, {"y"}, {attribute("axes", axis)});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 2}, {3, 4});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    const Floats result = value(*session, "y");
    ASSERT_EQ(result.size(), 1u) << op;
    if (std::isnan(expected))
      EXPECT_TRUE(std::isnan(result[0])) << op;
    else
      EXPECT_EQ(result[0], expected) << op;
  }
}

TEST(Empty, ReductionsGiveTheirIdentity) {
  expect_of_nothing("ReduceSum", 0);
  expect_of_nothing("ReduceProd", 1);
  expect_of_nothing("ReduceMax", -INFINITY);
  expect_of_nothing("ReduceMin", INFINITY);
  expect_of_nothing("ReduceL2", 0);
  expect_of_nothing("ReduceLogSumExp", -INFINITY);
  expect_of_nothing("ReduceMean", NAN);
}

TEST(Empty, AProductOverNothingIsZero) {
  ModelBuilder model(17);
  const Ints start{2}, end{2}, axis{1};
  model.input("a", {2, 3}).input("b", {3, 2});
  model.weight("start", {1}, start).weight("end", {1}, end).weight("axis", {1}, axis);
  const Ints rows{0};
  model.weight("rows", {1}, rows);
  model.node("Slice", {"a", "start", "end", "axis"}, {"left"});
  model.node("Slice", {"b", "start", "end", "rows"}, {"right"});
  model.node("MatMul", {"left", "right"}, {"y"}).output("y");
  const auto session = load(model.build());
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{0, 0, 0, 0}));
  }
}

TEST(Empty, PartsOfASplit) {
  ModelBuilder model(13);
  const Ints parts{0, 3};
  model.input("x", {1, 3, 2, 2}).weight("parts", {2}, parts);
  model.node("Relu", {"x"}, {"r"});
  model.node("Split", {"r", "parts"}, {"none", "all"}, {attribute("axis", 1)});
  model.node("Concat", {"all", "none"}, {"y"}, {attribute("axis", 1)}).output("y").output("none");
  const auto session = load(model.build());
  Floats cells(12);
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = static_cast<float>(i);
  set_input(*session, "x", Shape{1, 3, 2, 2}, cells);
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), cells);
    EXPECT_EQ(value(*session, "none"), Floats());
  }
}

TEST(Empty, PaddingAroundNothing) {
  ModelBuilder model(13);
  const Ints start{1}, end{1}, axis{1}, pads{0, 1, 0, 1};
  const Floats fill{7};
  model.input("x", {1, 2}).weight("start", {1}, start).weight("end", {1}, end);
  model.weight("axis", {1}, axis).weight("pads", {4}, pads).weight("fill", {}, fill);
  model.node("Slice", {"x", "start", "end", "axis"}, {"s"});
  model.node("Pad", {"s", "pads", "fill"}, {"y"}).output("y");
  const auto session = load(model.build());
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{7, 7}));
  }
}

}  // namespace
}  // namespace cnn::test
