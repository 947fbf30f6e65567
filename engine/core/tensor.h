// An owning, dense tensor in the order of its shape (row-major, last dimension fastest).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>

#include "core/ledger.h"
#include "core/shape.h"

namespace cnn {

// The element types the engine stores; others become one of them: see core/element_type.h.
enum class DType : std::uint8_t { kFloat32, kInt64, kInt32, kInt8, kUint8, kBool };

std::size_t size_of(DType type);          // bytes per element
std::string_view dtype_name(DType type);  // "float32", "int64", ... as onnxruntime-web spells them

class Tensor {
 public:
  Tensor() = default;

  // Zero-filled, and counted in the current ledger for as long as it lives.
  // Errors: those of check(shape), kLimitExceeded, kOutOfMemory.
  static Result<Tensor> zeros(DType type, Shape shape);
  // Copies `values`. Errors: kInvalidArgument when the count is not the shape's.
  static Result<Tensor> from(std::span<const float> values, Shape shape);
  static Result<Tensor> from(std::span<const std::int64_t> values, Shape shape);
  // The same bytes under another shape of the same element count. Errors: those of zeros().
  Result<Tensor> reshaped(Shape shape) const;

  DType dtype() const { return type_; }
  const Shape& shape() const { return shape_; }
  std::int64_t elements() const { return shape_.elements(); }
  std::size_t bytes() const { return bytes_; }

  // Spans over the tensor's own memory, valid while it lives and is not moved from.
  // T must be dtype()'s C++ type; the caller has compared dtype() first.
  template <class T>
  std::span<T> data() {
    return {reinterpret_cast<T*>(data_.get()), bytes_ / sizeof(T)};
  }
  template <class T>
  std::span<const T> data() const {
    return {reinterpret_cast<const T*>(data_.get()), bytes_ / sizeof(T)};
  }

 private:
  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };

  DType type_ = DType::kFloat32;
  Shape shape_;
  std::size_t bytes_ = 0;
  // malloc instead of std::vector: a refused allocation must become an Error, not a throw.
  std::unique_ptr<std::byte[], Free> data_;
  Held held_;
};

using TensorPtr = std::shared_ptr<const Tensor>;

}  // namespace cnn
