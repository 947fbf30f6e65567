// Four float32 numbers at a time. GCC and Clang turn the arithmetic of these types into SSE, NEON
// or WebAssembly SIMD. Only for SIMD kernels: engine/CMakeLists.txt compiles those for plain and
// for relaxed SIMD.
#pragma once

#include <cstdint>
#include <cstring>

namespace cnn {

using Block = float __attribute__((vector_size(16)));
using IntBlock = std::int32_t __attribute__((vector_size(16)));
inline constexpr std::int64_t kBlock = 4;

inline Block load(const float* from) {
  Block block;
  std::memcpy(&block, from, sizeof block);
  return block;
}

inline void store(float* to, Block block) {
  std::memcpy(to, &block, sizeof block);
}

inline Block multiply_add(Block a, Block b, Block sum) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(a, b, sum);
#else
  return a * b + sum;
#endif
}

}  // namespace cnn
