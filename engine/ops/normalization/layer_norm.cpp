// Normalisation along the last axes: of each token, or of each pixel where channels come last.
#include <cmath>
#include <string>

#include "kernels/normalise.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/late.h"
#include "ops/support/parallel.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt},
                                         {"epsilon", AttributeSpec::kFloat},
                                         {"stash_type", AttributeSpec::kInt}};

// What a node is parsed to: the tensor as rows, those axes in front of `axis`, and all from there
// on.
struct Rows {
  std::size_t axis;
  std::int64_t count, length;
  double epsilon;
};

Result<void> check_scale(const NodeView& node, std::size_t index, const Shape& expected) {
  if (node.shape(index) != expected || node.input(index).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kUnsupported, "only a scale and a bias of float32 " +
                                                   to_string(expected) + " are supported, not " +
                                                   to_string(node.shape(index)));
  return {};
}

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() == 0) return node.error(ErrorCode::kUnsupported, "its input is a scalar");
  if (node.get_int("stash_type", 1) != 1)
    return node.error(ErrorCode::kUnsupported, "only float32 (1) is supported inside", {},
                      "stash_type");
  if (node.has_output(2) && !node.has_output(1))
    return node.error(ErrorCode::kUnsupported, "an output InvStdDev without the output Mean");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", -1), x.rank(), "axis"));
  return parsed_as(Rows{axis, x.elements(0, axis), x.elements(axis, x.rank()),
                        node.get_float("epsilon", 1e-5f)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  const std::size_t axis = node.parsed<Rows>().axis;
  Shape normalised, reduced;
  for (std::size_t i = 0; i < x.rank(); ++i) {
    if (i >= axis) normalised.push_back(x[i]);
    reduced.push_back(i < axis ? x[i] : 1);
  }
  CNN_TRY(check_scale(node, 1, normalised));
  if (node.has_input(2)) CNN_TRY(check_scale(node, 2, normalised));
  return std::vector<ValueType>{
      {DType::kFloat32, x}, {DType::kFloat32, reduced}, {DType::kFloat32, reduced}};
}

LayoutRule layout(const NodeView& node) {
  return comes_late(node, 1, 2) ? LayoutRule::kPlain : LayoutRule::kAsIs;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Rows& rows = node.parsed<Rows>();
  const float *scale = floats_of(node, in, 1), *bias = floats_of(node, in, 2);
  const auto count = static_cast<double>(rows.length);
  for (std::int64_t row = 0; row < rows.count; ++row) {
    const float* from = in[0] + row * rows.length;
    double sum = 0, squares = 0;
    for (std::int64_t i = 0; i < rows.length; ++i) sum += from[i];
    const double mean = sum / count;
    for (std::int64_t i = 0; i < rows.length; ++i) squares += (from[i] - mean) * (from[i] - mean);
    const double root = std::sqrt(squares / count + rows.epsilon);
    for (std::int64_t i = 0; i < rows.length; ++i) {
      const double y = (from[i] - mean) / root * scale[i];
      out[0][row * rows.length + i] = static_cast<float>(bias ? y + bias[i] : y);
    }
    if (out.size() > 1) out[1][row] = static_cast<float>(mean);
    if (out.size() > 2) out[2][row] = static_cast<float>(1 / root);
  }
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const Rows& rows = node.parsed<Rows>();
  const TensorPtr scale = node.constant(1), bias = node.constant(2);
  const LayerNorm norm = {rows.length, rows.epsilon, scale->data<float>().data(),
                          bias ? bias->data<float>().data() : nullptr};
  constexpr std::int64_t kTile = 1 << 13;  // numbers a thread takes at once
  const std::int64_t tile = kTile / rows.length + 1;
  Step step;
  // The graph, which the plan holds, owns the constants.
  step.body = [norm, rows, tile, threads = context.running](Inputs in, Outputs out) {
    parallel(*threads, rows.count, tile, [&](std::int64_t first, std::int64_t count) {
      const std::int64_t at = first * norm.length;
      layer_norm(norm, count, in[0] + at, out[0] + at, out.size() > 1 ? out[1] + first : nullptr,
                 out.size() > 2 ? out[2] + first : nullptr);
    });
  };
  return step;
}

// Outputs 1 and 2 are the mean and one over the root.
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
  if (output == 1) facts.formula = "mean(y)";
  if (output == 2) facts.formula = "1 / sqrt(variance(y) + epsilon)";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "LayerNormalization",
     .help = "Brings the values along the last axes to the same mean and spread.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .max_outputs = 3,
     .parameter_inputs = 0b110,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "scale * (x - mean(y)) / sqrt(variance(y) + epsilon) + bias",
     .parameters = "x; scale: learned factors; bias: learned shifts | axis=-1: first axis of those "
                   "that share a mean; epsilon=0.00001: keeps the root from being zero; "
                   "stash_type=1: float type inside",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> layer_norm_table() {
  return kTable;
}

}  // namespace cnn
