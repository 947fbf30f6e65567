#include <algorithm>
#include <limits>
#include <string>

#include "ops/elementwise/clip_bounds.h"
#include "ops/elementwise/unary.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kClipAttributes[] = {
    {"max", AttributeSpec::kFloat},
    {"min", AttributeSpec::kFloat},
};

Result<std::vector<ValueType>> infer_same(const NodeView& node) {
  return one_output(node.input(0).type.dtype, node.shape(0));
}

// Integers are bounded by their inputs as they are.
Result<ParsedPtr> parse(const NodeView& node) {
  for (std::size_t index = 1; index < 3; ++index) {
    if (!node.has_input(index)) continue;
    const TensorPtr bound = node.constant(index);
    if (!bound) return node.error(ErrorCode::kUnsupported, "its bounds are computed at run time");
    const DType type = node.input(0).type.dtype;
    if (bound->dtype() != type || bound->elements() != 1)
      return node.error(ErrorCode::kInvalidModel, "each of its bounds must be one " +
                                                      std::string(dtype_name(type)) + " number");
  }
  const bool real = node.input(0).type.dtype == DType::kFloat32;
  return parsed_as(real ? read_bounds(node) : Bounds());
}

void clamp_all(const NodeView& node, Bounds bounds, const float* in, float* out) {
  for (std::int64_t i = 0, count = node.shape(0).elements(); i < count; ++i)
    out[i] = std::min(std::max(in[i], bounds.min), bounds.max);
}

// XNNPACK takes only min < max; anything else is left to the plain loop.
LayoutRule clamp_layout(const NodeView& node) {
  const Bounds bounds = clip_bounds(node);
  return bounds.min < bounds.max ? LayoutRule::kFollow : LayoutRule::kPlain;
}

Result<Step> lower(LowerContext& context) {
  const Bounds bounds = clip_bounds(context.node);
  xnn_unary_params params{};
  params.clamp = {bounds.min, bounds.max};
  return lower_unary(context, xnn_unary_clamp, params);
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  clamp_all(node, clip_bounds(node), in[0], out[0]);
}

Operand constant_operand(const Tensor& tensor) {
  return {tensor.dtype(), &tensor.shape(), tensor.data<std::byte>().data()};
}

// Integers.
Result<void> typed_relu(const NodeView& node, Inputs in, Outputs out) {
  CNN_ASSIGN(const Tensor zero, Tensor::zeros(node.input(0).type.dtype, Shape{}));
  const Operand operands[] = {input_operand(node, in, 0), constant_operand(zero)};
  return combine(node, operands, kFunctionOf<Maximum>, out.data(0));
}

Result<void> typed_clip(const NodeView& node, Inputs in, Outputs out) {
  Operand operands[] = {input_operand(node, in, 0), {}};
  const Shape scalar;  // the bounds have one element, whatever their shape
  std::size_t bounds = 0;
  for (std::size_t index = 1; index < 3; ++index) {
    const TensorPtr bound = node.constant(index);
    if (!bound) continue;
    ++bounds;
    operands[1] = {bound->dtype(), &scalar, bound->data<std::byte>().data()};
    CNN_TRY(combine(node, operands, index == 1 ? kFunctionOf<Maximum> : kFunctionOf<Minimum>,
                    out.data(0)));
    operands[0].data = out.data(0);
  }
  return bounds ? Result<void>() : combine(node, std::span(operands, 1), Function(), out.data(0));
}

// The bounds are one number each, whatever their shape.
Facts clip_facts(const NodeView& node, std::size_t output) {
  Facts facts = same_cell(node, output);
  for (std::size_t i = 1; i < facts.reads.size(); ++i)
    facts.reads[i].as = {1}, facts.reads[i].axes = {AxisRead()};
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Relu",
     .help = "Keeps positive values and sets negative ones to zero.",
     .in_place = true,
     .strided = always_strided,
     .types = kNumbers,
     .layout = clamp_layout,
     .parse = parse,
     .infer = infer_same,
     .lower = lower,
     .plain = plain,
     .typed = typed_relu,
     .formula = "max(0, x)",
     .parameters = "x",
     .facts = same_cell},
    {.type = "Clip",
     .help = "Limits every value to a range; from 0 to 6 it is called ReLU6.",
     .attributes = kClipAttributes,
     .max_inputs = 3,
     .in_place = true,
     .strided = always_strided,
     .types = kNumbers,
     .layout = clamp_layout,
     .parse = parse,
     .infer = infer_same,
     .lower = lower,
     .plain = plain,
     .typed = typed_clip,
     .formula = "min(max(x, low, min), high, max)",
     .parameters = "x; low: smallest value let through; high: largest value let through | "
                   "min: smallest value let through; max: largest value let through",
     .facts = clip_facts},
};

}  // namespace

std::span<const Operator> activation_table() {
  return kTable;
}

}  // namespace cnn
