#include <algorithm>

#include "core/text.h"
#include "graph/node_view.h"
#include "ops/elementwise/clip_bounds.h"
#include "ops/op.h"
#include "passes/passes.h"
#include "passes/rewrite.h"

namespace cnn {
namespace {

bool clamps(const NodeView& node) {
  const Operator& row = *find_operator(node.node().op);
  return row.clamps || (row.clamps_for && row.clamps_for(node));
}

}  // namespace

Result<void> fuse_activation(Graph& graph) {
  for (Node& node : graph.nodes) {
    if (node.op != "Relu" && node.op != "Clip") continue;
    Node* producer = sole_producer(graph, node);
    if (!producer || !clamps(NodeView(graph, *producer))) continue;
    if (graph.value(node.outputs[0]).type.dtype != DType::kFloat32) continue;
    const Bounds bounds = clip_bounds(NodeView(graph, node));
    // Bounds after bounds: the second limits what the first let through.
    const float low = std::min(std::max(producer->output_min, bounds.min), bounds.max);
    const float high = std::min(std::max(producer->output_max, bounds.min), bounds.max);
    if (!(low < high)) continue;
    producer->output_min = low;
    producer->output_max = high;
    graph.notes.push_back(shortened(producer->name) + ": " + node.op + " " + quoted(node.name) +
                          " is fused into it");
    absorb(graph, *producer, node);
  }
  remove_absorbed(graph);
  return {};
}

std::span<const Pass> fast_passes() {
  static constexpr Pass kPasses[] = {
      {"fuse quantize", fuse_quantize},
      {"fold batch norm", fold_batch_norm},
      {"fuse activation", fuse_activation},
      {"fuse gates", fuse_gates},
      {"fuse gelu", fuse_gelu},
      {"fuse layer norm", fuse_layer_norm},
      {"nest concat", nest_concat},
  };
  return kPasses;
}

}  // namespace cnn
