#include "ops/normalization/batch_norm.h"

#include <cmath>
#include <span>
#include <utility>

namespace cnn {

Result<ScaleShift> scale_shift(const NodeView& node) {
  const auto values = [&](std::size_t index) { return node.constant(index)->data<float>(); };
  const auto gamma = values(1), beta = values(2), mean = values(3), variance = values(4);
  const double epsilon = node.get_float("epsilon", 1e-5f);
  const auto channels = static_cast<std::int64_t>(gamma.size());
  CNN_ASSIGN(Tensor both, Tensor::zeros(DType::kFloat32, Shape{2, channels}));
  const std::span<float> numbers = both.data<float>();
  for (std::size_t c = 0; c < gamma.size(); ++c) {
    const double scale = gamma[c] / std::sqrt(variance[c] + epsilon);
    numbers[c] = static_cast<float>(scale);
    numbers[gamma.size() + c] = static_cast<float>(beta[c] - mean[c] * scale);
  }
  return ScaleShift{std::move(both)};
}

}  // namespace cnn
