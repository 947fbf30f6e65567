#include <algorithm>
#include <cmath>

#include "ops/op.h"
#include "ops/product/fully_connected.h"
#include "ops/product/matmul_shape.h"
#include "ops/product/product.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

Product product_of(const NodeView& node) {
  return matmul_product(node, {0, 1});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  CNN_ASSIGN(Shape shape, matmul_shape(node, {0, 1}));
  return one_output(DType::kFloat32, std::move(shape));
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

Facts facts_of(const NodeView& node, std::size_t) {
  return matmul_facts(node, {0, 1});
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
