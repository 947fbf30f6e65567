// Windows that slide over volumes.
#pragma once

#include <array>
#include <cstdint>

#include "kernels/window.h"

namespace cnn {

// Along depth, height and width.
using VolumeAxes = std::array<WindowAxis, 3>;

// The product of one number of each axis: cells(axes, &WindowAxis::input) is the size of the input.
inline std::int64_t cells(const VolumeAxes& axes, std::int64_t WindowAxis::* what) {
  return axes[0].*what * (axes[1].*what) * (axes[2].*what);
}

// Depthwise convolution, four channels at a time.
// input:   f32 [axes' input, channels]
// weights: f32 [axes' kernel, channels]
// bias:    f32 [channels]
// output:  f32 [axes' output, channels], between low and high
void depthwise_volume(const VolumeAxes& axes, std::int64_t channels, const float* input,
                      const float* weights, const float* bias, float low, float high,
                      float* output);

// Both: planes volumes, one after another.
// input:  f32 [planes, axes' input]
// output: f32 [planes, axes' output]
// The largest value of each window; NaN where there is one, -infinity over padding alone.
void max_pool_volumes(const VolumeAxes& axes, std::int64_t planes, const float* input,
                      float* output);
// The mean of each window, added up in double. counts_padding: padding counts as zeros, as far as
// the model states it, also where ceil_mode reaches further.
void average_pool_volumes(const VolumeAxes& axes, std::int64_t planes, bool counts_padding,
                          const float* input, float* output);

}  // namespace cnn
