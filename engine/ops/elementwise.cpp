// Functions of one number at a time. Bounds (Relu, Clip) have a family of their own, since they
// fuse.
#include <algorithm>
#include <cmath>

#include "ops/op.h"
#include "ops/tables.h"
#include "ops/unary.h"

namespace cnn {
namespace {

constexpr AttributeSpec kLeakyReluAttributes[] = {{"alpha", AttributeSpec::kFloat}};
constexpr AttributeSpec kHardSigmoidAttributes[] = {{"alpha", AttributeSpec::kFloat},
                                                    {"beta", AttributeSpec::kFloat}};

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

template <class Function>
void map(const NodeView& node, Inputs in, Outputs out, Function function) {
  for (std::int64_t i = 0, count = node.shape(0).elements(); i < count; ++i)
    out[0][i] = static_cast<float>(function(in[0][i]));
}

float slope(const NodeView& node) {
  return node.get_float("alpha", 0.01f);
}

template <xnn_unary_operator kType>
Result<Step> lower(LowerContext& context) {
  xnn_unary_params params{};
  if (kType == xnn_unary_leaky_relu) params.leaky_relu = {slope(context.node)};
  return lower_unary(context, kType, params);
}

void plain_sigmoid(const NodeView& node, Inputs in, Outputs out) {
  map(node, in, out, [](double x) { return 1 / (1 + std::exp(-x)); });
}

void plain_tanh(const NodeView& node, Inputs in, Outputs out) {
  map(node, in, out, [](double x) { return std::tanh(x); });
}

void plain_leaky_relu(const NodeView& node, Inputs in, Outputs out) {
  map(node, in, out, [alpha = slope(node)](float x) { return x < 0 ? alpha * x : x; });
}

// XNNPACK refuses a slope that is no finite number.
LayoutRule leaky_relu_layout(const NodeView& node) {
  return std::isfinite(slope(node)) ? LayoutRule::kFollow : LayoutRule::kPlain;
}

void plain_hard_swish(const NodeView& node, Inputs in, Outputs out) {
  map(node, in, out, [](double x) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); });
}

// XNNPACK has none; the loop is simple enough for any compiler, and the layout does not matter.
void plain_hard_sigmoid(const NodeView& node, Inputs in, Outputs out) {
  const float alpha = node.get_float("alpha", 0.2f), beta = node.get_float("beta", 0.5f);
  map(node, in, out, [=](float x) { return std::max(0.0f, std::min(1.0f, alpha * x + beta)); });
}

Result<Step> lower_hard_sigmoid(LowerContext& context) {
  Step step;
  step.body = [node = context.node](Inputs in, Outputs out) { plain_hard_sigmoid(node, in, out); };
  return step;
}

constexpr Operator kTable[] = {
    {.type = "Sigmoid",
     .help = "Squeezes every value into the range from 0 to 1.",
     .layout = layout_follow,
     .infer = infer,
     .lower = lower<xnn_unary_sigmoid>,
     .plain = plain_sigmoid},
    {.type = "Tanh",
     .help = "Squeezes every value into the range from -1 to 1.",
     .layout = layout_follow,
     .infer = infer,
     .lower = lower<xnn_unary_tanh>,
     .plain = plain_tanh},
    {.type = "LeakyRelu",
     .help = "Keeps positive values and shrinks negative ones.",
     .attributes = kLeakyReluAttributes,
     .layout = leaky_relu_layout,
     .infer = infer,
     .lower = lower<xnn_unary_leaky_relu>,
     .plain = plain_leaky_relu},
    {.type = "HardSigmoid",
     .help = "A sigmoid made of three straight lines.",
     .attributes = kHardSigmoidAttributes,
     .layout = layout_follow,
     .infer = infer,
     .lower = lower_hard_sigmoid,
     .plain = plain_hard_sigmoid},
    {.type = "HardSwish",
     .help = "Multiplies every value by its hard sigmoid: near zero for negative ones.",
     .layout = layout_follow,
     .infer = infer,
     .lower = lower<xnn_unary_hardswish>,
     .plain = plain_hard_swish},
};

}  // namespace

std::span<const Operator> elementwise_table() {
  return kTable;
}

}  // namespace cnn
