// What quantised operators share. An integer q stands for (q - zero point) * scale. All of it
// rounds as onnxruntime does: halves to the even one, and what lies beyond the type becomes its
// bound.
#pragma once

#include <cstdint>

#include <optional>
#include <string_view>

#include "core/error.h"
#include "ops/op.h"

namespace cnn {

inline constexpr DTypes kBytes = dtypes(DType::kInt8, DType::kUint8);

struct IntegerRange {
  std::int32_t low, high;
};

// What a QuantizeLinear or DequantizeLinear that infer() has passed does to every element alike.
struct QuantizedSteps {
  float scale;
  std::int32_t zero;
  IntegerRange range;  // of what they are rounded to
};
// Empty where scales differ, or are known at run time alone.
std::optional<QuantizedSteps> steps_of(const NodeView& node);

// Of int8 or uint8.
constexpr IntegerRange range_of(DType type) {
  return type == DType::kInt8 ? IntegerRange{-128, 127} : IntegerRange{0, 255};
}

// The steps of uint8 from the smallest to the largest of `count` numbers and 0.
QuantizedSteps dynamic_steps(const float* numbers, std::int64_t count);

// round(value) + zero within the range; NaN becomes the lower bound.
std::int32_t quantize(float value, std::int32_t zero, IntegerRange range);

// Element number `at`, of any integer type up to 32 bits.
std::int32_t integer_at(DType type, const void* data, std::int64_t at);

// Element `at` of the zero point, or bias, that input `index` is: 0 where the node does not have
// it.
inline std::int32_t zero_at(const NodeView& node, Inputs in, int index, std::int64_t at) {
  const auto place = static_cast<std::size_t>(index);
  return index >= 0 && node.has_input(place) ? integer_at(in.type(place), in.data(place), at) : 0;
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
