// Cast: float16 weights become float32; other types at load and at run time.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

constexpr int kFloat = 1, kInt32 = 6, kInt64 = 7, kBool = 9, kFloat16 = 10, kDouble = 11;

Message to(int type) {
  return attribute("to", type);
}

TEST(Cast, HalfWeightsOfConvAndGemm) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 2});
  // 1.5, -2, the smallest subnormal 2^-24, 65504 (binary16: sign, 5 bits exponent, 10 mantissa)
  model.tensor("w16", {2, 1, 1, 1}, kFloat16, raw_bytes<std::uint16_t>({0x3e00, 0xc000}));
  model.tensor("b16", {2}, kFloat16, raw_bytes<std::uint16_t>({0x0001, 0x7bff}));
  model.tensor("d16", {1, 4}, kFloat16, raw_bytes<std::uint16_t>({0x3c00, 0x4000, 0x4200, 0x0000}));
  model.node("Cast", {"w16"}, {"w"}, {to(kFloat)}).node("Cast", {"b16"}, {"b"}, {to(kFloat)});
  model.node("Cast", {"d16"}, {"d"}, {to(kFloat)});
  model.node("Conv", {"x", "w", "b"}, {"c"}).node("Flatten", {"c"}, {"f"});
  model.node("Gemm", {"f", "d"}, {"y"}, {attribute("transB", 1)}).output("y");
  const auto session = load(model.build());
  const Graph& graph = session->graph();
  ASSERT_EQ(graph.nodes.size(), 3u);  // no Cast is left
  EXPECT_EQ(session->cost(graph.nodes[0]).params, 2 + 2);
  EXPECT_EQ(session->cost(graph.nodes[2]).params, 4);
  EXPECT_EQ(test::value(*session, "w"), (Floats{1.5f, -2}));
  EXPECT_EQ(test::value(*session, "b"), (Floats{0x1p-24f, 65504}));
  // Stored once, as float32: what the file calls float16 and what the Cast gives.
  EXPECT_EQ(graph.value(graph.find("w16")).constant, graph.value(graph.find("w")).constant);
  EXPECT_EQ(session->memory().weights, (8 + 2) * sizeof(float));  // and the input's 2 elements
  set_input(*session, "x", Shape{1, 1, 1, 2}, {2, 4});
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    // channels 1.5 x and 65504 - 2 x: [3, 6] and [65500, 65496]; 1*3 + 2*6 + 3*65500
    EXPECT_EQ(test::value(*session, "y"), (Floats{196515}));
  }
}

TEST(Cast, OfFloatsAtRunTimeIsFree) {
  ModelBuilder model;
  model.input("x", {1, 2}).node("Cast", {"x"}, {"c"}, {to(kFloat)});
  model.node("Relu", {"c"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2}, {-1, 3});
  EXPECT_EQ(value_or_fail(session->begin(PlanKind::kInspect)), 1u);  // the Relu alone
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(test::value(*session, "y"), (Floats{0, 3}));
}

// A constant of one type, through another one, as float.
Floats through(int from_type, const std::string& elements, std::int64_t count, int type) {
  ModelBuilder model;
  model.input("x", {1}).tensor("c", {count}, from_type, elements);
  model.node("Cast", {"c"}, {"t"}, {to(type)}).node("Cast", {"t"}, {"f"}, {to(kFloat)});
  model.node("Add", {"x", "f"}, {"y"}).output("y");
  const auto session = load(model.build());
  return test::value(*session, "f");
}

TEST(Cast, OfConstants) {
  EXPECT_EQ(through(kFloat, raw_bytes(Floats{2.9f, -2.9f, -0.5f}), 3, kInt64), (Floats{2, -2, 0}));
  EXPECT_EQ(through(kFloat, raw_bytes(Floats{0, 0.5f, -3}), 3, kBool), (Floats{0, 1, 1}));
  EXPECT_EQ(through(kInt64, raw_bytes<std::int64_t>({-7, 0, 1 << 20}), 3, kInt32),
            (Floats{-7, 0, 1 << 20}));
  EXPECT_EQ(through(kInt32, raw_bytes<std::int32_t>({-7, 300}), 2, kInt64), (Floats{-7, 300}));
  EXPECT_EQ(through(kBool, std::string("\1\0", 2), 2, kInt64), (Floats{1, 0}));
  EXPECT_EQ(through(kDouble, raw_bytes<double>({0.5, -2}), 2, kFloat), (Floats{0.5f, -2}));
}

// The engine computes in float32 what a file has in float16, without rounding on the way.
TEST(Cast, ToAShorterRealTypeIsFree) {
  for (const int type : {int{kFloat16}, 16}) {  // 16: bfloat16
    ModelBuilder model;
    model.input("x", {2}).node("Cast", {"x"}, {"y"}, {to(type)});
    expect_values(model, Shape{2}, {1.0f / 3, -70000}, {1.0f / 3, -70000});
  }
}

// A whole number that the type has no place for wraps around, as in NumPy and onnxruntime.
TEST(Cast, ToAShorterIntegerTypeWrapsAround) {
  constexpr int kUint16 = 4, kInt16 = 5, kUint32 = 12;
  const std::string raw = raw_bytes<std::int64_t>({70000, -1});
  EXPECT_EQ(through(kInt64, raw, 2, kUint16), (Floats{4464, 65535}));
  EXPECT_EQ(through(kInt64, raw, 2, kInt16), (Floats{4464, -1}));
  EXPECT_EQ(through(kInt64, raw, 2, kUint32), (Floats{70000, 4294967295.0f}));
}

TEST(Cast, RefusesWhatItCannotRepresent) {
  ModelBuilder text, overflow, nan;
  text.input("x", {1}).node("Cast", {"x"}, {"y"}, {to(8)});  // string
  expect_refused(text, ErrorCode::kUnsupported, "element type 8");
  overflow.input("x", {1}).weight("c", {1}, Floats{1e19f});
  overflow.node("Cast", {"c"}, {"t"}, {to(kInt64)}).node("Cast", {"t"}, {"f"}, {to(kFloat)});
  expect_refused(overflow.node("Add", {"x", "f"}, {"y"}), ErrorCode::kUnsupported, "cannot hold");
  nan.input("x", {1}).weight("c", {1}, Floats{NAN});
  nan.node("Cast", {"c"}, {"t"}, {to(kInt32)}).node("Cast", {"t"}, {"f"}, {to(kFloat)});
  expect_refused(nan.node("Add", {"x", "f"}, {"y"}), ErrorCode::kUnsupported, "cannot hold");
}

// A bias that is cast to the type of the picture is a constant: the convolution keeps its kernel.
TEST(CastLike, OfAConstantIsKnownAtLoad) {
  ModelBuilder model(18);
  const std::vector<float> weights(4, 1), half{2.5f};
  model.input("x", {1, 2, 1, 2}).weight("w", {2, 2, 1, 1}, weights);
  model.tensor("two", {}, 7, raw_bytes(std::vector<std::int64_t>{2}));
  model.weight("channels", {1}, std::vector<std::int64_t>{2});
  model.node("CastLike", {"two", "x"}, {"zero"}).node("Expand", {"zero", "channels"}, {"b"});
  model.node("Conv", {"x", "w", "b"}, {"c"}).weight("half", {}, half);
  model.node("CastLike", {"half", "half"}, {"same"}).node("Mul", {"c", "same"}, {"y"});
  const auto session = load(model.output("y").build());
  const Graph& graph = session->graph();
  ASSERT_EQ(graph.nodes.size(), 2u);
  EXPECT_FALSE(session->runs_plain(graph.nodes[0]));
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, 2, 10, 20});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (std::vector<float>{32.5f, 60, 32.5f, 60}));
}

}  // namespace
}  // namespace cnn::test
