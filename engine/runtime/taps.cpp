#include "runtime/taps.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "runtime/permute.h"

namespace cnn {

void read_value(const Located& from, const Shape& shape, std::span<std::byte> out) {
  if (from.layout == Layout::kNhwc && shape.rank() == 4)
    return nhwc_to_nchw(from.data, reinterpret_cast<float*>(out.data()), shape);
  std::memcpy(out.data(), from.data, out.size_bytes());
}

Statistics statistics(std::span<const float> values) {
  Statistics result;
  result.elements = static_cast<std::int64_t>(values.size());
  float low = std::numeric_limits<float>::infinity(), high = -low;
  double sum = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) {
      ++result.non_finite;
      continue;
    }
    low = std::min(low, value);
    high = std::max(high, value);
    sum += value;
    result.zeros += value == 0.0f;
  }
  const std::int64_t finite = result.elements - result.non_finite;
  if (finite == 0) return result;
  result.min = low;
  result.max = high;
  result.mean = sum / static_cast<double>(finite);
  return result;
}

}  // namespace cnn
