// The plain loops of pooling: the oracle of the SIMD paths' tests, and the fallback for the windows
// XNNPACK does not take (1 x 1, stride beyond the kernel, padding that counts).
#pragma once

#include <cstdint>

#include "kernels/window.h"

namespace cnn {

// input: f32 [planes, y.input, x.input], output: f32 [planes, y.output, x.output], where planes is
// batch times channels of an NCHW tensor. Every window must touch at least one input element.
void max_pool(std::int64_t planes, const Window& window, const float* input, float* output);

// As max_pool. count_padding: divide by the window's size inside the padded input (ONNX's
// count_include_pad = 1) instead of by the number of input elements under it.
void average_pool(std::int64_t planes, const Window& window, bool count_padding, const float* input,
                  float* output);

}  // namespace cnn
