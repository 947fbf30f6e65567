// Unique: the expected values are onnxruntime's.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Numbers = std::vector<double>;

struct Found {
  Numbers values, firsts, groups, counts;
};

// On all plans, the second time after another input.
void expect_unique(const Shape& shape, const Floats& x, const std::vector<Message>& attributes,
                   const Found& expected, int type = 1) {
  ModelBuilder model(13);
  model.input("x", {shape.dims().begin(), shape.dims().end()});
  model.node("Cast", {"x"}, {"c"}, {attribute("to", type)});
  model.node("Unique", {"c"}, {"y", "at", "groups", "counts"}, attributes);
  for (const char* name : {"y", "at", "groups", "counts"}) model.output(name);
  const auto session = load(model.build());
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    for (const Floats& input : {Floats(x.size(), 1), x}) {
      set_input(*session, "x", shape, input);
      run(*session, kind);
    }
    EXPECT_EQ(numbers(*session, "y"), expected.values);
    EXPECT_EQ(numbers(*session, "at"), expected.firsts);
    EXPECT_EQ(numbers(*session, "groups"), expected.groups);
    EXPECT_EQ(numbers(*session, "counts"), expected.counts);
  }
}

TEST(Unique, OfValues) {
  const Floats x = {2, 1, 1, 3, 4, 3, 2};
  for (const int type : {1, 2, 7})
    expect_unique(Shape{7}, x, {},
                  {{1, 2, 3, 4}, {1, 0, 3, 4}, {1, 0, 0, 2, 3, 2, 1}, {2, 2, 2, 1}}, type);
  expect_unique(Shape{7}, x, {attribute("sorted", 0)},
                {{2, 1, 3, 4}, {0, 1, 3, 4}, {0, 1, 1, 2, 3, 2, 0}, {2, 2, 2, 1}});
}

TEST(Unique, OfSlices) {
  const Floats x = {1, 0, 0, 1, 1, 0, 0, 1, 2, 3, 3, 4};
  expect_unique(Shape{3, 4}, x, {attribute("axis", 0)},
                {{1, 0, 0, 1, 2, 3, 3, 4}, {0, 2}, {0, 0, 1}, {2, 1}});
  expect_unique(Shape{3, 4}, x, {attribute("axis", -1)},
                {{0, 1, 1, 0, 1, 1, 3, 2, 4}, {1, 0, 3}, {1, 0, 0, 2}, {2, 1, 1}});
  expect_unique(Shape{3, 4}, x, {attribute("axis", 1), attribute("sorted", 0)},
                {{1, 0, 1, 1, 0, 1, 2, 3, 4}, {0, 1, 3}, {0, 1, 1, 2}, {1, 2, 1}});
}

// As in NumPy: NaN is behind all numbers, and there once.
TEST(Unique, OfNan) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  ModelBuilder model(13);
  model.input("x", {5}).node("Unique", {"x"}, {"y"});
  expect_values(model, Shape{5}, {kNan, 2, kNan, -1, 2}, {-1, 2, kNan});
}

TEST(Unique, OutputsMayBeLeftOut) {
  ModelBuilder model(13);
  model.input("x", {4}).node("Unique", {"x"}, {"u", "", "", "c"});
  model.node("Cast", {"c"}, {"y"}, {attribute("to", 1)});
  expect_values(model, Shape{4}, {5, 5, 2, 5}, {1, 3});
}

}  // namespace
}  // namespace cnn::test
