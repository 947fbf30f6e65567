// Which values can be written straight into the value they are later put side by side in.
#pragma once

#include <cstdint>
#include <vector>

#include "graph/graph.h"

namespace cnn {

struct Slice {
  ValueId whole = kNoValue;  // kNoValue: the value has memory of its own
  std::int64_t channel = 0;  // its first channel in `whole`
};

// By ValueId. A value is a slice of a Concat's output over the channels if its producer can write
// with gaps between pixels and every other reader can read with them; an output of the graph never
// is. Wholes may be slices themselves.
std::vector<Slice> find_slices(const Graph& graph);

}  // namespace cnn
