#include "ops/support/broadcast.h"

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
  std::vector<std::int64_t> dense(operands.size(), 1), steps(operands.size(), 0);
  for (std::size_t back = 1; back <= result.rank(); ++back) {
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const Shape& shape = *operands[i];
      const std::int64_t size = back <= shape.rank() ? shape[shape.rank() - back] : 1;
      steps[i] = size == 1 ? 0 : dense[i];
      dense[i] *= size;
    }
    if (const std::int64_t size = result[result.rank() - back]; size != 1) add_axis(size, steps);
  }
  if (sizes_.empty()) add_axis(1, std::vector<std::int64_t>(operands.size(), 0));
  index_.assign(sizes_.size(), 0);
}

// An axis that goes on where the one inside it ends makes that one longer.
void BroadcastRows::add_axis(std::int64_t size, std::span<const std::int64_t> steps) {
  bool merges = !sizes_.empty();
  for (std::size_t i = 0; merges && i < steps.size(); ++i)
    merges = steps[i] == sizes_.back() * steps_[steps_.size() - steps.size() + i];
  if (merges) {
    sizes_.back() *= size;
    return;
  }
  sizes_.push_back(size);
  steps_.insert(steps_.end(), steps.begin(), steps.end());
}

bool BroadcastRows::next() {
  for (std::size_t axis = 1; axis < sizes_.size(); ++axis) {
    const bool more = ++index_[axis] < sizes_[axis];
    for (std::size_t i = 0; i < at_.size(); ++i)
      at_[i] += steps_[axis * at_.size() + i] * (more ? 1 : 1 - sizes_[axis]);
    if (more) return true;
    index_[axis] = 0;
  }
  return false;
}

}  // namespace cnn
