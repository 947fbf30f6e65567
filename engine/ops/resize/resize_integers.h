// Resizing integers, rounded as onnxruntime does.
#pragma once

#include <vector>

#include "core/shape.h"
#include "core/tensor.h"
#include "kernels/resample.h"

namespace cnn {

struct IntegerResize {
  std::vector<Taps> taps;  // by axis: one an element, or two
  const Shape& from;
  float extrapolation = 0;  // of what lies outside
};

// Sums in float32 and cuts toward zero. type: kInt32, kInt8 or kUint8, of both.
void resize_integers(const IntegerResize& resize, DType type, const void* from, void* to);

}  // namespace cnn
