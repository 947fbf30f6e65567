// Lowering of depthwise convolutions to our own kernel.
#pragma once

#include "kernels/convolution.h"
#include "ops/op.h"

namespace cnn {

// shape: has_depthwise_kernel() is true of it. Errors: kOutOfMemory.
Result<Step> lower_depthwise(LowerContext& context, const ConvolutionShape& shape);

}  // namespace cnn
