// The range that a Relu or Clip keeps, for its own rows and for the pass that fuses it.
#pragma once

#include "graph/node_view.h"

namespace cnn {

struct Bounds {
  float min;
  float max;
};

// What a Relu or Clip of float32 is parsed to. Infinite where it does not bound.
Bounds read_bounds(const NodeView& node);

inline const Bounds& clip_bounds(const NodeView& node) {
  return node.parsed<Bounds>();
}

}  // namespace cnn
