#include "passes/rewrite.h"

#include <algorithm>

#include "ops/op.h"

namespace cnn {

Node* sole_producer(Graph& graph, ValueId id) {
  if (id == kNoValue) return nullptr;
  const Value& value = graph.value(id);
  if (value.consumers != 1 || value.producer == kNoNode) return nullptr;
  return &graph.nodes[static_cast<std::size_t>(value.producer)];
}

Node* sole_producer(Graph& graph, const Node& node) {
  return sole_producer(graph, node.inputs[0]);
}

Node* sole_reader(Graph& graph, ValueId id) {
  const Value& value = graph.value(id);
  if (value.consumers != 1 || value.reader == kNoNode) return nullptr;
  Node& reader = graph.nodes[static_cast<std::size_t>(value.reader)];
  // What a pass has rewritten since uses were counted may read something else.
  const bool reads = std::ranges::find(reader.inputs, id) != reader.inputs.end();
  return reads && !reader.op.empty() ? &reader : nullptr;
}

std::optional<double> number(const Graph& graph, ValueId id) {
  const TensorPtr tensor = id == kNoValue ? nullptr : graph.value(id).constant;
  if (!tensor || tensor->elements() != 1) return std::nullopt;
  if (tensor->dtype() == DType::kFloat32) return tensor->data<float>()[0];
  if (tensor->dtype() == DType::kInt64) return static_cast<double>(tensor->data<std::int64_t>()[0]);
  return std::nullopt;
}

ValueId other_input(const Node& node, ValueId value) {
  return node.inputs[node.inputs[0] == value ? 1 : 0];
}

Result<void> become(const Graph& graph, Node& node, std::string_view type,
                    std::vector<Attribute> attributes, std::vector<ValueId> inputs) {
  node.op = type;
  node.attributes = std::move(attributes);
  node.inputs = std::move(inputs);
  return parse_node(graph, node, *find_operator(node.op));
}

ValueId add_constant(Graph& graph, std::string name, Tensor tensor) {
  Value value;
  value.name = std::move(name);
  value.type = {tensor.dtype(), tensor.shape()};
  value.constant = std::make_shared<const Tensor>(std::move(tensor));
  graph.values.push_back(std::move(value));
  return static_cast<ValueId>(graph.values.size() - 1);
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
