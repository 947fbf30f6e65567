#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "passes/passes.h"
#include "passes/rewrite.h"

namespace cnn {
namespace {

constexpr double kSqrt2 = 1.4142135623730951;

bool about(std::optional<double> a, double b) {
  return a && std::abs(*a - b) < 1e-6;
}

// The nodes of one Gelu over x. The first one computes x / sqrt(2).
struct Match {
  ValueId x = kNoValue;
  Node* scaled = nullptr;
  std::vector<Node*> others;
};

// The factors of a product, through products that nothing else reads. inner: those.
void factors(Graph& graph, const Node& product, std::vector<ValueId>& values,
             std::vector<Node*>& inner) {
  for (const ValueId id : product.inputs) {
    Node* next = sole_producer(graph, id);
    if (next && next->op == "Mul" && inner.empty()) {
      inner.push_back(next);
      values.insert(values.end(), next->inputs.begin(), next->inputs.end());
    } else {
      values.push_back(id);
    }
  }
}

// x / sqrt(2), in either of two forms.
bool scales(const Graph& graph, const Node& node, ValueId x) {
  if (node.op == "Div") return node.inputs[0] == x && about(number(graph, node.inputs[1]), kSqrt2);
  return node.op == "Mul" && (node.inputs[0] == x || node.inputs[1] == x) &&
         about(number(graph, other_input(node, x)), 1 / kSqrt2);
}

// sum: 1 + Erf(x / sqrt(2)), if nothing else reads what is in between.
bool match_sum(Graph& graph, ValueId sum, Match& match) {
  Node* add = sole_producer(graph, sum);
  if (!add || add->op != "Add") return false;
  const bool first = number(graph, add->inputs[0]).has_value();
  if (!about(number(graph, add->inputs[first ? 0 : 1]), 1)) return false;
  Node* erf = sole_producer(graph, add->inputs[first ? 1 : 0]);
  if (!erf || erf->op != "Erf") return false;
  match.scaled = sole_producer(graph, *erf);
  if (!match.scaled || !scales(graph, *match.scaled, match.x)) return false;
  match.others.push_back(add);
  match.others.push_back(erf);
  return true;
}

// node: the last product.
bool match_gelu(Graph& graph, const Node& node, Match& match) {
  std::vector<ValueId> values;
  factors(graph, node, values, match.others);
  const auto half =
      std::ranges::find_if(values, [&](ValueId id) { return about(number(graph, id), 0.5); });
  if (values.size() != 3 || half == values.end()) return false;
  values.erase(half);
  for (const std::size_t side : {0u, 1u}) {
    match.x = values[side];
    if (graph.value(match.x).type.shape == graph.value(node.outputs[0]).type.shape &&
        match_sum(graph, values[1 - side], match))
      return true;
  }
  return false;
}

}  // namespace

Result<void> fuse_gelu(Graph& graph) {
  for (Node& node : graph.nodes) {
    Match match;
    if (node.op != "Mul" || !match_gelu(graph, node, match)) continue;
    Node& gelu = *match.scaled;
    graph.notes.push_back(shortened(gelu.name) + ": the nodes up to Mul " + quoted(node.name) +
                          " are fused into it, as a Gelu");
    CNN_TRY(become(graph, gelu, "Gelu", {}, {match.x}));
    for (Node* other : match.others) other->op.clear();
    absorb(graph, gelu, node);
  }
  remove_absorbed(graph);
  return {};
}

}  // namespace cnn
