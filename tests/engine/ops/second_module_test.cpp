// Operators of the second module: examples worked out by hand. ONNX's own cases are in
// conformance/onnx_node_test.cpp, and random ones with onnxruntime's answers in
// networks/operators.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "engine/support/cases.h"
#include "ops/op.h"
#include "ops/second.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;
using Numbers = std::vector<double>;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Runs a model with the input "x" on all plans; the output "y" must have those elements.
void expect_numbers(ModelBuilder& model, const Shape& shape, const Floats& x,
                    const Numbers& expected) {
  const auto session = load(model.output("y").build());
  set_input(*session, "x", shape, x);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_EQ(numbers(*session, "y"), expected);
  }
}

// AttributeProto of names.
Message names(const std::string& name, const std::vector<std::string>& values) {
  Message message;
  message.bytes(1, name);
  for (const std::string& value : values) message.bytes(9, value);
  return message.number(20, 8);
}

TEST(SecondModule, ItsTypesAreThoseOfItsRows) {
  std::vector<const Operator*> rows;
  second::add_operators(rows);
  std::vector<std::string_view> types;
  for (const Operator* row : rows) types.push_back(row->type);
  std::ranges::sort(types);
  std::string lines;
  for (const std::string_view type : types) lines += std::string(type) + '\n';
  EXPECT_EQ(lines, kSecondTypes);
  for (const std::string_view type : types) EXPECT_TRUE(is_in_second_module(type)) << type;
}

TEST(SecondModule, HoldsWhatItsTypesSay) {
  EXPECT_TRUE(is_in_second_module("TopK"));
  for (const char* other : {"Conv", "", "TopK\n", "RNN\nRange", "Top", "opK"})
    EXPECT_FALSE(is_in_second_module(other)) << other;
  EXPECT_EQ(find_operator("TopK")->type, "TopK");
}

TEST(SecondModule, TopKPutsNanFirstAndTheEarlierOfEqualOnesBefore) {
  for (const bool values : {true, false}) {
    ModelBuilder model;
    model.input("x", {1, 6}).weight("k", {1}, Ints{4});
    model.node("TopK", {"x", "k"},
               values ? std::vector<std::string>{"y", "i"} : std::vector<std::string>{"v", "y"});
    const Floats x = {2, kInfinity, 5, 2, kNan, 5};
    if (values)
      expect_values(model, Shape{1, 6}, x, {kNan, kInfinity, 5, 5});
    else
      expect_numbers(model, Shape{1, 6}, x, {4, 1, 2, 5});
  }
}

TEST(SecondModule, TopKOfTheSmallestAlongTheFirstAxis) {
  ModelBuilder model;
  model.input("x", {3, 2}).weight("k", {1}, Ints{2});
  model.node("TopK", {"x", "k"}, {"y"}, {attribute("axis", 0), attribute("largest", 0)});
  expect_values(model, Shape{3, 2}, {5, 1, 4, 2, 6, 0}, {4, 0, 5, 1});
}

TEST(SecondModule, TopKOfMoreThanThereAreIsRefused) {
  ModelBuilder model;
  model.input("x", {1, 3}).weight("k", {1}, Ints{4}).node("TopK", {"x", "k"}, {"y"});
  expect_refused(model, ErrorCode::kInvalidShape, "asks for 4 of 3 values");
}

TEST(SecondModule, GatherElementsCountsFromTheEnd) {
  ModelBuilder model;
  model.input("x", {2, 3}).weight("i", {2, 2}, Ints{-1, 0, 1, 1});
  model.node("GatherElements", {"x", "i"}, {"y"}, {attribute("axis", 1)});
  expect_values(model, Shape{2, 3}, {1, 2, 3, 4, 5, 6}, {3, 1, 5, 5});
}

TEST(SecondModule, AnIndexOutsideIsRefused) {
  ModelBuilder elements, slices;
  elements.input("x", {2, 3}).weight("i", {1, 1}, Ints{2});
  elements.node("GatherElements", {"x", "i"}, {"y"});
  expect_refused(elements, ErrorCode::kInvalidModel, "index 2 is outside of an axis of 2");
  slices.input("x", {2, 3}).weight("i", {1, 2}, Ints{1, -4});
  slices.node("GatherND", {"x", "i"}, {"y"});
  expect_refused(slices, ErrorCode::kInvalidModel, "index -4 is outside of an axis of 3");
}

TEST(SecondModule, GatherNDTakesSlicesWithinBatches) {
  ModelBuilder model;
  model.input("x", {2, 2, 2}).weight("i", {2, 1}, Ints{1, 0});
  model.node("GatherND", {"x", "i"}, {"y"}, {attribute("batch_dims", 1)});
  expect_values(model, Shape{2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}, {3, 4, 5, 6});
}

TEST(SecondModule, ScatterElementsReplacesOrCombines) {
  for (const auto& [reduction, expected] : {std::pair<std::string, Floats>{"none", {30, 2, 3}},
                                            {"add", {61, 2, 3}},
                                            {"mul", {900, 2, 3}},
                                            {"max", {30, 2, 3}},
                                            {"min", {1, 2, 3}}}) {
    ModelBuilder model;
    model.input("x", {1, 3}).weight("i", {1, 2}, Ints{0, -3}).weight("u", {1, 2}, Floats{30, 30});
    model.node("ScatterElements", {"x", "i", "u"}, {"y"},
               {attribute("axis", 1), attribute("reduction", reduction)});
    expect_values(model, Shape{1, 3}, {1, 2, 3}, expected);
  }
}

TEST(SecondModule, OneHotIgnoresWhatIsOutside) {
  ModelBuilder model;
  model.input("x", {4}).weight("d", {}, Ints{3}).weight("v", {2}, Floats{-1, 5});
  model.node("OneHot", {"x", "d", "v"}, {"y"});
  expect_values(model, Shape{4}, {1, -1, 3, kNan}, {-1, 5, -1, -1, -1, 5, -1, -1, -1, -1, -1, -1});
}

TEST(SecondModule, TriluKeepsHalves) {
  for (const bool upper : {true, false}) {
    ModelBuilder model;
    model.input("x", {2, 3}).weight("k", {}, Ints{1});
    model.node("Trilu", {"x", "k"}, {"y"}, {attribute("upper", upper ? 1 : 0)});
    expect_values(model, Shape{2, 3}, {1, 2, 3, 4, 5, 6},
                  upper ? Floats{0, 2, 3, 0, 0, 6} : Floats{1, 2, 0, 4, 5, 6});
  }
}

TEST(SecondModule, CumSumWithoutTheValueItselfFromTheEnd) {
  ModelBuilder model;
  model.input("x", {1, 3}).weight("a", {}, Ints{1});
  model.node("CumSum", {"x", "a"}, {"y"}, {attribute("exclusive", 1), attribute("reverse", 1)});
  expect_values(model, Shape{1, 3}, {1, 2, 4}, {6, 4, 0});
}

TEST(SecondModule, DetOfARotatedMatrix) {
  ModelBuilder model;
  model.input("x", {2, 2, 2}).node("Det", {"x"}, {"y"});
  // 0 * 3 - 2 * 1 and a matrix of rank 1.
  expect_values(model, Shape{2, 2, 2}, {0, 2, 1, 3, 1, 2, 2, 4}, {-2, 0});
}

TEST(SecondModule, BitwiseNotOfEveryType) {
  for (const auto& [type, expected] : {std::pair<int, Numbers>{7, {-1, -2, -101}},
                                       {6, {-1, -2, -101}},
                                       {3, {-1, -2, -101}},
                                       {2, {255, 254, 155}},
                                       {4, {65535, 65534, 65435}},
                                       {5, {-1, -2, -101}},
                                       {12, {4294967295, 4294967294, 4294967195}}}) {
    ModelBuilder model(18);
    model.input("x", {3}).node("Cast", {"x"}, {"i"}, {attribute("to", type)});
    model.node("BitwiseNot", {"i"}, {"y"});
    SCOPED_TRACE(type);
    expect_numbers(model, Shape{3}, {0, 1, 100}, expected);
  }
}

// How wide its integers are decides what it gives: what does not tell is refused.
TEST(SecondModule, BitwiseNotKnowsTheTypeOfItsIntegers) {
  ModelBuilder weight(18), index(18), branch(18), unknown(18);
  weight.input("x", {1}).tensor("w", {1}, 4, std::string("\5\0", 2));
  weight.node("BitwiseNot", {"w"}, {"n"}).node("Cast", {"n"}, {"f"}, {attribute("to", 1)});
  weight.node("Add", {"f", "x"}, {"y"});
  expect_values(weight, Shape{1}, {1}, {65531});
  index.input("x", {3}).node("Cast", {"x"}, {"i"}, {attribute("to", 12)});
  index.node("ArgMax", {"i"}, {"a"}).node("BitwiseNot", {"a"}, {"y"});
  expect_numbers(index, Shape{3}, {0, 7, 1}, {-2});
  ModelBuilder yes, no;
  yes.node("BitwiseNot", {"i"}, {"a"}).output("a");
  no.node("Identity", {"i"}, {"b"}).output("b");
  branch.input("x", {1}).tensor("c", {}, 9, std::string("\1", 1));
  branch.node("Cast", {"x"}, {"i"}, {attribute("to", 4)});
  branch.node("If", {"c"}, {"y"},
              {Message().bytes(1, "then_branch").message(6, yes.graph()).number(20, 5),
               Message().bytes(1, "else_branch").message(6, no.graph()).number(20, 5)});
  expect_numbers(branch, Shape{1}, {5}, {65530});
  unknown.input("x", {2}).node("NoSuchOperator", {"x"}, {"i"}).node("BitwiseNot", {"i"}, {"y"});
  expect_refused(unknown, ErrorCode::kUnsupported, "of which type its integers are");
}

TEST(SecondModule, MeanOfThree) {
  ModelBuilder model;
  model.input("x", {2}).weight("a", {2}, Floats{3, 4}).weight("b", {1}, Floats{6});
  model.node("Mean", {"x", "a", "b"}, {"y"});
  expect_values(model, Shape{2}, {0, 5}, {3, 5});
}

TEST(SecondModule, FunctionsOfOneNumber) {
  const float root = std::sqrt(2.0f);
  for (const auto& [op, x, y] :
       std::vector<std::tuple<std::string, float, float>>{{"Sin", 0, 0},
                                                          {"Cos", 0, 1},
                                                          {"Tan", 0, 0},
                                                          {"Acos", 1, 0},
                                                          {"Asin", 0, 0},
                                                          {"Atan", 1, 0.78539816f},
                                                          {"Sinh", 0, 0},
                                                          {"Cosh", 0, 1},
                                                          {"Asinh", 1, 0.88137359f},
                                                          {"Acosh", root, 0.88137359f},
                                                          {"Atanh", 0, 0},
                                                          {"Acos", 2, kNan},
                                                          {"Swish", 0, 0},
                                                          {"Swish", kInfinity, kInfinity},
                                                          {"Shrink", 0.4f, 0},
                                                          {"Shrink", -3, -3},
                                                          {"Shrink", kNan, kNan}}) {
    ModelBuilder model(24);
    model.input("x", {1}).node(op, {"x"}, {"y"});
    SCOPED_TRACE(op);
    expect_values(model, Shape{1}, {x}, {y});
  }
}

TEST(SecondModule, InfinitiesOfOneSign) {
  ModelBuilder model;
  model.input("x", {4}).node("IsInf", {"x"}, {"y"}, {attribute("detect_negative", 0)});
  expect_numbers(model, Shape{4}, {kInfinity, -kInfinity, kNan, 1}, {1, 0, 0, 0});
}

TEST(SecondModule, GridSampleReadsBetweenPixels) {
  // Halfway between the four pixels, the first pixel's middle, and beyond the corner.
  for (const auto& [padding, last] :
       {std::pair<std::string, float>{"zeros", 0}, {"border", 4}, {"reflection", 1}}) {
    ModelBuilder model(16);
    model.input("x", {1, 1, 2, 2})
        .weight("g", {1, 1, 3, 2}, Floats{0, 0, -0.5f, -0.5f, 2.5f, 2.5f});
    model.node("GridSample", {"x", "g"}, {"y"}, {attribute("padding_mode", padding)});
    SCOPED_TRACE(padding);
    expect_values(model, Shape{1, 1, 2, 2}, {1, 2, 3, 4}, {2.5f, 1, last});
  }
}

TEST(SecondModule, RoiAlignMeansItsSamples) {
  ModelBuilder model(17);
  model.input("x", {1, 1, 4, 4}).weight("r", {1, 4}, Floats{0, 0, 4, 4}).weight("b", {1}, Ints{0});
  model.node("RoiAlign", {"x", "r", "b"}, {"y"},
             {attribute("output_height", 2), attribute("output_width", 2),
              attribute("sampling_ratio", 2)});
  Floats x;
  for (int i = 0; i < 16; ++i) x.push_back(static_cast<float>(i));
  // Opset 17: pixels have their middle at 0.5, so the samples are the pixels themselves, as four
  // means of 2 x 2.
  expect_values(model, Shape{1, 1, 4, 4}, x, {2.5f, 4.5f, 10.5f, 12.5f});
}

TEST(SecondModule, LpPoolAndNormalization) {
  ModelBuilder pool, norm;
  pool.input("x", {1, 1, 1, 2}).node("GlobalLpPool", {"x"}, {"y"});
  expect_values(pool, Shape{1, 1, 1, 2}, {3, -4}, {5});
  norm.input("x", {2, 2}).node("LpNormalization", {"x"}, {"y"});
  expect_values(norm, Shape{2, 2}, {3, -4, 0, 0}, {0.6f, -0.8f, 0, 0});
}

TEST(SecondModule, PoolsOverWholeVolumesNeedNoOtherOperatorOverThem) {
  const Floats x = {1, 2, 3, -4, 5, 6, 7, 8, -1, -2, -3, -4, -5, -6, -7, -8};
  const auto expect = [&](const std::string& op, const Floats& expected) {
    ModelBuilder model;
    model.input("x", {1, 2, 2, 2, 2}).node(op, {"x"}, {"y"});
    expect_values(model, Shape{1, 2, 2, 2, 2}, x, expected);
  };
  expect("GlobalMaxPool", {8, -1});
  expect("GlobalAveragePool", {3.5f, -4.5f});
}

TEST(SecondModule, MapsOfAVolumeArePooledAsMaps) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2, 2}).weight("s", {4}, Ints{1, 2, 2, 2});
  model.node("Reshape", {"x", "s"}, {"m"}).node("GlobalMaxPool", {"m"}, {"y"});
  expect_values(model, Shape{1, 1, 2, 2, 2}, {1, 2, 3, -4, 5, 6, 7, 8}, {3, 8});
}

TEST(SecondModule, AConvolutionThatPaddingMakesHugeIsRefused) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 8, 8}).weight("w", {1, 1, 1, 100, 100}, Floats(10000, 1));
  model.node("Conv", {"x", "w"}, {"y"}, {attribute("pads", Ints{0, 1000, 1000, 0, 1000, 1000})});
  expect_refused(model, ErrorCode::kLimitExceeded, "100 x 100 over an output of 1909 x 1909");
}

TEST(SecondModule, RmsNormalization) {
  ModelBuilder model(23);
  model.input("x", {1, 2}).weight("s", {2}, Floats{1, 10});
  model.node("RMSNormalization", {"x", "s"}, {"y"}, {attribute("epsilon", 0.0f)});
  // The root of (1 + 49) / 2 is 5.
  expect_values(model, Shape{1, 2}, {1, 7}, {0.2f, 14});
}

TEST(SecondModule, CenterCropPadCutsOneAxisAndPadsTheOther) {
  ModelBuilder model(18);
  model.input("x", {1, 4}).weight("s", {2}, Ints{2, 2});
  model.node("CenterCropPad", {"x", "s"}, {"y"});
  expect_values(model, Shape{1, 4}, {1, 2, 3, 4}, {2, 3, 0, 0});
}

TEST(SecondModule, Col2ImAddsUpBlocks) {
  ModelBuilder model(18);
  model.input("x", {1, 2, 2}).weight("i", {2}, Ints{1, 3}).weight("b", {2}, Ints{1, 2});
  model.node("Col2Im", {"x", "i", "b"}, {"y"});
  // Blocks {1, 3} at 0 and {2, 4} at 1.
  expect_values(model, Shape{1, 2, 2}, {1, 2, 3, 4}, {1, 5, 4});
}

TEST(SecondModule, MaxUnpoolPutsValuesBack) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2});
  const std::vector<Message> window = {attribute("kernel_shape", Ints{1, 2}),
                                       attribute("strides", Ints{1, 2})};
  model.node("MaxPool", {"x"}, {"m", "i"}, window).node("MaxUnpool", {"m", "i"}, {"y"}, window);
  expect_values(model, Shape{1, 1, 2, 2}, {1, 5, 7, 3}, {0, 5, 7, 0});
}

// Indices that the file gives count in what the attributes give, as in ONNX's own node test.
TEST(SecondModule, MaxUnpoolWithAnOutputShapeOfGivenIndices) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2}).weight("i", {1, 1, 2, 2}, Ints{5, 7, 13, 15});
  model.weight("s", {4}, Ints{1, 1, 5, 5});
  model.node("MaxUnpool", {"x", "i", "s"}, {"y"},
             {attribute("kernel_shape", Ints{2, 2}), attribute("strides", Ints{2, 2})});
  Floats expected(25, 0);
  expected[6] = 5, expected[8] = 6, expected[16] = 7, expected[18] = 8;
  expect_values(model, Shape{1, 1, 2, 2}, {5, 6, 7, 8}, expected);
}

// 12 is 1100 and 10 is 1010; all bits of -1 are 1.
TEST(SecondModule, BitwiseOperators) {
  for (const auto& [op, expected] : {std::pair<std::string, Numbers>{"BitwiseAnd", {8, 10}},
                                     {"BitwiseOr", {14, -1}},
                                     {"BitwiseXor", {6, -11}}}) {
    ModelBuilder model(18);
    model.input("x", {2}).weight("b", {1}, Ints{10});
    model.node("Cast", {"x"}, {"a"}, {attribute("to", 7)}).node(op, {"a", "b"}, {"y"});
    expect_numbers(model, Shape{2}, {12, -1}, expected);
  }
}

// One head of one number, two tokens: shares of e^(q k) over the keys.
TEST(SecondModule, AttentionWeighsValues) {
  ModelBuilder model(23);
  model.input("x", {1, 1, 1, 1}).weight("k", {1, 1, 2, 1}, Floats{0, std::log(3.0f)});
  model.weight("v", {1, 1, 2, 1}, Floats{4, 8}).node("Attention", {"x", "k", "v"}, {"y"});
  expect_values(model, Shape{1, 1, 1, 1}, {1}, {0.25f * 4 + 0.75f * 8});
}

// h = tanh(x + h) with no bias: by hand over two steps.
TEST(SecondModule, RnnKeepsItsState) {
  ModelBuilder model;
  model.input("x", {2, 1, 1}).weight("w", {1, 1, 1}, Floats{1}).weight("r", {1, 1, 1}, Floats{1});
  model.node("RNN", {"x", "w", "r"}, {"y"}, {attribute("hidden_size", 1)});
  const float first = std::tanh(0.5f);
  expect_values(model, Shape{2, 1, 1}, {0.5f, -1}, {first, std::tanh(-1 + first)});
}

// Gates of half each: the cell takes half of tanh(x), and half of it is shown.
TEST(SecondModule, LstmInReverse) {
  ModelBuilder model;
  model.input("x", {2, 1, 1}).weight("w", {1, 4, 1}, Floats{0, 0, 0, 1});
  model.weight("r", {1, 4, 1}, Floats{0, 0, 0, 0});
  model.node("LSTM", {"x", "w", "r"}, {"y"},
             {attribute("hidden_size", 1), attribute("direction", std::string("reverse"))});
  const float last = 0.5f * std::tanh(2.0f), first = 0.5f * last + 0.5f * std::tanh(1.0f);
  expect_values(model, Shape{2, 1, 1}, {1, 2}, {0.5f * std::tanh(first), 0.5f * std::tanh(last)});
}

TEST(SecondModule, AnUnknownActivationIsRefused) {
  ModelBuilder model;
  model.input("x", {1, 1, 1}).weight("w", {1, 1, 1}, Floats{1}).weight("r", {1, 1, 1}, Floats{1});
  model.node("RNN", {"x", "w", "r"}, {"y"},
             {attribute("hidden_size", 1), names("activations", {"Wave"})});
  expect_refused(model, ErrorCode::kUnsupported, "'Wave' is not known");
}

}  // namespace
}  // namespace cnn::test
