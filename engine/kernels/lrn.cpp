#include "kernels/lrn.h"

#include <algorithm>
#include <cmath>

namespace cnn {
namespace {

// sums[c] = bias + alpha / size * sum of squares[c - before .. c + behind], cut at the ends. Window
// position by window position, so that the loop over channels has no dependency.
void window_sums(const LrnShape& shape, std::int64_t channels, const float* squares, float* sums) {
  const float factor = shape.alpha / static_cast<float>(shape.size);
  std::fill(sums, sums + channels, shape.bias);
  const std::int64_t first = std::max(-shape.before(), 1 - channels);
  const std::int64_t last = std::min(shape.behind(), channels - 1);
  for (std::int64_t shift = first; shift <= last; ++shift) {
    const std::int64_t begin = std::max<std::int64_t>(0, -shift);
    const std::int64_t end = channels - std::max<std::int64_t>(0, shift);
    for (std::int64_t c = begin; c < end; ++c) sums[c] += factor * squares[c + shift];
  }
}

// output = input / sums ^ beta. Networks use 0.75, which two roots give.
void divide(const LrnShape& shape, std::int64_t channels, const float* input, const float* sums,
            float* output) {
  if (shape.beta == 0.75f) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const float root = std::sqrt(sums[c]);
      output[c] = input[c] / (root * std::sqrt(root));
    }
    return;
  }
  for (std::int64_t c = 0; c < channels; ++c) output[c] = input[c] / std::pow(sums[c], shape.beta);
}

}  // namespace

void lrn_nchw(const LrnShape& shape, std::int64_t batch, std::int64_t channels, std::int64_t plane,
              const float* input, float* output) {
  const double factor = static_cast<double>(shape.alpha) / static_cast<double>(shape.size);
  for (std::int64_t n = 0; n < batch; ++n, input += channels * plane) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const std::int64_t first = std::max<std::int64_t>(0, c - shape.before());
      const std::int64_t last = std::min(channels - 1, c + shape.behind());
      for (std::int64_t i = 0; i < plane; ++i) {
        double sum = 0;
        for (std::int64_t k = first; k <= last; ++k)
          sum += static_cast<double>(input[k * plane + i]) * input[k * plane + i];
        // Overflows where it does in float.
        const auto divisor = static_cast<float>(shape.bias + factor * static_cast<float>(sum));
        *output++ = static_cast<float>(input[c * plane + i] /
                                       std::pow(double{divisor}, double{shape.beta}));
      }
    }
  }
}

void lrn_nhwc(const LrnShape& shape, std::int64_t pixels, std::int64_t channels, const float* input,
              float* output, float* scratch) {
  float* squares = scratch;
  float* sums = scratch + channels;
  for (std::int64_t pixel = 0; pixel < pixels; ++pixel) {
    for (std::int64_t c = 0; c < channels; ++c) squares[c] = input[c] * input[c];
    window_sums(shape, channels, squares, sums);
    divide(shape, channels, input, sums, output);
    input += channels;
    output += channels;
  }
}

}  // namespace cnn
