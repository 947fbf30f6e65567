#include <algorithm>
#include <limits>

#include "ops/clip_bounds.h"
#include "ops/op.h"
#include "ops/tables.h"
#include "ops/unary.h"

namespace cnn {
namespace {

constexpr AttributeSpec kClipAttributes[] = {
    {"max", AttributeSpec::kFloat},
    {"min", AttributeSpec::kFloat},
};

Result<std::vector<ValueType>> infer_same(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

Result<std::vector<ValueType>> infer_clip(const NodeView& node) {
  for (std::size_t index = 1; index < 3; ++index) {
    if (!node.has_input(index)) continue;
    const TensorPtr bound = node.constant(index);
    if (!bound) return node.error(ErrorCode::kUnsupported, "its bounds are computed at run time");
    if (bound->dtype() != DType::kFloat32 || bound->elements() != 1)
      return node.error(ErrorCode::kInvalidModel, "each of its bounds must be one float32 number");
  }
  return infer_same(node);
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

constexpr Operator kTable[] = {
    {.type = "Relu",
     .help = "Keeps positive values and sets negative ones to zero.",
     .in_place = true,
     .strided = always_strided,
     .layout = clamp_layout,
     .infer = infer_same,
     .lower = lower,
     .plain = plain},
    {.type = "Clip",
     .help = "Limits every value to a range; from 0 to 6 it is called ReLU6.",
     .attributes = kClipAttributes,
     .max_inputs = 3,
     .in_place = true,
     .strided = always_strided,
     .layout = clamp_layout,
     .infer = infer_clip,
     .lower = lower,
     .plain = plain},
};

}  // namespace

Bounds clip_bounds(const NodeView& node) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (node.node().op == "Relu") return {0.0f, kInfinity};
  const auto bound = [&](std::size_t index, const char* attribute, float otherwise) {
    const TensorPtr constant = node.constant(index);
    return constant ? constant->data<float>()[0] : node.get_float(attribute, otherwise);
  };
  return {bound(1, "min", -kInfinity), bound(2, "max", kInfinity)};
}

std::span<const Operator> activation_table() {
  return kTable;
}

}  // namespace cnn
