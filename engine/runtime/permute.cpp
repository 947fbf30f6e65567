#include "runtime/permute.h"

namespace cnn {
namespace {

// from: [batch, rows, columns] to [batch, columns, rows].
void transpose(const float* from, float* to, std::int64_t batch, std::int64_t rows,
               std::int64_t columns) {
  for (std::int64_t n = 0; n < batch; ++n, from += rows * columns)
    for (std::int64_t column = 0; column < columns; ++column)
      for (std::int64_t row = 0; row < rows; ++row) *to++ = from[row * columns + column];
}

}  // namespace

void nchw_to_nhwc(const float* from, float* to, const Shape& shape) {
  transpose(from, to, shape[0], shape[1], shape[2] * shape[3]);
}

void nhwc_to_nchw(const float* from, float* to, const Shape& shape) {
  transpose(from, to, shape[0], shape[2] * shape[3], shape[1]);
}

}  // namespace cnn
