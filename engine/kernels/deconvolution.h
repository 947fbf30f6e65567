// Transposed convolution: every input element adds its kernel, scaled, to the output.
#pragma once

#include "kernels/convolution.h"

namespace cnn {

// The window slides over the output here: shape.window.y.input is the height of the output map, and
// shape.window.y.output that of the input map.

// The plain loop, the oracle of the tests.
// input:  f32 [batch, in_channels, window.y.output, window.x.output] NCHW
// kernel: f32 [in_channels, out_channels / groups, window.y.kernel, window.x.kernel]
// bias:   f32 [out_channels], or null
// output: f32 [batch, out_channels, window.y.input, window.x.input] NCHW
void deconvolve(const ConvolutionShape& shape, const float* input, const float* kernel,
                const float* bias, float* output);

// Adds what row iy of an input map contributes to the output map, channels last.
// products: f32 [window.x.output, groups, window.y.kernel, window.x.kernel, out_channels / groups],
// every input pixel times every kernel element.
void add_row(const ConvolutionShape& shape, std::int64_t iy, const float* products, float* output);

// The same for one channel in and out a group. row: f32 [window.x.output, groups]; kernel: f32
// [window.y.kernel, window.x.kernel, groups].
void add_depthwise_row(const ConvolutionShape& shape, std::int64_t iy, const float* row,
                       const float* kernel, float* output);

}  // namespace cnn
