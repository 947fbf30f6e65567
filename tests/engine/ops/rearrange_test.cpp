// Operators that only move elements, against values worked out by hand.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

const Floats kSix = {1, 2, 3, 4, 5, 6};

TEST(Transpose, ReversesWithoutAnOrder) {
  ModelBuilder model;
  model.input("x", {2, 3}).node("Transpose", {"x"}, {"y"});
  expect_values(model, Shape{2, 3}, kSix, {1, 4, 2, 5, 3, 6});
}

// What TensorFlow's exporters write around a network that reads pictures channels last.
TEST(Transpose, BetweenChannelsFirstAndLastRunsNothing) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 3}).weight("w", {2, 3, 1, 1}, Floats{1, 0, 0, 0, 10, 100});
  model.node("Transpose", {"x"}, {"first"}, {attribute("perm", Ints{0, 3, 1, 2})});
  model.node("Conv", {"first", "w"}, {"conv"});
  model.node("Transpose", {"conv"}, {"y"}, {attribute("perm", Ints{0, 2, 3, 1})});
  expect_values(model, Shape{1, 1, 2, 3}, kSix, {1, 320, 4, 650});  // 10*2 + 100*3, 10*5 + 100*6
  const auto session = load(model.build());
  EXPECT_EQ(value_or_fail(session->begin(PlanKind::kInspect)), 1u);  // the Conv alone
  set_input(*session, "x", Shape{1, 1, 2, 3}, kSix);
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(test::value(*session, "first"), (Floats{1, 4, 2, 5, 3, 6}));
}

TEST(Transpose, RefusesAnOrderThatIsNone) {
  for (const Ints& order : {Ints{0, 0}, Ints{0}, Ints{0, 2}, Ints{-1, 0}}) {
    ModelBuilder model;
    model.input("x", {2, 3}).node("Transpose", {"x"}, {"y"}, {attribute("perm", order)});
    expect_refused(model, ErrorCode::kInvalidModel, "'y_node'");
  }
}

// ShuffleNet: the channels of two groups take turns.
TEST(Transpose, ChannelShuffle) {
  ModelBuilder model;
  model.input("x", {1, 4, 1, 2})
      .weight("eye", {4, 4, 1, 1},
              Floats{1, 0, 0, 0, 0, 1, 0, 0,  //
                     0, 0, 1, 0, 0, 0, 0, 1});
  model.weight("five", {5}, Ints{1, 2, 2, 1, 2}).weight("four", {4}, Ints{1, 4, 1, 2});
  model.node("Conv", {"x", "eye"}, {"conv"}).node("Reshape", {"conv", "five"}, {"a"});
  model.node("Transpose", {"a"}, {"b"}, {attribute("perm", Ints{0, 2, 1, 3, 4})});
  model.node("Reshape", {"b", "four"}, {"y"});
  expect_values(model, Shape{1, 4, 1, 2}, {1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 5, 6, 3, 4, 7, 8});
}

void expect_slice(const Ints& starts, const Ints& ends, const Ints& axes, const Ints& steps,
                  const Floats& expected) {
  const auto count = static_cast<std::int64_t>(starts.size());
  ModelBuilder model;
  model.input("x", {2, 3}).weight("s", {count}, starts).weight("e", {count}, ends);
  model.weight("a", {count}, axes).weight("t", {count}, steps);
  model.node("Slice", {"x", "s", "e", "a", "t"}, {"y"});
  expect_values(model, Shape{2, 3}, kSix, expected);
}

TEST(Slice, CutsAsNumPyDoes) {
  const std::int64_t far = INT64_MAX;
  expect_slice({1}, {3}, {1}, {1}, {2, 3, 5, 6});
  expect_slice({-2}, {far}, {-1}, {1}, {2, 3, 5, 6});
  expect_slice({0}, {far}, {1}, {2}, {1, 3, 4, 6});
  expect_slice({-1}, {-far}, {1}, {-1}, {3, 2, 1, 6, 5, 4});
  expect_slice({far, 1}, {-far, 2}, {1, 0}, {-2, 1}, {6, 4});
  expect_slice({0}, {far}, {1}, {far}, {1, 4});
  expect_slice({2}, {-far}, {1}, {-far - 1}, {3, 6});
}

TEST(Slice, AttributesBeforeOpset10) {
  ModelBuilder model(9);
  model.input("x", {2, 3});
  model.node("Slice", {"x"}, {"y"}, {attribute("starts", Ints{1}), attribute("ends", Ints{2})});
  expect_values(model, Shape{2, 3}, kSix, {4, 5, 6});
}

TEST(Slice, RefusesNonsense) {
  ModelBuilder still, uneven;
  still.input("x", {4}).weight("s", {1}, Ints{0}).weight("e", {1}, Ints{2});
  still.weight("t", {1}, Ints{0}).node("Slice", {"x", "s", "e", "", "t"}, {"y"});
  expect_refused(still, ErrorCode::kInvalidModel, "steps is 0");
  uneven.input("x", {4}).weight("s", {1}, Ints{0}).weight("e", {2}, Ints{2, 3});
  expect_refused(uneven.node("Slice", {"x", "s", "e"}, {"y"}), ErrorCode::kInvalidModel, "differ");
}

// The parts, put together again the other way round.
void expect_split(ModelBuilder& model, const Floats& expected) {
  model.node("Concat", {"b", "a"}, {"y"}, {attribute("axis", 1)});
  expect_values(model, Shape{2, 3}, kSix, expected);
}

TEST(Split, InItsThreeForms) {
  const auto axis = attribute("axis", 1);
  ModelBuilder attributes(11), lengths(13), count(18);
  attributes.input("x", {2, 3});
  attributes.node("Split", {"x"}, {"a", "b"}, {axis, attribute("split", Ints{1, 2})});
  expect_split(attributes, {2, 3, 1, 5, 6, 4});
  lengths.input("x", {2, 3}).weight("l", {2}, Ints{2, 1});
  expect_split(lengths.node("Split", {"x", "l"}, {"a", "b"}, {axis}), {3, 1, 2, 6, 4, 5});
  count.input("x", {2, 3});
  count.node("Split", {"x"}, {"a", "b"}, {axis, attribute("num_outputs", 2)});
  expect_split(count, {3, 1, 2, 6, 4, 5});
}

TEST(Split, RefusesLengthsThatDoNotAddUp) {
  for (const Ints& lengths : {Ints{1, 1}, Ints{2, 3}, Ints{-1, 4}, Ints{3}}) {
    ModelBuilder model(11);
    model.input("x", {3});
    model.node("Split", {"x"}, {"y", "z"}, {attribute("split", lengths)});
    const auto result = Session::load(model.output("y").build(), options());
    EXPECT_FALSE(result) << lengths.size();
  }
  ModelBuilder odd(13);
  odd.input("x", {3}).node("Split", {"x"}, {"y", "z"});
  expect_refused(odd, ErrorCode::kInvalidShape, "equal parts");
}

Shape shape_of(ModelBuilder& model) {
  const auto session = load(model.output("y").build());
  return session->graph().value(session->graph().find("y")).type.shape;
}

TEST(Squeeze, DropsAndAddsAxes) {
  ModelBuilder all, old(11), current, added(11), added_input;
  all.input("x", {1, 2, 1, 3}).node("Squeeze", {"x"}, {"y"});
  EXPECT_EQ(shape_of(all), (Shape{2, 3}));
  old.input("x", {1, 2, 1, 3}).node("Squeeze", {"x"}, {"y"}, {attribute("axes", Ints{-2})});
  EXPECT_EQ(shape_of(old), (Shape{1, 2, 3}));
  current.input("x", {1, 2, 1, 3}).weight("a", {2}, Ints{0, 2});
  EXPECT_EQ(shape_of(current.node("Squeeze", {"x", "a"}, {"y"})), (Shape{2, 3}));
  added.input("x", {2, 3}).node("Unsqueeze", {"x"}, {"y"}, {attribute("axes", Ints{3, 0})});
  EXPECT_EQ(shape_of(added), (Shape{1, 2, 3, 1}));
  added_input.input("x", {2, 3}).weight("a", {1}, Ints{-1});
  EXPECT_EQ(shape_of(added_input.node("Unsqueeze", {"x", "a"}, {"y"})), (Shape{2, 3, 1}));
}

TEST(Squeeze, RefusesAxesThatAreNot) {
  ModelBuilder wide, twice, far;
  wide.input("x", {1, 2}).weight("a", {1}, Ints{1}).node("Squeeze", {"x", "a"}, {"y"});
  expect_refused(wide, ErrorCode::kInvalidShape, "length 1");
  twice.input("x", {2}).weight("a", {2}, Ints{0, -3}).node("Unsqueeze", {"x", "a"}, {"y"});
  expect_refused(twice, ErrorCode::kInvalidModel, "twice");
  far.input("x", {2}).weight("a", {1}, Ints{2}).node("Unsqueeze", {"x", "a"}, {"y"});
  expect_refused(far, ErrorCode::kInvalidModel, "does not exist");
}

TEST(Expand, RepeatsAxesOfLength1) {
  ModelBuilder model;
  model.input("x", {2, 1}).weight("s", {3}, Ints{2, 1, 2}).node("Expand", {"x", "s"}, {"y"});
  expect_values(model, Shape{2, 1}, {1, 2}, {1, 1, 2, 2, 1, 1, 2, 2});
}

TEST(Gather, PicksByNumber) {
  ModelBuilder rows, columns, outside;
  rows.input("x", {2, 3}).weight("i", {2}, Ints{1, -2}).node("Gather", {"x", "i"}, {"y"});
  expect_values(rows, Shape{2, 3}, kSix, {4, 5, 6, 1, 2, 3});
  columns.input("x", {2, 3}).weight("i", {}, Ints{2});
  columns.node("Gather", {"x", "i"}, {"y"}, {attribute("axis", 1)});
  expect_values(columns, Shape{2, 3}, kSix, {3, 6});
  outside.input("x", {2, 3}).weight("i", {1}, Ints{2}).node("Gather", {"x", "i"}, {"y"});
  expect_refused(outside, ErrorCode::kInvalidModel, "outside");
}

}  // namespace
}  // namespace cnn::test
