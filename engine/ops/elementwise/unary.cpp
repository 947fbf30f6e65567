#include "ops/elementwise/unary.h"

namespace cnn {

Result<Step> lower_unary(LowerContext& context, xnn_unary_operator type,
                         const xnn_unary_params& params) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_unary_elementwise_nc(type, xnn_datatype_fp32, xnn_datatype_fp32,
                                                        &params, nullptr, nullptr, 0, &op)));
  Step step;
  step.op.reset(op);
  // Pixels next to each other are one long row: fewer, longer rows run faster.
  const bool dense = !context.in_stride && !context.out_stride;
  const auto count = static_cast<std::size_t>(node.shape(0).elements());
  const auto channels = dense ? count : static_cast<std::size_t>(node.shape(0)[1]);
  const auto stride = [&](std::size_t given) { return given ? given : channels; };
  CNN_TRY(backend(node, xnn_reshape_unary_elementwise_nc(
                            op, count / channels, channels, stride(context.in_stride),
                            stride(context.out_stride), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_unary_elementwise_nc(op, in[0], out[0]);
  };
  return step;
}

}  // namespace cnn
