// Products of rows of 16-bit integers: what quantised convolutions and matrix products are made of.
#pragma once

#include <cstdint>

namespace cnn {

// A row of `depth` numbers takes this many: what is beyond `depth` has to be zero.
constexpr std::int64_t row_pitch(std::int64_t depth) {
  return (depth + 7) / 8 * 8;
}

// How many rows the callers below gather before they multiply: a tile of sums lies on the stack.
inline constexpr std::int64_t kTileRows = 8, kTileColumns = 32;

// sums[i * kTileColumns + j] = sum over k < pitch of a[i * pitch + k] * b[j * pitch + k], modulo
// 2^32, for i < rows and j < columns: kTileRows and kTileColumns at most.
void integer_products(const std::int16_t* a, std::int64_t rows, const std::int16_t* b,
                      std::int64_t columns, std::int64_t pitch, std::int32_t* sums);

}  // namespace cnn
