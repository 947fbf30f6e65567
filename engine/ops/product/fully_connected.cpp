#include "ops/product/fully_connected.h"

#include <bit>
#include <string>

namespace cnn {

Result<Step> lower_fully_connected(LowerContext& context, const FullyConnected& layer,
                                   const std::vector<float>& bias, float alpha, float beta) {
  const NodeView& node = context.node;
  const TensorPtr weights = node.constant(1);
  TensorPtr scaled = weights;
  if (alpha != 1.0f) {
    CNN_ASSIGN(Tensor copy, weights->reshaped(weights->shape()));
    for (float& value : copy.data<float>()) value *= alpha;
    scaled = std::make_shared<const Tensor>(std::move(copy));
  }
  context.weights->next(weights, node.constant(2),
                        std::uint64_t{std::bit_cast<std::uint32_t>(alpha)} << 32 |
                            std::bit_cast<std::uint32_t>(beta));
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  xnn_operator_t op = nullptr;
  CNN_TRY(
      backend(node, xnn_create_fully_connected_nc_f32(
                        size(layer.inputs), size(layer.outputs), size(layer.inputs),
                        size(layer.outputs), scaled->data<float>().data(),
                        bias.empty() ? nullptr : bias.data(), node.node().output_min,
                        node.node().output_max, layer.transposed ? 0 : XNN_FLAG_TRANSPOSE_WEIGHTS,
                        nullptr, context.weights->provider(), &op)));
  Step step;
  step.op.reset(op);
  CNN_TRY(backend(node, xnn_reshape_fully_connected_nc_f32(op, size(layer.rows), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_fully_connected_nc_f32(op, in[0], out[0]);
  };
  return step;
}

std::unexpected<Error> size_mismatch(const NodeView& node, std::int64_t got, std::int64_t wanted) {
  return node.error(
      ErrorCode::kInvalidShape,
      "its input has " + decimal(got) + " features, but its weights are for " + decimal(wanted),
      "check the size of the picture the network was exported for");
}

}  // namespace cnn
