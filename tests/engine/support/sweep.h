// Seeded random cases: a failure prints the seed and the case; CNN_SEED=<seed> runs that case
// alone. CNN_SWEEP_PERCENT, by default 100, is how many of the cases run, the first of them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/random.h"

namespace cnn::test {

using Dims = std::vector<std::int64_t>;

inline std::int64_t product(const Dims& dims) {
  std::int64_t result = 1;
  for (const std::int64_t dim : dims) result *= dim;
  return result;
}

inline std::string show(const Dims& dims) {
  std::string text = "[";
  for (const std::int64_t dim : dims) text += std::to_string(dim) + ",";
  if (dims.empty()) return text + "]";
  text.back() = ']';
  return text;
}

inline std::string show_seed(std::uint64_t seed) {
  return "CNN_SEED=" + std::to_string(seed) + " ";
}

// At least one, so that no sweep is skipped.
inline int sweep_cases(int cases) {
  const char* percent = std::getenv("CNN_SWEEP_PERCENT");
  if (percent == nullptr) return cases;
  return std::max(1, static_cast<int>(cases * std::strtol(percent, nullptr, 10) / 100));
}

template <class Case>
void sweep(int cases, Case one) {
  if (const char* seed = std::getenv("CNN_SEED")) return one(std::strtoull(seed, nullptr, 10));
  const int last = sweep_cases(cases);
  for (int seed = 1; seed <= last; ++seed) {
    one(static_cast<std::uint64_t>(seed));
    if (testing::Test::HasFailure()) return;
  }
}

inline Dims random_dims(Random& random, std::int64_t rank, std::int64_t most = 7) {
  Dims dims;
  for (std::int64_t axis = 0; axis < rank; ++axis) dims.push_back(random.integer(1, most));
  return dims;
}

// The value to apply an operator to: the input `x` or, for half of the rank-4 shapes, what a
// convolution made of it, which lies channels last.
inline std::string add_input(ModelBuilder& model, Random& random, const Dims& x) {
  model.input("x", x);
  if (x.size() != 4 || !random.chance(50)) return "x";
  model.weight("w", {x[1], x[1], 1, 1}, random.reals(x[1] * x[1]));
  model.node("Conv", {"x", "w"}, {"conv"});
  return "conv";
}

}  // namespace cnn::test
