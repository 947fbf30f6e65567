#include "core/shape.h"

#include "core/limits.h"

namespace cnn {

std::int64_t Shape::elements() const {
  return elements(0, rank());
}

std::int64_t Shape::elements(std::size_t first, std::size_t last) const {
  std::int64_t product = 1;
  for (std::size_t axis = first; axis < last; ++axis) product *= dims_[axis];
  return product;
}

Result<void> check(const Shape& shape) {
  if (shape.rank() > limits::kMaxRank)
    return fail(ErrorCode::kLimitExceeded, "a tensor has rank " + decimal(shape.rank()) +
                                               "; at most " + decimal(limits::kMaxRank) +
                                               " is supported");
  for (const std::int64_t dim : shape.dims()) {
    if (dim < 0)
      return fail(ErrorCode::kInvalidShape,
                  "shape " + to_string(shape) + " has a negative dimension");
    if (dim > limits::kMaxDim)
      return fail(
          ErrorCode::kLimitExceeded,
          "shape " + to_string(shape) + " has a dimension above " + decimal(limits::kMaxDim));
  }
  // At most kMaxElements * kMaxDim = 2^53 before each comparison. A dimension of 0 bounds nothing:
  // loops may run over the others.
  std::int64_t product = 1;
  for (const std::int64_t dim : shape.dims()) {
    product *= std::max<std::int64_t>(dim, 1);
    if (product > limits::kMaxElements)
      return fail(ErrorCode::kLimitExceeded, "shape " + to_string(shape) + " has more than " +
                                                 decimal(limits::kMaxElements) + " elements");
  }
  return {};
}

std::string to_string(const Shape& shape) {
  std::string text = "[";
  for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
    if (axis) text += ",";
    text += decimal(shape[axis]);
  }
  return text + "]";
}

}  // namespace cnn
