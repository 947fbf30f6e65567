#include "ops/convolution/convolution_inputs.h"

#include <algorithm>
#include <string>

#include "ops/support/late.h"
#include "ops/support/window.h"

namespace cnn {

Result<void> check_convolution_weights(const NodeView& node) {
  CNN_TRY(check_map(node));
  const Shape& w = node.shape(1);
  if (w.rank() != node.shape(0).rank() || w.elements() == 0 ||
      node.input(1).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kInvalidModel, "its weights must be float32 of its input's rank");
  return {};
}

Result<void> check_kernel_and_bias(const NodeView& node, std::int64_t out_channels) {
  const auto stated = node.get_ints("kernel_shape");
  if (!stated.empty() && !std::ranges::equal(stated, node.shape(1).dims().subspan(2)))
    return node.error(ErrorCode::kInvalidModel, "kernel_shape contradicts the shape of its weights",
                      {}, "kernel_shape");
  if (!node.has_input(2)) return {};
  const Shape bias{out_channels};
  if (node.shape(2) == bias && node.input(2).type.dtype == DType::kFloat32) return {};
  // Two convolutions without a bias, each followed by a normalisation, on one input.
  const bool shared = node.constant(2) && node.input(2).consumers > 1;
  return node.error(
      ErrorCode::kInvalidShape, "its bias must be float32 " + to_string(bias),
      shared ? "another node has the same bias, a mistake of onnxscript 0.5.0 to 0.5.6: export the "
               "network again with a newer one, or with torch.onnx.export(..., dynamo=False)"
             : "");
}

bool has_open_weights(const NodeView& node) {
  return comes_late(node, 1, 2);
}

Weights weights_of(const NodeView& node, Inputs in) {
  return {floats_of(node, in, 1), floats_of(node, in, 2)};
}

const float* bias_of(const NodeView& node) {
  const TensorPtr bias = node.constant(2);
  return bias ? bias->data<float>().data() : nullptr;
}

}  // namespace cnn
