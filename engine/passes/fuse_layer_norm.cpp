#include <algorithm>

#include "core/text.h"
#include "graph/node_view.h"
#include "ops/support/settings.h"
#include "passes/passes.h"
#include "passes/rewrite.h"

namespace cnn {
namespace {

// (x - mean) / sqrt(mean of (x - mean)^2 + epsilon) * scale + bias
struct Match {
  ValueId x = kNoValue;
  std::size_t axis = 0;
  double epsilon = 0;
  ValueId scale = kNoValue, bias = kNoValue;
  Node* mean = nullptr;
  std::vector<Node*> others;  // without `last`
  Node* last = nullptr;
};

// The axis from which on all are averaged, and stay with length 1.
std::optional<std::size_t> first_axis(const Graph& graph, const Node* mean) {
  if (!mean || mean->op != "ReduceMean") return std::nullopt;
  const NodeView view(graph, *mean);
  const auto axes = setting(view, "axes", 1);
  if (!axes || !*axes || (*axes)->empty() || view.get_int("keepdims", 1) != 1) return std::nullopt;
  const auto named = named_axes(view, **axes, view.shape(0).rank());
  if (!named) return std::nullopt;
  const auto first = std::ranges::find(*named, true);
  if (std::find(first, named->end(), false) != named->end()) return std::nullopt;
  return static_cast<std::size_t>(first - named->begin());
}

// The inputs that read x - mean to square it: 0 where `square` is no square of it.
int reads_to_square(const Graph& graph, const Node& square, ValueId centred) {
  if (square.inputs[0] != centred) return 0;
  if (square.op == "Pow" && number(graph, square.inputs[1]) == 2) return 1;
  return square.op == "Mul" && square.inputs[1] == centred ? 2 : 0;
}

// sum: the variance of x plus epsilon, from x - mean.
bool match_variance(Graph& graph, const Node& sum, ValueId centred, Match& match) {
  const std::size_t side = number(graph, sum.inputs[0]) ? 0 : 1;
  const auto epsilon = number(graph, sum.inputs[side]);
  Node* mean = sole_producer(graph, sum.inputs[1 - side]);
  if (!epsilon || first_axis(graph, mean) != match.axis) return false;
  Node* square = sole_producer(graph, *mean);
  const int reads = square ? reads_to_square(graph, *square, centred) : 0;
  if (reads == 0 || graph.value(centred).consumers != reads + 1) return false;
  match.epsilon = *epsilon;
  match.others.insert(match.others.end(), {mean, square});
  return true;
}

bool match_quotient(Graph& graph, Node& quotient, Match& match) {
  const ValueId centred = quotient.inputs[0];
  const int producer = graph.value(centred).producer;
  Node* root = sole_producer(graph, quotient.inputs[1]);
  if (producer == kNoNode || !root || root->op != "Sqrt") return false;
  Node* difference = &graph.nodes[static_cast<std::size_t>(producer)];
  Node* sum = sole_producer(graph, *root);
  if (difference->op != "Sub" || !sum || sum->op != "Add") return false;
  match.x = difference->inputs[0];
  match.mean = sole_producer(graph, difference->inputs[1]);
  const auto axis = first_axis(graph, match.mean);
  if (!axis || match.mean->inputs[0] != match.x) return false;
  match.axis = *axis;
  if (!match_variance(graph, *sum, centred, match)) return false;
  match.others.insert(match.others.end(), {difference, sum, root});
  match.last = &quotient;
  return true;
}

// The constant that `last` is combined with by an `op`, if it has one value for each of x in the
// axes that were averaged and repeats along the others. `last` moves on to that node.
ValueId match_affine(Graph& graph, Match& match, std::string_view op) {
  const ValueId output = match.last->outputs[0];
  Node* next = sole_reader(graph, output);
  if (!next || next->op != op) return kNoValue;
  const ValueId id = other_input(*next, output);
  const Shape &shape = graph.value(id).type.shape, &x = graph.value(match.x).type.shape;
  if (!graph.value(id).constant || shape.rank() > x.rank() || shape.rank() < x.rank() - match.axis)
    return kNoValue;
  const std::size_t missing = x.rank() - shape.rank();
  for (std::size_t axis = missing; axis < x.rank(); ++axis)
    if (shape[axis - missing] != (axis < match.axis ? 1 : x[axis])) return kNoValue;
  match.others.push_back(match.last);
  match.last = next;
  return id;
}

Result<void> rewrite(Graph& graph, Match& match) {
  Node& norm = *match.mean;
  graph.notes.push_back(shortened(norm.name) + ": the nodes up to " + match.last->op + " " +
                        quoted(match.last->name) + " are fused into it, as a LayerNormalization");
  if (match.scale == kNoValue) {
    const Shape& x = graph.value(match.x).type.shape;
    const std::int64_t length = x.elements(match.axis, x.rank());
    CNN_ASSIGN(Tensor ones, Tensor::zeros(DType::kFloat32, Shape{length}));
    std::ranges::fill(ones.data<float>(), 1.0f);
    match.scale = add_constant(graph, norm.name + ".scale (ones)", std::move(ones));
  }
  std::vector<ValueId> inputs = {match.x, match.scale};
  if (match.bias != kNoValue) inputs.push_back(match.bias);
  CNN_TRY(become(graph, norm, "LayerNormalization",
                 {{"axis", static_cast<std::int64_t>(match.axis)},
                  {"epsilon", static_cast<float>(match.epsilon)}},
                 std::move(inputs)));
  for (Node* other : match.others) other->op.clear();
  absorb(graph, norm, *match.last);
  return {};
}

}  // namespace

Result<void> fuse_layer_norm(Graph& graph) {
  for (Node& node : graph.nodes) {
    Match match;
    if (node.op != "Div" || !match_quotient(graph, node, match)) continue;
    match.scale = match_affine(graph, match, "Mul");
    if (match.scale != kNoValue) match.bias = match_affine(graph, match, "Add");
    CNN_TRY(rewrite(graph, match));
  }
  remove_absorbed(graph);
  return {};
}

}  // namespace cnn
