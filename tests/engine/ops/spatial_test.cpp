// Matrix products and operators that change a map's size, against values worked out by hand or, as
// stated, made by PyTorch 1.13 or NumPy.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

const Floats kSix = {1, 2, 3, 4, 5, 6};
const Floats kEight = {1, 2, 3, 4, 5, 6, 7, 8};

TEST(MatMul, OfTwoComputedOperands) {
  ModelBuilder model;
  model.input("x", {2, 2}).node("Relu", {"x"}, {"a"}).node("MatMul", {"x", "a"}, {"y"});
  expect_values(model, Shape{2, 2}, {1, -2, 3, 4}, {1 - 6, -8, 3 + 12, 16});
}

// numpy.matmul of a list and [2,2,2], and the other way round.
TEST(MatMul, ListsAreRowsOnTheLeftAndColumnsOnTheRight) {
  ModelBuilder row, column;
  row.input("x", {2, 2, 2}).weight("v", {2}, Floats{1, 2}).node("MatMul", {"v", "x"}, {"y"});
  expect_values(row, Shape{2, 2, 2}, kEight, {7, 10, 19, 22});
  column.input("x", {2, 2, 2}).weight("v", {2}, Floats{1, 2}).node("MatMul", {"x", "v"}, {"y"});
  expect_values(column, Shape{2, 2, 2}, kEight, {5, 11, 17, 23});
}

TEST(MatMul, RepeatsMatricesAlongBatchAxes) {
  ModelBuilder model;
  model.input("x", {2, 1, 1, 2}).weight("w", {3, 2, 1}, kSix).node("MatMul", {"x", "w"}, {"y"});
  expect_values(model, Shape{2, 1, 1, 2}, {1, 10, 100, 1000}, {21, 43, 65, 2100, 4300, 6500});
}

TEST(MatMul, RefusesWhatDoesNotFit) {
  ModelBuilder inner, batch, number;
  inner.input("x", {2, 3}).node("Relu", {"x"}, {"r"}).node("MatMul", {"x", "r"}, {"y"});
  expect_refused(inner, ErrorCode::kInvalidShape, "3 features");
  batch.input("x", {2, 2, 2}).weight("w", {3, 2, 2}, Floats(12, 1));
  batch.node("MatMul", {"x", "w"}, {"y"});
  expect_refused(batch, ErrorCode::kInvalidShape, "do not fit together");
  number.input("x", {2, 2}).weight("w", {}, Floats{1}).node("MatMul", {"x", "w"}, {"y"});
  expect_refused(number, ErrorCode::kInvalidShape, "single number");
}

TEST(Gemm, TransposesItsFirstOperandAndAddsAColumn) {
  ModelBuilder model;
  model.input("x", {2, 1}).weight("b", {2, 2}, Floats{1, 2, 3, 4}).weight("c", {1, 1}, Floats{7});
  model.node("Gemm", {"x", "b", "c"}, {"y"}, {attribute("transA", 1), attribute("beta", 2.0f)});
  expect_values(model, Shape{2, 1}, {1, 10}, {31 + 14, 42 + 14});
}

TEST(Gemm, OfComputedWeightsAndBias) {
  ModelBuilder model;
  model.input("x", {2, 2}).weight("a", {2, 2}, Floats{1, 0, 0, 1});
  model.node("Gemm", {"a", "x", "x"}, {"g"}, {attribute("alpha", 3.0f)});
  model.node("Relu", {"g"}, {"y"});
  expect_values(model, Shape{2, 2}, {1, -2, 3, 4}, {4, 0, 12, 16});
}

TEST(Gemm, AnOmittedBiasAtTheEndIsNone) {
  ModelBuilder model;
  model.input("x", {1, 2}).weight("b", {2, 1}, Floats{3, 4}).node("Gemm", {"x", "b", ""}, {"y"});
  expect_values(model, Shape{1, 2}, {1, 2}, {11});
}

TEST(Gemm, RefusesABiasThatDoesNotFit) {
  ModelBuilder model;
  model.input("x", {2, 2}).weight("b", {2, 2}, Floats(4, 1)).weight("c", {3}, Floats(3, 1));
  model.node("Gemm", {"x", "b", "c"}, {"y"});
  expect_refused(model, ErrorCode::kInvalidShape, "bias of shape [3]");
}

// numpy.einsum
TEST(Einsum, AsNumpy) {
  const auto expect = [](const std::string& equation, const Floats& expected, bool two) {
    ModelBuilder model;
    model.input("x", {2, 2, 2}).weight("b", {2, 2}, Floats{1, 2, 3, 4});
    model.node("Einsum", two ? std::vector<std::string>{"x", "b"} : std::vector<std::string>{"x"},
               {"y"}, {attribute("equation", equation)});
    SCOPED_TRACE(equation);
    expect_values(model, Shape{2, 2, 2}, kEight, expected);
  };
  expect("iij->j", {8, 10}, false);
  expect("iji", {7, 11}, false);
  expect("zAy->", {36}, false);
  expect("b i j, k j -> b k i", {5, 11, 11, 25, 17, 23, 39, 53}, true);
  expect("...ij,jk->k...i", {7, 15, 23, 31, 10, 22, 34, 46}, true);
}

TEST(Einsum, SumsWhatOnlyOneOperandHas) {
  ModelBuilder model;
  model.input("x", {2, 2}).weight("v", {3}, Floats{1, 2, 3});
  model.node("Einsum", {"x", "v"}, {"y"}, {attribute("equation", std::string("ij,k->i"))});
  expect_values(model, Shape{2, 2}, {1, 2, 3, 4}, {18, 42});
}

TEST(Einsum, OfVeryManyOperandsIsRefused) {
  ModelBuilder model;
  model.input("x", {1});
  std::string equation = "i";
  for (int i = 1; i < 65; ++i) equation += ",i";
  model.node("Einsum", std::vector<std::string>(65, "x"), {"y"}, {attribute("equation", equation)});
  expect_refused(model, ErrorCode::kLimitExceeded, "65 operands");
}

TEST(Einsum, RefusesBrokenEquations) {
  const auto refused = [](const std::string& equation, ErrorCode code, const std::string& words,
                          std::size_t operands = 1) {
    ModelBuilder model;
    model.input("x", {2, 3});
    model.node("Einsum", std::vector<std::string>(operands, "x"), {"y"},
               {attribute("equation", equation)});
    SCOPED_TRACE(equation);
    expect_refused(model, code, words);
  };
  refused("ij->ik", ErrorCode::kInvalidModel, "inputs do not have");
  refused("ij->ii", ErrorCode::kInvalidModel, "twice");
  refused("ijk->i", ErrorCode::kInvalidModel, "2 axes of its input 0");
  refused("ij->i1", ErrorCode::kInvalidModel, "not made of letters");
  refused("......->i", ErrorCode::kInvalidModel, "not made of letters");
  refused("i...->i", ErrorCode::kInvalidModel, "leaves out");
  refused("ij,jk->ik", ErrorCode::kInvalidModel, "2 operands");
  refused("ij,jk->ik", ErrorCode::kInvalidShape, "length 3 and 2", 2);
}

// torch.nn.functional.conv_transpose2d
TEST(ConvTranspose, AsPyTorch) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2}).weight("w", {1, 1, 3, 3}, Floats{1, 2, 3, 4, 5, 6, 7, 8, 9});
  model.weight("b", {1}, Floats{10});
  model.node("ConvTranspose", {"x", "w", "b"}, {"y"},
             {attribute("strides", Ints{2, 2}), attribute("pads", Ints{1, 1, 1, 1}),
              attribute("output_padding", Ints{1, 1})});
  expect_values(model, Shape{1, 1, 2, 2}, {1, 2, 3, 4},
                {15, 24, 20, 22, 24, 46, 34, 40, 25, 44, 30, 34, 34, 65, 42, 46});
}

TEST(ConvTranspose, KeepsGroupsApart) {
  ModelBuilder model;
  model.input("x", {1, 2, 1, 2});
  model.weight("w", {2, 2, 1, 2}, Floats{1, 10, 100, 1000, 2, 20, 200, 2000});
  model.node("ConvTranspose", {"x", "w"}, {"y"}, {attribute("group", 2)});
  expect_values(model, Shape{1, 2, 1, 2}, {1, 2, 3, 4},
                {1, 12, 20, 100, 1200, 2000, 6, 68, 80, 600, 6800, 8000});
}

// Stride 2 over 2 elements: 4 asked for, 5 without padding.
TEST(ConvTranspose, SameUpperCutsTheOddElementAtTheEnd) {
  for (const bool upper : {true, false}) {
    ModelBuilder model;
    model.input("x", {1, 1, 1, 2}).weight("w", {1, 1, 1, 3}, Floats{1, 10, 100});
    model.node("ConvTranspose", {"x", "w"}, {"y"},
               {attribute("strides", Ints{1, 2}),
                attribute("auto_pad", std::string(upper ? "SAME_UPPER" : "SAME_LOWER"))});
    expect_values(model, Shape{1, 1, 1, 2}, {3, 5},
                  upper ? Floats{3, 30, 305, 50} : Floats{30, 305, 50, 500});
  }
}

TEST(ConvTranspose, OfConstantsIsBoundedByItsOutput) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 1}).weight("a", {1, 1, 2, 2}, Floats(4, 1));
  model.weight("w", {1, 1, 64, 64}, Floats(4096, 1));
  model.node("ConvTranspose", {"a", "w"}, {"c"}, {attribute("strides", Ints{4000, 4000})});
  model.node("Add", {"c", "x"}, {"y"});
  expect_refused(model, ErrorCode::kLimitExceeded, "too large to compute at load");
}

TEST(ConvTranspose, RefusesWhatDoesNotFit) {
  ModelBuilder channels, padded;
  channels.input("x", {1, 2, 4, 4}).weight("w", {3, 1, 1, 1}, Floats(3, 1));
  channels.node("ConvTranspose", {"x", "w"}, {"y"});
  expect_refused(channels, ErrorCode::kInvalidShape, "weights are for 3");
  padded.input("x", {1, 1, 2, 2}).weight("w", {1, 1, 1, 1}, Floats{1});
  padded.node("ConvTranspose", {"x", "w"}, {"y"}, {attribute("pads", Ints{1, 0, 1, 0})});
  expect_refused(padded, ErrorCode::kInvalidShape, "leaves nothing");
}

Message mode(const char* name) {
  return attribute("mode", std::string(name));
}

TEST(DepthToSpace, TakesTheBlocksOrTheChannelsFirst) {
  for (const bool blocks : {true, false}) {
    ModelBuilder model;
    model.input("x", {1, 8, 1, 1});
    model.node("DepthToSpace", {"x"}, {"y"},
               {attribute("blocksize", 2), mode(blocks ? "DCR" : "CRD")});
    expect_values(model, Shape{1, 8, 1, 1}, kEight,
                  blocks ? Floats{1, 3, 5, 7, 2, 4, 6, 8} : kEight);
  }
}

TEST(DepthToSpace, RefusesBlocksThatDoNotDivide) {
  ModelBuilder deep, wide, huge;
  deep.input("x", {1, 6, 1, 1}).node("DepthToSpace", {"x"}, {"y"}, {attribute("blocksize", 2)});
  expect_refused(deep, ErrorCode::kInvalidShape, "blocks of 2");
  wide.input("x", {1, 1, 2, 3}).node("SpaceToDepth", {"x"}, {"y"}, {attribute("blocksize", 2)});
  expect_refused(wide, ErrorCode::kInvalidShape, "blocks of 2");
  huge.input("x", {1, 1, 2, 2});
  huge.node("SpaceToDepth", {"x"}, {"y"}, {attribute("blocksize", std::int64_t{1} << 40)});
  expect_refused(huge, ErrorCode::kInvalidModel, "out of range");
}

TEST(Tile, RepeatsAndRefusesOtherLists) {
  ModelBuilder model, list, negative;
  model.input("x", {1, 2}).weight("r", {2}, Ints{2, 2}).node("Tile", {"x", "r"}, {"y"});
  expect_values(model, Shape{1, 2}, {1, 2}, {1, 2, 1, 2, 1, 2, 1, 2});
  list.input("x", {1, 2}).weight("r", {1}, Ints{2}).node("Tile", {"x", "r"}, {"y"});
  expect_refused(list, ErrorCode::kInvalidModel, "2 repeats");
  negative.input("x", {1, 2}).weight("r", {2}, Ints{1, -1}).node("Tile", {"x", "r"}, {"y"});
  expect_refused(negative, ErrorCode::kInvalidModel, "out of range");
}

// Integers at load: a target shape put together by Tile and Pad.
TEST(Tile, AndPadOfShapesAreComputedAtLoad) {
  ModelBuilder model;
  model.input("x", {1, 12}).weight("two", {1}, Ints{2}).weight("repeats", {1}, Ints{2});
  model.weight("pads", {2}, Ints{1, 0}).weight("three", {}, Ints{3});
  model.node("Tile", {"two", "repeats"}, {"t"}).node("Pad", {"t", "pads", "three"}, {"shape"});
  model.node("Reshape", {"x", "shape"}, {"y"}).output("y");
  const auto session = load(model.build());
  EXPECT_EQ(session->graph().value(session->graph().find("y")).type.shape, (Shape{3, 2, 2}));
}

// numpy.pad
TEST(Pad, AsNumpyBeyondTheAxis) {
  const auto expect = [](const char* name, const Ints& pads, const Floats& expected) {
    ModelBuilder model(19);
    model.input("x", {1, 3}).weight("p", {2}, pads).weight("a", {1}, Ints{-1});
    model.node("Pad", {"x", "p", "", "a"}, {"y"}, {mode(name)});
    SCOPED_TRACE(name);
    expect_values(model, Shape{1, 3}, {1, 2, 3}, expected);
  };
  expect("reflect", {3, 4}, {2, 3, 2, 1, 2, 3, 2, 1, 2, 3});
  expect("edge", {3, 4}, {1, 1, 1, 1, 2, 3, 3, 3, 3, 3});
  expect("wrap", {3, 4}, {1, 2, 3, 1, 2, 3, 1, 2, 3, 1});
  expect("constant", {-1, 2}, {2, 3, 0, 0});
  expect("edge", {-1, 2}, {2, 3, 3, 3});
  expect("constant", {-1, -1}, {2});
}

}  // namespace
}  // namespace cnn::test
