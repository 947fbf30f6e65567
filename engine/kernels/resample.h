// Weighted sums along one axis, with indices and weights worked out beforehand.
#pragma once

#include <cstdint>
#include <vector>

namespace cnn {

// Output element i is the sum over k < count of weights[i * count + k] times the input's element
// indices[i * count + k]; indices are within the input. outside[i]: `fill` instead; empty: nowhere.
struct Taps {
  std::int64_t count = 1;
  std::vector<std::int64_t> indices;
  std::vector<float> weights;
  std::vector<std::uint8_t> outside;  // as flags
  float fill = 0;

  std::int64_t outputs() const { return static_cast<std::int64_t>(indices.size()) / count; }
};

// from: f32 [outer, input, inner], to: f32 [outer, taps.outputs(), inner].
struct ResampleRun {
  const Taps* taps;
  std::int64_t input, inner;
  const float* from;
  float* to;
};

// Rows [first, last) of the outer * taps.outputs() rows of `inner` elements.
void resample(const ResampleRun& run, std::int64_t first, std::int64_t last);

}  // namespace cnn
