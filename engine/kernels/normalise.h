// Means and variances of parts of a tensor, and what is left when they are taken out.
#pragma once

#include <cstdint>

namespace cnn {

// Instance and group normalisation of one picture after another.
struct GroupNorm {
  std::int64_t batch, channels, plane;
  std::int64_t groups;  // of neighbouring channels that share mean and variance
  double epsilon;       // added to the variance
  const float* scale;   // f32 [channels]
  const float* bias;    // f32 [channels]
};

// input, output: f32 [batch, channels, plane]. scratch: f32 [kGroupNormScratch, channels], aligned
// for double.
inline constexpr std::int64_t kGroupNormScratch = 5;
void group_norm_nchw(const GroupNorm& norm, const float* input, float* output, float* scratch);
// input, output: f32 [batch, plane, channels].
void group_norm_nhwc(const GroupNorm& norm, const float* input, float* output, float* scratch);

// Every row of a tensor by itself.
struct LayerNorm {
  std::int64_t length;
  double epsilon;
  const float* scale;  // f32 [length]
  const float* bias;   // f32 [length], or null
};

// input, output: f32 [rows, length]. mean and inverse_deviation, 1 / sqrt(variance + epsilon): f32
// [rows], or null.
void layer_norm(const LayerNorm& norm, std::int64_t rows, const float* input, float* output,
                float* mean, float* inverse_deviation);

}  // namespace cnn
