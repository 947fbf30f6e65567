// A matrix product with constant weights, as one fully connected layer.
#pragma once

#include <vector>

#include "ops/op.h"

namespace cnn {

// rows x inputs times inputs x outputs; the weights are input 1.
struct FullyConnected {
  std::int64_t rows = 1, inputs = 1, outputs = 1;
  bool transposed = false;  // weights stand as [outputs, inputs]
};

// Output row = alpha * (input row times weights) + bias; bias has a number an output, or is empty.
// The bias must follow from inputs 2 and beta. Errors: kBackend, kOutOfMemory.
Result<Step> lower_fully_connected(LowerContext& context, const FullyConnected& layer,
                                   const std::vector<float>& bias, float alpha, float beta);

// For an input of `got` features where `wanted` are expected.
std::unexpected<Error> size_mismatch(const NodeView& node, std::int64_t got, std::int64_t wanted);

}  // namespace cnn
