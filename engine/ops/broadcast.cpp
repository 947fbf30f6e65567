#include "ops/broadcast.h"

namespace cnn {

std::optional<Shape> broadcast_shapes(const Shape& a, const Shape& b) {
  Shape result = a.rank() >= b.rank() ? a : b;
  const Shape& other = a.rank() >= b.rank() ? b : a;
  const std::size_t offset = result.rank() - other.rank();
  for (std::size_t axis = 0; axis < other.rank(); ++axis) {
    std::int64_t& dim = result[offset + axis];
    if (dim != other[axis] && dim != 1 && other[axis] != 1) return std::nullopt;
    if (dim == 1) dim = other[axis];
  }
  return result;
}

Shape padded(const Shape& shape, std::size_t rank) {
  Shape result;
  for (std::size_t i = shape.rank(); i < rank; ++i) result.push_back(1);
  for (const std::int64_t dim : shape.dims()) result.push_back(dim);
  return result;
}

}  // namespace cnn
