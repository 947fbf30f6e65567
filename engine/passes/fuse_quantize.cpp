#include "core/text.h"
#include "graph/node_view.h"
#include "ops/elementwise/fused.h"
#include "ops/quantized/quantized.h"
#include "passes/passes.h"
#include "passes/rewrite.h"

namespace cnn {
namespace {

// The one that computes what `node` reads, if it is a QuantizeLinear.
const Node* quantizer_of(const Graph& graph, const Node& node) {
  const int producer = graph.value(node.inputs[0]).producer;
  if (producer == kNoNode) return nullptr;
  const Node& found = graph.nodes[static_cast<std::size_t>(producer)];
  return found.op == "QuantizeLinear" ? &found : nullptr;
}

// False where whole numbers are quantised, the integers are needed, or another scale turns them
// back.
Result<bool> fuse(Graph& graph, Node& node) {
  const Node* quantizer = quantizer_of(graph, node);
  if (!quantizer || graph.value(quantizer->inputs[0]).type.dtype != DType::kFloat32) return false;
  const auto to = steps_of(NodeView(graph, *quantizer)), back = steps_of(NodeView(graph, node));
  if (!to || !back || to->scale != back->scale || to->zero != back->zero) return false;
  CNN_TRY(become(graph, node, kFakeQuantize,
                 {{"high", static_cast<float>(to->range.high - to->zero)},
                  {"low", static_cast<float>(to->range.low - to->zero)},
                  {"scale", to->scale}},
                 {quantizer->inputs[0]}));
  return true;
}

}  // namespace

Result<void> fuse_quantize(Graph& graph) {
  std::size_t count = 0;
  for (Node& node : graph.nodes) {
    if (node.op != "DequantizeLinear") continue;
    CNN_ASSIGN(const bool fused, fuse(graph, node));
    if (fused) ++count;
  }
  if (count == 0) return {};
  graph.notes.push_back(decimal(count) +
                        " DequantizeLinear are computed at once with the QuantizeLinear that they "
                        "read, in float32");
  count_uses(graph);
  std::erase_if(graph.nodes, [&](const Node& node) {
    return node.op == "QuantizeLinear" && graph.value(node.outputs[0]).consumers == 0;
  });
  count_uses(graph);
  return {};
}

}  // namespace cnn
