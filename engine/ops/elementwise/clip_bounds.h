// The range that a Relu or Clip keeps, for its own rows and for the pass that fuses it.
#pragma once

#include "graph/node_view.h"

namespace cnn {

struct Bounds {
  float min;
  float max;
};

// node: a Relu or Clip that shape inference has passed. Infinite where it does not bound.
Bounds clip_bounds(const NodeView& node);

}  // namespace cnn
