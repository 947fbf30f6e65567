// ReduceMax and ReduceMin of bool and of bytes: the expected values are onnxruntime's.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

void expect_extreme(const std::string& op, int type, const Floats& x, std::int64_t axis,
                    const Floats& expected) {
  SCOPED_TRACE(op + " of type " + std::to_string(type) + " along " + std::to_string(axis));
  ModelBuilder model(20);
  model.input("x", {3, 3}).weight("axes", {1}, std::vector<std::int64_t>{axis});
  model.node("Cast", {"x"}, {"c"}, {attribute("to", type)});
  model.node(op, {"c", "axes"}, {"r"}, {attribute("keepdims", 0)});
  expect_values(model.node("Cast", {"r"}, {"y"}, {attribute("to", 1)}), Shape{3, 3}, x, expected);
}

TEST(Extremes, OfTruth) {
  const Floats x = {0, 1, 0, 0, 0, 0, 1, 1, 1};
  expect_extreme("ReduceMax", 9, x, 0, {1, 1, 1});
  expect_extreme("ReduceMax", 9, x, 1, {1, 0, 1});
  expect_extreme("ReduceMin", 9, x, 0, {0, 0, 0});
  expect_extreme("ReduceMin", 9, x, 1, {0, 0, 1});
}

TEST(Extremes, OfBytes) {
  const Floats with_sign = {3, -128, 5, -1, -2, -3, 127, 0, 0};
  expect_extreme("ReduceMax", 3, with_sign, 0, {127, 0, 5});
  expect_extreme("ReduceMax", 3, with_sign, 1, {5, -1, 127});
  expect_extreme("ReduceMin", 3, with_sign, 0, {-1, -128, -3});
  expect_extreme("ReduceMin", 3, with_sign, 1, {-128, -3, 0});
  const Floats without = {3, 200, 5, 1, 2, 3, 255, 0, 0};
  expect_extreme("ReduceMax", 2, without, 0, {255, 200, 5});
  expect_extreme("ReduceMin", 2, without, 1, {3, 1, 0});
}

// As any and all of nothing in Python.
TEST(Extremes, OfNoTruth) {
  for (const bool most : {true, false}) {
    ModelBuilder model(20);
    model.input("x", {2}).tensor("none", {0}, 9, "");
    model.node(most ? "ReduceMax" : "ReduceMin", {"none"}, {"r"}, {attribute("keepdims", 0)});
    model.node("Cast", {"r"}, {"f"}, {attribute("to", 1)}).node("Mul", {"x", "f"}, {"y"});
    expect_values(model, Shape{2}, {2, 3}, most ? Floats{0, 0} : Floats{2, 3});
  }
}

}  // namespace
}  // namespace cnn::test
