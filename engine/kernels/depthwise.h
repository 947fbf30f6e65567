// Depthwise convolution over channels-last values: every channel has a kernel of its own.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/convolution.h"

namespace cnn {

// True for what depthwise() computes: one input and one output channel a group, at least
// four of them; along x a kernel of 3, 5 or 7, stride 1 or 2 and no dilation; along y anything.
bool has_depthwise_kernel(const ConvolutionShape& shape);

// Floats that pack_depthwise() writes.
std::size_t depthwise_packed_count(const ConvolutionShape& shape);

// kernel: f32 [channels, 1, window.y.kernel, window.x.kernel]; bias: f32 [channels], or null.
void pack_depthwise(const ConvolutionShape& shape, const float* kernel, const float* bias,
                    float* packed);

struct DepthwiseRun {
  const ConvolutionShape& shape;
  const float* packed;
  float low, high;     // the output is clamped to these
  const float* input;  // f32 [batch, window.y.input, window.x.input, channels] NHWC
  float* output;       // f32 [batch, window.y.output, window.x.output, channels] NHWC
};

// Computes the output rows first_row to end_row - 1, counted through the whole batch. Rows may be
// computed at the same time by several threads. Nothing outside input and output is touched.
void depthwise(const DepthwiseRun& run, std::int64_t first_row, std::int64_t end_row);

}  // namespace cnn
