// Batch normalisation at inference is one multiply-add a channel.
#pragma once

#include <span>

#include "core/tensor.h"
#include "graph/node_view.h"

namespace cnn {

// y = x * scale + shift, both [channels]. In a tensor, so that the session's ledger counts them.
struct ScaleShift {
  Tensor both;  // f32 [2, channels]

  std::span<const float> scale() const { return both.data<float>().first(channels()); }
  std::span<const float> shift() const { return both.data<float>().last(channels()); }
  std::size_t channels() const { return static_cast<std::size_t>(both.shape()[1]); }
};

// scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale
// (Ioffe and Szegedy 2015, algorithm 2). What a BatchNormalization is parsed to; its inputs have
// been checked. Errors: kLimitExceeded, kOutOfMemory.
Result<ScaleShift> scale_shift(const NodeView& node);

}  // namespace cnn
