// The largest value is taken out before e^x is: that keeps it from overflowing.
#include "kernels/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/elementwise.h"
#include "kernels/vector_math.h"

namespace cnn {
namespace {

constexpr std::int64_t kColumns = 256;  // columns that are done together
constexpr std::int64_t kStretch = 256;  // numbers that are added in float

// Up to four numbers; what is missing is -infinity, which e^x makes nothing of.
Block load_some(const float* from, std::int64_t count) {
  if (count >= kBlock) return load(from);
  Block block = splat(-std::numeric_limits<float>::infinity());
  std::memcpy(&block, from, static_cast<std::size_t>(count) * sizeof(float));
  return block;
}

float largest_of(const float* x, std::int64_t count) {
  Block most = splat(x[0]);
  for (std::int64_t i = 0; i < count; i += kBlock) {
    const Block next = load_some(x + i, count - i);
    most = most < next ? next : most;
  }
  return std::max(std::max(most[0], most[1]), std::max(most[2], most[3]));
}

double sum_of_powers(const float* x, std::int64_t count, float largest) {
  double total = 0;
  for (std::int64_t first = 0; first < count; first += kStretch) {
    Block sum = {};
    for (std::int64_t i = first; i < std::min(first + kStretch, count); i += kBlock)
      sum += exp(load_some(x + i, count - i) - largest);
    total += (sum[0] + sum[1]) + (sum[2] + sum[3]);
  }
  return total;
}

// Some columns next to each other of one [length, step]; at most kColumns.
struct Columns {
  std::int64_t length, step, count;
};

// largest, sums: of each column. powers: where not null, e^(x - largest).
void measure(const Columns& columns, const float* x, float* largest, float* sums, float* powers) {
  std::copy_n(x, columns.count, largest);
  for (std::int64_t row = 1; row < columns.length; ++row)
    for (std::int64_t i = 0; i < columns.count; ++i)
      largest[i] = std::max(largest[i], x[row * columns.step + i]);
  std::fill_n(sums, columns.count, 0.0f);
  for (std::int64_t row = 0; row < columns.length; ++row) {
    const std::int64_t at = row * columns.step;
    float power[kColumns];
    for (std::int64_t i = 0; i < columns.count; ++i) power[i] = x[at + i] - largest[i];
    elementwise::run(elementwise::exp, columns.count, power, powers ? powers + at : power, 0, 0);
    const float* from = powers ? powers + at : power;
    for (std::int64_t i = 0; i < columns.count; ++i) sums[i] += from[i];
  }
}

// body(columns, offset) for all columns of [outer, length, columns].
template <class Body>
void for_columns(std::int64_t outer, std::int64_t length, std::int64_t columns, Body body) {
  for (std::int64_t n = 0; n < outer; ++n)
    for (std::int64_t column = 0; column < columns; column += kColumns)
      body(Columns{length, columns, std::min(kColumns, columns - column)},
           n * length * columns + column);
}

}  // namespace

void log_softmax_rows(std::int64_t rows, std::int64_t length, const float* input, float* output) {
  for (std::int64_t row = 0; row < rows; ++row, input += length, output += length) {
    const float largest = largest_of(input, length);
    const auto rest = static_cast<float>(std::log(sum_of_powers(input, length, largest)));
    for (std::int64_t i = 0; i < length; ++i) output[i] = (input[i] - largest) - rest;
  }
}

void softmax_columns(std::int64_t outer, std::int64_t length, std::int64_t columns,
                     const float* input, float* output) {
  for_columns(outer, length, columns, [&](const Columns& some, std::int64_t at) {
    float largest[kColumns], sums[kColumns];
    measure(some, input + at, largest, sums, output + at);
    for (std::int64_t row = 0; row < some.length; ++row)
      for (std::int64_t i = 0; i < some.count; ++i) output[at + row * some.step + i] /= sums[i];
  });
}

void log_softmax_columns(std::int64_t outer, std::int64_t length, std::int64_t columns,
                         const float* input, float* output) {
  for_columns(outer, length, columns, [&](const Columns& some, std::int64_t at) {
    float largest[kColumns], sums[kColumns];
    measure(some, input + at, largest, sums, nullptr);
    for (std::int64_t i = 0; i < some.count; ++i) sums[i] = std::log(sums[i]);
    for (std::int64_t row = 0; row < some.length; ++row)
      for (std::int64_t i = 0; i < some.count; ++i) {
        const std::int64_t place = at + row * some.step + i;
        output[place] = (input[place] - largest[i]) - sums[i];
      }
  });
}

}  // namespace cnn
