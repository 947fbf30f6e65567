// Lists of tensors that are taken apart where they are made: torch.chunk without an optimiser.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/support/cases.h"
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
  model.weight("none", {}, Ints{0}).weight("less", {}, Ints{-2}).weight("square", {1, 1}, Ints{2});
  model.weight("short", {2}, Ints{1, 3}).weight("long", {2}, Ints{4, 4});
  model.weight("all", {}, Ints{INT64_MAX}).weight("minus", {3}, Ints{3, -1, 3});
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
  expect_part(taking("two", -1), Shape{2, 1}, {4, 9});
  expect_part(taking("all", 0), Shape{2, 5}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
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

// One part is taken twice, and one not at all.
TEST(Sequences, OneListForAllOfItsParts) {
  ModelBuilder model(11);
  model.input("x", {4}).tensor("sizes", {3}, 6, raw_bytes(std::vector<std::int32_t>{1, 2, 1}));
  model.weight("zero", {}, Ints{0}).weight("two", {1}, Ints{2}).weight("last", {}, Ints{-1});
  model.node("SplitToSequence", {"x", "sizes"}, {"parts"});
  model.node("SequenceAt", {"parts", "two"}, {"a"}).node("SequenceAt", {"parts", "zero"}, {"b"});
  model.node("SequenceAt", {"parts", "last"}, {"c"});
  model.node("Concat", {"a", "b", "c"}, {"y"}, {attribute("axis", 0)});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{4}, {1, 2, 3, 4});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{4, 1, 4}));
  }
}

// onnxruntime refuses each of them, too.
TEST(Sequences, PartsThatAreNotThereAreRefused) {
  const ModelBuilder models[] = {taking("", 5),
                                 taking("", -6, 0),
                                 taking("", INT64_MAX),
                                 taking("", INT64_MIN),
                                 taking("two", 3),
                                 taking("two", -4),
                                 taking("two", INT64_MAX),
                                 taking("all", 1),
                                 taking("none", 0),
                                 taking("less", 0),
                                 taking("square", 0),
                                 taking("short", 1),
                                 taking("long", 1),
                                 taking("long", 0),
                                 taking("minus", 0),
                                 taking("list", -4),
                                 taking("list", INT64_MIN)};
  for (const ModelBuilder& model : models) {
    const auto refused = Session::load(model.build(), options());
    EXPECT_FALSE(refused) << &model - models;
  }
}

TEST(Sequences, AttributesOfAnotherKindAreRefused) {
  for (const std::string name : {"axis", "keepdims", "other"}) {
    ModelBuilder model(18);
    model.input("x", {2, 5}).weight("one", {}, Ints{1});
    model.node("SplitToSequence", {"x"}, {"parts"}, {attribute(name, std::string("1"))});
    model.node("SequenceAt", {"parts", "one"}, {"y"});
    expect_refused(model, name == "other" ? ErrorCode::kUnsupported : ErrorCode::kInvalidModel,
                   "SplitToSequence");
  }
}

// A SequenceAt that gives nothing is none of ONNX's; a file may have it all the same.
TEST(Sequences, WithoutAnOutputIsRefusedOrLeftOut) {
  for (const std::vector<std::string>& outputs : {std::vector<std::string>{}, {""}, {"a", "b"}}) {
    ModelBuilder model(18);
    model.input("x", {2, 5}).weight("two", {}, Ints{2}).weight("zero", {}, Ints{0});
    model.node("SplitToSequence", {"x", "two"}, {"parts"}, {attribute("axis", 1)});
    model.node("SequenceAt", {"parts", "zero"}, outputs);
    model.node("Neg", {"x"}, {"y"});
    const auto session = load(model.output("y").build());
    set_input(*session, "x", Shape{2, 5}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    run(*session, PlanKind::kFast);
    EXPECT_EQ(value(*session, "y"), (Floats{0, -1, -2, -3, -4, -5, -6, -7, -8, -9}));
  }
}

// 300 names of 100 KB, which the file pays for: what is made of the nodes takes little more.
TEST(Sequences, LongNamesAreNotMadeLonger) {
  ModelBuilder model(18);
  model.input("x", {2, 4}).weight("two", {2}, Ints{2, 2}).weight("zero", {}, Ints{0});
  model.node("SplitToSequence", {"x", "two"}, {"parts"}, {attribute("axis", 1)});
  std::vector<std::string> names;
  for (int i = 0; i < 300; ++i) {
    names.push_back(std::to_string(i) + std::string(100'000, 'n'));
    model.node("SequenceAt", {"parts", "zero"}, {names.back()});
  }
  model.node("Concat", names, {"y"}, {attribute("axis", 1)});
  const auto session = load(model.output("y").build());
  std::size_t bytes = 0;
  for (const Value& value : session->graph().values) bytes += value.name.size();
  EXPECT_LT(bytes, 300u * 100'100u);
}

// Each part that is not read has a value of its own, which has to be paid for.
TEST(Sequences, PartsThatNobodyReadsCount) {
  ModelBuilder model(18);
  model.input("x", {4096}).weight("sizes", {4096}, Ints(4096, 1)).weight("zero", {}, Ints{0});
  for (int i = 0; i < 100; ++i) {
    const std::string n = std::to_string(i);
    model.node("SplitToSequence", {"x", "sizes"}, {"parts" + n});
    model.node("SequenceAt", {"parts" + n, "zero"}, {"y" + n});
  }
  LoadOptions limited = options();
  limited.max_memory = std::size_t{64} << 20;
  const auto refused = Session::load(model.output("y0").build(), limited);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << text(refused.error());
}

// At a place that a run computes, beyond the end, and with more parts than a list may have.
TEST(Sequences, OthersAreRefused) {
  ModelBuilder late(18);
  late.input("x", {2, 4}).input("index", {}, 7).weight("two", {}, Ints{2});
  late.node("SplitToSequence", {"x", "two"}, {"parts"}, {attribute("axis", 1)});
  late.node("SequenceAt", {"parts", "index"}, {"y"}).output("y");
  ModelBuilder many(18);
  many.input("x", {5000}).weight("sizes", {5000}, Ints(5000, 1)).weight("zero", {}, Ints{0});
  many.node("SplitToSequence", {"x", "sizes"}, {"parts"});
  many.node("SequenceAt", {"parts", "zero"}, {"y"}).output("y");
  expect_refused(late, ErrorCode::kUnsupported, "SequenceAt");
  ModelBuilder beyond = taking("list", 3);
  expect_refused(beyond, ErrorCode::kInvalidModel, "it asks for place 3 of a list of 3");
  expect_refused(many, ErrorCode::kLimitExceeded, "more than 4096 tensors");
}

// The list grows in a Loop, and is joined behind it: what torch.jit makes of appending to a list.
TEST(Sequences, GrowInALoop) {
  ModelBuilder body, model(17);
  body.input("i", {}, 7).input("go", {}, 9).input("list", {});
  body.node("Identity", {"go"}, {"go_on"}).node("Cast", {"i"}, {"n"}, {attribute("to", 1)});
  body.node("Mul", {"x", "n"}, {"w"}).node("SequenceInsert", {"list", "w"}, {"longer"});
  body.output("go_on").output("longer");
  model.input("x", {2}).weight("rounds", {}, Ints{3}).weight("minus", {}, Ints{-1});
  model.node("SequenceEmpty", {}, {"empty"});
  model.node("Loop", {"rounds", "", "empty"}, {"all"},
             {Message().bytes(1, "body").message(6, body.graph()).number(20, 5)});
  model.node("ConcatFromSequence", {"all"}, {"y"},
             {attribute("axis", 0), attribute("new_axis", 1)});
  model.node("SequenceAt", {"all", "minus"}, {"last"}).node("SequenceLength", {"all"}, {"length"});
  model.output("y").output("last").output("length");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2}, {1, 10});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{0, 0, 1, 10, 2, 20}));
    EXPECT_EQ(value_or_fail(session->value("y")).shape, (Shape{3, 2}));
    EXPECT_EQ(value(*session, "last"), (Floats{2, 20}));
    EXPECT_EQ(numbers(*session, "length"), (std::vector<double>{3}));
  }
}

TEST(Sequences, OfTensorsThatAreGiven) {
  ModelBuilder model(17);
  model.input("x", {1, 2}).weight("a", {2, 2}, Floats{1, 2, 3, 4}).weight("at", {}, Ints{1});
  model.node("SequenceConstruct", {"x", "a"}, {"two"});
  model.node("SequenceInsert", {"two", "x", "at"}, {"three"});
  model.node("SequenceErase", {"three", "at"}, {"left"});
  model.node("ConcatFromSequence", {"three"}, {"all"}, {attribute("axis", 0)});
  model.node("ConcatFromSequence", {"left"}, {"y"}, {attribute("axis", 0)}).output("all");
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 2}, {8, 9});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "all"), (Floats{8, 9, 8, 9, 1, 2, 3, 4}));
  EXPECT_EQ(value(*session, "y"), (Floats{8, 9, 1, 2, 3, 4}));
}

// Each round takes the part of its number.
TEST(Sequences, PartsThatARoundTakes) {
  ModelBuilder body, model(17);
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2, 1});
  body.node("SequenceAt", {"parts", "i"}, {"part"}).node("Add", {"v", "part"}, {"w"});
  body.node("Identity", {"go"}, {"go_on"}).output("go_on").output("w");
  model.input("x", {2, 3}).weight("rounds", {}, Ints{3}).weight("zero", {2, 1}, Floats{0, 0});
  model.node("SplitToSequence", {"x"}, {"parts"}, {attribute("axis", 1)});
  model.node("Loop", {"rounds", "", "zero"}, {"y"},
             {Message().bytes(1, "body").message(6, body.graph()).number(20, 5)});
  expect_values(model, Shape{2, 3}, {1, 2, 3, 10, 20, 30}, {6, 60});
}

TEST(Sequences, ANetworkThatEndsInOneIsRefused) {
  ModelBuilder model(17);
  model.input("x", {2}).node("SequenceConstruct", {"x", "x"}, {"y"});
  expect_refused(model, ErrorCode::kUnsupported, "it is a list of tensors");
  ModelBuilder reader(17);
  reader.input("x", {2}).node("SequenceConstruct", {"x", "x"}, {"two"}).node("Neg", {"two"}, {"y"});
  expect_refused(reader, ErrorCode::kUnsupported, "it reads a list of tensors");
}

// The parts are counted as they are: 4096 of 2 where the last one is shorter.
TEST(Sequences, HaveAsManyPartsAsTheLimitSays) {
  for (const std::int64_t length : {8191, 8192, 8193}) {
    ModelBuilder model(18);
    model.input("x", {length}).weight("two", {}, Ints{2});
    model.node("SplitToSequence", {"x", "two"}, {"parts"});
    model.node("ConcatFromSequence", {"parts"}, {"y"}, {attribute("axis", 0)}).output("y");
    const auto result = Session::load(model.build(), options());
    EXPECT_EQ(result.has_value(), length <= 8192) << length;
  }
}

// Each round joins a list that grows by one: the nodes are few, what they read grows with the
// square.
TEST(Sequences, JoinedAgainAndAgainHaveALimit) {
  ModelBuilder body, model(17);
  body.input("i", {}, 7).input("go", {}, 9).input("l", {});
  body.node("SequenceInsert", {"l", "x"}, {"longer"});
  body.node("ConcatFromSequence", {"longer"}, {"row"}, {attribute("axis", 0)});
  body.node("Identity", {"go"}, {"go_on"}).output("go_on").output("longer").output("row");
  model.input("x", {1}).weight("rounds", {}, Ints{3000}).node("SequenceEmpty", {}, {"none"});
  model.node("Loop", {"rounds", "", "none"}, {"last", "all"},
             {Message().bytes(1, "body").message(6, body.graph()).number(20, 5)});
  model.node("ConcatFromSequence", {"last"}, {"y"}, {attribute("axis", 0)}).output("y");
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kLimitExceeded);
  EXPECT_NE(result.error().message.find("more than 262144 inputs and outputs"), std::string::npos)
      << result.error().message;
}

}  // namespace
}  // namespace cnn::test
