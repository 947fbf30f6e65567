// Quantised operators: worked examples, with onnxruntime's values where the standard leaves room.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;
using Numbers = std::vector<double>;

constexpr int kUint8 = 2, kInt8 = 3, kUint16 = 4, kInt16 = 5, kInt32 = 6, kUint4 = 21, kInt4 = 22;

// Elements of one byte each.
std::string bytes(const Ints& values) {
  std::string raw;
  for (const std::int64_t value : values) raw += static_cast<char>(value);
  return raw;
}

// Runs a model with the input "x" on all plans; the output `name` must be those numbers.
void expect_numbers(ModelBuilder& model, const Shape& shape, const Floats& x,
                    const Numbers& expected, const std::string& name = "y") {
  const auto session = load(model.output(name).build());
  set_input(*session, "x", shape, x);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    const Numbers actual = numbers(*session, name);
    ASSERT_EQ(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i)
      EXPECT_NEAR(actual[i], expected[i], 1e-6 * std::max(1.0, std::abs(expected[i])))
          << i << " plan " << static_cast<int>(kind);
  }
}

// ---- QuantizeLinear and DequantizeLinear ----

const Floats kHard = {0.25f,  0.75f, -0.25f, -0.75f,   1.25f,     63.6f, 64,    -64,
                      -64.3f, 1e30f, -1e30f, INFINITY, -INFINITY, NAN,   -0.0f, 1e-40f};

TEST(Quantized, HalvesGoToTheEvenStepAndTheRestToTheBounds) {
  ModelBuilder bytes_of, signed_of;
  bytes_of.input("x", {16}).weight("s", {}, Floats{0.5f});
  bytes_of.tensor("z", {}, kUint8, bytes({128})).node("QuantizeLinear", {"x", "s", "z"}, {"y"});
  // onnxruntime 1.32's values, NaN included.
  expect_numbers(bytes_of, Shape{16}, kHard,
                 {128, 130, 128, 126, 130, 255, 255, 0, 0, 255, 0, 255, 0, 0, 128, 128});
  signed_of.input("x", {16}).weight("s", {}, Floats{0.5f});
  signed_of.tensor("z", {}, kInt8, bytes({-3})).node("QuantizeLinear", {"x", "s", "z"}, {"y"});
  expect_numbers(signed_of, Shape{16}, kHard,
                 {-3, -1, -3, -5, -1, 124, 125, -128, -128, 127, -128, 127, -128, -128, -3, -3});
}

TEST(Quantized, ZeroPointsOf16BitsKeepTheirRange) {
  for (const bool stated : {false, true}) {
    ModelBuilder unsigned_of(21), signed_of(21);
    std::vector<Message> attributes;
    if (stated) attributes.push_back(attribute("output_dtype", kUint16));
    unsigned_of.input("x", {4}).weight("s", {}, Floats{0.5f});
    unsigned_of.tensor("z", {}, kUint16, raw_bytes<std::uint16_t>({32768}));
    unsigned_of.node("QuantizeLinear", {"x", "s", "z"}, {"y"}, attributes);
    expect_numbers(unsigned_of, Shape{4}, {1, 1e9f, -1e9f, 16383.5f}, {32770, 65535, 0, 65535});
  }
  ModelBuilder model(21);
  model.input("x", {3}).weight("s", {}, Floats{0.5f});
  model.tensor("z", {}, kInt16, raw_bytes<std::int16_t>({5}));
  model.node("com.microsoft.QuantizeLinear", {"x", "s", "z"}, {"q"});
  model.node("com.microsoft.DequantizeLinear", {"q", "s", "z"}, {"y"});
  expect_numbers(model, Shape{3}, {1.3f, 1e9f, -1e9f}, {1.5, 16381, -16386.5});
}

TEST(Quantized, WithoutAZeroPointTheTypeIsStated) {
  ModelBuilder plain, stated(21);
  plain.input("x", {3}).weight("s", {1}, Floats{2}).node("QuantizeLinear", {"x", "s"}, {"y"});
  expect_numbers(plain, Shape{3}, {5, -4, 600}, {2, 0, 255});
  stated.input("x", {3}).weight("s", {}, Floats{2});
  stated.node("QuantizeLinear", {"x", "s"}, {"y"}, {attribute("output_dtype", kInt4)});
  expect_numbers(stated, Shape{3}, {5, -40, 600}, {2, -8, 7});
}

TEST(Quantized, ScalesAlongAnAxis) {
  ModelBuilder model;
  model.input("x", {1, 2, 3}).weight("s", {2}, Floats{1, 10});
  model.tensor("z", {2}, kUint8, bytes({0, 100}));
  model.node("QuantizeLinear", {"x", "s", "z"}, {"q"}, {attribute("axis", -2)});
  model.node("DequantizeLinear", {"q", "s", "z"}, {"y"});  // axis 1
  model.output("q");
  expect_numbers(model, Shape{1, 2, 3}, {1.4f, 2, 300, 14, -26, -5000},
                 {1, 2, 255, 10, -30, -1000});
}

TEST(Quantized, ScalesInBlocks) {
  // The last block of an axis of 3 has one position: [2, 3] in blocks of 2 has scales [2, 2].
  ModelBuilder model(21);
  model.input("x", {2, 3}).weight("s", {2, 2}, Floats{1, 10, 100, 1000});
  model.node("QuantizeLinear", {"x", "s"}, {"q"},
             {attribute("axis", 1), attribute("block_size", 2)});
  model.node("DequantizeLinear", {"q", "s"}, {"y"},
             {attribute("axis", 1), attribute("block_size", 2)});
  expect_numbers(model, Shape{2, 3}, {3.2f, 3, 44, 333, 380, 4400}, {3, 3, 40, 300, 400, 4000});
  ModelBuilder first(21);  // along axis 0: scales [1, 3]
  first.input("x", {2, 3}).weight("s", {1, 3}, Floats{1, 10, 100});
  first.node("QuantizeLinear", {"x", "s"}, {"y"},
             {attribute("axis", 0), attribute("block_size", 2)});
  expect_numbers(first, Shape{2, 3}, {3, 30, 300, 4, 40, 400}, {3, 3, 3, 4, 4, 4});
}

TEST(Quantized, WeightsOfFourAndTwoBits) {
  // Two in a byte, the lower half first: 1, -8, 7, and the last half is none.
  ModelBuilder halves(21), quarters(25), listed(21);
  halves.input("x", {3}).tensor("q", {3}, kInt4, "\x81\x07").weight("s", {}, Floats{0.5f});
  halves.node("DequantizeLinear", {"q", "s"}, {"w"}).node("Add", {"x", "w"}, {"y"});
  expect_numbers(halves, Shape{3}, {0, 0, 0}, {0.5, -4, 3.5});
  listed.input("x", {3}).tensor("q", {3}, kUint4, "\x81\x0f").weight("s", {}, Floats{0.5f});
  listed.node("DequantizeLinear", {"q", "s"}, {"w"}).node("Add", {"x", "w"}, {"y"});
  expect_numbers(listed, Shape{3}, {0, 0, 0}, {0.5, 4, 7.5});
  // Four in a byte: 0b11'10'01'00 is 0, 1, -2, -1.
  quarters.input("x", {5}).tensor("q", {5}, 26, "\xe4\x03").weight("s", {}, Floats{1});
  quarters.node("DequantizeLinear", {"q", "s"}, {"w"}).node("Add", {"x", "w"}, {"y"});
  expect_numbers(quarters, Shape{5}, {0, 0, 0, 0, 0}, {0, 1, -2, -1, -1});
}

TEST(Quantized, ConstantsAreComputedAtLoad) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2}).tensor("q", {1, 1, 1, 1}, kInt8, bytes({-6}));
  model.weight("s", {1}, Floats{0.5f}).tensor("z", {1}, kInt8, bytes({2}));
  model.tensor("b", {1}, kInt32, raw_bytes<std::int32_t>({70000})).weight("t", {}, Floats{1e-4f});
  model.node("DequantizeLinear", {"q", "s", "z"}, {"w"}, {attribute("axis", 0)});
  model.node("DequantizeLinear", {"b", "t"}, {"bias"});
  model.node("Conv", {"x", "w", "bias"}, {"y"});
  const auto session = load(model.output("y").build());
  EXPECT_EQ(session->graph().nodes.size(), 1u);
  set_input(*session, "x", Shape{1, 1, 2, 2}, {1, 2, 3, 4});
  run(*session, PlanKind::kFast);
  const Floats actual = test::value(*session, "y"), expected = {3, -1, -5, -9};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(actual[i], expected[i], 1e-5);
}

TEST(Quantized, WhatIsNoScaleIsRefused) {
  const auto refuse = [](const Ints& scale_shape, const Floats& scales, ErrorCode code,
                         const std::string& words, std::vector<Message> attributes = {}) {
    ModelBuilder model(23);
    model.input("x", {2, 3}).weight("s", scale_shape, scales);
    model.node("QuantizeLinear", {"x", "s"}, {"y"}, attributes);
    expect_refused(model, code, words);
  };
  refuse({2}, {1, 2}, ErrorCode::kInvalidShape, "its scale of shape [2] does not fit");
  refuse({2, 1}, {1, 2}, ErrorCode::kInvalidShape, "does not fit");
  refuse({}, {1}, ErrorCode::kUnsupported, "quantising to float8 is not supported",
         {attribute("output_dtype", 17)});
  refuse({}, {1}, ErrorCode::kUnsupported, "it divides in float32", {attribute("precision", 10)});
  refuse({2, 3}, {1, 2, 3, 4, 5, 6}, ErrorCode::kInvalidShape, "does not fit",
         {attribute("block_size", 2)});
  refuse({3}, {1, 2, 3}, ErrorCode::kInvalidModel, "axis 5 does not exist", {attribute("axis", 5)});
  ModelBuilder types;
  types.input("x", {2}).weight("s", {}, Floats{1}).tensor("z", {}, kInt8, bytes({1}));
  types.node("QuantizeLinear", {"x", "s"}, {"q"}).node("DequantizeLinear", {"q", "s", "z"}, {"y"});
  expect_refused(types, ErrorCode::kInvalidModel, "its zero point 'z' must be uint8, not int8");
}

// ---- dynamic quantisation ----

TEST(Quantized, DynamicScalesAreThoseOfOnnxruntime) {
  struct Case {
    Floats x;
    Numbers y;
    double scale, zero;
  };
  const Case cases[] = {
      {{0, 0, 0}, {0, 0, 0}, 1, 0},
      {{1, 2, 3}, {85, 170, 255}, 3 / 255.0, 0},
      {{-1, -2, -3}, {170, 85, 0}, 3 / 255.0, 255},
      {{-1, 0, 254}, {0, 1, 255}, 1, 1},
      {{-1.5f, 0.5f, 3}, {0, 113, 255}, 4.5 / 255, 85},
      {{2, NAN, 1}, {255, 0, 127}, 2 / 255.0, 0},
      {{INFINITY, 1, 0}, {0, 0, 0}, INFINITY, 0},
      {{-INFINITY, 1, 0}, {0, 255, 255}, INFINITY, 255},
  };
  for (const Case& one : cases) {
    ModelBuilder model;
    model.input("x", {3}).node("DynamicQuantizeLinear", {"x"}, {"y", "scale", "zero"});
    const auto session = load(model.output("y").output("scale").output("zero").build());
    set_input(*session, "x", Shape{3}, one.x);
    run(*session, PlanKind::kFast);
    EXPECT_EQ(numbers(*session, "y"), one.y);
    EXPECT_EQ(numbers(*session, "scale")[0], static_cast<float>(one.scale));
    EXPECT_EQ(numbers(*session, "zero"), Numbers{one.zero});
  }
}

TEST(Quantized, ADenseLayerQuantisedDynamically) {
  // x = [0, 1, 2.55] is [0, 100, 255] in steps of 0.01.
  ModelBuilder model;
  model.input("x", {1, 3}).node("DynamicQuantizeLinear", {"x"}, {"q", "scale", "zero"});
  model.tensor("w", {3, 2}, kInt8, bytes({1, 2, 3, -4, 5, 6}));
  model.node("MatMulInteger", {"q", "w", "zero"}, {"sum"});
  model.node("Cast", {"sum"}, {"real"}, {attribute("to", 1)});
  model.weight("ws", {1}, Floats{0.5f}).node("Mul", {"scale", "ws"}, {"both"});
  model.node("Mul", {"real", "both"}, {"scaled"});
  model.weight("b", {2}, Floats{1, 2}).node("Add", {"scaled", "b"}, {"y"});
  // 300 + 1275 = 1575 and -400 + 1530 = 1130, times 0.005.
  expect_numbers(model, Shape{1, 3}, {0, 1, 2.55f}, {8.875, 7.65});
}

// ---- products ----

TEST(Quantized, ConvIntegerPadsWithItsZeroPoint) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2}).node("Cast", {"x"}, {"q"}, {attribute("to", kUint8)});
  model.tensor("w", {1, 1, 2, 2}, kInt8, bytes({1, 2, 3, 4}));
  model.tensor("xz", {}, kUint8, bytes({10})).tensor("wz", {1}, kInt8, bytes({1}));
  model.node("ConvInteger", {"q", "w", "xz", "wz"}, {"y"}, {attribute("pads", Ints{1, 1, 0, 0})});
  // (x - 10) = [[1, -1], [2, 5]] under [[0, 1], [2, 3]].
  expect_numbers(model, Shape{1, 1, 2, 2}, {11, 9, 12, 15}, {3, -1, 7, 18});
}

TEST(Quantized, QLinearConvRoundsEachChannelByItsOwnScale) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 2}).node("Cast", {"x"}, {"q"}, {attribute("to", kUint8)});
  model.weight("xs", {}, Floats{0.5f}).tensor("xz", {}, kUint8, bytes({10}));
  model.tensor("w", {2, 1, 1, 1}, kInt8, bytes({3, -5})).weight("ws", {2}, Floats{1, 2});
  model.tensor("wz", {2}, kInt8, bytes({0, 0}));
  model.weight("ys", {}, Floats{4}).tensor("yz", {}, kUint8, bytes({100}));
  model.tensor("b", {2}, kInt32, raw_bytes<std::int32_t>({8, -2}));
  model.node("QLinearConv", {"q", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b"}, {"y"});
  // x - 10 = [2, 240]. Channel 0: (6 + 8) / 8 = 1.75, (720 + 8) / 8 = 91. Channel 1: (-10 - 2) / 4
  // = -3, (-1200 - 2) / 4 = -300.5, below the type.
  expect_numbers(model, Shape{1, 1, 1, 2}, {12, 250}, {102, 191, 97, 0});
}

TEST(Quantized, SumsBeyond32BitsWrapAround) {
  // 40000 * 255 * 255 = 2601000000 = 2^32 - 1693967296.
  ModelBuilder model;
  model.input("x", {1, 1}).node("Cast", {"x"}, {"q"}, {attribute("to", kUint8)});
  model.tensor("shape", {2}, 7, raw_bytes<std::int64_t>({1, 40000}));
  model.node("Expand", {"q", "shape"}, {"a"});
  model.tensor("w", {40000, 1}, kUint8, std::string(40000, '\xff'));
  model.node("MatMulInteger", {"a", "w"}, {"y"});
  expect_numbers(model, Shape{1, 1}, {255}, {-1693967296.0});
}

TEST(Quantized, QLinearMatMulHasScalesForRowsAndColumns) {
  ModelBuilder model;
  model.input("x", {2, 2}).node("Cast", {"x"}, {"q"}, {attribute("to", kInt8)});
  model.weight("as", {2}, Floats{1, 10}).tensor("az", {2}, kInt8, bytes({0, 1}));
  model.tensor("w", {2, 2}, kUint8, bytes({1, 2, 3, 4})).weight("bs", {2}, Floats{1, 0.5f});
  model.tensor("bz", {2}, kUint8, bytes({0, 2})).weight("ys", {}, Floats{2});
  model.tensor("yz", {}, kInt8, bytes({-1}));
  model.node("QLinearMatMul", {"q", "as", "az", "w", "bs", "bz", "ys", "yz"}, {"y"});
  // Row 0: [1, 2] with columns [1, 3] and [0, 2]: 7 / 2 = 3.5 and 4 * 0.5 / 2 = 1.
  // Row 1: [2, 3] in steps of 10: 11 * 10 / 2 = 55 and 6 * 5 / 2 = 15.
  expect_numbers(model, Shape{2, 2}, {1, 2, 3, 4}, {3, 0, 54, 14});
}

TEST(Quantized, ShapesOfProductsAreChecked) {
  ModelBuilder model;
  model.input("x", {2, 2}).node("Cast", {"x"}, {"q"}, {attribute("to", kInt8)});
  model.tensor("w", {2, 2}, kUint8, bytes({1, 2, 3, 4})).tensor("z", {3}, kInt8, bytes({0, 1, 2}));
  model.node("MatMulInteger", {"q", "w", "z"}, {"y"});
  expect_refused(model, ErrorCode::kInvalidShape,
                 "its input 'z' has the shape [3]; one number is expected, or 2");
  ModelBuilder conv;
  conv.input("x", {1, 2, 3}).node("Cast", {"x"}, {"q"}, {attribute("to", kInt8)});
  conv.tensor("w", {2, 1, 1}, kInt8, bytes({1, 2})).node("ConvInteger", {"q", "w"}, {"y"});
  expect_refused(conv, ErrorCode::kInvalidShape, "its input has 2 channels");
}

// ---- com.microsoft ----

TEST(Microsoft, FusedConvAddsThenActivates) {
  const auto model = [](const std::string& activation, const Floats& numbers) {
    ModelBuilder built;
    built.input("x", {1, 1, 1, 3}).weight("w", {1, 1, 1, 1}, Floats{2});
    built.weight("b", {1}, Floats{1}).weight("z", {1, 1, 1, 3}, Floats{1, -1, 10});
    std::vector<Message> attributes = {attribute("activation", activation)};
    if (!numbers.empty()) attributes.push_back(attribute("activation_params", numbers));
    built.node("com.microsoft.FusedConv", {"x", "w", "b", "z"}, {"y"}, attributes);
    return built;
  };
  const Shape shape{1, 1, 1, 3};
  const Floats x = {-2, 0.5f, 1};  // 2 x + 1 + z = [-2, 1, 13]
  ModelBuilder relu = model("Relu", {}), leaky = model("LeakyRelu", {0.5f});
  ModelBuilder clip = model("Clip", {0.5f, 6}), hard = model("HardSigmoid", {0.25f, 0.5f});
  ModelBuilder tanh = model("Tanh", {}), sigmoid = model("Sigmoid", {});
  expect_numbers(relu, shape, x, {0, 1, 13});
  expect_numbers(leaky, shape, x, {-1, 1, 13});
  expect_numbers(clip, shape, x, {0.5, 1, 6});
  expect_numbers(hard, shape, x, {0, 0.75, 1});
  expect_numbers(tanh, shape, x, {std::tanh(-2.0), std::tanh(1.0), 1});
  expect_numbers(sigmoid, shape, x,
                 {1 / (1 + std::exp(2.0)), 1 / (1 + std::exp(-1.0)), 1 / (1 + std::exp(-13.0))});
  ModelBuilder unknown = model("Swish", {}), short_of = model("Clip", {1});
  expect_refused(unknown, ErrorCode::kUnsupported, "the activation 'Swish' is not supported");
  expect_refused(short_of, ErrorCode::kInvalidModel, "'Clip' needs 2 numbers, not 1");
}

TEST(Microsoft, FusedProducts) {
  ModelBuilder turned, batches, gemm;
  turned.input("x", {2, 3}).weight("w", {2, 2}, Floats{1, 2, 3, 4});
  turned.node("com.microsoft.FusedMatMul", {"x", "w"}, {"y"},
              {attribute("transA", 1), attribute("transB", 1), attribute("alpha", 0.5f)});
  // x^T = [[1, 4], [2, 5], [3, 6]] times [[1, 3], [2, 4]].
  expect_numbers(turned, Shape{2, 3}, {1, 2, 3, 4, 5, 6}, {4.5, 9.5, 6, 13, 7.5, 16.5});
  // transBatchA: [rows, batch, inner] is read as [batch, rows, inner].
  batches.input("x", {1, 2, 2}).weight("w", {2, 2, 1}, Floats{1, 2, 3, 4});
  batches.node("com.microsoft.FusedMatMul", {"x", "w"}, {"y"}, {attribute("transBatchA", 1)});
  expect_numbers(batches, Shape{1, 2, 2}, {1, 2, 3, 4}, {5, 25});
  gemm.input("x", {1, 2}).weight("w", {2, 2}, Floats{1, 2, 3, 4}).weight("b", {2}, Floats{1, -40});
  gemm.node("com.microsoft.FusedGemm", {"x", "w", "b"}, {"y"},
            {attribute("activation", std::string("LeakyRelu")), attribute("activation_alpha", 0.1f),
             attribute("transB", 1)});
  expect_numbers(gemm, Shape{1, 2}, {1, 2}, {6, -2.9});
}

double normal_share(double x) {
  return x * std::erfc(-x / std::sqrt(2.0)) / 2;
}

TEST(Microsoft, GelusOfFourNames) {
  const Floats x = {-1, 0.5f};
  for (const std::string op : {"Gelu", "BiasGelu"}) {
    ModelBuilder model;
    const double bias = op == "Gelu" ? 0 : 0.25;
    model.input("x", {2}).weight("b", {2}, Floats{0.25f, 0.25f});
    model.node("com.microsoft." + op,
               op == "Gelu" ? std::vector<std::string>{"x"} : std::vector<std::string>{"x", "b"},
               {"y"});
    expect_numbers(model, Shape{2}, x, {normal_share(-1 + bias), normal_share(0.5 + bias)});
  }
  ModelBuilder fast, quick;
  fast.input("x", {2}).node("com.microsoft.FastGelu", {"x"}, {"y"});
  const auto approximate = [](double v) {
    return v / 2 * (1 + std::tanh(0.7978845608028654 * (v + 0.044715 * v * v * v)));
  };
  expect_numbers(fast, Shape{2}, x, {approximate(-1), approximate(0.5)});
  quick.input("x", {2}).node("com.microsoft.QuickGelu", {"x"}, {"y"}, {attribute("alpha", 2.0f)});
  expect_numbers(quick, Shape{2}, x, {-1 / (1 + std::exp(2.0)), 0.5 / (1 + std::exp(-1.0))});
}

TEST(Microsoft, SkipNormsGiveTheirSumToo) {
  ModelBuilder layer, simple;
  layer.input("x", {1, 2}).weight("s", {1, 2}, Floats{1, 2}).weight("g", {2}, Floats{1, 10});
  layer.weight("b", {2}, Floats{3, 4}).weight("c", {2}, Floats{1, 1});
  layer.node("com.microsoft.SkipLayerNormalization", {"x", "s", "g", "b", "c"},
             {"y", "", "", "sum"}, {attribute("epsilon", 0.0f)});
  layer.node("Neg", {"sum"}, {"less"}).output("less");
  // 2 + [1, 2] + 1 and 4 + ... : [4, 7], 1.5 from their mean each.
  expect_numbers(layer, Shape{1, 2}, {2, 4}, {2, 14});
  simple.input("x", {1, 2}).weight("s", {1, 2}, Floats{1, 0}).weight("g", {2}, Floats{1, 10});
  simple.node("com.microsoft.SkipSimplifiedLayerNormalization", {"x", "s", "g"}, {"y"},
              {attribute("epsilon", 0.5f)});
  // [3, 4]: the mean of their squares is 12.5.
  expect_numbers(simple, Shape{1, 2}, {2, 4}, {3 / std::sqrt(13.0), 40 / std::sqrt(13.0)});
}

TEST(Microsoft, SimplifiedNormFromAnAxisOn) {
  ModelBuilder model;
  model.input("x", {1, 2, 2}).weight("g", {2, 2}, Floats{1, 1, 1, 2});
  model.node("SimplifiedLayerNormalization", {"x", "g"}, {"y"},
             {attribute("axis", 1), attribute("epsilon", 0.0f)});
  expect_numbers(model, Shape{1, 2, 2}, {1, 1, 1, 5},
                 {1 / std::sqrt(7.0), 1 / std::sqrt(7.0), 1 / std::sqrt(7.0), 10 / std::sqrt(7.0)});
}

// A model whose input is quantised by (0.5, 10) to "q".
ModelBuilder quantised(const Ints& shape) {
  ModelBuilder model;
  model.input("x", shape).weight("xs", {}, Floats{0.5f}).tensor("xz", {}, kUint8, bytes({10}));
  model.weight("ys", {}, Floats{0.25f}).tensor("yz", {}, kUint8, bytes({100}));
  model.node("QuantizeLinear", {"x", "xs", "xz"}, {"q"});
  return model;
}

TEST(Microsoft, QuantisedSumsProductsAndConcats) {
  ModelBuilder sum = quantised({2}), product = quantised({2}), both = quantised({2});
  for (ModelBuilder* model : {&sum, &product, &both})
    model->tensor("o", {2}, kUint8, bytes({3, 9})).weight("os", {}, Floats{1});
  sum.tensor("oz", {}, kUint8, bytes({5}));  // o stands for [-2, 4]
  product.tensor("oz", {}, kUint8, bytes({5}));
  both.tensor("oz", {}, kUint8, bytes({5}));
  sum.node("com.microsoft.QLinearAdd", {"q", "xs", "xz", "o", "os", "oz", "ys", "yz"}, {"y"});
  product.node("com.microsoft.QLinearMul", {"q", "xs", "xz", "o", "os", "oz", "ys", "yz"}, {"y"});
  both.node("com.microsoft.QLinearConcat", {"ys", "yz", "q", "xs", "xz", "o", "os", "oz"}, {"y"},
            {attribute("axis", 0)});
  expect_numbers(sum, Shape{2}, {1.5f, 50}, {98, 255});     // -0.5 and 54
  expect_numbers(product, Shape{2}, {1.5f, 3}, {88, 148});  // -3 and 12
  expect_numbers(both, Shape{2}, {1.5f, 3}, {106, 112, 92, 116});
}

TEST(Microsoft, QuantisedFunctionsAndPools) {
  const std::vector<std::string> inputs = {"q", "xs", "xz", "ys", "yz"};
  ModelBuilder leaky = quantised({2}), sigmoid = quantised({2});
  leaky.node("com.microsoft.QLinearLeakyRelu", inputs, {"y"}, {attribute("alpha", 0.5f)});
  expect_numbers(leaky, Shape{2}, {-4, 3}, {92, 112});
  sigmoid.node("com.microsoft.QLinearSigmoid", inputs, {"y"});
  expect_numbers(sigmoid, Shape{2}, {0, 20}, {102, 104});
  ModelBuilder pool = quantised({1, 1, 2, 4}), global = quantised({1, 1, 2, 2}),
               last = quantised({1, 2, 2, 1});
  pool.node("com.microsoft.QLinearAveragePool", inputs, {"y"},
            {attribute("kernel_shape", Ints{2, 2}), attribute("strides", Ints{2, 2})});
  expect_numbers(pool, Shape{1, 1, 2, 4}, {1, 2, 0, 0, 3, 4, 0, 2}, {110, 102});
  global.node("com.microsoft.QLinearGlobalAveragePool", inputs, {"y"},
              {attribute("channels_last", 0)});
  expect_numbers(global, Shape{1, 1, 2, 2}, {1, 2, 3, 4}, {110});
  last.node("com.microsoft.QLinearGlobalAveragePool", inputs, {"y"},
            {attribute("channels_last", 1)});
  expect_refused(last, ErrorCode::kUnsupported, "channels in the last axis");
}

TEST(Microsoft, QGemmCountsItsBiasInStepsOfBothScales) {
  for (const bool rounded : {true, false}) {
    ModelBuilder model = quantised({1, 2});
    model.tensor("w", {2, 2}, kInt8, bytes({1, 2, 3, -4})).weight("ws", {2}, Floats{1, 0.5f});
    model.tensor("wz", {2}, kInt8, bytes({0, 0}));
    model.tensor("b", {2}, kInt32, raw_bytes<std::int32_t>({4, -8}));
    std::vector<std::string> inputs = {"q", "xs", "xz", "w", "ws", "wz", "b"};
    if (rounded) inputs.insert(inputs.end(), {"ys", "yz"});
    model.node("com.microsoft.QGemm", inputs, {"y"},
               {attribute("transB", 1), attribute("alpha", 2.0f)});
    // Rows [1, 2] and [1.5, -2] with [1, 3]: 2 * 7 + 2 * 0.5 * 4 and 2 * -4.5 - 2 * 0.25 * 8, in
    // steps of a quarter from 100.
    const Numbers real = {18, -13};
    expect_numbers(model, Shape{1, 2}, {1, 3}, rounded ? Numbers{172, 48} : real);
  }
}

TEST(Microsoft, WhatIsNotKnownIsRefusedByName) {
  ModelBuilder model, other;
  model.input("x", {2}).node("com.microsoft.Gelu", {"x"}, {"y"}, {attribute("speed", 1)});
  expect_refused(model, ErrorCode::kUnsupported, "the attribute 'speed' is not supported");
  other.input("x", {2}).node("com.microsoft.QMoE", {"x"}, {"y"});
  expect_refused(other, ErrorCode::kUnsupported,
                 "the operator com.microsoft.QMoE is not supported");
}

}  // namespace
}  // namespace cnn::test
