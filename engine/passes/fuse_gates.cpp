#include <cmath>
#include <string_view>

#include "core/text.h"
#include "graph/node_view.h"
#include "ops/elementwise/fused.h"
#include "passes/passes.h"
#include "passes/rewrite.h"

namespace cnn {
namespace {

// What x * gate(x) is called; empty where nothing is known that computes it at once.
std::string_view product_of(const Graph& graph, const Node& gate) {
  if (gate.op == "Sigmoid") return kSilu;
  if (gate.op != "HardSigmoid") return {};
  const NodeView view(graph, gate);
  const float alpha = view.get_float("alpha", 0.2f), beta = view.get_float("beta", 0.5f);
  return std::abs(alpha - 1 / 6.0f) < 1e-7f && beta == 0.5f ? "HardSwish" : "";
}

// False where there is nothing to fuse on this side.
Result<bool> fuse(Graph& graph, Node& product, std::size_t side) {
  Node* gate = sole_producer(graph, product.inputs[side]);
  if (!gate || gate->inputs[0] != product.inputs[1 - side]) return false;
  const std::string_view type = product_of(graph, *gate);
  if (type.empty()) return false;
  graph.notes.push_back(shortened(gate->name) + ": Mul " + quoted(product.name) +
                        " with its input is fused into it");
  CNN_TRY(become(graph, *gate, type, {}, gate->inputs));
  absorb(graph, *gate, product);
  return true;
}

}  // namespace

Result<void> fuse_gates(Graph& graph) {
  for (Node& node : graph.nodes) {
    if (node.op != "Mul") continue;
    CNN_ASSIGN(const bool fused, fuse(graph, node, 0));
    if (!fused) CNN_TRY(fuse(graph, node, 1));
  }
  remove_absorbed(graph);
  return {};
}

}  // namespace cnn
