// Lowering of XNNPACK's functions of one number at a time.
#pragma once

#include "ops/op.h"

namespace cnn {

// The first input through `type` into the first output, in whatever layout it lies.
// Errors: kBackend, kOutOfMemory.
Result<Step> lower_unary(LowerContext& context, xnn_unary_operator type,
                         const xnn_unary_params& params);

}  // namespace cnn
