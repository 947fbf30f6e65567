#include "ops/product/matmul_shape.h"

#include <algorithm>
#include <string>

#include "ops/product/fully_connected.h"
#include "ops/support/broadcast.h"

namespace cnn {
namespace {

// NumPy's rule: a list is a row on the left and a column on the right; its axis of length 1 goes
// again afterwards.
Shape left(const Shape& a) {
  return a.rank() == 1 ? Shape{1, a[0]} : a;
}
Shape right(const Shape& b) {
  return b.rank() == 1 ? Shape{b[0], 1} : b;
}

Shape batch(const Shape& matrices) {
  const auto dims = matrices.dims();
  return Shape(std::vector<std::int64_t>(dims.begin(), dims.end() - 2));
}

std::vector<std::int64_t> batch_dims(const Shape& matrices, std::size_t rank) {
  const Shape dims = padded(batch(matrices), rank);
  return {dims.dims().begin(), dims.dims().end()};
}

const Shape& a_of(const NodeView& node, Operands operands) {
  return node.shape(static_cast<std::size_t>(operands.a));
}
const Shape& b_of(const NodeView& node, Operands operands) {
  return node.shape(static_cast<std::size_t>(operands.b));
}

// Batch axes of an operand stand where those of the output's end.
std::vector<AxisRead> batch_reads(const Shape& operand, std::size_t batch_rank) {
  std::vector<AxisRead> axes;
  for (std::size_t axis = 0; axis + 2 < operand.rank(); ++axis)
    axes.push_back(operand[axis] == 1 ? AxisRead() : at(axis + batch_rank + 2 - operand.rank()));
  return axes;
}

}  // namespace

Product matmul_product(const NodeView& node, Operands operands) {
  const Shape a = left(a_of(node, operands)), b = right(b_of(node, operands));
  const std::size_t rank = std::max(a.rank(), b.rank()) - 2;
  return {.batch_a = batch_dims(a, rank),
          .batch_b = batch_dims(b, rank),
          .rows = a[a.rank() - 2],
          .inner = a[a.rank() - 1],
          .columns = b[b.rank() - 1]};
}

Result<Shape> matmul_shape(const NodeView& node, Operands operands) {
  const Shape &x = a_of(node, operands), &weight = b_of(node, operands);
  if (x.rank() == 0 || weight.rank() == 0)
    return node.error(ErrorCode::kInvalidShape, "one of its inputs is a single number");
  const Shape a = left(x), b = right(weight);
  if (const std::int64_t wanted = b[b.rank() - 2]; a[a.rank() - 1] != wanted)
    return size_mismatch(node, a[a.rank() - 1], wanted);
  auto result = broadcast_shapes(batch(a), batch(b));
  if (!result)
    return node.error(ErrorCode::kInvalidShape, "its inputs of shape " + to_string(a) + " and " +
                                                    to_string(b) + " do not fit together");
  CNN_TRY(check_product(node, matmul_product(node, operands)));
  if (x.rank() > 1) result->push_back(a[a.rank() - 2]);
  if (weight.rank() > 1) result->push_back(b[b.rank() - 1]);
  return std::move(*result);
}

std::int64_t matrix_at(const std::vector<std::int64_t>& operand, const std::vector<std::int64_t>& a,
                       const std::vector<std::int64_t>& b, std::int64_t position) {
  std::int64_t at = 0, step = 1;
  for (std::size_t axis = operand.size(); axis-- > 0;) {
    const std::int64_t dim = std::max(a[axis], b[axis]);
    if (operand[axis] != 1) at += position % dim * step;
    position /= dim;
    step *= operand[axis];
  }
  return at;
}

Facts matmul_facts(const NodeView& node, Operands operands) {
  const Shape &a = a_of(node, operands), &b = b_of(node, operands);
  const std::size_t rank = std::max(left(a).rank(), right(b).rank()) - 2;
  Facts facts{.terms = {matmul_product(node, operands).inner}};
  Read x = {"x", operands.a, {}, batch_reads(a, rank)},
       weight = {"weight", operands.b, {}, batch_reads(b, rank)};
  if (a.rank() > 1) x.axes.push_back(at(rank));
  x.axes.push_back(along(0));
  weight.axes.push_back(along(0));
  if (b.rank() > 1) weight.axes.push_back(at(a.rank() > 1 ? rank + 1 : rank));
  facts.reads = {std::move(x), std::move(weight)};
  return facts;
}

}  // namespace cnn
