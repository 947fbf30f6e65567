// Loading and running sessions in tests.
#pragma once

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "engine/support/threads.h"
#include "session.h"

namespace cnn::test {

// Moves one millisecond a call: tests see that time is counted without depending on real time.
inline double fake_clock() {
  static double now = 0;
  return now += 1;
}

inline LoadOptions options(int threads = 1) {
  LoadOptions options;
  options.threads = std::min(threads, most_threads());
  options.clock = fake_clock;
  return options;
}

inline std::vector<std::byte> read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::byte> bytes;
  for (std::istreambuf_iterator<char> at(file), end; at != end; ++at)
    bytes.push_back(static_cast<std::byte>(*at));
  return bytes;
}

inline std::string text(const Error& error) {
  return std::string(error_code_name(error.code)) + ": " + error.message;
}

template <class T>
T value_or_fail(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << text(result.error());
    std::abort();
  }
  return std::move(*result);
}

inline std::unique_ptr<Session> load(const std::vector<std::byte>& file, int threads = 1) {
  return value_or_fail(Session::load(file, options(threads)));
}

inline void set_input(Session& session, const std::string& name, const Shape& shape,
                      const std::vector<float>& values) {
  const std::span<float> input = value_or_fail(session.input(name, shape));
  ASSERT_EQ(input.size(), values.size());
  std::copy(values.begin(), values.end(), input.begin());
}

inline void run(Session& session, PlanKind kind) {
  const auto result = session.run(kind);
  ASSERT_TRUE(result) << text(result.error());
}

template <class T>
DType dtype_of();
template <>
inline DType dtype_of<float>() {
  return DType::kFloat32;
}
template <>
inline DType dtype_of<std::int64_t>() {
  return DType::kInt64;
}
template <>
inline DType dtype_of<std::int32_t>() {
  return DType::kInt32;
}
template <>
inline DType dtype_of<std::int8_t>() {
  return DType::kInt8;
}

// T: the value's element type; uint8_t for uint8 and bool.
template <class T = float>
std::vector<T> value(Session& session, const std::string& name) {
  const ValueView view = value_or_fail(session.value(name));
  if constexpr (std::is_same_v<T, std::uint8_t>)
    EXPECT_TRUE(view.dtype == DType::kUint8 || view.dtype == DType::kBool) << name;
  else
    EXPECT_EQ(view.dtype, dtype_of<T>()) << name;
  const std::span<const T> data = view.template data<T>();
  return {data.begin(), data.end()};
}

// The elements of a value of any type.
inline std::vector<double> numbers(Session& session, const std::string& name) {
  std::vector<double> values;
  const ValueView view = value_or_fail(session.value(name));
  const auto add = [&](auto span) { values.assign(span.begin(), span.end()); };
  switch (view.dtype) {
    case DType::kFloat32: add(view.data<float>()); break;
    case DType::kInt64: add(view.data<std::int64_t>()); break;
    case DType::kInt32: add(view.data<std::int32_t>()); break;
    case DType::kInt8: add(view.data<std::int8_t>()); break;
    case DType::kUint8:
    case DType::kBool: add(view.data<std::uint8_t>()); break;
  }
  return values;
}

// Largest |a - b| relative to the larger of 1 and max |b|; infinite for NaN or different sizes.
inline double difference(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) return INFINITY;
  double largest = 0, scale = 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double gap = std::abs(double{a[i]} - b[i]);
    if (std::isnan(gap)) return INFINITY;
    largest = std::max(largest, gap);
    scale = std::max(scale, std::abs(double{b[i]}));
  }
  return largest / scale;
}

// The largest size of the finite ones among `values`, or `least`.
inline double largest_finite(const std::vector<float>& values, double least) {
  for (const float value : values)
    if (std::isfinite(value)) least = std::max(least, std::abs(double{value}));
  return least;
}

// How `actual` departs from `expected`: both NaN, the same infinity, or within `tolerance` of the
// largest finite value (at least `scale`). Empty where nothing does.
inline std::string departure(const std::vector<float>& actual, const std::vector<float>& expected,
                             double tolerance, double scale) {
  if (actual.size() != expected.size()) return "another number of elements";
  scale = largest_finite(expected, scale);
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const float a = actual[i], b = expected[i];
    if (a == b || (std::isnan(a) && std::isnan(b))) continue;
    if (std::isfinite(a) && std::isfinite(b) && std::abs(double{a} - b) <= tolerance * scale)
      continue;
    return "[" + std::to_string(i) + "] " + std::to_string(a) + " instead of " + std::to_string(b);
  }
  return {};
}

}  // namespace cnn::test
