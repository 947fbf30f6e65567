#include "ops/elementwise/clip_bounds.h"

#include <limits>

namespace cnn {

Bounds read_bounds(const NodeView& node) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (node.node().op == "Relu") return {0.0f, kInfinity};
  const auto bound = [&](std::size_t index, const char* attribute, float otherwise) {
    const TensorPtr constant = node.constant(index);
    return constant ? constant->data<float>()[0] : node.get_float(attribute, otherwise);
  };
  return {bound(1, "min", -kInfinity), bound(2, "max", kInfinity)};
}

}  // namespace cnn
