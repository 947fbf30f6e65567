// Batch normalisation at inference is one multiply-add a channel.
#pragma once

#include <vector>

#include "graph/node_view.h"

namespace cnn {

// y = x * scale + shift, both [channels].
struct ScaleShift {
  std::vector<float> scale;
  std::vector<float> shift;
};

// scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale
// (Ioffe and Szegedy 2015, algorithm 2). What a BatchNormalization is parsed to; its inputs have
// been checked.
ScaleShift scale_shift(const NodeView& node);

}  // namespace cnn
