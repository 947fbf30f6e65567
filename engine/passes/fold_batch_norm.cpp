#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "core/text.h"
#include "graph/node_view.h"
#include "ops/normalization/batch_norm.h"
#include "passes/passes.h"
#include "passes/rewrite.h"

namespace cnn {
namespace {

// Which output channel an element of the weights belongs to: of Conv's, [out, in / groups, height,
// width], or ConvTranspose's, [in, out / groups, height, width]; over volumes the depth comes
// third.
std::size_t output_channel(const Node& conv, const Shape& weights, std::size_t groups,
                           std::size_t element) {
  const auto first = static_cast<std::size_t>(weights[0]);
  const auto second = static_cast<std::size_t>(weights[1]);
  const auto plane = static_cast<std::size_t>(weights.elements(2, weights.rank()));
  const std::size_t row = element / plane / second, column = element / plane % second;
  const bool transposed = conv.op.starts_with("ConvTranspose");
  return transposed ? row / (first / groups) * second + column : row;
}

// The product of two such numbers is far from infinity. Of others it may be infinite where the two
// nodes, one after the other, are not, or the other way round.
bool are_moderate(std::span<const float> numbers) {
  return std::ranges::all_of(numbers, [](float number) {
    return std::abs(number) < 1e12f;  // false for NaN
  });
}

bool can_fold(const NodeView& conv, const ScaleShift& affine) {
  const TensorPtr weights = conv.constant(1), bias = conv.constant(2);
  return weights && (bias || !conv.has_input(2)) && are_moderate(weights->data<float>()) &&
         (!bias || are_moderate(bias->data<float>())) && are_moderate(affine.scale()) &&
         are_moderate(affine.shift());
}

// weights and bias [out] of conv followed by the affine map.
Result<void> scale_weights(Graph& graph, Node& conv, const ScaleShift& affine) {
  const NodeView view(graph, conv);
  const TensorPtr weights = view.constant(1), bias = view.constant(2);
  CNN_ASSIGN(Tensor scaled, weights->reshaped(weights->shape()));
  const auto values = scaled.data<float>();
  const std::size_t outputs = affine.channels();
  const auto groups = static_cast<std::size_t>(view.get_int("group", 1));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] *= affine.scale()[output_channel(conv, weights->shape(), groups, i)];
  std::vector<float> shifts(outputs);
  for (std::size_t o = 0; o < outputs; ++o) {
    const float before = bias ? bias->data<float>()[o] : 0.0f;
    shifts[o] = before * affine.scale()[o] + affine.shift()[o];
  }
  CNN_ASSIGN(Tensor shift, Tensor::from(std::span<const float>(shifts),
                                        Shape{static_cast<std::int64_t>(outputs)}));
  conv.inputs.resize(3, kNoValue);
  conv.inputs[1] = add_constant(graph, conv.name + ".weight (folded)", std::move(scaled));
  conv.inputs[2] = add_constant(graph, conv.name + ".bias (folded)", std::move(shift));
  return {};
}

}  // namespace

Result<void> fold_batch_norm(Graph& graph) {
  for (Node& node : graph.nodes) {
    if (node.op != "BatchNormalization") continue;
    Node* conv = sole_producer(graph, node);
    // Lists, maps or volumes; no ConvInteger, whose sums are no float32.
    if (!conv || !conv->op.starts_with("Conv")) continue;
    const LearnedAffine& affine = NodeView(graph, node).parsed<LearnedAffine>();
    if (!affine || !can_fold(NodeView(graph, *conv), *affine)) continue;
    CNN_TRY(scale_weights(graph, *conv, *affine));
    graph.notes.push_back(shortened(conv->name) + ": BatchNormalization " + quoted(node.name) +
                          " is folded into its weights");
    absorb(graph, *conv, node);
  }
  remove_absorbed(graph);
  return {};
}

}  // namespace cnn
