// Local response normalisation (Krizhevsky, Sutskever and Hinton 2012, section 3.3):
// y = x / (bias + alpha / size * sum of squares over `size` channels around x) ^ beta.
#pragma once

#include <cstdint>

namespace cnn {

struct LrnShape {
  std::int64_t size = 1;  // channels in the window; at even sizes the odd one is behind
  float alpha = 1e-4f;
  float beta = 0.75f;
  float bias = 1;

  // Channels of the window before and behind the one it is for.
  std::int64_t before() const { return (size - 1) / 2; }
  std::int64_t behind() const { return size / 2; }
};

// The plain loop. input, output: f32 [batch, channels, plane]. Sums in double.
void lrn_nchw(const LrnShape& shape, std::int64_t batch, std::int64_t channels, std::int64_t plane,
              const float* input, float* output);

// For SIMD: input, output: f32 [pixels, channels]. scratch: f32 [2, channels].
void lrn_nhwc(const LrnShape& shape, std::int64_t pixels, std::int64_t channels, const float* input,
              float* output, float* scratch);

}  // namespace cnn
