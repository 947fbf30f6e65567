#include "kernels/volumes.h"

#include <algorithm>

#include "kernels/vector_math.h"

namespace cnn {
namespace {

// Kernel elements [first, end) of an axis whose cells lie in the input, for output position `at`.
struct Taps {
  std::int64_t start, first, end;
};

Taps taps_at(const WindowAxis& axis, std::int64_t at) {
  const std::int64_t start = axis.start(at);
  const auto up = [&](std::int64_t cells) { return (cells + axis.dilation - 1) / axis.dilation; };
  return {start, start < 0 ? std::min(up(-start), axis.kernel) : 0,
          std::clamp<std::int64_t>(up(axis.input - start), 0, axis.kernel)};
}

struct Run {
  const VolumeAxes& axes;
  std::int64_t channels;
  const float *input, *weights, *bias;
  float low, high;
};

// kBlocks * 4 channels from `channel` on, or as many as `size` says, of one output cell.
template <int kBlocks, class Size>
void sum_cell(const Run& run, const std::array<Taps, 3>& taps, std::int64_t channel, Size size,
              float* output) {
  Block sums[kBlocks];
  for (int i = 0; i < kBlocks; ++i) sums[i] = load(run.bias + channel + i * kBlock, size);
  const auto& [depth, height, width] = run.axes;
  for (std::int64_t z = taps[0].first; z < taps[0].end; ++z)
    for (std::int64_t y = taps[1].first; y < taps[1].end; ++y) {
      const std::int64_t row =
          (taps[0].start + z * depth.dilation) * height.input + taps[1].start + y * height.dilation;
      const std::int64_t first = row * width.input + taps[2].start;
      const std::int64_t kernel = (z * height.kernel + y) * width.kernel;
      for (std::int64_t x = taps[2].first; x < taps[2].end; ++x) {
        const float* from = run.input + (first + x * width.dilation) * run.channels + channel;
        const float* by = run.weights + (kernel + x) * run.channels + channel;
        for (int i = 0; i < kBlocks; ++i)
          sums[i] =
              multiply_add(load(from + i * kBlock, size), load(by + i * kBlock, size), sums[i]);
      }
    }
  for (int i = 0; i < kBlocks; ++i)
    store(output + channel + i * kBlock, at_most(at_least(sums[i], run.low), run.high), size);
}

}  // namespace

void depthwise_volume(const VolumeAxes& axes, std::int64_t channels, const float* input,
                      const float* weights, const float* bias, float low, float high,
                      float* output) {
  constexpr int kBlocks = 4;
  const Run run = {axes, channels, input, weights, bias, low, high};
  std::array<Taps, 3> taps;
  for (std::int64_t z = 0; z < axes[0].output; ++z)
    for (std::int64_t y = 0; y < axes[1].output; ++y)
      for (std::int64_t x = 0; x < axes[2].output; ++x, output += channels) {
        taps = {taps_at(axes[0], z), taps_at(axes[1], y), taps_at(axes[2], x)};
        std::int64_t channel = 0;
        for (; channel + kBlocks * kBlock <= channels; channel += kBlocks * kBlock)
          sum_cell<kBlocks>(run, taps, channel, Whole(), output);
        for_blocks(channel, channels,
                   [&](std::int64_t at, auto size) { sum_cell<1>(run, taps, at, size, output); });
      }
}

}  // namespace cnn
