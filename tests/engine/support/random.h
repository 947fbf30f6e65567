// Seeded numbers, the same on every platform.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace cnn::test {

// SplitMix64 (Steele, Lea and Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // From low to high, both included.
  std::int64_t integer(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool chance(int percent) { return integer(1, 100) <= percent; }
  // In [-1, 1).
  float real() {
    return static_cast<float>(static_cast<std::int64_t>(next() >> 40)) * 0x1p-23f - 1;
  }
  std::vector<float> reals(std::int64_t count) {
    std::vector<float> values;
    for (std::int64_t i = 0; i < count; ++i) values.push_back(real());
    return values;
  }
  // Puts values that break careless kernels among `values`: of one kind, so that what one of them
  // gives does not hide the others.
  void salt(std::vector<float>& values) {
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    const auto bits = [](std::uint32_t word) { return std::bit_cast<float>(word); };
    // Two NaN, the second negative and with a payload.
    const std::array<std::array<float, 4>, 3> kinds = {{
        {bits(0x7fc00000), bits(0xffd23456), -0.0f, 1e-42f},
        {kInfinity, -kInfinity, -1e-40f, 0.0f},
        {1e30f, -1e30f, 1e-38f, -0.0f},
    }};
    const auto& kind = kinds[static_cast<std::size_t>(integer(0, 2))];
    const auto count = static_cast<std::int64_t>(values.size());
    for (std::int64_t left = std::min<std::int64_t>(1 + count / 40, 20); count > 0 && left > 0;
         --left)
      values[static_cast<std::size_t>(integer(0, count - 1))] =
          kind[static_cast<std::size_t>(integer(0, 3))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace cnn::test
