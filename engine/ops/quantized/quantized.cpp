#include "ops/quantized/quantized.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text.h"

namespace cnn {

std::int32_t quantize(float value, std::int32_t zero, IntegerRange range) {
  // In this order, so that NaN meets the lower bound; before it is rounded, so that it fits.
  const auto low = static_cast<float>(range.low - zero);
  const auto high = static_cast<float>(range.high - zero);
  const float within = value > low ? std::min(value, high) : low;
  return static_cast<std::int32_t>(std::nearbyint(within)) + zero;
}

QuantizedSteps dynamic_steps(const float* numbers, std::int64_t count) {
  // 0 is always among the numbers, so that padding is exact. NaN is none of them.
  float low = 0, high = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    low = std::min(low, numbers[i]);
    high = std::max(high, numbers[i]);
  }
  constexpr IntegerRange kRange = range_of(DType::kUint8);
  const float scale = low == high ? 1 : (high - low) / 255;
  const float lowest = -low / scale;  // NaN for infinity / infinity
  return {scale, lowest == lowest ? quantize(lowest, 0, kRange) : kRange.high, kRange};
}

std::int32_t integer_at(DType type, const void* data, std::int64_t at) {
  switch (type) {
    case DType::kInt8: return static_cast<const std::int8_t*>(data)[at];
    case DType::kInt32: return static_cast<const std::int32_t*>(data)[at];
    default: return static_cast<const std::uint8_t*>(data)[at];
  }
}

namespace {

template <class T>
void subtract(const T* from, std::int64_t step, std::int64_t count, std::int32_t zero,
              std::int16_t* to) {
  for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<std::int16_t>(from[i * step] - zero);
}

}  // namespace

void subtract_zero(ConstBuffer from, std::int64_t at, std::int64_t step, std::int64_t count,
                   std::int32_t zero, std::int16_t* to) {
  if (from.type == DType::kInt8)
    subtract(from.as<std::int8_t>() + at, step, count, zero, to);
  else
    subtract(from.as<std::uint8_t>() + at, step, count, zero, to);
}

Result<void> check_per_channel(const NodeView& node, int input, std::int64_t count) {
  const auto index = static_cast<std::size_t>(input);
  if (!node.has_input(index)) return {};
  const Shape& shape = node.shape(index);
  if (shape.elements() == 1 || (shape.rank() == 1 && shape[0] == count)) return {};
  return node.error(ErrorCode::kInvalidShape, "its input " + quoted(node.input(index).name) +
                                                  " has the shape " + to_string(shape) +
                                                  "; one number is expected, or " + decimal(count));
}

Result<void> check_type(const NodeView& node, int input, DType type, std::string_view what) {
  const auto index = static_cast<std::size_t>(input);
  if (!node.has_input(index) || node.input(index).type.dtype == type) return {};
  return node.error(ErrorCode::kInvalidModel,
                    std::string(what) + " " + quoted(node.input(index).name) + " must be " +
                        std::string(dtype_name(type)) + ", not " +
                        std::string(dtype_name(node.input(index).type.dtype)));
}

Result<void> check_scale_and_zero(const NodeView& node, int input) {
  const DType type = node.input(static_cast<std::size_t>(input)).type.dtype;
  CNN_TRY(check_type(node, input + 1, DType::kFloat32, "its scale"));
  return check_type(node, input + 2, type, "its zero point");
}

}  // namespace cnn
