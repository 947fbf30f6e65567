#include "runtime/taps.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "runtime/permute.h"

namespace cnn {

bool is_in_order(const Located& from, const Shape& shape) {
  return from.layout != Layout::kNhwc || shape.rank() != 4;
}

void read_value(const Located& from, const Shape& shape, std::span<std::byte> out) {
  if (!is_in_order(from, shape))
    return nhwc_to_nchw(from.buffer.as<float>(), reinterpret_cast<float*>(out.data()), shape);
  std::memcpy(out.data(), from.buffer.data, out.size_bytes());
}

namespace {

constexpr std::size_t kLanes = 4;
constexpr std::size_t kStretch = 256 * kLanes;

// Running figures of the finite values so far.
struct Tally {
  float low = std::numeric_limits<float>::infinity();
  float high = -std::numeric_limits<float>::infinity();
  double sum = 0;
  std::int64_t zeros = 0;
  std::int64_t non_finite = 0;
};

void add_one_by_one(Tally& tally, std::span<const float> values) {
  for (const float value : values) {
    if (!std::isfinite(value)) {
      ++tally.non_finite;
      continue;
    }
    tally.low = std::min(tally.low, value);
    tally.high = std::max(tally.high, value);
    tally.sum += value;
    tally.zeros += value == 0.0f;
  }
}

// A whole block in lanes that know no branch. False where a value is not finite: x - x is 0 for all
// others; `tally` then stays as it was.
bool add_block(Tally& tally, const float* values) {
  float low[kLanes], high[kLanes], bad[kLanes] = {};
  double sum[kLanes] = {};
  std::int32_t zeros[kLanes] = {};
  std::fill_n(low, kLanes, tally.low);
  std::fill_n(high, kLanes, tally.high);
  for (std::size_t i = 0; i < kStretch; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const float value = values[i + lane];
      low[lane] = value < low[lane] ? value : low[lane];
      high[lane] = value > high[lane] ? value : high[lane];
      bad[lane] += value - value;
      zeros[lane] += value == 0.0f;
      sum[lane] += value;
    }
  }
  Tally all = tally;
#pragma clang loop unroll(disable)
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (bad[lane] != 0.0f) return false;
    all.low = std::min(all.low, low[lane]);
    all.high = std::max(all.high, high[lane]);
    all.sum += sum[lane];
    all.zeros += zeros[lane];
  }
  tally = all;
  return true;
}

}  // namespace

Statistics statistics(std::span<const float> values) {
  Tally tally;
  std::size_t done = 0;
  for (; values.size() - done >= kStretch; done += kStretch) {
    if (!add_block(tally, values.data() + done)) {
      add_one_by_one(tally, values.subspan(done, kStretch));
    }
  }
  add_one_by_one(tally, values.subspan(done));
  Statistics result;
  result.elements = static_cast<std::int64_t>(values.size());
  result.zeros = tally.zeros;
  result.non_finite = tally.non_finite;
  const std::int64_t finite = result.elements - tally.non_finite;
  if (finite == 0) return result;
  result.min = tally.low;
  result.max = tally.high;
  result.mean = tally.sum / static_cast<double>(finite);
  return result;
}

}  // namespace cnn
