#include "kernels/deconvolution.h"

namespace cnn {
namespace {

// Which input position kernel position k brings to output position `at`; -1: none.
std::int64_t source(const WindowAxis& axis, std::int64_t at, std::int64_t k) {
  const std::int64_t steps = at + axis.pad_begin - k * axis.dilation;
  const bool there = steps >= 0 && steps % axis.stride == 0 && steps / axis.stride < axis.output;
  return there ? steps / axis.stride : -1;
}

// What one input channel adds to the output at (oy, ox).
double patch(const Window& window, const float* plane, const float* kernel, std::int64_t oy,
             std::int64_t ox) {
  double sum = 0;
  for (std::int64_t ky = 0; ky < window.y.kernel; ++ky) {
    const std::int64_t iy = source(window.y, oy, ky);
    for (std::int64_t kx = 0; iy >= 0 && kx < window.x.kernel; ++kx)
      if (const std::int64_t ix = source(window.x, ox, kx); ix >= 0)
        sum += double{plane[iy * window.x.output + ix]} * double{kernel[ky * window.x.kernel + kx]};
  }
  return sum;
}

}  // namespace

void deconvolve(const ConvolutionShape& shape, const float* input, const float* kernel,
                const float* bias, float* output) {
  const Window& window = shape.window;
  const std::int64_t in_plane = window.y.output * window.x.output;
  const std::int64_t kernel_plane = window.y.kernel * window.x.kernel;
  const std::int64_t group_in = shape.in_channels / shape.groups;
  const std::int64_t group_out = shape.out_channels / shape.groups;
  for (std::int64_t n = 0; n < shape.batch; ++n) {
    for (std::int64_t oc = 0; oc < shape.out_channels; ++oc) {
      const std::int64_t first = oc / group_out * group_in;
      for (std::int64_t at = 0; at < window.y.input * window.x.input; ++at) {
        double sum = bias ? bias[oc] : 0;
        for (std::int64_t ic = first; ic < first + group_in; ++ic)
          sum += patch(window, input + (n * shape.in_channels + ic) * in_plane,
                       kernel + (ic * group_out + oc % group_out) * kernel_plane,
                       at / window.x.input, at % window.x.input);
        *output++ = static_cast<float>(sum);
      }
    }
  }
}

void add_row(const ConvolutionShape& shape, std::int64_t iy, const float* products, float* output) {
  const Window& window = shape.window;
  const std::int64_t taps = window.y.kernel * window.x.kernel;
  const std::int64_t length = shape.out_channels / shape.groups;
  for (std::int64_t ix = 0; ix < window.x.output; ++ix)
    for (std::int64_t group = 0; group < shape.groups; ++group, products += taps * length)
      visit_window(window, iy, ix, [&](std::int64_t at, std::int64_t k) {
        const float* from = products + k * length;
        float* to = output + at * shape.out_channels + group * length;
        for (std::int64_t c = 0; c < length; ++c) to[c] += from[c];
      });
}

void add_depthwise_row(const ConvolutionShape& shape, std::int64_t iy, const float* row,
                       const float* kernel, float* output) {
  const std::int64_t channels = shape.groups;
  for (std::int64_t ix = 0; ix < shape.window.x.output; ++ix, row += channels)
    visit_window(shape.window, iy, ix, [&](std::int64_t at, std::int64_t k) {
      const float* weights = kernel + k * channels;
      float* to = output + at * channels;
      for (std::int64_t c = 0; c < channels; ++c) to[c] += row[c] * weights[c];
    });
}

}  // namespace cnn
