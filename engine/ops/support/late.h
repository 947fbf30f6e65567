// Inputs that are weights as a rule, and may be computed or fed at run time all the same. The plain
// loop takes them as they come.
#pragma once

#include <cstddef>

#include "ops/op.h"

namespace cnn {

// True where one of the inputs from `first` to `last` is there and not known at load.
bool comes_late(const NodeView& node, std::size_t first, std::size_t last);

// The elements of an input of float32, wherever they are; null where the node does not have it.
const float* floats_of(const NodeView& node, Inputs in, std::size_t index);

}  // namespace cnn
