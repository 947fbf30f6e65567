// The plain loop of convolution: slow, obvious, the oracle of the SIMD paths' tests.
#pragma once

#include <cstdint>

#include "kernels/window.h"

namespace cnn {

struct ConvolutionShape {
  std::int64_t batch = 1;
  std::int64_t in_channels = 1;
  std::int64_t out_channels = 1;
  std::int64_t groups = 1;
  Window window;
};

// input:  f32 [batch, in_channels, window.y.input, window.x.input] NCHW
// kernel: f32 [out_channels, in_channels / groups, window.y.kernel, window.x.kernel]
// bias:   f32 [out_channels], or null
// output: f32 [batch, out_channels, window.y.output, window.x.output] NCHW
// Sums in double, so that its own rounding does not count.
void convolve(const ConvolutionShape& shape, const float* input, const float* kernel,
              const float* bias, float* output);

}  // namespace cnn
