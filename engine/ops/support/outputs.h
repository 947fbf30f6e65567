// Outputs of a node that need not all have names.
#pragma once

#include <cstddef>

#include "ops/op.h"

namespace cnn {

// Output `index` among `out`, in which those without a name are left out; null where it has none.
template <class T = float>
T* named_output(const NodeView& node, Outputs out, std::size_t index) {
  if (!node.has_output(index)) return nullptr;
  std::size_t place = 0;
  for (std::size_t before = 0; before < index; ++before) place += node.has_output(before) ? 1 : 0;
  return out.as<T>(place);
}

}  // namespace cnn
