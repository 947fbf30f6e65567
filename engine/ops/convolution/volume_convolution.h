// The fast paths of convolutions over volumes.
#pragma once

#include "kernels/volumes.h"
#include "ops/op.h"

namespace cnn {

// A Conv over volumes whose weights and bias are known, in groups. Errors: kLimitExceeded,
// kOutOfMemory, kBackend.
Result<Step> lower_volume_convolution(LowerContext& context, const VolumeAxes& axes,
                                      std::int64_t groups);

// A ConvTranspose over volumes likewise: the window lies over its output, so axes' input is that of
// the output. fits_transposed_volume() is true of it. Errors: the same.
bool fits_transposed_volume(const NodeView& node, const VolumeAxes& axes, std::int64_t groups);
Result<Step> lower_transposed_volume(LowerContext& context, const VolumeAxes& axes,
                                     std::int64_t groups);

}  // namespace cnn
