// SimplifiedLayerNormalization, which onnxruntime's tools write: LayerNormalization without means.
#include <cmath>
#include <string>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt},
                                         {"epsilon", AttributeSpec::kFloat},
                                         {"stash_type", AttributeSpec::kInt}};

// What a node is parsed to: the tensor as rows, from `axis` on.
struct Rows {
  std::size_t axis;
  std::int64_t count, length;
  double epsilon;
};

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() == 0) return node.error(ErrorCode::kUnsupported, "its input is a scalar");
  if (node.get_int("stash_type", 1) != 1)
    return node.error(ErrorCode::kUnsupported, "only float32 (1) is supported inside", {},
                      "stash_type");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", -1), x.rank(), "axis"));
  Shape row;
  for (std::size_t i = axis; i < x.rank(); ++i) row.push_back(x[i]);
  if (node.shape(1) != row)
    return node.error(
        ErrorCode::kInvalidShape,
        "its scale should have the shape " + to_string(row) + ", not " + to_string(node.shape(1)));
  return parsed_as(Rows{axis, x.elements(0, axis), x.elements(axis, x.rank()),
                        node.get_float("epsilon", 1e-5f)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  Shape reduced;
  for (std::size_t i = 0; i < x.rank(); ++i)
    reduced.push_back(i < node.parsed<Rows>().axis ? x[i] : 1);
  return std::vector<ValueType>{{DType::kFloat32, x}, {DType::kFloat32, reduced}};
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Rows& rows = node.parsed<Rows>();
  for (std::int64_t row = 0; row < rows.count; ++row) {
    const std::int64_t first = row * rows.length;
    double squares = 0;
    for (std::int64_t i = 0; i < rows.length; ++i)
      squares += double{in[0][first + i]} * double{in[0][first + i]};
    const double root = std::sqrt(squares / static_cast<double>(rows.length) + rows.epsilon);
    for (std::int64_t i = 0; i < rows.length; ++i)
      out[0][first + i] = static_cast<float>(in[0][first + i] / root * in[1][i]);
    if (out.size() > 1) out[1][row] = static_cast<float>(1 / root);
  }
  return {};
}

Facts facts_of(const NodeView& node, std::size_t output) {
  const Shape& x = node.shape(0);
  const std::size_t first = node.parsed<Rows>().axis;
  Facts facts;
  if (output == 0) facts = same_cell(node, output);
  Read whole = {"y", 0, {}, own_axes(first)};
  for (std::size_t axis = first; axis < x.rank(); ++axis) {
    whole.axes.push_back(along(facts.terms.size()));
    facts.terms.push_back(x[axis]);
  }
  facts.reads.push_back(std::move(whole));
  if (output == 1) facts.formula = "1 / sqrt(mean(y ^ 2) + epsilon)";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "SimplifiedLayerNormalization",
     .help = "Brings the values along the last axes to the same size, by the root of their mean "
             "square.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .max_outputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b10,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "scale * x / sqrt(mean(y ^ 2) + epsilon)",
     .parameters = "x; scale: learned factors | axis=-1: first axis of those that share a size; "
                   "epsilon=0.00001: keeps the root from being zero; stash_type=1: float type "
                   "inside",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> simplified_norm_table() {
  return kTable;
}

}  // namespace cnn
