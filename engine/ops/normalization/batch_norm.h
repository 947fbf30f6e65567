// Batch normalisation at inference is one multiply-add a channel.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/tensor.h"
#include "ops/op.h"

namespace cnn {

inline constexpr AttributeSpec kBatchNorm[] = {
    {"epsilon", AttributeSpec::kFloat},     {"is_test", AttributeSpec::kInt, 6},
    {"momentum", AttributeSpec::kFloat},    {"spatial", AttributeSpec::kInt, 8},
    {"training_mode", AttributeSpec::kInt},
};

// Whether scale, bias, mean and variance are one number a channel of x, which has channels. Errors:
// kUnsupported, kInvalidShape.
Result<void> check_channel_numbers(const NodeView& node);

// y = x * scale + shift, both [channels]. In a tensor, so that the session's ledger counts them.
struct ScaleShift {
  Tensor both;  // f32 [2, channels]

  std::span<const float> scale() const { return both.data<float>().first(channels()); }
  std::span<const float> shift() const { return both.data<float>().last(channels()); }
  std::size_t channels() const { return static_cast<std::size_t>(both.shape()[1]); }
};

// What a BatchNormalization is parsed to; empty where its numbers are computed or fed at run time.
using LearnedAffine = std::optional<ScaleShift>;

// The four inputs behind x, f32 [channels] each.
struct ChannelNumbers {
  const float *gamma, *beta, *mean, *variance;
};

// scale = gamma / sqrt(variance + epsilon), shift = beta - mean * scale
// (Ioffe and Szegedy 2015, algorithm 2), of one channel.
struct ChannelAffine {
  float scale, shift;
};
ChannelAffine affine_of(const ChannelNumbers& numbers, std::int64_t channel, double epsilon);

// That of all channels of a node whose inputs have been checked, and are known. Errors:
// kLimitExceeded, kOutOfMemory.
Result<ScaleShift> scale_shift(const NodeView& node);

}  // namespace cnn
