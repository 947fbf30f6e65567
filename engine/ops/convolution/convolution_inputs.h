// What Conv and ConvTranspose ask of their weights and bias, inputs 1 and 2.
#pragma once

#include <cstdint>

#include "core/error.h"
#include "graph/node_view.h"
#include "kernels/convolution.h"
#include "ops/op.h"

namespace cnn {

// What both operators parse their nodes to: sizes, groups and the window.
inline const ConvolutionShape& convolution_of(const NodeView& node) {
  return node.parsed<ConvolutionShape>();
}

// Weights are float32, of the rank of input 0, which is a map or a list. Errors: kInvalidModel.
Result<void> check_convolution_weights(const NodeView& node);

// After the above: a stated kernel_shape is that of the weights, and a bias is float32
// [out_channels]. Errors: kInvalidModel, kInvalidShape.
Result<void> check_kernel_and_bias(const NodeView& node, std::int64_t out_channels);

// The bias of a node that passed, where it is known at load; null where there is none.
const float* bias_of(const NodeView& node);

// Weights or a bias that are computed or fed at run time: the plain loop takes them as they come.
bool has_open_weights(const NodeView& node);

// Weights and bias for the plain loop, wherever they are; the bias is null where there is none.
struct Weights {
  const float* kernel;
  const float* bias;
};
Weights weights_of(const NodeView& node, Inputs in);

}  // namespace cnn
