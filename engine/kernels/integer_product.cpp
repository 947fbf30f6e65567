#include "kernels/integer_product.h"

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace cnn {
namespace {

// Eight products at a time are added up. Without SIMD of its own the loop is one that compilers
// turn into it; unsigned, since sums wrap around.
#ifdef __wasm_simd128__
using Eight = v128_t;

Eight load(const std::int16_t* from) {
  return wasm_v128_load(from);
}

struct Sum {
  v128_t lanes = wasm_i32x4_const_splat(0);

  void add(Eight a, Eight b) { lanes = wasm_i32x4_add(lanes, wasm_i32x4_dot_i16x8(a, b)); }
  std::int32_t total() const {
    const v128_t half = wasm_i32x4_add(lanes, wasm_i32x4_shuffle(lanes, lanes, 2, 3, 0, 1));
    const v128_t all = wasm_i32x4_add(half, wasm_i32x4_shuffle(half, half, 1, 0, 3, 2));
    return wasm_i32x4_extract_lane(all, 0);
  }
};
#else
using Eight = const std::int16_t*;

Eight load(const std::int16_t* from) {
  return from;
}

struct Sum {
  std::uint32_t lanes[8] = {};

  void add(Eight a, Eight b) {
    for (int i = 0; i < 8; ++i)
      lanes[i] += static_cast<std::uint32_t>(std::int32_t{a[i]} * std::int32_t{b[i]});
  }
  std::int32_t total() const {
    std::uint32_t sum = 0;
    for (const std::uint32_t lane : lanes) sum += lane;
    return static_cast<std::int32_t>(sum);
  }
};
#endif

// Rows times columns sums side by side, so that what is loaded is used more than once.
template <int kRows, int kColumns>
void block(const std::int16_t* a, const std::int16_t* b, std::int64_t pitch, std::int32_t* sums) {
  Sum sum[kRows][kColumns];
  for (std::int64_t k = 0; k < pitch; k += 8)
    for (int i = 0; i < kRows; ++i)
      for (int j = 0; j < kColumns; ++j)
        sum[i][j].add(load(a + i * pitch + k), load(b + j * pitch + k));
  for (int i = 0; i < kRows; ++i)
    for (int j = 0; j < kColumns; ++j) sums[i * kTileColumns + j] = sum[i][j].total();
}

template <int kRows>
void rows_of(const std::int16_t* a, const std::int16_t* b, std::int64_t columns, std::int64_t pitch,
             std::int32_t* sums) {
  std::int64_t j = 0;
  for (; j + 2 <= columns; j += 2) block<kRows, 2>(a, b + j * pitch, pitch, sums + j);
  if (j < columns) block<kRows, 1>(a, b + j * pitch, pitch, sums + j);
}

}  // namespace

void integer_products(const std::int16_t* a, std::int64_t rows, const std::int16_t* b,
                      std::int64_t columns, std::int64_t pitch, std::int32_t* sums) {
  std::int64_t i = 0;
  for (; i + 4 <= rows; i += 4)
    rows_of<4>(a + i * pitch, b, columns, pitch, sums + i * kTileColumns);
  for (; i < rows; ++i) rows_of<1>(a + i * pitch, b, columns, pitch, sums + i * kTileColumns);
}

}  // namespace cnn
