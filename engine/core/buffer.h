// Memory of a value at run time, with the type of its elements. Who owns it is known elsewhere.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/tensor.h"

namespace cnn {

// True where elements of `type` are T in C++. std::byte is whatever there is.
template <class T>
constexpr bool is_stored_as(DType type) {
  switch (type) {
    case DType::kFloat32: return std::is_same_v<T, float> || std::is_same_v<T, std::byte>;
    case DType::kInt64: return std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::byte>;
    case DType::kInt32: return std::is_same_v<T, std::int32_t> || std::is_same_v<T, std::byte>;
    case DType::kInt8: return std::is_same_v<T, std::int8_t> || std::is_same_v<T, std::byte>;
    case DType::kUint8:
    case DType::kBool: return std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::byte>;
  }
  return false;
}

struct Buffer {
  void* data = nullptr;
  DType type = DType::kFloat32;

  // is_stored_as<T>(type) must hold.
  template <class T>
  T* as() const {
    assert(is_stored_as<T>(type));
    return static_cast<T*>(data);
  }
};

struct ConstBuffer {
  const void* data = nullptr;
  DType type = DType::kFloat32;

  ConstBuffer() = default;
  ConstBuffer(const void* elements, DType their_type) : data(elements), type(their_type) {}
  ConstBuffer(const Buffer& buffer)
      : data(buffer.data), type(buffer.type) {}  // NOLINT: as to const

  template <class T>
  const T* as() const {
    assert(is_stored_as<T>(type));
    return static_cast<const T*>(data);
  }
};

// The tensor's own memory, valid while it lives and is not moved from.
inline Buffer buffer_of(Tensor& tensor) {
  return {tensor.data<std::byte>().data(), tensor.dtype()};
}
inline ConstBuffer buffer_of(const Tensor& tensor) {
  return {tensor.data<std::byte>().data(), tensor.dtype()};
}

}  // namespace cnn
