// NumPy's rule for operands of different shapes: align them at the last axis; a missing axis, or
// one of length 1, repeats.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/shape.h"
#include "ops/op.h"

namespace cnn {

// Of the operators on two tensors. At opset 6 `broadcast` says that the second one repeats along
// the leading axes, as it now does without; `axis`, which puts it elsewhere, is refused.
inline constexpr AttributeSpec kBroadcastAttributes[] = {{"broadcast", AttributeSpec::kInt, 6}};

// Empty when the two do not fit together. Neither needs to have passed check().
std::optional<Shape> broadcast_shapes(const Shape& a, const Shape& b);

// The shape with ones in front, up to `rank` axes.
Shape padded(const Shape& shape, std::size_t rank);

// Walks operands that broadcast to `result` along its rows, in order. The rows are as long as the
// shapes allow: an operand's elements lie step(operand) apart, 0 where one element repeats.
class BroadcastRows {
 public:
  // No size may be 0.
  BroadcastRows(const Shape& result, std::span<const Shape* const> operands);

  std::int64_t length() const { return sizes_[0]; }
  std::int64_t step(std::size_t operand) const { return steps_[operand]; }
  // Number of the operand's element at the start of this row.
  std::int64_t at(std::size_t operand) const { return at_[operand]; }
  // False when that was the last one.
  bool next();

 private:
  void add_axis(std::int64_t size, std::span<const std::int64_t> steps);

  // Axes from the innermost on, each with a step for every operand.
  std::vector<std::int64_t> sizes_, steps_, index_;
  std::vector<std::int64_t> at_;  // by operand
};

// out[i] = function(a at i, b at i) for every element of `result`, the shape both broadcast to.
template <class T, class Function>
void broadcast(const Shape& result, const Shape& a_shape, const T* a, const Shape& b_shape,
               const T* b, T* out, Function function) {
  if (result.elements() == 0) return;
  const Shape* const shapes[] = {&a_shape, &b_shape};
  BroadcastRows rows(result, shapes);
  do {
    const T *x = a + rows.at(0), *y = b + rows.at(1);
    for (std::int64_t i = 0; i < rows.length(); ++i)
      *out++ = function(x[i * rows.step(0)], y[i * rows.step(1)]);
  } while (rows.next());
}

}  // namespace cnn
