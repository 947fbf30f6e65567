// Fixed-point weights of Pillow's antialiased resampling along one axis.
#pragma once

#include <cstdint>
#include <vector>

#include "image/geometry.h"
#include "image/preprocess_spec.h"

namespace cnn {

// Fraction bits of a weight: 32 less 8 for the pixel and 2 for the overshoot of bicubic.
inline constexpr int kWeightBits = 22;

struct FilterWeights {
  struct Taps {
    int first = 0;  // source pixel the first weight belongs to
    int count = 0;
  };
  std::vector<Taps> taps;             // one per output pixel of the window
  std::vector<std::int32_t> weights;  // `stride` per output pixel, of which taps[i].count are used
  int stride = 0;

  const std::int32_t* weights_of(int i) const {
    return weights.data() + static_cast<std::ptrdiff_t>(i) * stride;
  }
  // Source pixels that the whole window reads.
  Span source() const { return {taps.front().first, taps.back().first + taps.back().count}; }
};

// Weights for output pixels `window` (not empty) of an axis resized from in_size to out_size
// pixels. interpolation: kBilinear or kBicubic.
FilterWeights filter_weights(Interpolation interpolation, int in_size, int out_size, Span window);

}  // namespace cnn
