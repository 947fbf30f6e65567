#include <algorithm>
#include <cmath>
#include <limits>

#include "ops/op.h"
#include "ops/product/fully_connected.h"
#include "ops/product/product.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"alpha", AttributeSpec::kFloat},      {"beta", AttributeSpec::kFloat},
    {"broadcast", AttributeSpec::kInt, 6},  // without it, C has the output's shape
    {"transA", AttributeSpec::kInt},       {"transB", AttributeSpec::kInt},
};

// What a node is parsed to.
struct Gemm {
  float alpha, beta;
  bool a_turned, b_turned;
};

Result<ParsedPtr> parse(const NodeView& node) {
  return parsed_as(Gemm{node.get_float("alpha", 1.0f), node.get_float("beta", 1.0f),
                        node.get_int("transA", 0) != 0, node.get_int("transB", 0) != 0});
}

Product product_of(const NodeView& node) {
  const auto& [alpha, beta, a_turned, b_turned] = node.parsed<Gemm>();
  const Shape& a = node.shape(0);
  Product product{.rows = a[a_turned],
                  .inner = a[!a_turned],
                  .columns = node.shape(1)[!b_turned],
                  .b_transposed = b_turned};
  if (a_turned) product.a = Strided{{a[1], a[0]}, {1, a[1]}};
  return product;
}

// Shape [rows, columns]; C repeats to it.
Shape result_shape(const NodeView& node) {
  const Product product = product_of(node);
  return {product.rows, product.columns};
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  for (std::size_t index = 0; index < 2; ++index)
    if (node.shape(index).rank() != 2)
      return node.error(ErrorCode::kInvalidShape,
                        "its inputs must be matrices, not " + to_string(node.shape(index)));
  const Product product = product_of(node);
  const Shape& b = node.shape(1);
  if (const std::int64_t wanted = b[product.b_transposed]; product.inner != wanted)
    return size_mismatch(node, product.inner, wanted);
  CNN_TRY(check_product(node, product));
  Shape result = result_shape(node);
  if (node.has_input(2) && broadcast_shapes(node.shape(2), result) != result)
    return node.error(ErrorCode::kInvalidShape, "its bias of shape " + to_string(node.shape(2)) +
                                                    " does not fit its output " +
                                                    to_string(result));
  return one_output(DType::kFloat32, std::move(result));
}

// False where alpha times a weight leaves the range of float32, or loses digits below it: the sum
// must be scaled then, not the weights.
bool scales_weights(const NodeView& node) {
  const float alpha = node.parsed<Gemm>().alpha;
  if (alpha == 1) return true;
  return std::ranges::all_of(node.constant(1)->data<float>(), [alpha](float weight) {
    const float scaled = std::abs(alpha * weight);
    return weight == 0 || (scaled < std::numeric_limits<float>::infinity() &&
                           scaled >= std::numeric_limits<float>::min());
  });
}

// Constant weights, and a constant bias of one number an output: a dense layer.
bool is_layer(const NodeView& node) {
  if (!node.constant(1) || node.parsed<Gemm>().a_turned || !scales_weights(node)) return false;
  if (!node.has_input(2)) return true;
  const Shape& c = node.shape(2);
  return node.constant(2) && (c.rank() == 0 || c.elements() == c[c.rank() - 1]);
}

// beta * C for every output; empty without C.
std::vector<float> layer_bias(const NodeView& node, std::int64_t outputs) {
  std::vector<float> bias;
  const TensorPtr c = node.constant(2);
  const float beta = node.parsed<Gemm>().beta;
  if (!c || beta == 0) return bias;  // nothing of C counts then, not even NaN
  const auto values = c->data<float>();
  for (std::size_t i = 0; i < static_cast<std::size_t>(outputs); ++i)
    bias.push_back(beta * values[values.size() == 1 ? 0 : i]);
  return bias;
}

// out = alpha * out + beta * C, within the fused bounds.
void add_bias(const NodeView& node, Inputs in, float* out) {
  const float alpha = node.parsed<Gemm>().alpha, beta = node.parsed<Gemm>().beta;
  const float low = node.node().output_min, high = node.node().output_max;
  const float zero = 0;
  const Shape result = result_shape(node);
  const bool biased = node.has_input(2) && beta != 0;
  broadcast(result, result, out, biased ? node.shape(2) : Shape{}, biased ? in[2] : &zero, out,
            [=](float product, float bias) {
              return std::min(std::max(alpha * product + beta * bias, low), high);
            });
}

Result<Step> lower(LowerContext& context) {
  const NodeView node = context.node;
  Product product = product_of(node);
  if (is_layer(node))
    return lower_fully_connected(
        context, {product.rows, product.inner, product.columns, product.b_transposed},
        layer_bias(node, product.columns), node.parsed<Gemm>().alpha, node.parsed<Gemm>().beta);
  product.finish = [node](Inputs in, float* out) { add_bias(node, in, out); };
  return lower_product(context, std::move(product));
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Product p = product_of(node);
  const bool a_turned = node.parsed<Gemm>().a_turned;
  for (std::int64_t row = 0; row < p.rows; ++row) {
    for (std::int64_t column = 0; column < p.columns; ++column) {
      double sum = 0;
      for (std::int64_t i = 0; i < p.inner; ++i)
        sum += double{in[0][a_turned ? i * p.rows + row : row * p.inner + i]} *
               double{in[1][p.b_transposed ? column * p.inner + i : i * p.columns + column]};
      out[0][row * p.columns + column] = static_cast<float>(sum);
    }
  }
  add_bias(node, in, out[0]);
}

std::int64_t macs(const NodeView& node) {
  const Product product = product_of(node);
  return product.rows * product.inner * product.columns;
}

Facts facts_of(const NodeView& node, std::size_t) {
  const auto pair = [](bool turned, AxisRead first, AxisRead second) {
    return turned ? std::vector{second, first} : std::vector{first, second};
  };
  Facts facts{.terms = {product_of(node).inner}};
  facts.reads.push_back({"x", 0, {}, pair(node.parsed<Gemm>().a_turned, at(0), along(0))});
  facts.reads.push_back({"weight", 1, {}, pair(node.parsed<Gemm>().b_turned, along(0), at(1))});
  if (node.has_input(2)) facts.reads.push_back({"bias", 2});
  const bool scaled = node.parsed<Gemm>().alpha != 1 || node.parsed<Gemm>().beta != 1;
  if (scaled) facts.formula = "alpha * sum(x * weight) + beta * bias";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Gemm",
     .help = "A dense layer: every output is a weighted sum of all inputs plus a bias.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .data_inputs = 3,
     .parameter_inputs = 0b110,
     .clamps = true,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .macs = macs,
     .formula = "sum(x * weight) + bias",
     .parameters = "x; weight: one number for each pair of input and output; bias: added to each "
                   "output | alpha=1: factor of the sum; beta=1: factor of the bias; transA=0: 1 "
                   "turns x first; transB=0: 1 turns the weights first; broadcast=0: 1 repeats the "
                   "bias where "
                   "it is smaller (opset 6)",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> dense_table() {
  return kTable;
}

}  // namespace cnn
