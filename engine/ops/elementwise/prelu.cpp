// Relu with a slope below zero that was learned, usually one a channel.
#include <cmath>

#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  // The slope repeats along x, never x along the slope.
  if (broadcast_shapes(x, node.shape(1)) != x)
    return node.error(ErrorCode::kInvalidShape, "its slope " + to_string(node.shape(1)) +
                                                    " does not broadcast to " + to_string(x));
  return one_output(DType::kFloat32, x);
}

// XNNPACK takes at most six axes.
LayoutRule layout(const NodeView& node) {
  return node.shape(0).rank() <= XNN_MAX_TENSOR_DIMS ? LayoutRule::kFollow : LayoutRule::kPlain;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_binary_elementwise_nd(xnn_binary_prelu, xnn_datatype_fp32,
                                                         nullptr, nullptr, nullptr, 0, &op)));
  Step step;
  step.op.reset(op);
  const std::size_t rank = node.shape(0).rank();
  const auto x = physical_dims(node.shape(0), context.layout);
  const auto slope = physical_dims(padded(node.shape(1), rank), context.layout);
  CNN_TRY(backend(node, xnn_reshape_binary_elementwise_nd(op, x.size(), x.data(), slope.size(),
                                                          slope.data(), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_binary_elementwise_nd(op, in[0], in[1], out[0]);
  };
  return step;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  broadcast(node.shape(0), node.shape(0), in[0], node.shape(1), in[1], out[0],
            // The sign decides, as in XNNPACK: -0 times an infinite slope is NaN.
            [](float x, float slope) { return std::signbit(x) ? slope * x : x; });
}

constexpr Operator kTable[] = {
    {.type = "PRelu",
     .help = "Keeps positive values and shrinks negative ones by learned factors.",
     .since = 7,  // before, a slope of one number a channel lies along axis 1
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b10,
     .in_place = true,
     .layout = layout,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "if(x < 0, slope * x, x)",
     .parameters = "x; slope: learned factor of negative values",
     .facts = same_cell},
};

}  // namespace

std::span<const Operator> prelu_table() {
  return kTable;
}

}  // namespace cnn
