#include "kernels/transpose.h"

#include <algorithm>

#include "kernels/block.h"

namespace cnn {
namespace {

// Columns that are taken together: a cache line of each row, so that none is fetched twice.
constexpr std::int64_t kStrip = 16;

// A tile of four rows and four columns.
void transpose_tile(const float* from, std::int64_t columns, float* to, std::int64_t rows) {
  const Block a = load(from), b = load(from + columns);
  const Block c = load(from + 2 * columns), d = load(from + 3 * columns);
  const Block low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Block high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Block low2 = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Block high2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store(to, __builtin_shufflevector(low, low2, 0, 1, 4, 5));
  store(to + rows, __builtin_shufflevector(low, low2, 2, 3, 6, 7));
  store(to + 2 * rows, __builtin_shufflevector(high, high2, 0, 1, 4, 5));
  store(to + 3 * rows, __builtin_shufflevector(high, high2, 2, 3, 6, 7));
}

void transpose_strip(const float* from, std::int64_t columns, float* to, std::int64_t rows,
                     std::int64_t width) {
  std::int64_t row = 0;
  for (; row + kBlock <= rows; row += kBlock) {
    const float* tile = from + row * columns;
    std::int64_t column = 0;
    for (; column + kBlock <= width; column += kBlock)
      transpose_tile(tile + column, columns, to + column * rows + row, rows);
    for (; column < width; ++column)
      for (std::int64_t i = 0; i < kBlock; ++i)
        to[column * rows + row + i] = tile[i * columns + column];
  }
  for (; row < rows; ++row)
    for (std::int64_t column = 0; column < width; ++column)
      to[column * rows + row] = from[row * columns + column];
}

}  // namespace

void transpose(const float* from, float* to, std::int64_t batch, std::int64_t rows,
               std::int64_t columns) {
  for (std::int64_t n = 0; n < batch; ++n, from += rows * columns, to += rows * columns)
    for (std::int64_t column = 0; column < columns; column += kStrip)
      transpose_strip(from + column, columns, to + column * rows, rows,
                      std::min(kStrip, columns - column));
}

}  // namespace cnn
