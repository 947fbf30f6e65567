// Reading values out of a finished run, in the model's own order.
#pragma once

#include <cstddef>
#include <span>

#include "core/shape.h"
#include "runtime/plan.h"

namespace cnn {

// True where the elements lie in the order of `shape` already.
bool is_in_order(const Located& from, const Shape& shape);

// Copies a value in the order of its shape. out: all of its bytes. Only float32 lies channels last.
void read_value(const Located& from, const Shape& shape, std::span<std::byte> out);

struct Statistics {
  float min = 0;  // over the finite elements; 0 when there is none
  float max = 0;
  double mean = 0;  // over the finite elements
  std::int64_t zeros = 0;
  std::int64_t non_finite = 0;  // NaN or infinite
  std::int64_t elements = 0;
};

Statistics statistics(std::span<const float> values);

}  // namespace cnn
