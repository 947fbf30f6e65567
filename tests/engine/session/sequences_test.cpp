// Lists of tensors that are taken apart where they are made: torch.chunk without an optimiser.
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

// Part `index` of x [2, 5], which is split along axis 1; sizes: a name, or "" for parts of 1.
ModelBuilder taking(const std::string& sizes, std::int64_t index, std::int64_t keepdims = 1) {
  ModelBuilder model(18);
  model.input("x", {2, 5}).weight("two", {}, Ints{2}).weight("list", {3}, Ints{1, 3, 1});
  model.tensor("index", {}, 7, raw_bytes(Ints{index}));
  std::vector<std::string> inputs = {"x"};
  if (!sizes.empty()) inputs.push_back(sizes);
  model.node("SplitToSequence", inputs, {"parts"},
             {attribute("axis", 1), attribute("keepdims", keepdims)});
  model.node("SequenceAt", {"parts", "index"}, {"y"});
  return model.output("y");
}

void expect_part(const ModelBuilder& model, const Shape& shape, const Floats& expected) {
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2, 5}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value_or_fail(session->value("y")).shape, shape);
    EXPECT_EQ(value(*session, "y"), expected);
  }
}

TEST(Sequences, PartsOfOneSizeTheLastOfWhichIsSmaller) {
  expect_part(taking("two", 0), Shape{2, 2}, {0, 1, 5, 6});
  expect_part(taking("two", 1), Shape{2, 2}, {2, 3, 7, 8});
  expect_part(taking("two", 2), Shape{2, 1}, {4, 9});
}

TEST(Sequences, PartsOfListedSizes) {
  expect_part(taking("list", 1), Shape{2, 3}, {1, 2, 3, 6, 7, 8});
  expect_part(taking("list", -1), Shape{2, 1}, {4, 9});
  expect_part(taking("list", -3, 0), Shape{2, 1}, {0, 5});  // keepdims means nothing there
}

TEST(Sequences, PartsOfOneWithAndWithoutTheirAxis) {
  expect_part(taking("", 3), Shape{2, 1}, {3, 8});
  expect_part(taking("", -1), Shape{2, 1}, {4, 9});
  expect_part(taking("", -2, 0), Shape{2}, {3, 8});
}

// As torch.onnx.export writes it: both numbers are Constants, and both parts are read.
TEST(Sequences, OfConstantsAndWithMoreThanOneReader) {
  ModelBuilder model(18);
  model.input("x", {2, 4});
  model.node("Constant", {}, {"size"},
             {attribute("value", tensor_proto("", {}, 7, raw_bytes(Ints{2})))});
  model.node("Constant", {}, {"one"}, {attribute("value_int", 1)});
  model.node("Constant", {}, {"zero"}, {attribute("value_int", 0)});
  model.node("SplitToSequence", {"x", "size"}, {"parts"}, {attribute("axis", 1)});
  model.node("SequenceAt", {"parts", "zero"}, {"a"}).node("SequenceAt", {"parts", "one"}, {"b"});
  model.node("Sub", {"b", "a"}, {"y"});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{2, 4}, {0, 1, 5, 7, 10, 20, 15, 26});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{5, 6, 5, 6}));
  EXPECT_TRUE(session->graph().notes.empty() ||
              session->graph().notes[0].find("left out") == std::string::npos);
}

// From the end of parts whose number depends on the shape; and at a place that a run computes.
TEST(Sequences, OthersAreRefused) {
  ModelBuilder late(18);
  late.input("x", {2, 4}).input("index", {}, 7).weight("two", {}, Ints{2});
  late.node("SplitToSequence", {"x", "two"}, {"parts"}, {attribute("axis", 1)});
  late.node("SequenceAt", {"parts", "index"}, {"y"}).output("y");
  for (const ModelBuilder& model : {taking("two", -1), taking("list", 3), late}) {
    const auto refused = Session::load(model.build(), options());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(refused.error().message.find("SequenceAt"), std::string::npos)
        << text(refused.error());
  }
}

}  // namespace
}  // namespace cnn::test
