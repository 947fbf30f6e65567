#include "kernels/volumes.h"

#include <algorithm>
#include <limits>
#include <vector>

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

// Output positions [first, end) of an axis for which kernel element k lies in the input.
struct Reach {
  std::int64_t first, end;
};

Reach reach_of(const WindowAxis& axis, std::int64_t k) {
  const std::int64_t before = axis.pad_begin - k * axis.dilation;  // cells in front of the input
  const auto up = [&](std::int64_t cells) {
    return cells <= 0 ? 0 : std::min((cells + axis.stride - 1) / axis.stride, axis.output);
  };
  return {up(before), up(axis.input + before)};
}

// Calls row(from, reach) for every row of the input and every element along x of the windows over
// one row of the output: `from` is the input under its first position, `reach` those that it
// reaches.
template <class Row>
void visit_rows(const VolumeAxes& axes, std::int64_t z, std::int64_t y, const float* input,
                Row row) {
  const auto& [depth, height, width] = axes;
  const Taps deep = taps_at(depth, z), high = taps_at(height, y);
  for (std::int64_t i = deep.first; i < deep.end; ++i)
    for (std::int64_t j = high.first; j < high.end; ++j) {
      const std::int64_t at =
          (deep.start + i * depth.dilation) * height.input + high.start + j * height.dilation;
      for (std::int64_t x = 0; x < width.kernel; ++x)
        row(input + at * width.input + width.start(0) + x * width.dilation, reach_of(width, x));
    }
}

// Calls body(z, y, input of the plane, output row) for every row of the output.
template <class Body>
void for_rows(const VolumeAxes& axes, std::int64_t planes, const float* input, float* output,
              Body body) {
  for (std::int64_t i = 0; i < planes; ++i, input += cells(axes, &WindowAxis::input))
    for (std::int64_t z = 0; z < axes[0].output; ++z)
      for (std::int64_t y = 0; y < axes[1].output; ++y, output += axes[2].output)
        body(z, y, input, output);
}

// How many elements of the window at output position `at` count.
std::int64_t count_at(const WindowAxis& axis, std::int64_t at, bool counts_padding) {
  const Taps taps = taps_at(axis, at);
  if (!counts_padding) return taps.end - taps.first;
  const std::int64_t room = axis.input + axis.pad_end - taps.start;
  return std::clamp<std::int64_t>((room + axis.dilation - 1) / axis.dilation, 0, axis.kernel);
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
  for (std::int64_t z = 0; z < axes[0].output; ++z)
    for (std::int64_t y = 0; y < axes[1].output; ++y) {
      std::array<Taps, 3> taps = {taps_at(axes[0], z), taps_at(axes[1], y), {}};
      for (std::int64_t x = 0; x < axes[2].output; ++x, output += channels) {
        taps[2] = taps_at(axes[2], x);
        std::int64_t channel = 0;
        for (; channel + kBlocks * kBlock <= channels; channel += kBlocks * kBlock)
          sum_cell<kBlocks>(run, taps, channel, Whole(), output);
        for_blocks(channel, channels,
                   [&](std::int64_t at, auto size) { sum_cell<1>(run, taps, at, size, output); });
      }
    }
}

void max_pool_volumes(const VolumeAxes& axes, std::int64_t planes, const float* input,
                      float* output) {
  const std::int64_t stride = axes[2].stride, width = axes[2].output;
  for_rows(axes, planes, input, output,
           [&](std::int64_t z, std::int64_t y, const float* volume, float* largest) {
             std::fill_n(largest, width, -std::numeric_limits<float>::infinity());
             visit_rows(axes, z, y, volume, [&](const float* from, Reach reach) {
               for (std::int64_t x = reach.first; x < reach.end; ++x) {
                 // NaN stays: value != value.
                 const float value = from[x * stride];
                 largest[x] = ((value > largest[x]) | (value != value)) ? value : largest[x];
               }
             });
           });
}

void average_pool_volumes(const VolumeAxes& axes, std::int64_t planes, bool counts_padding,
                          const float* input, float* output) {
  const std::int64_t stride = axes[2].stride, width = axes[2].output;
  std::vector<double> sums(static_cast<std::size_t>(width));
  for_rows(axes, planes, input, output,
           [&](std::int64_t z, std::int64_t y, const float* volume, float* means) {
             std::ranges::fill(sums, 0);
             visit_rows(axes, z, y, volume, [&](const float* from, Reach reach) {
               for (std::int64_t x = reach.first; x < reach.end; ++x)
                 sums[static_cast<std::size_t>(x)] += from[x * stride];
             });
             const std::int64_t count =
                 count_at(axes[0], z, counts_padding) * count_at(axes[1], y, counts_padding);
             for (std::int64_t x = 0; x < width; ++x)
               means[x] = static_cast<float>(
                   sums[static_cast<std::size_t>(x)] /
                   static_cast<double>(count * count_at(axes[2], x, counts_padding)));
           });
}

}  // namespace cnn
