// Operators that are written with others once a file is read.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

const Floats kB = {1, -1, 2, 0, 3, -2}, kC = {1, 2, 3, 4}, kV = {2, -1};
const Floats kA = {1, 2, 3, 4, 5, 6};

ModelBuilder einsum(const std::string& equation, const std::vector<std::string>& inputs) {
  ModelBuilder model(13);
  model.input("x", {2, 3}).weight("b", {3, 2}, kB).weight("c", {2, 2}, kC).weight("v", {2}, kV);
  return model.node("Einsum", inputs, {"y"}, {attribute("equation", equation)});
}

// numpy.einsum
TEST(EinsumInPairs, AsNumpy) {
  const auto expect = [](const std::string& equation, const std::vector<std::string>& inputs,
                         const Floats& expected) {
    SCOPED_TRACE(equation);
    ModelBuilder model = einsum(equation, inputs);
    expect_values(model, Shape{2, 3}, kA, expected);
  };
  expect("ij,jk,kl->il", {"x", "b", "c"}, {-7, 0, -16, 0});
  expect("ij,jk,kl,l", {"x", "b", "c", "v"}, {-14, -32});
  expect("ij, jk , ki ->", {"x", "b", "c"}, {-7});
  expect("ij,jk,k->ijk", {"x", "b", "v"}, {2, 1, 8, 0, 18, 6, 8, 4, 20, 0, 36, 12});
  expect("ij,ij,ij->j", {"x", "x", "x"}, {65, 133, 243});
  expect("ii,ij,jk->k", {"c", "x", "b"}, {142, -71});
  expect("...j,jk,k...->...k", {"x", "b", "c"}, {14, -21, 64, -64});
}

TEST(EinsumInPairs, BrokenEquationsAreRefused) {
  const auto refused = [](const std::string& equation, const std::string& words,
                          ErrorCode code = ErrorCode::kInvalidModel) {
    SCOPED_TRACE(equation);
    ModelBuilder model = einsum(equation, {"x", "b", "c"});
    expect_refused(model, code, words);
  };
  refused("ij,jk->ik", "2 operands, but it has 3 inputs");
  refused("ij,jk,k1->i", "not made of letters");
  refused("ij,jk,k\xff->i", "not made of letters");
  refused("ij,jk,kl->im", "inputs do not have");
  refused("ij,jk,kl->ii", "twice");
  refused("ij,jk,jl->il", "length 3 and 2", ErrorCode::kInvalidShape);
}

// onnxruntime
TEST(QLinearSoftmax, OverAnAxisOrAllFurtherOnes) {
  const Floats x = {11, 48, 85, 122, 159, 196, 233, 30, 67, 104, 141, 178};
  const auto expect = [&](int opset, int axis, const Floats& expected) {
    ModelBuilder model(17);
    model.input("x", {1, 2, 2, 3})
        .tensor("z", {}, 2, "\x80")
        .tensor("zy", {}, 2, std::string(1, '\0'));
    model.weight("s", {}, Floats{0.03f}).weight("sy", {}, Floats{1 / 256.0f});
    model.node("Cast", {"x"}, {"q"}, {attribute("to", 2)});
    model.node("com.microsoft.QLinearSoftmax", {"q", "s", "z", "sy", "zy"}, {"o"},
               {attribute("opset", opset), attribute("axis", axis)});
    model.node("Cast", {"o"}, {"y"}, {attribute("to", 1)});
    expect_values(model, Shape{1, 2, 2, 3}, x, expected);
  };
  expect(13, 1, {0, 162, 162, 162, 162, 162, 255, 94, 94, 94, 94, 94});
  expect(13, -1, {19, 59, 178, 19, 59, 178, 254, 1, 2, 19, 59, 178});
  expect(12, 1, {0, 1, 2, 5, 16, 47, 144, 0, 1, 3, 9, 28});
}

}  // namespace
}  // namespace cnn::test
