// Reads the golden values that the scripts in this folder write (format: golden_file.py).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <limits>
#include <span>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace cnn::golden {

/** Some or all elements of one value, by flat row-major (NCHW) position. */
struct Value {
  std::string name;
  std::vector<int64_t> shape;
  std::vector<uint32_t> positions;
  std::vector<float> expected;  // one for each position
  double min = 0;               // of all elements, also those that are not listed
  double max = 0;
  double mean = 0;

  int64_t elements() const {
    int64_t product = 1;
    for (int64_t extent : shape) product *= extent;
    return product;
  }
};

/** Whole file as T (float, uint8_t, ...), little-endian; empty where it cannot be read. */
template <typename T>
std::vector<T> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<T> out(bytes.size() / sizeof(T));
  std::copy_n(bytes.data(), out.size() * sizeof(T), reinterpret_cast<char*>(out.data()));
  return out;
}

namespace internal {

template <typename T>
std::vector<T> slice(const std::vector<uint8_t>& blob, int64_t offset, size_t count) {
  std::vector<T> out(count);
  if (offset < 0 || offset + count * sizeof(T) > blob.size()) return {};
  std::copy_n(blob.data() + offset, count * sizeof(T), reinterpret_cast<uint8_t*>(out.data()));
  return out;
}

inline std::vector<int64_t> parse_shape(const std::string& text) {
  std::vector<int64_t> shape;
  std::istringstream stream(text);
  for (std::string extent; std::getline(stream, extent, 'x');) shape.push_back(std::stoll(extent));
  return shape;
}

}  // namespace internal

/** Reads <stem>.tsv and <stem>.bin; empty where they are missing or damaged. */
inline std::vector<Value> read(const std::string& stem) {
  const std::vector<uint8_t> blob = read_file<uint8_t>(stem + ".bin");
  std::ifstream index(stem + ".tsv");
  std::vector<Value> values;
  std::string line;
  std::getline(index, line);  // column names
  while (std::getline(index, line)) {
    std::istringstream columns(line);
    Value value;
    std::string shape;
    size_t count = 0;
    int64_t indices = 0, data = 0;
    columns >> value.name >> shape >> count >> indices >> data >> value.min >> value.max;
    columns >> value.mean;
    value.shape = internal::parse_shape(shape);
    value.expected = internal::slice<float>(blob, data, count);
    if (indices >= 0) {
      value.positions = internal::slice<uint32_t>(blob, indices, count);
    } else {
      for (uint32_t position = 0; position < count; ++position) value.positions.push_back(position);
    }
    if (!columns || value.expected.size() != value.positions.size()) return {};
    values.push_back(std::move(value));
  }
  return values;
}

/** Largest |actual - expected|; infinite where `actual` has another size or holds a NaN. */
inline double max_difference(const Value& value, std::span<const float> actual) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  if (static_cast<int64_t>(actual.size()) != value.elements()) return kInfinite;
  double largest = 0;
  for (size_t i = 0; i < value.positions.size(); ++i) {
    const double difference = std::abs(double{actual[value.positions[i]]} - value.expected[i]);
    if (!(difference <= largest)) largest = std::isnan(difference) ? kInfinite : difference;
  }
  return largest;
}

/** Largest magnitude of the whole value, for relative tolerances. */
inline double magnitude(const Value& value) {
  return std::max(std::abs(value.min), std::abs(value.max));
}

}  // namespace cnn::golden
