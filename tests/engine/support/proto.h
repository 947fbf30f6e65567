// Reads ONNX's protobuf messages in tests: just enough, by hand, so that a test never depends on
// the reader it tests. For files that are known to be whole.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace cnn::test {

struct Field {
  int number = 0;
  std::uint64_t value = 0;  // of a varint, or the bits of a fixed-size number
  std::string_view bytes;   // of a length-delimited field
};

inline std::uint64_t take_varint(std::string_view& rest) {
  std::uint64_t value = 0;
  for (int shift = 0; !rest.empty() && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    value |= std::uint64_t{byte & 127u} << shift;
    if (byte < 128) break;
  }
  return value;
}

inline std::vector<Field> fields(std::string_view message) {
  std::vector<Field> result;
  while (!message.empty()) {
    const std::uint64_t tag = take_varint(message);
    Field field{static_cast<int>(tag >> 3), 0, {}};
    std::size_t length = 0;
    switch (tag & 7) {
      case 0: field.value = take_varint(message); break;
      case 1: length = 8; break;
      case 2: length = static_cast<std::size_t>(take_varint(message)); break;
      default: length = 4;
    }
    field.bytes = message.substr(0, length);
    if ((tag & 7) == 1 || (tag & 7) == 5)
      std::memcpy(&field.value, field.bytes.data(), field.bytes.size());
    message.remove_prefix(field.bytes.size());
    result.push_back(field);
  }
  return result;
}

// All fields with that number, as messages or texts.
inline std::vector<std::string_view> all(std::string_view message, int number) {
  std::vector<std::string_view> result;
  for (const Field& field : fields(message))
    if (field.number == number) result.push_back(field.bytes);
  return result;
}

// A TensorProto. Its elements as double, whatever their type.
struct TensorFile {
  std::string name;
  std::vector<std::int64_t> dims;
  int type = 0;
  std::vector<double> values;
};

template <class T>
void append_raw(std::string_view raw, std::vector<double>& values) {
  for (std::size_t at = 0; at + sizeof(T) <= raw.size(); at += sizeof(T)) {
    T value;
    std::memcpy(&value, raw.data() + at, sizeof(T));
    values.push_back(static_cast<double>(value));
  }
}

// IEEE 754 binary16.
inline double from_half(std::uint16_t bits) {
  const int exponent = bits >> 10 & 31, mantissa = bits & 1023;
  const double magnitude = exponent == 31 ? (mantissa ? NAN : INFINITY)
                           : exponent     ? std::ldexp(1024 + mantissa, exponent - 25)
                                          : std::ldexp(mantissa, -24);
  return bits >> 15 ? -magnitude : magnitude;
}

// Integers of `bits` each, the first in the lowest bits of a byte; what is left of the last byte is
// read too.
inline void append_packed(int bits, bool is_signed, std::string_view raw,
                          std::vector<double>& values) {
  for (const char byte : raw)
    for (int at = 0; at < 8; at += bits) {
      const int value = (static_cast<unsigned char>(byte) >> at) & ((1 << bits) - 1);
      values.push_back(is_signed && value >> (bits - 1) ? value - (1 << bits) : value);
    }
}

inline void append_raw(int type, std::string_view raw, std::vector<double>& values) {
  switch (type) {
    case 21: return append_packed(4, false, raw, values);
    case 22: return append_packed(4, true, raw, values);
    case 25: return append_packed(2, false, raw, values);
    case 26: return append_packed(2, true, raw, values);
    case 1: return append_raw<float>(raw, values);
    case 2:
    case 9: return append_raw<std::uint8_t>(raw, values);
    case 3: return append_raw<std::int8_t>(raw, values);
    case 4: return append_raw<std::uint16_t>(raw, values);
    case 5: return append_raw<std::int16_t>(raw, values);
    case 6: return append_raw<std::int32_t>(raw, values);
    case 7: return append_raw<std::int64_t>(raw, values);
    case 10: {
      std::vector<double> bits;
      append_raw<std::uint16_t>(raw, bits);
      for (const double half : bits) values.push_back(from_half(static_cast<std::uint16_t>(half)));
      return;
    }
    case 11: return append_raw<double>(raw, values);
    case 12: return append_raw<std::uint32_t>(raw, values);
    case 13: return append_raw<std::uint64_t>(raw, values);
    default: return;  // a type these tests do not compare
  }
}

inline TensorFile read_tensor_file(std::string_view message) {
  TensorFile tensor;
  std::string_view raw;
  const auto integers = [](const Field& field, auto add) {
    std::string_view packed = field.bytes;
    if (packed.empty()) add(field.value);
    while (!packed.empty()) add(take_varint(packed));
  };
  for (const Field& field : fields(message)) {
    switch (field.number) {
      case 1:
        integers(field, [&](auto v) { tensor.dims.push_back(static_cast<std::int64_t>(v)); });
        break;
      case 2: tensor.type = static_cast<int>(field.value); break;
      case 4: append_raw<float>(field.bytes, tensor.values); break;
      case 5:
      case 7:
        integers(field, [&](auto v) {
          tensor.values.push_back(static_cast<double>(static_cast<std::int64_t>(v)));
        });
        break;
      case 8: tensor.name = field.bytes; break;
      case 9: raw = field.bytes; break;
      case 10: append_raw<double>(field.bytes, tensor.values); break;
      default: break;
    }
  }
  std::string packed;  // elements of less than a byte may be listed a byte each
  if (tensor.type >= 21) {
    for (const double byte : tensor.values) packed += static_cast<char>(static_cast<int>(byte));
    tensor.values.clear();
    if (raw.empty()) raw = packed;
  }
  append_raw(tensor.type, raw, tensor.values);
  if (tensor.type >= 21) {
    std::size_t count = 1;
    for (const std::int64_t dim : tensor.dims) count *= static_cast<std::size_t>(dim);
    tensor.values.resize(count);
  }
  return tensor;
}

}  // namespace cnn::test
