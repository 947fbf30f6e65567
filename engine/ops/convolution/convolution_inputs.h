// What Conv and ConvTranspose ask of their weights and bias, inputs 1 and 2.
#pragma once

#include <cstdint>

#include "core/error.h"
#include "graph/node_view.h"
#include "kernels/convolution.h"

namespace cnn {

// What both operators parse their nodes to: sizes, groups and the window.
inline const ConvolutionShape& convolution_of(const NodeView& node) {
  return node.parsed<ConvolutionShape>();
}

// Weights known at load, float32, of the rank of input 0, which is a map or a list. Errors:
// kUnsupported, kInvalidModel.
Result<void> check_convolution_weights(const NodeView& node);

// After the above: a stated kernel_shape is that of the weights, and a bias is known at load,
// float32 [out_channels]. Errors: kInvalidModel, kUnsupported, kInvalidShape.
Result<void> check_kernel_and_bias(const NodeView& node, std::int64_t out_channels);

// The bias of a node that passed; null where there is none.
const float* bias_of(const NodeView& node);

}  // namespace cnn
