// Functions of one number at a time, by SIMD.
#pragma once

#include <cstdint>

namespace cnn::elementwise {

// out[i] = f(in[i]). count: a multiple of 4. a, b: the function's attributes in ONNX's order;
// ignored by those without. in and out may be the same.
using Loop = void (*)(std::int64_t count, const float* in, float* out, float a, float b);

// One of the loops below, for any count.
void run(Loop loop, std::int64_t count, const float* in, float* out, float a, float b);

void celu(std::int64_t count, const float* in, float* out, float alpha, float);
void elu(std::int64_t count, const float* in, float* out, float alpha, float);
void erf(std::int64_t count, const float* in, float* out, float, float);
void exp(std::int64_t count, const float* in, float* out, float, float);
void gelu(std::int64_t count, const float* in, float* out, float, float);
void gelu_tanh(std::int64_t count, const float* in, float* out, float, float);
void hard_sigmoid(std::int64_t count, const float* in, float* out, float alpha, float beta);
void log(std::int64_t count, const float* in, float* out, float, float);
void mish(std::int64_t count, const float* in, float* out, float, float);
void reciprocal(std::int64_t count, const float* in, float* out, float, float);
void selu(std::int64_t count, const float* in, float* out, float alpha, float gamma);
void sign(std::int64_t count, const float* in, float* out, float, float);
void silu(std::int64_t count, const float* in, float* out, float, float);
void softplus(std::int64_t count, const float* in, float* out, float, float);
void softsign(std::int64_t count, const float* in, float* out, float, float);
void thresholded_relu(std::int64_t count, const float* in, float* out, float alpha, float);

}  // namespace cnn::elementwise
