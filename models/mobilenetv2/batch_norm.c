// Batch normalisation fused with ReLU6 for training on a CPU, in bfloat16.
//
// PyTorch 1.13 spends two thirds of a MobileNetV2 step on these two: they are bound by memory, run
// one after the other, and have no bfloat16 form, which would also bar the convolutions from AMX.
// Here each is one read for the sums and one read and write for the result.
//
// Tensors are [rows, channels], channels innermost: N, H and W of a channels_last picture are the
// rows. x, y, dy, dx: bfloat16; everything a channel: float32. batch_norm.py builds and calls this.
//
// Formulas: Ioffe and Szegedy, "Batch Normalization", 2015; variance over the batch without
// Bessel's correction.

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <omp.h>

enum { kBlockRows = 64 };  // rows summed in float32 before they are added to a double

static inline float to_float(uint16_t x) {
  const uint32_t bits = (uint32_t)x << 16;
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint16_t to_bfloat16(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return (uint16_t)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);  // to nearest, ties to even
}

// Adds the two float32 sums of a block to the thread's doubles and clears them.
static void flush(double* total, float* block, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    total[i] += block[i];
    block[i] = 0;
  }
}

// sums[0][c] = sum of x, sums[1][c] = sum of x*x, over all rows.
static void sum_moments(const uint16_t* x, int64_t first, int64_t last, int64_t channels,
                        float* block, double* sums) {
  for (int64_t row = first; row < last; ++row) {
    const uint16_t* in = x + row * channels;
    float *sum = block, *square = block + channels;
    for (int64_t c = 0; c < channels; ++c) {
      const float value = to_float(in[c]);
      sum[c] += value;
      square[c] += value * value;
    }
    if ((row - first) % kBlockRows == kBlockRows - 1) flush(sums, block, 2 * channels);
  }
  flush(sums, block, 2 * channels);
}

// y = x * scale[c] + shift[c], clamped to 0..6 if relu6.
static void apply(const uint16_t* x, uint16_t* y, int64_t first, int64_t last, int64_t channels,
                  const float* scale, const float* shift, int relu6) {
  for (int64_t row = first; row < last; ++row) {
    const uint16_t* in = x + row * channels;
    uint16_t* out = y + row * channels;
    if (relu6) {
      for (int64_t c = 0; c < channels; ++c) {
        float value = to_float(in[c]) * scale[c] + shift[c];
        value = value < 0.0f ? 0.0f : value;
        out[c] = to_bfloat16(value > 6.0f ? 6.0f : value);
      }
    } else {
      for (int64_t c = 0; c < channels; ++c) {
        out[c] = to_bfloat16(to_float(in[c]) * scale[c] + shift[c]);
      }
    }
  }
}

// sums[0][c] = sum of g, sums[1][c] = sum of g*x, where g is dy inside the linear part of ReLU6.
static void sum_gradients(const uint16_t* x, const uint16_t* dy, int64_t first, int64_t last,
                          int64_t channels, const float* scale, const float* shift, int relu6,
                          float* block, double* sums) {
  for (int64_t row = first; row < last; ++row) {
    const uint16_t *in = x + row * channels, *gradient = dy + row * channels;
    float *sum = block, *product = block + channels;
    for (int64_t c = 0; c < channels; ++c) {
      const float value = to_float(in[c]);
      const float y = value * scale[c] + shift[c];
      const float g = (!relu6 | ((y > 0.0f) & (y < 6.0f))) ? to_float(gradient[c]) : 0.0f;
      sum[c] += g;
      product[c] += g * value;
    }
    if ((row - first) % kBlockRows == kBlockRows - 1) flush(sums, block, 2 * channels);
  }
  flush(sums, block, 2 * channels);
}

// dx = scale * (g - mean of g - xhat * mean of g*xhat), written as a*g + b*x + d a channel.
static void apply_gradients(const uint16_t* x, const uint16_t* dy, uint16_t* dx, int64_t first,
                            int64_t last, int64_t channels, const float* scale, const float* shift,
                            int relu6, const float* b, const float* d) {
  for (int64_t row = first; row < last; ++row) {
    const uint16_t *in = x + row * channels, *gradient = dy + row * channels;
    uint16_t* out = dx + row * channels;
    for (int64_t c = 0; c < channels; ++c) {
      const float value = to_float(in[c]);
      const float y = value * scale[c] + shift[c];
      const float g = (!relu6 | ((y > 0.0f) & (y < 6.0f))) ? to_float(gradient[c]) : 0.0f;
      out[c] = to_bfloat16(scale[c] * g + b[c] * value + d[c]);
    }
  }
}

// mean, variance: written. scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale:
// written; backward wants them back. Returns 0, or 1 when out of memory.
int batch_norm_forward(const uint16_t* x, uint16_t* y, int64_t rows, int64_t channels,
                       const float* gamma, const float* beta, float epsilon, int relu6,
                       double* mean, double* variance, float* scale, float* shift, int threads) {
  double* sums = calloc((size_t)threads * 2 * channels, sizeof *sums);
  float* blocks = calloc((size_t)threads * 2 * channels, sizeof *blocks);
  if (!sums || !blocks) return free(sums), free(blocks), 1;
#pragma omp parallel num_threads(threads)
  {
    const int64_t me = omp_get_thread_num(), first = rows * me / threads;
    const int64_t last = rows * (me + 1) / threads;
    sum_moments(x, first, last, channels, blocks + me * 2 * channels, sums + me * 2 * channels);
#pragma omp barrier
#pragma omp single
    for (int64_t c = 0; c < channels; ++c) {
      double sum = 0, square = 0;
      for (int t = 0; t < threads; ++t) {
        sum += sums[t * 2 * channels + c];
        square += sums[t * 2 * channels + channels + c];
      }
      mean[c] = sum / rows;
      const double spread = square / rows - mean[c] * mean[c];
      variance[c] = spread > 0 ? spread : 0;
      scale[c] = (float)(gamma[c] / __builtin_sqrt(variance[c] + epsilon));
      shift[c] = (float)(beta[c] - mean[c] * scale[c]);
    }
    apply(x, y, first, last, channels, scale, shift, relu6);
  }
  free(sums);
  free(blocks);
  return 0;
}

// gamma_gradient, beta_gradient: written. Returns 0, or 1 when out of memory.
int batch_norm_backward(const uint16_t* x, const uint16_t* dy, uint16_t* dx, int64_t rows,
                        int64_t channels, const double* mean, const double* variance,
                        float epsilon, const float* scale, const float* shift, int relu6,
                        float* gamma_gradient, float* beta_gradient, int threads) {
  double* sums = calloc((size_t)threads * 2 * channels, sizeof *sums);
  float* blocks = calloc((size_t)threads * 2 * channels + 2 * channels, sizeof *blocks);
  if (!sums || !blocks) return free(sums), free(blocks), 1;
  float *b = blocks + threads * 2 * channels, *d = b + channels;
#pragma omp parallel num_threads(threads)
  {
    const int64_t me = omp_get_thread_num(), first = rows * me / threads;
    const int64_t last = rows * (me + 1) / threads;
    sum_gradients(x, dy, first, last, channels, scale, shift, relu6, blocks + me * 2 * channels,
                  sums + me * 2 * channels);
#pragma omp barrier
#pragma omp single
    for (int64_t c = 0; c < channels; ++c) {
      double sum = 0, product = 0;
      for (int t = 0; t < threads; ++t) {
        sum += sums[t * 2 * channels + c];
        product += sums[t * 2 * channels + channels + c];
      }
      const double inverse = 1 / __builtin_sqrt(variance[c] + epsilon);
      const double projected = (product - mean[c] * sum) * inverse;  // sum of g * xhat
      gamma_gradient[c] = (float)projected;
      beta_gradient[c] = (float)sum;
      const double slope = -scale[c] * projected / rows * inverse;
      b[c] = (float)slope;
      d[c] = (float)(-scale[c] * sum / rows - slope * mean[c]);
    }
    apply_gradients(x, dy, dx, first, last, channels, scale, shift, relu6, b, d);
  }
  free(sums);
  free(blocks);
  return 0;
}
