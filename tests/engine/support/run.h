// Loading and running sessions in tests.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "session.h"

namespace cnn::test {

// Moves one millisecond a call: tests see that time is counted without depending on real time.
inline double fake_clock() {
  static double now = 0;
  return now += 1;
}

inline LoadOptions options(int threads = 1) {
  LoadOptions options;
  options.threads = threads;
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

inline std::vector<float> value(Session& session, const std::string& name) {
  const ValueView view = value_or_fail(session.value(name));
  return {view.data.begin(), view.data.end()};
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

}  // namespace cnn::test
