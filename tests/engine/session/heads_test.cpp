// Attention and MultiHeadAttention of com.microsoft: the expected values are onnxruntime's, of
// inputs that a formula gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/pattern.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

// x [2, 3, 4] with weights for two heads, and whatever further inputs `add` brings.
void expect_attention(const Floats& expected, const std::vector<std::string>& inputs,
                      std::vector<Message> attributes,
                      const std::function<void(ModelBuilder&)>& add, int size = 12) {
  ModelBuilder model(17);
  model.input("x", {2, 3, 4}).weight("w", {4, size}, pattern(4 * size, 5, 13, 6, 8));
  model.weight("b", {size}, pattern(size, 3, 7, 3, 4));
  add(model);
  attributes.push_back(attribute("num_heads", 2));
  model.node("com.microsoft.Attention", inputs, {"y"}, attributes);
  expect_values(model, Shape{2, 3, 4}, pattern(24), expected);
}

void nothing(ModelBuilder&) {}

// A mask of int32.
auto mask(const Ints& shape, const std::vector<std::int32_t>& values) {
  return [=](ModelBuilder& model) { model.tensor("m", shape, 6, raw_bytes(values)); };
}

TEST(Heads, AttentionMakesAllThree) {
  expect_attention(
      Floats{0.03165379f, 0.8986465f, -0.7159734f,  1.109753f,  0.8654937f,   0.4089469f,
             -0.6721438f, 1.065724f,  0.5289666f,   0.5761899f, -0.6302626f,  0.4751413f,
             0.01555117f, 0.5338182f, -0.2576416f,  0.8681708f, -0.05872878f, 0.6496628f,
             -0.3494423f, 0.3424081f, -0.05851626f, 0.6496217f, -0.7728137f,  1.511281f},
      {"x", "w", "b"}, {}, nothing);
}

TEST(Heads, AttentionWithoutLaterTokens) {
  expect_attention(
      Floats{1.625f,      0.1f,       -0.25f,       0.5f,         1.213817f,   0.3504907f,
             -0.360396f,  0.3675248f, 0.5289666f,   0.5761899f,   -0.6302626f, 0.4751413f,
             -0.5f,       1.325f,     -0.55f,       -0.02500004f, -0.1337538f, 0.7676689f,
             -0.6516613f, 0.4494191f, -0.05851626f, 0.6496217f,   -0.7728137f, 1.511281f},
      {"x", "w", "b"}, {attribute("unidirectional", 1)}, nothing);
}

// Where a mask hides every key that comes before, later ones stay hidden.
TEST(Heads, AttentionWithoutLaterTokensUnderAMask) {
  const Floats second = {-0.5f,   1.325f, -0.55f,      -0.02500004f, 0.075f,      0.45f,
                         -0.925f, 1.725f, 0.08484783f, 0.4303043f,   -0.7832519f, 1.583252f};
  Floats hidden = {1.625f,      0.1f,      -0.25f,     0.5f,       1.213769f,   0.3505197f,
                   -0.3604067f, 0.367512f, 0.5290819f, 0.5761337f, -0.6302594f, 0.4750392f};
  hidden.insert(hidden.end(), second.begin(), second.end());
  expect_attention(hidden, {"x", "w", "b", "m"}, {attribute("unidirectional", 1)},
                   mask({2, 3}, {0, 0, 0, 0, 1, 1}));
}

TEST(Heads, AttentionOfSizesOfTheirOwn) {
  expect_attention(
      Floats{0.4243559f, 0.677843f, 0.4953864f, 0.6480699f, 0.4966838f, 0.5672361f, -0.05024235f,
             0.8129721f, -0.03990939f, 0.793731f, -0.06447561f, 0.7949501f},
      {"x", "w", "b"}, {attribute("qkv_hidden_sizes", Ints{4, 4, 2}), attribute("scale", 0.3f)},
      nothing, 10);
}

TEST(Heads, AttentionWithBias) {
  expect_attention(
      Floats{-0.2841564f,  1.149935f,  -0.4823009f, 0.7161478f, 1.299723f,   0.253338f,
             -0.7748234f,  1.353088f,  1.024051f,   0.3993242f, -0.7052666f, 0.9137949f,
             0.05518854f,  0.4751509f, -0.5266205f, 0.897697f,  -0.2021236f, 0.8701777f,
             -0.09052334f, 0.1144666f, -0.1980334f, 0.8640803f, -0.4673872f, 1.160528f},
      {"x", "w", "b", "", "", "a"}, {},
      [](ModelBuilder& model) { model.weight("a", {1, 2, 3, 3}, pattern(18)); });
}

TEST(Heads, MasksThatSayHowManyKeysCount) {
  expect_attention(
      Floats{0.0348988f,  1.068682f,  -0.3939758f,  0.3272291f, 1.213817f,    0.3504907f,
             -0.360396f,  0.3675248f, 0.8186206f,   0.5912426f, -0.5400609f,  0.1519269f,
             0.01555117f, 0.5338182f, -0.2576416f,  0.8681708f, -0.05872878f, 0.6496628f,
             -0.3494423f, 0.3424081f, -0.05851626f, 0.6496217f, -0.7728137f,  1.511281f},
      {"x", "w", "b", "m"}, {}, mask({2}, {2, 3}));
  expect_attention(
      Floats{0.0348988f,   1.068682f,  -0.3939758f, 0.3272291f, 1.213817f,   0.3504907f,
             -0.360396f,   0.3675248f, 0.8186206f,  0.5912426f, -0.5400609f, 0.1519269f,
             0.09093142f,  0.4181372f, -0.210917f,  1.010917f,  0.08564927f, 0.4287015f,
             -0.06446576f, 0.8644658f, 0.08484783f, 0.4303043f, -0.7832519f, 1.583252f},
      {"x", "w", "b", "m"}, {}, mask({4}, {2, 3, 0, 1}));
}

TEST(Heads, MasksThatSayWhichKeysCount) {
  expect_attention(
      Floats{0.5936732f,   0.3900607f, -0.735935f,  1.342287f,  1.083874f,   0.2521917f,
             -0.6805221f,  1.246238f,  0.8612145f,  0.3148147f, -0.6389148f, 1.174119f,
             0.09093142f,  0.4181372f, -0.210917f,  1.010917f,  0.08564927f, 0.4287015f,
             -0.06446576f, 0.8644658f, 0.08484783f, 0.4303043f, -0.7832519f, 1.583252f},
      {"x", "w", "b", "m"}, {}, mask({2, 3}, {1, 0, 1, 0, 1, 1}));
  expect_attention(
      Floats{0.5936732f,   0.3900607f, -0.735935f,  1.342287f,    -0.1551287f, 0.824109f,
             -0.9113468f,  1.386285f,  0.8186206f,  0.5912426f,   -0.5400609f, 0.1519269f,
             -0.01197344f, 0.5726258f, 0.4794969f,  -0.07824987f, 0.08564927f, 0.4287015f,
             -0.06446576f, 0.8644658f, -0.1255987f, 0.7552589f,   -0.9068736f, 1.64041f},
      {"x", "w", "b", "m"}, {},
      mask({2, 3, 3}, {1, 0, 1, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 0}));
}

// Queries of 2 tokens over keys and values of 3; `rest` are further inputs.
ModelBuilder multi_head(const std::vector<std::string>& inputs,
                        std::vector<Message> attributes = {}) {
  ModelBuilder model(17);
  model.input("x", {1, 2, 4}).weight("k", {1, 3, 4}, pattern(12, 5, 13, 6, 8));
  model.weight("v", {1, 3, 6}, pattern(18, 3, 7, 3, 4)).weight("b", {14}, pattern(14));
  model.tensor("m", {1, 3}, 6, raw_bytes(std::vector<std::int32_t>{1, 0, 1}));
  model.tensor("l", {1}, 6, raw_bytes(std::vector<std::int32_t>{2}));
  attributes.push_back(attribute("num_heads", 2));
  model.node("com.microsoft.MultiHeadAttention", inputs, {"y"}, attributes);
  return model;
}

void expect_multi_head(ModelBuilder model, const Floats& expected) {
  expect_values(model, Shape{1, 2, 4}, pattern(8), expected);
}

// onnxruntime hides later keys from all queries but the last one.
TEST(Heads, TheLastQuerySeesAllKeys) {
  expect_multi_head(multi_head({"x", "k", "v"}, {attribute("unidirectional", 1)}),
                    Floats{-0.75f, 0, 0.75f, -0.25f, 0.5f, -0.5f, -0.3777978f, -0.1253648f,
                           0.009487629f, 0.08824433f, 0.4184715f, -0.1617557f});
}

TEST(Heads, MultiHeadAttentionOverKeysAndValues) {
  expect_multi_head(
      multi_head({"x", "k", "v"}),
      Floats{-0.3986392f, -0.1062553f, 0.01468349f, 0.3382856f, 0.1648447f, 0.0882856f, -0.3777978f,
             -0.1253648f, 0.009487626f, 0.08824432f, 0.4184715f, -0.1617557f});
  expect_multi_head(
      multi_head({"x", "k", "v", "b"}),
      Floats{-1.254972f, 0.5443801f, -0.1682247f, -0.4984935f, 0.4022839f, -0.1484935f, -1.237256f,
             0.5286384f, -0.1741463f, -0.7588319f, 0.6678954f, -0.4088319f});
  expect_multi_head(
      multi_head({"x", "k", "v", "", "m"}),
      Floats{-0.6283138f, 0.1216862f, 0.01988272f, -0.1216862f, 0.6283138f, -0.3716862f,
             -0.6272094f, 0.1227905f, 0.01325685f, -0.1205824f, 0.6294175f, -0.3705824f});
  expect_multi_head(
      multi_head({"x", "k", "v", "", "l"}),
      Floats{-0.3417564f, -0.3061827f, 0.4438173f, 0.4465348f, -0.02240105f, 0.1965347f,
             -0.3115579f, -0.3288315f, 0.4211684f, 0.1454968f, 0.2033774f, -0.1045032f});
}

// The same keys and values cut into heads before, [batch, heads, tokens, size of a head].
TEST(Heads, KeysAndValuesThatAreCutIntoHeads) {
  ModelBuilder model(17);
  model.input("x", {1, 2, 4}).weight("k", {1, 3, 2, 2}, pattern(12, 5, 13, 6, 8));
  model.weight("v", {1, 3, 2, 3}, pattern(18, 3, 7, 3, 4));
  model.node("Transpose", {"k"}, {"keys"}, {attribute("perm", Ints{0, 2, 1, 3})});
  model.node("Transpose", {"v"}, {"values"}, {attribute("perm", Ints{0, 2, 1, 3})});
  model.node("com.microsoft.MultiHeadAttention", {"x", "keys", "values"}, {"y"},
             {attribute("num_heads", 2)});
  expect_multi_head(
      model, Floats{-0.3986392f, -0.1062553f, 0.01468349f, 0.3382856f, 0.1648447f, 0.0882856f,
                    -0.3777978f, -0.1253648f, 0.009487626f, 0.08824432f, 0.4184715f, -0.1617557f});
}

// Concat of [1, 3, 2, 1, 2] tensors along the axis of 2 or 3 packs keys and values, or all three.
ModelBuilder packing(bool queries_too) {
  ModelBuilder model(17);
  model.input("x", {1, 3, 4}).weight("k", {1, 3, 4}, pattern(12, 5, 13, 6, 8));
  model.weight("v", {1, 3, 4}, pattern(12, 3, 7, 3, 4)).weight("to", {5}, Ints{1, 3, 2, 1, 2});
  std::vector<std::string> parts;
  for (const std::string name : {"x", "k", "v"}) {
    model.node("Reshape", {name, "to"}, {name + "5"});
    parts.push_back(name + "5");
  }
  if (!queries_too) parts.erase(parts.begin());
  model.node("Concat", parts, {"packed"}, {attribute("axis", 3)});
  const std::vector<std::string> inputs =
      queries_too ? std::vector<std::string>{"packed"} : std::vector<std::string>{"x", "packed"};
  model.node("com.microsoft.MultiHeadAttention", inputs, {"y"}, {attribute("num_heads", 2)});
  return model;
}

// onnxruntime's answer to the three apart.
TEST(Heads, PackedKeysAndValues) {
  const Floats expected =
      Floats{-0.1535337f, 0.1388502f,   0.2437394f,  -0.3320249f, -0.1309603f, 0.1214727f,
             0.2365683f,  -0.07481261f, -0.1075324f, 0.1029471f,  0.2701409f,  -0.09986754f};
  for (const bool queries_too : {false, true}) {
    ModelBuilder model = packing(queries_too);
    expect_values(model, Shape{1, 3, 4}, pattern(12), expected);
  }
}

// What cannot run is refused with a sentence.
TEST(Heads, WhatDoesNotFitIsRefused) {
  ModelBuilder odd(17), cached(17), strange(17);
  odd.input("x", {1, 2, 5}).input("k", {1, 3, 5}).input("v", {1, 3, 5});
  odd.node("com.microsoft.MultiHeadAttention", {"x", "k", "v"}, {"y"}, {attribute("num_heads", 2)});
  expect_refused(odd, ErrorCode::kInvalidShape, "do not fit together");
  cached.input("x", {1, 2, 4}).input("p", {2, 1, 2, 3, 2}).weight("w", {4, 12}, pattern(48));
  cached.node("com.microsoft.Attention", {"x", "w", "", "", "p"}, {"y"},
              {attribute("num_heads", 2)});
  expect_refused(cached, ErrorCode::kUnsupported, "earlier tokens");
  strange.input("x", {1, 2, 4}).weight("w", {4, 12}, pattern(48));
  strange.tensor("m", {5}, 6, raw_bytes(std::vector<std::int32_t>{1, 1, 1, 1, 1}));
  strange.node("com.microsoft.Attention", {"x", "w", "", "m"}, {"y"}, {attribute("num_heads", 2)});
  expect_refused(strange, ErrorCode::kUnsupported, "a mask of shape [5]");
}

// Their parts are there to look into.
TEST(Heads, StandAsProductsAndASoftmax) {
  const auto session = load(multi_head({"x", "k", "v"}).output("y").build());
  std::vector<std::string> ops;
  for (const Node& node : session->graph().nodes) ops.push_back(node.op);
  EXPECT_EQ(std::ranges::count(ops, "MatMul"), 2);
  EXPECT_EQ(std::ranges::count(ops, "Softmax"), 1);
  EXPECT_EQ(std::ranges::count(ops, "com.microsoft.MultiHeadAttention"), 0);
}

}  // namespace
}  // namespace cnn::test
