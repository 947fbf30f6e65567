// Sums, largest values, ... over some axes of a tensor, by SIMD.
#pragma once

#include <cstdint>
#include <vector>

namespace cnn {

enum class Reduction : std::uint8_t { kSum, kMagnitudes, kSquares, kProduct, kLargest, kSmallest };

// A dense tensor as runs of axes that lie next to each other, kept or reduced together.
struct Run {
  std::int64_t size;
  bool reduced;
};

// output: f32, the kept axes in order. Sums are taken over short stretches first, so that rounding
// hardly grows with their length.
void reduce(Reduction kind, const std::vector<Run>& runs, const float* input, float* output);

}  // namespace cnn
