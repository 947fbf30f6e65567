#include "ops/normalization/batch_norm.h"

#include <cmath>

namespace cnn {

ScaleShift scale_shift(const NodeView& node) {
  const auto values = [&](std::size_t index) { return node.constant(index)->data<float>(); };
  const auto gamma = values(1), beta = values(2), mean = values(3), variance = values(4);
  const double epsilon = node.get_float("epsilon", 1e-5f);
  ScaleShift result;
  for (std::size_t c = 0; c < gamma.size(); ++c) {
    const double scale = gamma[c] / std::sqrt(variance[c] + epsilon);
    result.scale.push_back(static_cast<float>(scale));
    result.shift.push_back(static_cast<float>(beta[c] - mean[c] * scale));
  }
  return result;
}

}  // namespace cnn
