#include "kernels/convolution.h"

namespace cnn {
namespace {

// Sum over one input channel's patch at output position (oy, ox); padding contributes nothing.
double patch(const Window& window, const float* plane, const float* kernel, std::int64_t oy,
             std::int64_t ox) {
  double sum = 0;
  visit_window(window, oy, ox, [&](std::int64_t at, std::int64_t k) {
    sum += static_cast<double>(plane[at]) * static_cast<double>(kernel[k]);
  });
  return sum;
}

}  // namespace

void convolve(const ConvolutionShape& shape, const float* input, const float* kernel,
              const float* bias, float* output) {
  const Window& window = shape.window;
  const std::int64_t in_plane = window.y.input * window.x.input;
  const std::int64_t kernel_plane = window.y.kernel * window.x.kernel;
  const std::int64_t group_in = shape.in_channels / shape.groups;
  const std::int64_t group_out = shape.out_channels / shape.groups;
  for (std::int64_t n = 0; n < shape.batch; ++n) {
    for (std::int64_t oc = 0; oc < shape.out_channels; ++oc) {
      const std::int64_t first = n * shape.in_channels + oc / group_out * group_in;
      for (std::int64_t oy = 0; oy < window.y.output; ++oy) {
        for (std::int64_t ox = 0; ox < window.x.output; ++ox) {
          double sum = bias ? bias[oc] : 0;
          for (std::int64_t ic = 0; ic < group_in; ++ic)
            sum += patch(window, input + (first + ic) * in_plane,
                         kernel + (oc * group_in + ic) * kernel_plane, oy, ox);
          *output++ = static_cast<float>(sum);
        }
      }
    }
  }
}

}  // namespace cnn
