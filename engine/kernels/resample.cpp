#include "kernels/resample.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace cnn {
namespace {

void add_tap(float weight, const float* from, std::int64_t count, float* to) {
  for (std::int64_t i = 0; i < count; ++i) to[i] += weight * from[i];
}

void blend(float weight, const float* from, float other, const float* second, std::int64_t count,
           float* to) {
  for (std::int64_t i = 0; i < count; ++i) to[i] = weight * from[i] + other * second[i];
}

}  // namespace

void resample(const ResampleRun& run, std::int64_t first, std::int64_t last) {
  const Taps& taps = *run.taps;
  const std::int64_t outputs = taps.outputs(), inner = run.inner, count = taps.count;
  for (std::int64_t row = first; row < last; ++row) {
    const std::int64_t at = row % outputs;
    const float* from = run.from + row / outputs * run.input * inner;
    const std::int64_t* indices = taps.indices.data() + at * count;
    const float* weights = taps.weights.data() + at * count;
    float* to = run.to + row * inner;
    if (!taps.outside.empty() && taps.outside[static_cast<std::size_t>(at)]) {
      std::fill_n(to, inner, taps.fill);
    } else if (count == 1) {  // its weight is 1
      std::memcpy(to, from + *indices * inner, static_cast<std::size_t>(inner) * sizeof(float));
    } else {
      blend(weights[0], from + indices[0] * inner, weights[1], from + indices[1] * inner, inner,
            to);
      for (std::int64_t k = 2; k < count; ++k)
        add_tap(weights[k], from + indices[k] * inner, inner, to);
    }
  }
}

}  // namespace cnn
