// Which nodes put channels of maps side by side.
#pragma once

#include "ops/op.h"

namespace cnn {

// True for a Concat, or whatever else `joins`, over the channels of rank-4 values.
bool joins_channels(const NodeView& node);

}  // namespace cnn
