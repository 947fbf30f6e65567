#include <algorithm>
#include <cmath>

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt}};

// The groups of elements that sum to 1: `length` elements, `stride` apart.
struct Groups {
  std::int64_t outer, length, stride;
};

// Before opset 13 all axes from `axis` on form one group; since then the one axis does.
Groups groups(const NodeView& node) {
  const Shape& x = node.shape(0);
  const bool flattens = node.opset() < 13;
  const std::size_t axis = *node.axis(node.get_int("axis", flattens ? 1 : -1), x.rank(), "axis");
  if (flattens) return {x.elements(0, axis), x.elements(axis, x.rank()), 1};
  return {x.elements(0, axis), x[axis], x.elements(axis + 1, x.rank())};
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() == 0) return node.error(ErrorCode::kUnsupported, "its input is a scalar");
  CNN_TRY(node.axis(node.get_int("axis", node.opset() < 13 ? 1 : -1), x.rank(), "axis"));
  return one_output(DType::kFloat32, x);
}

// XNNPACK works along the last axis: of the tensor as is, or of channels last for axis 1.
LayoutRule layout(const NodeView& node) {
  const Groups found = groups(node);
  if (found.stride == 1) return LayoutRule::kAsIs;
  const bool channels = node.shape(0).rank() == 4 && found.length == node.shape(0)[1] &&
                        found.outer == node.shape(0)[0];
  return channels ? LayoutRule::kNhwc : LayoutRule::kPlain;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const Groups found = groups(node);
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_softmax_nc_f32(0, &op)));
  Step step;
  step.op.reset(op);
  const auto channels = static_cast<std::size_t>(found.length);
  const auto batch = static_cast<std::size_t>(found.outer * found.stride);
  CNN_TRY(backend(
      node, xnn_reshape_softmax_nc_f32(op, channels, channels, channels, batch, context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_softmax_nc_f32(op, in[0], out[0]);
  };
  return step;
}

// exp(x - max) / sum of the same: the maximum keeps exp from overflowing.
void softmax(const float* in, float* out, std::int64_t length, std::int64_t stride) {
  float largest = in[0];
  for (std::int64_t i = 1; i < length; ++i) largest = std::max(largest, in[i * stride]);
  double sum = 0;
  for (std::int64_t i = 0; i < length; ++i) sum += std::exp(double{in[i * stride]} - largest);
  for (std::int64_t i = 0; i < length; ++i)
    out[i * stride] = static_cast<float>(std::exp(double{in[i * stride]} - largest) / sum);
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Groups found = groups(node);
  for (std::int64_t outer = 0; outer < found.outer; ++outer) {
    for (std::int64_t inner = 0; inner < found.stride; ++inner) {
      const std::int64_t at = outer * found.length * found.stride + inner;
      softmax(in[0] + at, out[0] + at, found.length, found.stride);
    }
  }
}

constexpr Operator kTable[] = {
    {.type = "Softmax",
     .help = "Turns scores into probabilities that sum to 1.",
     .attributes = kAttributes,
     .layout = layout,
     .infer = infer,
     .lower = lower,
     .plain = plain},
};

}  // namespace

std::span<const Operator> softmax_table() {
  return kTable;
}

}  // namespace cnn
