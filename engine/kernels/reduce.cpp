#include "kernels/reduce.h"

#include <algorithm>
#include <limits>

#include "kernels/vector_math.h"

namespace cnn {
namespace {

constexpr std::int64_t kStretch = 256;   // numbers that are added to one sum
constexpr std::int64_t kColumns = 1024;  // sums that are open at the same time

enum class Join { kAdd, kMultiply, kLargest };

// What is joined: of each number its size, its square, or its negative. The smallest number is the
// largest of the negatives, turned again.
struct Term {
  Join join;
  float neutral;            // nothing is joined by it
  IntBlock magnitude = {};  // bits that are cleared
  IntBlock flip = {};       // bits that are turned
  IntBlock squares = {};    // mask

  Block of(Block x) const {
    const Block y = as_floats((as_bits(x) & ~magnitude) ^ flip);
    return squares ? y * y : y;
  }
  // A number whose term is neutral.
  float missing() const { return of(splat(neutral))[0]; }
};

Term term_of(Reduction kind) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const IntBlock none = {}, sign = none + std::numeric_limits<std::int32_t>::min();
  switch (kind) {
    case Reduction::kSum: return {Join::kAdd, 0};
    case Reduction::kMagnitudes: return {Join::kAdd, 0, sign};
    case Reduction::kSquares: return {Join::kAdd, 0, none, none, none - 1};
    case Reduction::kProduct: return {Join::kMultiply, 1};
    case Reduction::kLargest: return {Join::kLargest, -kInfinity};
    case Reduction::kSmallest: return {Join::kLargest, -kInfinity, none, sign};
  }
  return {};
}

// The larger one; NaN where either is.
Block larger(Block a, Block b) {
  const Block most = a < b ? b : a;  // NaN in a stays
  return b == b ? most : b;
}

template <Join kJoin>
Block join(Block a, Block b) {
  if constexpr (kJoin == Join::kAdd)
    return a + b;
  else if constexpr (kJoin == Join::kMultiply)
    return a * b;
  else
    return larger(a, b);
}

// What is reduced lies together.
template <Join kJoin>
void take_row(const Term& term, const float* x, std::int64_t count, float& result) {
  const float missing = term.missing();
  for (std::int64_t first = 0; first < count; first += kStretch) {
    const std::int64_t end = std::min(first + kStretch, count);
    const Block start = splat(term.neutral);
    Block parts[4] = {start, start, start, start};
    std::int64_t i = first;
    for (; i + 4 * kBlock <= end; i += 4 * kBlock)
      for (int k = 0; k < 4; ++k)
        parts[k] = join<kJoin>(parts[k], term.of(load(x + i + k * kBlock)));
    for_blocks(i, end, [&](std::int64_t at, auto size) {
      parts[0] = join<kJoin>(parts[0], term.of(load(x + at, size, missing)));
    });
    Block all = join<kJoin>(join<kJoin>(parts[0], parts[1]), join<kJoin>(parts[2], parts[3]));
    all = join<kJoin>(all, Block{all[2], all[3], all[0], all[1]});
    all = join<kJoin>(all, Block{all[1], all[0], all[3], all[2]});
    result = join<kJoin>(splat(result), all)[0];
  }
}

// What is kept lies together: x is [rows, columns].
template <Join kJoin>
void take_columns(const Term& term, const float* x, std::int64_t rows, std::int64_t columns,
                  float* result) {
  float parts[kColumns];
  for (std::int64_t column = 0; column < columns; column += kColumns) {
    const std::int64_t count = std::min(kColumns, columns - column);
    for (std::int64_t first = 0; first < rows; first += kStretch) {
      std::fill_n(parts, kColumns, term.neutral);
      for (std::int64_t row = first; row < std::min(first + kStretch, rows); ++row) {
        const float* from = x + row * columns + column;
        for_blocks(0, count, [&, term](std::int64_t i, auto size) {
          store(parts + i, join<kJoin>(load(parts + i), term.of(load(from + i, size))));
        });
      }
      float* to = result + column;
      for_blocks(0, count, [&](std::int64_t i, auto size) {
        store(to + i, join<kJoin>(load(to + i, size), load(parts + i)), size);
      });
    }
  }
}

// x: [rows, columns].
template <Join kJoin>
void take(const Term& term, const float* x, std::int64_t rows, std::int64_t columns,
          float* result) {
  if (columns == 1)
    take_row<kJoin>(term, x, rows, *result);
  else
    take_columns<kJoin>(term, x, rows, columns, result);
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
  const Term term = term_of(kind);
  std::fill_n(output, kept, term.neutral);
  const auto function = term.join == Join::kAdd        ? take<Join::kAdd>
                        : term.join == Join::kMultiply ? take<Join::kMultiply>
                                                       : take<Join::kLargest>;
  for (std::int64_t slice = 0; slice < slices; ++slice, input += rows * columns) {
    std::int64_t rest = slice, at = 0, step = columns;
    for (std::size_t axis = outer; axis-- > 0; rest /= runs[axis].size) {
      if (runs[axis].reduced) continue;
      at += rest % runs[axis].size * step;
      step *= runs[axis].size;
    }
    function(term, input, rows, columns, output + at);
  }
  if (kind == Reduction::kSmallest)
    for (std::int64_t i = 0; i < kept; ++i) output[i] = -output[i];
}

}  // namespace cnn
