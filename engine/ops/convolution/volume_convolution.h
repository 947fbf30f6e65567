// The fast path of convolutions over volumes.
#pragma once

#include "kernels/volumes.h"
#include "ops/op.h"

namespace cnn {

// A Conv over volumes whose weights and bias are known, in groups. Errors: kLimitExceeded,
// kOutOfMemory, kBackend.
Result<Step> lower_volume_convolution(LowerContext& context, const VolumeAxes& axes,
                                      std::int64_t groups);

}  // namespace cnn
