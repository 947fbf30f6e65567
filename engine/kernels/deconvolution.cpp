#include "kernels/deconvolution.h"

#include <vector>

namespace cnn {

void deconvolve(const ConvolutionShape& shape, const float* input, const float* kernel,
                const float* bias, float* output) {
  const Window& window = shape.window;
  const std::int64_t out_plane = window.y.input * window.x.input;
  const std::int64_t kernel_plane = window.y.kernel * window.x.kernel;
  const std::int64_t group_in = shape.in_channels / shape.groups;
  const std::int64_t group_out = shape.out_channels / shape.groups;
  const std::int64_t in_plane = window.y.output * window.x.output;
  std::vector<double> sums(static_cast<std::size_t>(out_plane));
  for (std::int64_t n = 0; n < shape.batch; ++n) {
    for (std::int64_t oc = 0; oc < shape.out_channels; ++oc) {
      sums.assign(sums.size(), bias ? double{bias[oc]} : 0.0);
      const std::int64_t first = oc / group_out * group_in;
      for (std::int64_t ic = first; ic < first + group_in; ++ic) {
        const float* in = input + (n * shape.in_channels + ic) * in_plane;
        const float* taps = kernel + (ic * group_out + oc % group_out) * kernel_plane;
        for (std::int64_t i = 0; i < in_plane; ++i)
          visit_window(window, i / window.x.output, i % window.x.output,
                       [&](std::int64_t at, std::int64_t k) {
                         sums[static_cast<std::size_t>(at)] += double{in[i]} * double{taps[k]};
                       });
      }
      for (const double sum : sums) *output++ = static_cast<float>(sum);
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
