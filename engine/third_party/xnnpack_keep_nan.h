// Forced into XNNPACK's micro-kernels: the minimum and the maximum that they clamp and compare with
// keep NaN, as ONNX's and PyTorch's do. XNNPACK takes whichever instruction is fastest, and of two
// operands x86's returns the second one where either is NaN.
//
// A clamp costs nothing more: one operand is a bound, which is never NaN, so it is enough that the
// other one is returned. Kernels that compare data with data (CNN_COMPARES_DATA: pools, Max, Min)
// take two instructions more.
#pragma once

#if defined(__wasm__)

#include <wasm_simd128.h>

// pmax(a, b) is a < b ? b : a, pmin(a, b) is b < a ? b : a: NaN in a stays. Relaxed minimum and
// maximum may return either operand.
static inline v128_t cnn_pmax(v128_t a, v128_t b) {
  return wasm_f32x4_pmax(a, b);
}
static inline v128_t cnn_pmin(v128_t a, v128_t b) {
  return wasm_f32x4_pmin(a, b);
}
#if defined(CNN_COMPARES_DATA)
static inline v128_t cnn_max(v128_t a, v128_t b) {
  return wasm_v128_or(cnn_pmax(a, b), wasm_f32x4_ne(b, b));
}
static inline v128_t cnn_min(v128_t a, v128_t b) {
  return wasm_v128_or(cnn_pmin(a, b), wasm_f32x4_ne(b, b));
}
#define wasm_f32x4_pmax(a, b) cnn_max(a, b)
#define wasm_f32x4_pmin(a, b) cnn_min(a, b)
#else  // the bound is the first operand
#define wasm_f32x4_pmax(bound, value) cnn_pmax(value, bound)
#define wasm_f32x4_pmin(bound, value) cnn_pmin(value, bound)
#define wasm_f32x4_relaxed_max(bound, value) cnn_pmax(value, bound)
#define wasm_f32x4_relaxed_min(bound, value) cnn_pmin(value, bound)
#endif

#elif defined(__x86_64__)

#include <immintrin.h>

// maxps(a, b) is a > b ? a : b: NaN in b stays. The kernels for AVX name the bound first, those for
// SSE last.
#if defined(CNN_COMPARES_DATA)
static inline __m128 cnn_max(__m128 a, __m128 b) {
  return _mm_or_ps(_mm_max_ps(a, b), _mm_cmpunord_ps(a, a));
}
static inline __m128 cnn_min(__m128 a, __m128 b) {
  return _mm_or_ps(_mm_min_ps(a, b), _mm_cmpunord_ps(a, a));
}
#define _mm_max_ps(a, b) cnn_max(a, b)
#define _mm_min_ps(a, b) cnn_min(a, b)
#if defined(__AVX__)
static inline __m256 cnn_max_256(__m256 a, __m256 b) {
  return _mm256_or_ps(_mm256_max_ps(a, b), _mm256_cmp_ps(a, a, _CMP_UNORD_Q));
}
static inline __m256 cnn_min_256(__m256 a, __m256 b) {
  return _mm256_or_ps(_mm256_min_ps(a, b), _mm256_cmp_ps(a, a, _CMP_UNORD_Q));
}
#define _mm256_max_ps(a, b) cnn_max_256(a, b)
#define _mm256_min_ps(a, b) cnn_min_256(a, b)
#endif
#elif !defined(__AVX__)
static inline __m128 cnn_max(__m128 value, __m128 bound) {
  return _mm_max_ps(bound, value);
}
static inline __m128 cnn_min(__m128 value, __m128 bound) {
  return _mm_min_ps(bound, value);
}
#define _mm_max_ps(value, bound) cnn_max(value, bound)
#define _mm_min_ps(value, bound) cnn_min(value, bound)
#endif

#endif
