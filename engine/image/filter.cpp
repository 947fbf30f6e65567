#include "image/filter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

// A fused multiply-add would round a weight differently from Pillow once in a while.
#if defined(__clang__)
#pragma clang fp contract(off)
#endif

namespace cnn {
namespace {

double triangle(double x) {
  x = std::fabs(x);
  return x < 1.0 ? 1.0 - x : 0.0;
}

// Keys' cubic convolution with a = -0.5, in Pillow's order of operations.
double cubic(double x) {
  constexpr double a = -0.5;
  x = std::fabs(x);
  if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0;
  if (x < 2.0) return (((x - 5.0) * x + 8.0) * x - 4.0) * a;
  return 0.0;
}

std::int32_t to_fixed(double weight) {
  const double scaled = weight * (1 << kWeightBits);
  return static_cast<std::int32_t>(weight < 0 ? scaled - 0.5 : scaled + 0.5);
}

}  // namespace

FilterWeights filter_weights(Interpolation interpolation, int in_size, int out_size, Span window) {
  const bool is_cubic = interpolation == Interpolation::kBicubic;
  const double scale = static_cast<double>(in_size) / out_size;
  const double filter_scale = std::max(scale, 1.0);  // enlarging interpolates, it does not blur
  const double support = (is_cubic ? 2.0 : 1.0) * filter_scale;
  const double inverse = 1.0 / filter_scale;

  FilterWeights result;
  result.stride = std::min(static_cast<int>(std::ceil(support)) * 2 + 1, in_size);
  result.taps.reserve(static_cast<std::size_t>(window.count()));
  result.weights.resize(static_cast<std::size_t>(window.count()) *
                        static_cast<std::size_t>(result.stride));
  std::vector<double> exact(static_cast<std::size_t>(result.stride));
  for (int i = 0; i < window.count(); ++i) {
    const double centre = (window.begin + i + 0.5) * scale;
    const int first = std::max(static_cast<int>(centre - support + 0.5), 0);
    const int count = std::min(static_cast<int>(centre + support + 0.5), in_size) - first;
    double sum = 0.0;
    for (int t = 0; t < count; ++t) {
      const double x = (t + first - centre + 0.5) * inverse;
      const double weight = is_cubic ? cubic(x) : triangle(x);
      exact[static_cast<std::size_t>(t)] = weight;
      sum += weight;
    }
    std::int32_t* weights = result.weights.data() + static_cast<std::ptrdiff_t>(i) * result.stride;
    for (int t = 0; t < count; ++t) {
      const double weight = exact[static_cast<std::size_t>(t)];
      weights[t] = to_fixed(sum != 0.0 ? weight / sum : weight);
    }
    result.taps.push_back({first, count});
  }
  return result;
}

}  // namespace cnn
