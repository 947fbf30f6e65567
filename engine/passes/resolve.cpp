#include <algorithm>
#include <string>

#include "core/limits.h"
#include "graph/node_view.h"
#include "ops/op.h"
#include "passes/passes.h"

namespace cnn {
namespace {

void set_constant(Value& value, TensorPtr tensor) {
  value.type = {tensor->dtype(), tensor->shape()};
  value.constant = std::move(tensor);
}

bool all_inputs_constant(const NodeView& node) {
  for (std::size_t index = 0; index < node.input_count(); ++index)
    if (node.has_input(index) && !node.constant(index)) return false;
  return true;
}

// Errors that say which node met them: Tensor and Shape do not know.
std::unexpected<Error> at_node(const NodeView& node, const Error& error) {
  return node.error(error.code, error.message, error.hint);
}

Result<TensorPtr> compute(const NodeView& node, const Operator& row) {
  if (row.alias && node.output_shape(0) == node.shape(0)) return node.constant(0);
  if (row.macs && row.macs(node) > limits::kMaxFoldedMacs)
    return node.error(ErrorCode::kLimitExceeded,
                      "it depends on constants alone and is too large to compute at load");
  if (row.alias) {
    auto copy = node.constant(0)->reshaped(node.output_shape(0));
    if (!copy) return at_node(node, copy.error());
    return std::make_shared<const Tensor>(std::move(*copy));
  }
  auto result = Tensor::zeros(DType::kFloat32, node.output_shape(0));
  if (!result) return at_node(node, result.error());
  std::vector<const float*> in;
  for (std::size_t index = 0; index < node.input_count(); ++index)
    in.push_back(node.has_input(index) ? node.constant(index)->data<float>().data() : nullptr);
  float* out = result->data<float>().data();
  if (result->elements() > 0) row.plain(node, in, Outputs(&out, 1));
  return std::make_shared<const Tensor>(std::move(*result));
}

Result<void> check_runtime_types(const NodeView& node, const Operator& row) {
  const auto data = std::min(static_cast<std::size_t>(row.data_inputs), node.input_count());
  for (std::size_t index = 0; index < data; ++index)
    if (node.has_input(index) && node.input(index).type.dtype != DType::kFloat32)
      return node.error(ErrorCode::kUnsupported,
                        "its input '" + node.input(index).name + "' is " +
                            std::string(dtype_name(node.input(index).type.dtype)) +
                            "; only float32 is supported at run time");
  if (node.output_shape(0).elements() == 0)
    return node.error(ErrorCode::kInvalidShape,
                      "its output would be empty, " + to_string(node.output_shape(0)));
  return {};
}

// True: the node's outputs are constants now.
Result<bool> resolve_node(Graph& graph, const Node& node) {
  const Operator& row = *find_operator(node.op);
  const NodeView view(graph, node);
  Value& output = graph.value(node.outputs[0]);
  if (row.value) {
    CNN_ASSIGN(TensorPtr tensor, row.value(view));
    set_constant(output, std::move(tensor));
    return true;
  }
  CNN_ASSIGN(std::vector<ValueType> types, row.infer(view));
  for (std::size_t index = 0; index < types.size() && view.has_output(index); ++index) {
    if (auto checked = check(types[index].shape); !checked) return at_node(view, checked.error());
    graph.value(node.outputs[index]).type = std::move(types[index]);
  }
  const bool computable =
      row.alias || (output.type.dtype == DType::kFloat32 && check_runtime_types(view, row));
  if (all_inputs_constant(view) && computable) {
    CNN_ASSIGN(TensorPtr tensor, compute(view, row));
    set_constant(output, std::move(tensor));
    return true;
  }
  CNN_TRY(check_runtime_types(view, row));
  return false;
}

}  // namespace

Result<void> resolve(Graph& graph) {
  std::vector<Node> kept;
  kept.reserve(graph.nodes.size());
  std::size_t computed = 0;
  std::int64_t elements = 0;
  for (Node& node : graph.nodes) {
    CNN_ASSIGN(const bool constant, resolve_node(graph, node));
    if (!constant) {
      kept.push_back(std::move(node));
      continue;
    }
    if (node.op == "Constant") continue;
    ++computed;
    elements += graph.value(node.outputs[0]).type.shape.elements();
    if (elements > limits::kMaxFoldedElements)
      return NodeView(graph, node)
          .error(ErrorCode::kLimitExceeded, "the constants computed at load take too much memory");
  }
  graph.nodes = std::move(kept);
  for (std::size_t index = 0; index < graph.nodes.size(); ++index)
    graph.nodes[index].origin = static_cast<int>(index);
  if (computed)
    graph.notes.push_back(std::to_string(computed) +
                          " nodes depend on constants alone and were computed once, at load");
  count_uses(graph);
  return {};
}

}  // namespace cnn
