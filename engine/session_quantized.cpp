// Operators of com.microsoft that compute with quantised numbers: what the integers stand for, the
// operator, and integers again.
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "session_expansion.h"

namespace cnn {
namespace {

// Operand number `first`, with its scale and zero point behind it.
ValueId real(Expansion& to, std::size_t first) {
  return to.add("DequantizeLinear", {to.input(first), to.input(first + 1), to.input(first + 2)});
}

void finish_quantized(Expansion& to, ValueId y, std::size_t scale) {
  to.finish("QuantizeLinear", {y, to.input(scale), to.input(scale + 1)});
}

// QLinearAdd, QLinearMul.
Result<void> qlinear_pair(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(7));
  const std::string_view op = to.op().substr(std::string_view("QLinear").size());
  const ValueId a = real(to, 0), b = real(to, 3);
  finish_quantized(to, to.add(op, {a, b}), 6);
  return {};
}

// (scale, zero, then x, scale and zero of each input).
Result<void> qlinear_concat(Expansion& to) {
  CNN_TRY(to.need(4));
  std::vector<ValueId> inputs;
  for (std::size_t first = 2; first + 1 < to.inputs(); first += 3)
    inputs.push_back(real(to, first));
  finish_quantized(to, to.add("Concat", std::move(inputs), to.others({})), 0);
  return {};
}

// QLinearSigmoid, QLinearLeakyRelu, QLinearAveragePool, QLinearGlobalAveragePool.
Result<void> qlinear_single(Expansion& to) {
  CNN_TRY(to.need(4));
  if (to.view().get_int("channels_last", 0) != 0)
    return to.view().error(ErrorCode::kUnsupported, "channels in the last axis are not supported",
                           {}, "channels_last");
  const std::string_view op = to.op().substr(std::string_view("QLinear").size());
  finish_quantized(to, to.add(op, {real(to, 0)}, to.others({"channels_last"})), 3);
  return {};
}

// (x, its scale and zero, scale, zero). Before opset 13 a Softmax is over all further axes: the
// node says which one it means.
Result<void> qlinear_softmax(Expansion& to) {
  CNN_TRY(to.need(2));
  CNN_TRY(to.need_input(3));
  const std::int64_t opset = to.view().get_int("opset", 13);
  const ValueId y = to.add("Softmax", {real(to, 0)}, to.others({"opset"}));
  to.as_of_opset(opset < 13 ? 12 : 13);
  finish_quantized(to, y, 3);
  return {};
}

// (a, its scale and zero, b, the same, [c], [scale, zero]): Gemm. c counts in steps of both scales.
Result<void> qgemm(Expansion& to) {
  CNN_TRY(to.need(6));
  const NodeView node = to.view();
  const std::int64_t channels = node.get_int("transB", 0) != 0 ? 0 : 1;  // axis of b
  std::vector<ValueId> inputs = {
      real(to, 0),
      to.add("DequantizeLinear", {to.input(3), to.input(4), to.input(5)}, {{"axis", channels}})};
  if (to.input(6) != kNoValue) {
    ValueId scale = to.add("Mul", {to.input(1), to.input(4)});
    if (const float alpha = node.get_float("alpha", 1); alpha != 1) {
      CNN_ASSIGN(const ValueId factor, to.constant(alpha));
      scale = to.add("Mul", {scale, factor});
    }
    inputs.push_back(
        to.add("DequantizeLinear", {to.input(6), scale}, {{"axis", std::int64_t{-1}}}));
  }
  if (to.input(7) == kNoValue) {
    to.finish("Gemm", std::move(inputs), to.others({}));
    return {};
  }
  finish_quantized(to, to.add("Gemm", std::move(inputs), to.others({})), 7);
  return {};
}

// (condition, x, its scale and zero, y, the same, scale, zero).
Result<void> qlinear_where(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(8));
  const ValueId x = real(to, 1), y = real(to, 4);
  finish_quantized(to, to.add("Where", {to.input(0), x, y}), 7);
  return {};
}

void finish_with_bias(Expansion& to, ValueId product, ValueId bias) {
  if (bias == kNoValue)
    to.finish("Identity", {product});
  else
    to.finish("Add", {product, bias});
}

// (a, b, their scales, [their zeros], [bias]).
Result<void> integer_product(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(4));
  const ValueId a = to.add("DequantizeLinear", {to.input(0), to.input(2), to.input(4)});
  const ValueId b = to.add("DequantizeLinear", {to.input(1), to.input(3), to.input(5)},
                           {{"axis", std::int64_t{-1}}});
  finish_with_bias(to, to.add("MatMul", {a, b}), to.input(6));
  return {};
}

// (x, b, its scale, [zero], [bias]): x is rounded to uint8 by its own range.
Result<void> dynamic_product(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(3));
  const std::vector<ValueId> x = to.add_many("DynamicQuantizeLinear", {to.input(0)}, 3);
  const ValueId product = to.add("MatMulInteger", {x[0], to.input(1), x[2], to.input(3)});
  const ValueId number = to.add("Cast", {product}, {{"to", std::int64_t{1}}});
  const ValueId scale = to.add("Mul", {x[1], to.input(2)});
  finish_with_bias(to, to.add("Mul", {number, scale}), to.input(4));
  return {};
}

// (x, weight, bias, their two scales, [mask], [zero of x], [zero of weight], [earlier keys and
// values]): Attention, whose node of the same domain has a row.
Result<void> quantized_attention(Expansion& to) {
  CNN_TRY(to.need(5));
  if (to.input(8) != kNoValue)
    return to.view().error(ErrorCode::kUnsupported,
                           "keys and values of earlier tokens are not supported");
  const ValueId x = to.add("DequantizeLinear", {to.input(0), to.input(3), to.input(6)});
  const ValueId weight = to.add("DequantizeLinear", {to.input(1), to.input(4), to.input(7)},
                                {{"axis", std::int64_t{1}}});
  to.finish("com.microsoft.Attention", {x, weight, to.input(2), to.input(5)}, to.others({}));
  return {};
}

// A MaxPool whose channels are last.
Result<void> max_pool_channels_last(Expansion& to) {
  CNN_TRY(to.need(1));
  using Order = std::vector<std::int64_t>;
  const ValueId x = to.add("Transpose", {to.input(0)}, {{"perm", Order{0, 3, 1, 2}}});
  const ValueId y = to.add("MaxPool", {x}, to.others({}));
  to.finish("Transpose", {y}, {{"perm", Order{0, 2, 3, 1}}});
  return {};
}

// ---- weights of a few bits ----

// What MatMulNBits says of its weights: `rows` rows of `length` numbers, `blocks` times `block` of
// them in a row with a scale each.
struct FewBits {
  std::int64_t rows, length, block, bits, blocks;

  std::int64_t row_bytes(std::int64_t numbers) const { return (numbers * bits + 7) / 8; }
};

Result<FewBits> read_few_bits(const NodeView& node) {
  FewBits few = {.rows = node.get_int("N", 0),
                 .length = node.get_int("K", 0),
                 .block = node.get_int("block_size", 0),
                 .bits = node.get_int("bits", 4),
                 .blocks = 0};
  const auto fits = [](std::int64_t size) { return size >= 1 && size <= limits::kMaxDim; };
  if (!fits(few.rows) || !fits(few.length))
    return node.error(ErrorCode::kInvalidModel, "K or N is out of range");
  // So that a block begins with a byte.
  if (!fits(few.block) || few.block % 8 != 0)
    return node.error(ErrorCode::kUnsupported, decimal(few.block) + " is no multiple of 8 numbers",
                      {}, "block_size");
  if (few.bits != 2 && few.bits != 4 && few.bits != 8)
    return node.error(ErrorCode::kUnsupported,
                      "weights of " + decimal(few.bits) + " bits are not supported", {}, "bits");
  few.blocks = (few.length - 1) / few.block + 1;
  return few;
}

// The first `length` numbers of each of `rows` rows of `row_bytes` bytes, a number a byte; the
// first one of a byte is in its lowest bits. Errors: those of Tensor, and kInvalidModel where bytes
// are missing.
Result<Tensor> spread_bits(Expansion& to, std::size_t input, const FewBits& few,
                           std::int64_t length, std::int64_t row_bytes) {
  CNN_ASSIGN(const Tensor* packed, to.known(input, DType::kUint8));
  if (packed->elements() != few.rows * row_bytes)
    return to.view().error(ErrorCode::kInvalidModel,
                           "its input " + decimal(input) + " has " + decimal(packed->elements()) +
                               " bytes instead of " + decimal(few.rows * row_bytes));
  CNN_ASSIGN(Tensor spread, Tensor::zeros(DType::kUint8, Shape{few.rows, length}));
  const std::uint8_t* from = packed->data<std::uint8_t>().data();
  std::uint8_t* at = spread.data<std::uint8_t>().data();
  const std::int64_t in_byte = 8 / few.bits;
  for (std::int64_t row = 0; row < few.rows; ++row, from += row_bytes)
    for (std::int64_t i = 0; i < length; ++i)
      *at++ = static_cast<std::uint8_t>((from[i / in_byte] >> (i % in_byte * few.bits)) &
                                        ((1 << few.bits) - 1));
  return spread;
}

// Where the file gives no zero points, it is the middle of the range.
Result<Tensor> zeros_of(Expansion& to, const FewBits& few) {
  if (to.input(3) != kNoValue)
    return spread_bits(to, 3, few, few.blocks, few.row_bytes(few.blocks));
  CNN_ASSIGN(Tensor middle, Tensor::zeros(DType::kUint8, Shape{few.rows, few.blocks}));
  std::ranges::fill(middle.data<std::uint8_t>(), std::uint8_t(1 << (few.bits - 1)));
  return middle;
}

// (x, weight, scales, [zeros], [order], [bias]): the product of x and the transposed weight, whose
// rows are packed in blocks.
Result<void> matmul_of_few_bits(Expansion& to) {
  CNN_TRY(to.allow({"K", "N", "accuracy_level", "bits", "block_size"}));
  CNN_TRY(to.need(3));
  if (to.input(4) != kNoValue)
    return to.view().error(ErrorCode::kUnsupported, "rows in another order are not supported");
  CNN_ASSIGN(const FewBits few, read_few_bits(to.view()));
  CNN_ASSIGN(Tensor weight,
             spread_bits(to, 1, few, few.length, few.blocks * few.row_bytes(few.block)));
  CNN_ASSIGN(const Tensor* scales, to.known(2, DType::kFloat32));
  if (scales->elements() != few.rows * few.blocks)
    return to.view().error(ErrorCode::kInvalidModel, "it has not one scale a block");
  CNN_ASSIGN(Tensor scale, scales->reshaped({few.rows, few.blocks}));
  CNN_ASSIGN(Tensor zero, zeros_of(to, few));
  const ValueId real = to.add(
      "DequantizeLinear",
      {to.constant(std::move(weight)), to.constant(std::move(scale)), to.constant(std::move(zero))},
      {{"axis", std::int64_t{1}}, {"block_size", few.block}});
  to.as_of_opset(21);
  const ValueId turned = to.add("Transpose", {real});
  finish_with_bias(to, to.add("MatMul", {to.input(0), turned}), to.input(5));
  return {};
}

constexpr ExpansionRule kRules[] = {
    {"DynamicQuantizeMatMul", dynamic_product},
    {"MatMulIntegerToFloat", integer_product},
    {"MatMulNBits", matmul_of_few_bits},
    {"NhwcMaxPool", max_pool_channels_last},
    {"QAttention", quantized_attention},
    {"QGemm", qgemm},
    {"QLinearAdd", qlinear_pair},
    {"QLinearAveragePool", qlinear_single},
    {"QLinearConcat", qlinear_concat},
    {"QLinearGlobalAveragePool", qlinear_single},
    {"QLinearLeakyRelu", qlinear_single},
    {"QLinearMul", qlinear_pair},
    {"QLinearSigmoid", qlinear_single},
    {"QLinearSoftmax", qlinear_softmax},
    {"QLinearWhere", qlinear_where},
};

}  // namespace

Expand quantized_expansion(std::string_view op) {
  return expansion_among(kRules, op);
}

}  // namespace cnn
