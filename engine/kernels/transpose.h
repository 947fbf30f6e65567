// Rows become columns: how values leave and enter the channels-last order.
#pragma once

#include <cstdint>

namespace cnn {

// from: f32 [batch, rows, columns]; to: f32 [batch, columns, rows], another memory.
void transpose(const float* from, float* to, std::int64_t batch, std::int64_t rows,
               std::int64_t columns);

}  // namespace cnn
