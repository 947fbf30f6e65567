// What quantised operators share. An integer q stands for (q - zero point) * scale. All of it
// rounds as onnxruntime does: halves to the even one, and what lies beyond the type becomes its
// bound.
#pragma once

#include <cstdint>

#include "core/error.h"
#include "ops/op.h"

namespace cnn {

inline constexpr DTypes kBytes = dtypes(DType::kInt8, DType::kUint8);

struct IntegerRange {
  std::int32_t low, high;
};

// Of int8 or uint8.
constexpr IntegerRange range_of(DType type) {
  return type == DType::kInt8 ? IntegerRange{-128, 127} : IntegerRange{0, 255};
}

// round(value) + zero within the range; NaN becomes the lower bound.
std::int32_t quantize(float value, std::int32_t zero, IntegerRange range);

// Element number `at`, of any integer type up to 32 bits.
std::int32_t integer_at(DType type, const void* data, std::int64_t at);

// Data of input `index`; null where the node does not have it.
inline const void* data_of(Inputs in, int index) {
  const auto at = static_cast<std::size_t>(index);
  return index >= 0 && at < in.size() ? in.data(at) : nullptr;
}
// The same of a zero point: its element `at`.
inline std::int32_t zero_at(Inputs in, int index, std::int64_t at) {
  const void* data = data_of(in, index);
  return data ? integer_at(in.type(static_cast<std::size_t>(index)), data, at) : 0;
}

// to[i] = element number at + i * step of int8 or uint8, minus zero.
void subtract_zero(ConstBuffer from, std::int64_t at, std::int64_t step, std::int64_t count,
                   std::int32_t zero, std::int16_t* to);

// A scale or zero point of an operand: one number for all of it, or one for each of `count`
// channels. Errors: kInvalidModel, kInvalidShape. An input that is left out passes.
Result<void> check_per_channel(const NodeView& node, int input, std::int64_t count);

// The input has that element type, where the node has it. Errors: kInvalidModel.
Result<void> check_type(const NodeView& node, int input, DType type, std::string_view what);

// Scale and zero point of the operand `input` stand behind it: float32 and the operand's type.
// Errors: kInvalidModel.
Result<void> check_scale_and_zero(const NodeView& node, int input);

// The formula of exact sums; a letter that the node does not have must not stand in a sum.
constexpr std::string_view sum_formula(bool x_zero, bool weight_zero) {
  if (!x_zero) return weight_zero ? "sum(x * (weight - weight_zero))" : "sum(x * weight)";
  return weight_zero ? "sum((x - x_zero) * (weight - weight_zero))" : "sum((x - x_zero) * weight)";
}

// Number of the scale or zero point of channel `channel`: 0 where there is but one.
inline std::int64_t channel_of(const NodeView& node, int input, std::int64_t channel) {
  const auto index = static_cast<std::size_t>(input);
  return node.has_input(index) && node.shape(index).elements() > 1 ? channel : 0;
}

}  // namespace cnn
