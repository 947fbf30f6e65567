// Shape arithmetic: what exporters write where a file leaves the batch or the picture size open.
// All of it is worked out at load.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

Ints integers_of(const Session& session, const std::string& name) {
  const TensorPtr constant = session.graph().value(session.graph().find(name)).constant;
  EXPECT_TRUE(constant && constant->dtype() == DType::kInt64) << name;
  const auto values = constant->data<std::int64_t>();
  return {values.begin(), values.end()};
}

// torch.onnx's x.view(x.shape[0], -1) at a dynamic batch, as in mobilenetv2-12.
TEST(ShapeArithmetic, FlattensAnOpenBatch) {
  ModelBuilder model(11);
  model.input("x", {-1, 2, 1, 2}).weight("zero", {}, Ints{0}).weight("rest", {1}, Ints{-1});
  model.weight("d", {4, 1}, Floats{1, 10, 100, 1000});
  model.node("Shape", {"x"}, {"shape"}).node("Gather", {"shape", "zero"}, {"batch"});
  model.node("Unsqueeze", {"batch"}, {"list"}, {attribute("axes", Ints{0})});
  model.node("Concat", {"list", "rest"}, {"target"}, {attribute("axis", 0)});
  model.node("Reshape", {"x", "target"}, {"flat"}).node("MatMul", {"flat", "d"}, {"y"});
  const auto session = load(model.output("y").build());
  EXPECT_EQ(session->graph().nodes.size(), 2u);  // Reshape and MatMul
  EXPECT_EQ(integers_of(*session, "target"), (Ints{1, -1}));
  set_input(*session, "x", Shape{2, 2, 1, 2}, {1, 2, 3, 4, 5, 6, 7, 8});
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_EQ(test::value(*session, "y"), (Floats{4321, 8765}));
  }
  EXPECT_EQ(integers_of(*session, "target"), (Ints{2, -1}));
}

TEST(ShapeArithmetic, CalculatesWithIntegers) {
  ModelBuilder model;
  model.input("x", {1, 6, 5, 4}).weight("two", {}, Ints{2}).weight("list", {2}, Ints{-7, 7});
  model.weight("a", {1}, Ints{1}).weight("b", {1}, Ints{3}).weight("axis", {1}, Ints{0});
  model.node("Shape", {"x"}, {"shape"});
  model.node("Slice", {"shape", "a", "b", "axis"}, {"part"});  // 6, 5
  model.node("Div", {"part", "two"}, {"halves"});              // 3, 2
  model.node("Mul", {"halves", "halves"}, {"squares"});        // 9, 4
  model.node("Add", {"squares", "two"}, {"sums"});             // 11, 6
  model.node("Sub", {"two", "sums"}, {"differences"});         // -9, -4
  model.node("Div", {"list", "two"}, {"truncated"});           // -3, 3: toward zero
  model.node("Unsqueeze", {"sums", "axis"}, {"matrix"});       // [1, 2]
  model.node("Transpose", {"matrix"}, {"column"}).node("Squeeze", {"column"}, {"again"});
  model.node("Identity", {"again"}, {"same"}).node("Relu", {"x"}, {"y"});
  const auto session = load(model.output("y").build());
  EXPECT_EQ(session->graph().nodes.size(), 1u);
  EXPECT_EQ(integers_of(*session, "part"), (Ints{6, 5}));
  EXPECT_EQ(integers_of(*session, "differences"), (Ints{-9, -4}));
  EXPECT_EQ(integers_of(*session, "truncated"), (Ints{-3, 3}));
  EXPECT_EQ(integers_of(*session, "same"), (Ints{11, 6}));
}

TEST(ShapeArithmetic, ShapeTakesAPart) {
  ModelBuilder model(15);
  model.input("x", {1, 6, 5, 4});
  model.node("Shape", {"x"}, {"tail"}, {attribute("start", -2)});
  model.node("Shape", {"x"}, {"head"}, {attribute("end", 1)});
  model.node("Shape", {"x"}, {"none"}, {attribute("start", 3), attribute("end", 2)});
  model.node("Concat", {"tail", "none", "head"}, {"all"}, {attribute("axis", 0)});
  model.node("Relu", {"x"}, {"y"});
  const auto session = load(model.output("y").build());
  EXPECT_EQ(integers_of(*session, "all"), (Ints{5, 4, 1}));
}

TEST(ShapeArithmetic, ConstantOfShapeMakesWeights) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 2}).weight("s", {4}, Ints{1, 1, 1, 2}).weight("one", {1}, Ints{1});
  model.node("ConstantOfShape", {"s"}, {"w"},
             {attribute("value", tensor_proto("", {1}, 1, raw_bytes(Floats{0.5f})))});
  model.node("ConstantOfShape", {"one"}, {"b"}).node("Conv", {"x", "w", "b"}, {"y"});
  expect_values(model, Shape{1, 1, 1, 2}, {3, 5}, {4});
}

TEST(ShapeArithmetic, RefusesDivisionByZeroAndShapesOfRunTime) {
  ModelBuilder zero, later;
  zero.input("x", {1}).weight("a", {1}, Ints{1}).weight("b", {1}, Ints{0});
  zero.node("Div", {"a", "b"}, {"s"}).node("Reshape", {"x", "s"}, {"y"});
  expect_refused(zero, ErrorCode::kInvalidModel, "zero");
  later.input("x", {1}).node("ConstantOfShape", {"x"}, {"y"});
  expect_refused(later, ErrorCode::kUnsupported, "run time");
}

// A few bytes that stand for gigabytes: refused before anything is allocated.
TEST(ShapeArithmetic, BombsMeetTheLimitsOfMemoryAndWork) {
  ModelBuilder constant, expanded, twice, rank;
  constant.input("x", {1}).weight("s", {2}, Ints{1 << 14, 1 << 15});
  constant.node("ConstantOfShape", {"s"}, {"c"}).node("Add", {"x", "c"}, {"y"});
  expect_refused(constant, ErrorCode::kLimitExceeded, "2048 MiB");
  expanded.input("x", {1}).weight("s", {2}, Ints{1 << 14, 1 << 15}).weight("one", {1}, Floats{1});
  expanded.node("Expand", {"one", "s"}, {"c"}).node("Add", {"x", "c"}, {"y"});
  expect_refused(expanded, ErrorCode::kLimitExceeded, "2048 MiB");
  twice.input("x", {1}).weight("s", {2}, Ints{1 << 14, 7'000});  // 437 MiB each: one would do
  twice.node("ConstantOfShape", {"s"}, {"c"}).node("ConstantOfShape", {"s"}, {"d"});
  twice.node("Add", {"x", "c"}, {"e"}).node("Add", {"e", "d"}, {"y"});
  expect_refused(twice, ErrorCode::kLimitExceeded, "takes too long");
  rank.input("x", {1}).weight("s", {9}, Ints(9, 1)).node("ConstantOfShape", {"s"}, {"c"});
  rank.node("Add", {"x", "c"}, {"y"});
  expect_refused(rank, ErrorCode::kLimitExceeded, "rank 9");
}

TEST(ShapeArithmetic, RunTimeBombsMeetTheMemoryLimitToo) {
  ModelBuilder model;
  model.input("x", {1}).weight("s", {2}, Ints{1 << 14, 1 << 15});
  model.node("Expand", {"x", "s"}, {"y"}).output("y");
  const auto session = load(model.build());
  const auto result = session->run(PlanKind::kFast);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kLimitExceeded) << text(result.error());
}

}  // namespace
}  // namespace cnn::test
