#include "ops/broadcast.h"

#include "kernels/strided.h"

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

BroadcastRows::BroadcastRows(const Shape& result, std::span<const Shape* const> operands)
    : at_(operands.size(), 0) {
  std::vector<Shape> shapes;
  std::vector<std::vector<std::int64_t>> dense;
  for (const Shape* shape : operands) {
    shapes.push_back(padded(*shape, result.rank()));
    dense.push_back(dense_steps(shapes.back().dims()));
  }
  for (std::size_t axis = 0; axis < result.rank(); ++axis) {
    if (result[axis] == 1) continue;
    std::vector<std::int64_t> steps;
    bool merges = !sizes_.empty();
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      steps.push_back(shapes[i][axis] == 1 ? 0 : dense[i][axis]);
      merges = merges && steps_.back()[i] == result[axis] * steps[i];
    }
    if (merges) {
      sizes_.back() *= result[axis];
      steps_.back() = std::move(steps);
    } else {
      sizes_.push_back(result[axis]);
      steps_.push_back(std::move(steps));
    }
  }
  if (sizes_.empty()) {
    sizes_ = {1};
    steps_ = {std::vector<std::int64_t>(operands.size(), 0)};
  }
  index_.assign(sizes_.size() - 1, 0);
}

bool BroadcastRows::next() {
  for (std::size_t axis = index_.size(); axis-- > 0;) {
    const bool more = ++index_[axis] < sizes_[axis];
    for (std::size_t i = 0; i < at_.size(); ++i)
      at_[i] += steps_[axis][i] * (more ? 1 : 1 - sizes_[axis]);
    if (more) return true;
    index_[axis] = 0;
  }
  return false;
}

}  // namespace cnn
