// Elements of any type, a row at a time, as one of two types that hold each of them exactly:
// float32 as double, all others as int64. What computes with them is written twice at most, not
// once a type.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/tensor.h"

namespace cnn {

union Wide {
  std::int64_t integer;
  double real;
};

// to[i] = element number at + i * step of `from`, for i < count. real: as double in any case; else
// as what the type calls for. A bool is 0 or 1, whatever its byte.
void widen(DType type, const void* from, std::int64_t at, std::int64_t step, std::size_t count,
           bool real, Wide* to);

// Writes `count` elements from number `at` of `to` on. Integers wrap around, as ONNX's Cast does;
// reals are cut toward zero. False where a real has no place in an integer type.
bool narrow(const Wide* from, bool real, std::size_t count, DType type, void* to, std::int64_t at);

}  // namespace cnn
