#include <algorithm>
#include <cmath>
#include <string>

#include "ops/op.h"
#include "ops/product/fully_connected.h"
#include "ops/product/product.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

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

Product product_of(const NodeView& node) {
  const Shape a = left(node.shape(0)), b = right(node.shape(1));
  const std::size_t rank = std::max(a.rank(), b.rank()) - 2;
  return {.batch_a = batch_dims(a, rank),
          .batch_b = batch_dims(b, rank),
          .rows = a[a.rank() - 2],
          .inner = a[a.rank() - 1],
          .columns = b[b.rank() - 1]};
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  if (node.shape(0).rank() == 0 || node.shape(1).rank() == 0)
    return node.error(ErrorCode::kInvalidShape, "one of its inputs is a single number");
  const Shape a = left(node.shape(0)), b = right(node.shape(1));
  if (const std::int64_t wanted = b[b.rank() - 2]; a[a.rank() - 1] != wanted)
    return size_mismatch(node, a[a.rank() - 1], wanted);
  auto result = broadcast_shapes(batch(a), batch(b));
  if (!result)
    return node.error(ErrorCode::kInvalidShape, "its inputs of shape " + to_string(a) + " and " +
                                                    to_string(b) + " do not fit together");
  CNN_TRY(check_product(node, product_of(node)));
  if (node.shape(0).rank() > 1) result->push_back(a[a.rank() - 2]);
  if (node.shape(1).rank() > 1) result->push_back(b[b.rank() - 1]);
  return one_output(DType::kFloat32, std::move(*result));
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  Product product = product_of(node);
  if (node.constant(1) && node.shape(1).rank() == 2) {
    const std::int64_t rows = node.shape(0).elements() / product.inner;
    return lower_fully_connected(context, {rows, product.inner, product.columns}, {}, 1, 1);
  }
  const float low = node.node().output_min, high = node.node().output_max;
  const std::int64_t count = node.output_shape(0).elements();
  if (low != -INFINITY || high != INFINITY)
    product.finish = [low, high, count](Inputs, float* out) {
      for (std::int64_t i = 0; i < count; ++i) out[i] = std::min(std::max(out[i], low), high);
    };
  return lower_product(context, std::move(product));
}

// Which matrix of an operand's the one at `position` among the output's is.
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

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Product p = product_of(node);
  const std::int64_t size = p.rows * p.columns;
  const std::int64_t count = size ? node.output_shape(0).elements() / size : 0;
  for (std::int64_t n = 0; n < count; ++n) {
    const float* a = in[0] + matrix_at(p.batch_a, p.batch_a, p.batch_b, n) * p.rows * p.inner;
    const float* b = in[1] + matrix_at(p.batch_b, p.batch_a, p.batch_b, n) * p.inner * p.columns;
    for (std::int64_t i = 0; i < size; ++i) {
      double sum = 0;
      for (std::int64_t k = 0; k < p.inner; ++k)
        sum += double{a[i / p.columns * p.inner + k]} * double{b[k * p.columns + i % p.columns]};
      out[0][n * size + i] = static_cast<float>(sum);
    }
  }
}

std::int64_t macs(const NodeView& node) {
  return node.output_shape(0).elements() * product_of(node).inner;
}

// Batch axes of an operand stand where those of the output's end.
std::vector<AxisRead> batch_reads(const Shape& operand, std::size_t batch_rank) {
  std::vector<AxisRead> axes;
  for (std::size_t axis = 0; axis + 2 < operand.rank(); ++axis)
    axes.push_back(operand[axis] == 1 ? AxisRead() : at(axis + batch_rank + 2 - operand.rank()));
  return axes;
}

Facts facts_of(const NodeView& node, std::size_t) {
  const Shape &a = node.shape(0), &b = node.shape(1);
  const std::size_t rank = std::max(left(a).rank(), right(b).rank()) - 2;
  Facts facts{.terms = {product_of(node).inner}};
  Read x = {"x", 0, {}, batch_reads(a, rank)}, weight = {"weight", 1, {}, batch_reads(b, rank)};
  if (a.rank() > 1) x.axes.push_back(at(rank));
  x.axes.push_back(along(0));
  weight.axes.push_back(along(0));
  if (b.rank() > 1) weight.axes.push_back(at(a.rank() > 1 ? rank + 1 : rank));
  facts.reads = {std::move(x), std::move(weight)};
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "MatMul",
     .help = "A matrix product: every output is a weighted sum of a row of its input.",
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b10,
     .clamps = true,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .macs = macs,
     .formula = "sum(x * weight)",
     .parameters = "x; weight: the right matrix",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> matmul_table() {
  return kTable;
}

}  // namespace cnn
