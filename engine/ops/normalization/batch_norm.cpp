#include "ops/normalization/batch_norm.h"

#include <cmath>
#include <span>
#include <utility>

namespace cnn {

Result<void> check_channel_numbers(const NodeView& node) {
  const Shape channels = {node.shape(0)[1]};
  if (node.get_int("spatial", 1) != 1)
    return node.error(ErrorCode::kUnsupported, "spatial = 0 is not supported", {}, "spatial");
  for (std::size_t index = 1; index < 5; ++index) {
    if (node.shape(index) != channels || node.input(index).type.dtype != DType::kFloat32)
      return node.error(
          ErrorCode::kInvalidShape,
          "its scale, bias, mean and variance must be float32 " + to_string(channels));
  }
  return {};
}

ChannelAffine affine_of(const ChannelNumbers& of, std::int64_t channel, double epsilon) {
  const double scale = of.gamma[channel] / std::sqrt(of.variance[channel] + epsilon);
  return {static_cast<float>(scale),
          static_cast<float>(of.beta[channel] - of.mean[channel] * scale)};
}

Result<ScaleShift> scale_shift(const NodeView& node) {
  const auto values = [&](std::size_t index) { return node.constant(index)->data<float>().data(); };
  const ChannelNumbers learned = {values(1), values(2), values(3), values(4)};
  const double epsilon = node.get_float("epsilon", 1e-5f);
  const std::int64_t channels = node.shape(1)[0];
  CNN_ASSIGN(Tensor both, Tensor::zeros(DType::kFloat32, Shape{2, channels}));
  const std::span<float> numbers = both.data<float>();
  for (std::int64_t c = 0; c < channels; ++c) {
    const auto [scale, shift] = affine_of(learned, c, epsilon);
    numbers[static_cast<std::size_t>(c)] = scale;
    numbers[static_cast<std::size_t>(channels + c)] = shift;
  }
  return ScaleShift{std::move(both)};
}

}  // namespace cnn
