#include "ops/support/late.h"

namespace cnn {

bool comes_late(const NodeView& node, std::size_t first, std::size_t last) {
  for (std::size_t index = first; index <= last; ++index)
    if (node.has_input(index) && !node.constant(index)) return true;
  return false;
}

const float* floats_of(const NodeView& node, Inputs in, std::size_t index) {
  if (const TensorPtr known = node.constant(index)) return known->data<float>().data();
  return node.has_input(index) ? in[index] : nullptr;
}

}  // namespace cnn
