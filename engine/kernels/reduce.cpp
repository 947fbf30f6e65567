#include "kernels/reduce.h"

#include <algorithm>
#include <limits>

#include "kernels/block.h"
#include "kernels/vector_math.h"

namespace cnn {
namespace {

constexpr std::int64_t kStretch = 256;   // numbers that are added to one sum
constexpr std::int64_t kColumns = 1024;  // sums that are open at the same time

// `before` with x taken in. T: float or Block.
template <Reduction kKind, class T>
T take(T before, T x) {
  if constexpr (kKind == Reduction::kSum) return before + x;
  if constexpr (kKind == Reduction::kMagnitudes) return before + (x < 0 ? -x : x);
  if constexpr (kKind == Reduction::kSquares) return before + x * x;
  if constexpr (kKind == Reduction::kProduct) return before * x;
  if constexpr (kKind == Reduction::kLargest) return before < x ? x : before;
  if constexpr (kKind == Reduction::kSmallest) return x < before ? x : before;
}

// Two results become one: sums of anything add up.
template <Reduction kKind, class T>
T join(T a, T b) {
  constexpr bool kSums = kKind == Reduction::kMagnitudes || kKind == Reduction::kSquares;
  return take<kSums ? Reduction::kSum : kKind>(a, b);
}

float neutral(Reduction kind) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  switch (kind) {
    case Reduction::kProduct: return 1;
    case Reduction::kLargest: return -kInfinity;
    case Reduction::kSmallest: return kInfinity;
    default: return 0;
  }
}

// What is reduced lies together.
template <Reduction kKind>
void take_row(const float* x, std::int64_t count, float& result) {
  for (std::int64_t first = 0; first < count; first += kStretch) {
    const std::int64_t end = std::min(first + kStretch, count);
    const Block start = splat(neutral(kKind));
    Block sums[4] = {start, start, start, start};
    std::int64_t i = first;
    for (; i + 4 * kBlock <= end; i += 4 * kBlock)
      for (int k = 0; k < 4; ++k) sums[k] = take<kKind>(sums[k], load(x + i + k * kBlock));
    const Block all = join<kKind>(join<kKind>(sums[0], sums[1]), join<kKind>(sums[2], sums[3]));
    float part = join<kKind>(join<kKind>(all[0], all[1]), join<kKind>(all[2], all[3]));
    for (; i < end; ++i) part = take<kKind>(part, x[i]);
    result = join<kKind>(result, part);
  }
}

// What is kept lies together: x is [rows, columns].
template <Reduction kKind>
void take_columns(const float* x, std::int64_t rows, std::int64_t columns, float* result) {
  float parts[kColumns];
  for (std::int64_t column = 0; column < columns; column += kColumns) {
    const std::int64_t count = std::min(kColumns, columns - column);
    for (std::int64_t first = 0; first < rows; first += kStretch) {
      std::fill_n(parts, count, neutral(kKind));
      for (std::int64_t row = first; row < std::min(first + kStretch, rows); ++row) {
        const float* from = x + row * columns + column;
        for (std::int64_t i = 0; i < count; ++i) parts[i] = take<kKind>(parts[i], from[i]);
      }
      for (std::int64_t i = 0; i < count; ++i)
        result[column + i] = join<kKind>(result[column + i], parts[i]);
    }
  }
}

// [rows, columns], the last two runs.
using Function = void (*)(const float* x, std::int64_t rows, std::int64_t columns, float* result);

template <Reduction kKind>
void take_all(const float* x, std::int64_t rows, std::int64_t columns, float* result) {
  if (columns == 1)
    take_row<kKind>(x, rows, *result);
  else
    take_columns<kKind>(x, rows, columns, result);
}

Function function_of(Reduction kind) {
  switch (kind) {
    case Reduction::kSum: return take_all<Reduction::kSum>;
    case Reduction::kMagnitudes: return take_all<Reduction::kMagnitudes>;
    case Reduction::kSquares: return take_all<Reduction::kSquares>;
    case Reduction::kProduct: return take_all<Reduction::kProduct>;
    case Reduction::kLargest: return take_all<Reduction::kLargest>;
    case Reduction::kSmallest: return take_all<Reduction::kSmallest>;
  }
  return nullptr;
}

}  // namespace

void reduce(Reduction kind, const std::vector<Run>& runs, const float* input, float* output) {
  std::size_t outer = runs.size();
  const std::int64_t columns = outer > 0 && !runs[outer - 1].reduced ? runs[--outer].size : 1;
  const std::int64_t rows = outer > 0 && runs[outer - 1].reduced ? runs[--outer].size : 1;
  std::int64_t kept = columns, slices = 1;
  for (std::size_t axis = 0; axis < outer; ++axis) {
    slices *= runs[axis].size;
    if (!runs[axis].reduced) kept *= runs[axis].size;
  }
  std::fill_n(output, kept, neutral(kind));
  const Function function = function_of(kind);
  for (std::int64_t slice = 0; slice < slices; ++slice, input += rows * columns) {
    std::int64_t rest = slice, at = 0, step = columns;
    for (std::size_t axis = outer; axis-- > 0; rest /= runs[axis].size) {
      if (runs[axis].reduced) continue;
      at += rest % runs[axis].size * step;
      step *= runs[axis].size;
    }
    function(input, rows, columns, output + at);
  }
}

}  // namespace cnn
