#include "ops/support/scratch.h"

#include <memory>

namespace cnn {
namespace {

constexpr std::int64_t kPiece = 1024;   // keeps the dimensions of what is allocated within limits
constexpr std::size_t kAlignment = 64;  // tensors are aligned for their elements only

}  // namespace

Result<Tensor> scratch_floats(std::int64_t elements) {
  return Tensor::zeros(DType::kFloat32, Shape{elements / kPiece + 1, kPiece});
}

Result<Tensor> scratch_workspace(std::size_t bytes) {
  return scratch_floats(static_cast<std::int64_t>((bytes + kAlignment) / sizeof(float) + 1));
}

void* workspace_in(Tensor& scratch) {
  void* start = scratch.data<std::byte>().data();
  std::size_t space = scratch.bytes();
  return std::align(kAlignment, 1, start, space);
}

}  // namespace cnn
