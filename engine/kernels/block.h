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

// Where the end of an array may cut a block: how many numbers of it are left, or all.
struct Whole {};

inline Block load(const float* from, Whole, float = 0) {
  return load(from);
}
// `missing` stands for what is beyond the end.
inline Block load(const float* from, std::int64_t count, float missing = 0) {
  Block block = Block{} + missing;
  std::memcpy(&block, from, static_cast<std::size_t>(count) * sizeof(float));
  return block;
}

inline void store(float* to, Block block, Whole) {
  store(to, block);
}
inline void store(float* to, Block block, std::int64_t count) {
  std::memcpy(to, &block, static_cast<std::size_t>(count) * sizeof(float));
}

// body(i, size) for i = first, first + 4, ... up to count; size is for load() and store().
template <class Body>
[[gnu::always_inline]] inline void for_blocks(std::int64_t first, std::int64_t count, Body body) {
  for (; first + kBlock <= count; first += kBlock) body(first, Whole());
  if (first < count) body(first, count - first);
}

inline Block multiply_add(Block a, Block b, Block sum) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(a, b, sum);
#else
  return a * b + sum;
#endif
}

}  // namespace cnn
