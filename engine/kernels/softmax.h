// Softmax and its logarithm where XNNPACK has neither: of rows, and along an axis in the middle.
#pragma once

#include <cstdint>

namespace cnn {

// ln of the softmax of each row. input, output: f32 [rows, length].
void log_softmax_rows(std::int64_t rows, std::int64_t length, const float* input, float* output);

// Along the middle axis. input, output: f32 [outer, length, columns].
void softmax_columns(std::int64_t outer, std::int64_t length, std::int64_t columns,
                     const float* input, float* output);
void log_softmax_columns(std::int64_t outer, std::int64_t length, std::int64_t columns,
                         const float* input, float* output);

}  // namespace cnn
