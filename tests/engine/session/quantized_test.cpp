// Operators of com.microsoft over quantised numbers. The expected values are onnxruntime's; those
// of MatMulNBits are small enough to be worked out by hand, too.
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "engine/support/cases.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Names = std::vector<std::string>;

// `count` bytes from `first` on, each `step` more than the one before.
std::string bytes(std::size_t count, int step, int first) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += static_cast<char>(static_cast<int>(i) * step + first);
  return text;
}

// Two rows of 18 numbers of 4 bits, in blocks of 16.
struct FewBits {
  int length = 18, rows = 2, bits = 4, block = 16;
  std::string weight = bytes(32, 37, 11), zeros = "\x95\x3c";
};

ModelBuilder few_bits(const Names& inputs, const FewBits& given = {}) {
  ModelBuilder model(17);
  const auto size = static_cast<std::int64_t>(given.weight.size());
  model.input("x", {1, 18}).tensor("w", {size}, 2, given.weight);
  model.weight("s", {4}, Floats{.5f, 1, .25f, 2}).weight("b", {2}, Floats{10, -10});
  model.tensor("z", {static_cast<std::int64_t>(given.zeros.size())}, 2, given.zeros);
  model.node("com.microsoft.MatMulNBits", inputs, {"y"},
             {attribute("K", given.length), attribute("N", given.rows),
              attribute("bits", given.bits), attribute("block_size", given.block)});
  return model;
}

TEST(MatMulNBits, ItsRowsAreUnpacked) {
  const Floats x = {-2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -2, -1, 0};
  const auto expect = [&](const Names& inputs, const Floats& expected) {
    ModelBuilder model = few_bits(inputs);
    expect_values(model, Shape{1, 18}, x, expected);
  };
  expect({"x", "w", "s"}, {26, 18});
  expect({"x", "w", "s", "z"}, {24, 10});
  expect({"x", "w", "s", "z", "", "b"}, {34, 0});
}

TEST(MatMulNBits, OfEightBits) {
  ModelBuilder model(17);
  model.input("x", {1, 16}).tensor("w", {1, 1, 16}, 2, bytes(16, 29, 200));
  model.weight("s", {1}, Floats{.5f});
  model.node(
      "com.microsoft.MatMulNBits", {"x", "w", "s"}, {"y"},
      {attribute("K", 16), attribute("N", 1), attribute("bits", 8), attribute("block_size", 16)});
  expect_values(model, Shape{1, 16}, {-2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -2, -1, 0, 1, 2, -2},
                {-200});
}

TEST(MatMulNBits, WhatDoesNotFitIsRefused) {
  const auto refused = [](const FewBits& given, ErrorCode code, const std::string& words,
                          const Names& inputs = {"x", "w", "s", "z"}) {
    ModelBuilder model = few_bits(inputs, given);
    expect_refused(model, code, words);
  };
  refused({.weight = bytes(31, 1, 0)}, ErrorCode::kInvalidModel, "31 bytes instead of 32");
  refused({.zeros = "\x95"}, ErrorCode::kInvalidModel, "1 bytes instead of 2");
  refused({.rows = 0}, ErrorCode::kInvalidModel, "K or N");
  refused({.bits = 3}, ErrorCode::kUnsupported, "3 bits");
  refused({.block = 12}, ErrorCode::kUnsupported, "multiple of 8");
  refused({.length = 33, .weight = bytes(48, 1, 0), .zeros = "1234"}, ErrorCode::kInvalidModel,
          "one scale a block");
  refused({}, ErrorCode::kUnsupported, "no weight of the file", {"x", "x", "s"});
  refused({}, ErrorCode::kInvalidModel, "is not uint8", {"x", "s", "s"});
  refused({}, ErrorCode::kUnsupported, "another order", {"x", "w", "s", "z", "w"});
}

TEST(QAttention, IsAttentionOfWhatItsIntegersStandFor) {
  const auto expect = [](const std::string& mask, const Floats& expected) {
    ModelBuilder model(17);
    model.input("x", {1, 2, 2}).node("Cast", {"x"}, {"q"}, {attribute("to", 2)});
    model.tensor("w", {2, 6}, 3, "\x01\xfe\x03\x04\x05\xfa\x07\x08\xf7\x0a\x0b\xf4");
    model.weight("b", {6}, Floats{.1f, .2f, .3f, .4f, .5f, .6f});
    model.weight("xs", {}, Floats{.25f}).weight("ws", {}, Floats{.125f});
    model.tensor("xz", {}, 2, "\x80").tensor("wz", {}, 3, "\x01");
    model.tensor("mask", {1}, 6, std::string("\x01\0\0\0", 4));
    model.node("com.microsoft.QAttention", {"q", "w", "b", "xs", "ws", mask, "xz", "wz"}, {"y"},
               {attribute("num_heads", 1)});
    expect_values(model, Shape{1, 2, 2}, {130, 120, 125, 131}, expected);
  };
  expect("", {-0.007779483f, 1.3218354f, -0.096962266f, 1.4288547f});
  expect("mask", {-1.75f, 3.4124999f, -1.75f, 3.4124999f});
}

TEST(NhwcMaxPool, ItsChannelsAreLast) {
  ModelBuilder model(17);
  model.input("x", {1, 3, 4, 2}).node("Cast", {"x"}, {"q"}, {attribute("to", 2)});
  model.node("com.microsoft.NhwcMaxPool", {"q"}, {"o"},
             {attribute("kernel_shape", std::vector<std::int64_t>{2, 2}),
              attribute("strides", std::vector<std::int64_t>{1, 2})});
  model.node("Cast", {"o"}, {"y"}, {attribute("to", 1)});
  expect_values(model, Shape{1, 3, 4, 2}, {23, 22, 21, 20, 19, 99, 17, 16, 15, 14, 13, 12,
                                           11, 10, 9,  8,  7,  6,  5,  4,  3,  2,  1,  0},
                {23, 22, 19, 99, 15, 14, 11, 10});
}

TEST(MicrosoftGridSample, KnowsItsModeByTheFirstName) {
  ModelBuilder model(20);
  model.input("x", {1, 1, 2, 3});
  model.weight("g", {1, 2, 2, 2}, Floats{-1, -1, .5f, .25f, 1.5f, 0, 0, 0});
  model.node("com.microsoft.GridSample", {"x", "g"}, {"y"}, {attribute("mode", "bilinear")});
  expect_values(model, Shape{1, 1, 2, 3}, {1, 2, 3, 4, 5, 6}, {.25f, 5, 0, 3.5f});
}

}  // namespace
}  // namespace cnn::test
