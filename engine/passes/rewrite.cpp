#include "passes/rewrite.h"

namespace cnn {

Node* sole_producer(Graph& graph, const Node& node) {
  const Value& value = graph.value(node.inputs[0]);
  if (value.consumers != 1 || value.producer == kNoNode) return nullptr;
  return &graph.nodes[static_cast<std::size_t>(value.producer)];
}

void absorb(Graph& graph, Node& into, Node& node) {
  into.outputs[0] = node.outputs[0];
  graph.value(into.outputs[0]).producer = static_cast<int>(&into - graph.nodes.data());
  node.op.clear();
}

void remove_absorbed(Graph& graph) {
  std::erase_if(graph.nodes, [](const Node& node) { return node.op.empty(); });
  count_uses(graph);
}

}  // namespace cnn
