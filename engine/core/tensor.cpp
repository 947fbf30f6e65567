#include "core/tensor.h"

#include <cstring>

#include "core/byte_size.h"

namespace cnn {

std::size_t size_of(DType type) {
  switch (type) {
    case DType::kInt64: return 8;
    case DType::kFloat32:
    case DType::kInt32: return 4;
    case DType::kInt8:
    case DType::kUint8:
    case DType::kBool: return 1;
  }
  return 0;
}

std::string_view dtype_name(DType type) {
  switch (type) {
    case DType::kFloat32: return "float32";
    case DType::kInt64: return "int64";
    case DType::kInt32: return "int32";
    case DType::kInt8: return "int8";
    case DType::kUint8: return "uint8";
    case DType::kBool: return "bool";
  }
  return "unknown";
}

// SIMD kernels may read this far past the last element of an operand (XNN_EXTRA_BYTES is 16).
static constexpr std::size_t kReadAhead = 64;
static constexpr std::uint64_t kMostBytes = PTRDIFF_MAX - kReadAhead;
// What a tensor takes beside its elements: itself, the count of its owners, what malloc adds twice.
static constexpr std::size_t kOverhead = kReadAhead + sizeof(Tensor) + 64;

Result<Tensor> Tensor::zeros(DType type, Shape shape) {
  CNN_TRY(check(shape));
  Tensor tensor;
  tensor.type_ = type;
  // In 64 bits: on wasm32 the product may not fit std::size_t.
  const std::uint64_t bytes = static_cast<std::uint64_t>(shape.elements()) * size_of(type);
  if (bytes > kMostBytes)
    return fail(ErrorCode::kLimitExceeded, "a tensor of shape " + to_string(shape) + " takes " +
                                               byte_size(bytes) + ", too many");
  auto held = hold(bytes + kOverhead);
  if (!held) return not_left(bytes, "a tensor of shape " + to_string(shape));
  tensor.held_ = std::move(*held);
  tensor.bytes_ = static_cast<std::size_t>(bytes);
  tensor.data_.reset(static_cast<std::byte*>(std::calloc(tensor.bytes_ + kReadAhead, 1)));
  if (!tensor.data_)
    return fail(ErrorCode::kOutOfMemory,
                "no memory for a tensor of shape " + to_string(shape) + " (" +
                    decimal(tensor.bytes_) + " bytes)",
                "close other tabs, or use a smaller model");
  tensor.shape_ = std::move(shape);
  return tensor;
}

namespace {

template <class T>
Result<Tensor> copy_of(DType type, std::span<const T> values, Shape shape) {
  CNN_ASSIGN(Tensor tensor, Tensor::zeros(type, std::move(shape)));
  if (static_cast<std::int64_t>(values.size()) != tensor.elements())
    return fail(ErrorCode::kInvalidArgument, "a tensor of shape " + to_string(tensor.shape()) +
                                                 " takes " + decimal(tensor.elements()) +
                                                 " values, not " + decimal(values.size()));
  if (!values.empty()) std::memcpy(tensor.data<T>().data(), values.data(), values.size_bytes());
  return tensor;
}

}  // namespace

Result<Tensor> Tensor::from(std::span<const float> values, Shape shape) {
  return copy_of(DType::kFloat32, values, std::move(shape));
}

Result<Tensor> Tensor::from(std::span<const std::int64_t> values, Shape shape) {
  return copy_of(DType::kInt64, values, std::move(shape));
}

Result<Tensor> Tensor::reshaped(Shape shape) const {
  CNN_ASSIGN(Tensor copy, zeros(type_, std::move(shape)));
  if (copy.bytes_ != bytes_)
    return fail(ErrorCode::kInvalidArgument, "a tensor of shape " + to_string(shape_) +
                                                 " cannot take shape " + to_string(copy.shape_));
  if (bytes_) std::memcpy(copy.data_.get(), data_.get(), bytes_);
  return copy;
}

}  // namespace cnn
