// Twice through the data: once for the mean, once for the squared distances from it. Both are
// summed in float over short stretches, and those sums in double, so that rounding does not grow
// with the picture.
#include "kernels/normalise.h"

#include <algorithm>
#include <cmath>

#include "kernels/block.h"

namespace cnn {
namespace {

constexpr std::int64_t kStretch = 256;  // numbers, or pixels, that are summed in float

// The sum of (x - mean)^2, or of x.
template <bool kSquares>
double row_sum(const float* x, std::int64_t count, float mean) {
  double total = 0;
  const auto term = [mean](auto value) {
    const auto distance = value - mean;
    return kSquares ? distance * distance : value;
  };
  for (std::int64_t first = 0; first < count; first += kStretch) {
    const std::int64_t end = std::min(first + kStretch, count);
    Block sums[4] = {};
    std::int64_t i = first;
    for (; i + 4 * kBlock <= end; i += 4 * kBlock)
      for (int k = 0; k < 4; ++k) sums[k] += term(load(x + i + k * kBlock));
    const Block sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    float part = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    for (; i < end; ++i) part += term(x[i]);
    total += part;
  }
  return total;
}

// totals[c]: the same of channel c; mean: [channels]. part: scratch, [channels].
template <bool kSquares>
void column_sums(const float* x, std::int64_t pixels, std::int64_t channels, const float* mean,
                 float* part, double* totals) {
  std::fill(totals, totals + channels, 0);
  for (std::int64_t first = 0; first < pixels; first += kStretch) {
    const std::int64_t end = std::min(first + kStretch, pixels);
    std::fill(part, part + channels, 0.0f);
    for (std::int64_t pixel = first; pixel < end; ++pixel, x += channels)
      for (std::int64_t c = 0; c < channels; ++c) {
        const float distance = kSquares ? x[c] - mean[c] : 0;
        part[c] += kSquares ? distance * distance : x[c];
      }
    for (std::int64_t c = 0; c < channels; ++c) totals[c] += part[c];
  }
}

// What a group norm knows about the channels of one picture; each [channels].
struct Channels {
  explicit Channels(const GroupNorm& group_norm, float* scratch)
      : norm(group_norm),
        totals(reinterpret_cast<double*>(scratch)),
        mean(scratch + 2 * norm.channels),
        scale(mean + norm.channels),
        part(scale + norm.channels) {}

  // each[c] = function(the mean of totals over the elements of c's group).
  template <class Function>
  void share(float* each, Function function) {
    const std::int64_t members = norm.channels / norm.groups;
    const double count = static_cast<double>(members) * static_cast<double>(norm.plane);
    for (std::int64_t first = 0; first < norm.channels; first += members) {
      double total = 0;
      for (std::int64_t c = first; c < first + members; ++c) total += totals[c];
      std::fill_n(each + first, members, static_cast<float>(function(total / count)));
    }
  }

  // sums(squares) fills totals: with what is averaged for the mean, or for the variance.
  template <class Sums>
  void measure(Sums sums) {
    sums(false);
    share(mean, [](double value) { return value; });
    sums(true);
    share(scale, [&](double value) { return 1 / std::sqrt(value + norm.epsilon); });
    for (std::int64_t c = 0; c < norm.channels; ++c) scale[c] *= norm.scale[c];
  }

  const GroupNorm& norm;
  double* totals;
  float *mean, *scale, *part;
};

}  // namespace

void group_norm_nchw(const GroupNorm& norm, const float* input, float* output, float* scratch) {
  Channels each(norm, scratch);
  const std::int64_t plane = norm.plane;
  for (std::int64_t n = 0; n < norm.batch; ++n) {
    each.measure([&](bool squares) {
      for (std::int64_t c = 0; c < norm.channels; ++c)
        each.totals[c] = squares ? row_sum<true>(input + c * plane, plane, each.mean[c])
                                 : row_sum<false>(input + c * plane, plane, 0);
    });
    for (std::int64_t c = 0; c < norm.channels; ++c) {
      const float mean = each.mean[c], scale = each.scale[c], bias = norm.bias[c];
      for (std::int64_t i = 0; i < plane; ++i) output[i] = (input[i] - mean) * scale + bias;
      input += plane;
      output += plane;
    }
  }
}

void group_norm_nhwc(const GroupNorm& norm, const float* input, float* output, float* scratch) {
  Channels each(norm, scratch);
  const std::int64_t channels = norm.channels;
  for (std::int64_t n = 0; n < norm.batch; ++n) {
    each.measure([&](bool squares) {
      (squares ? column_sums<true> : column_sums<false>)(input, norm.plane, channels, each.mean,
                                                         each.part, each.totals);
    });
    for (std::int64_t pixel = 0; pixel < norm.plane; ++pixel) {
      for (std::int64_t c = 0; c < channels; ++c)
        output[c] = (input[c] - each.mean[c]) * each.scale[c] + norm.bias[c];
      input += channels;
      output += channels;
    }
  }
}

void layer_norm(const LayerNorm& norm, std::int64_t rows, const float* input, float* output,
                float* mean, float* inverse_deviation) {
  const std::int64_t length = norm.length;
  const auto count = static_cast<double>(length);
  for (std::int64_t row = 0; row < rows; ++row, input += length, output += length) {
    const auto middle = static_cast<float>(row_sum<false>(input, length, 0) / count);
    const double variance = row_sum<true>(input, length, middle) / count;
    const auto factor = static_cast<float>(1 / std::sqrt(variance + norm.epsilon));
    for (std::int64_t i = 0; i < length; ++i)
      output[i] = (input[i] - middle) * factor * norm.scale[i];
    if (norm.bias)
      for (std::int64_t i = 0; i < length; ++i) output[i] += norm.bias[i];
    if (mean) mean[row] = middle;
    if (inverse_deviation) inverse_deviation[row] = factor;
  }
}

}  // namespace cnn
