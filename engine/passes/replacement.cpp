#include "passes/replacement.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "ops/op.h"

namespace cnn {

Node identity(const Node& of, ValueId from, ValueId to) {
  Node node;
  node.op = "Identity";
  node.name = of.name;
  node.inputs = {from};
  node.outputs = {to};
  return node;
}

ValueId own_input(const Node& node, std::size_t index) {
  return index < node.control->inputs && index < node.inputs.size() ? node.inputs[index] : kNoValue;
}

// Long names of the file are not made longer.
std::string Replacement::name_of(std::string_view what) const {
  const Graph& graph = resolver_.graph();
  return shortened(graph.value(of_.outputs[0]).name) + "/" + std::string(what) +
         decimal(static_cast<std::int64_t>(graph.values.size()));
}

Result<Node*> Replacement::append(std::string_view op, std::vector<ValueId> inputs,
                                  std::vector<Attribute> attributes) {
  CNN_TRY(resolver_.pay(sizeof(Node) + of_.name.size() + op.size() + 4 * kBlock +
                        (inputs.size() + 1) * sizeof(ValueId) +
                        attributes.size() * (sizeof(Attribute) + kBlock)));
  Node& node = frame_.nodes.emplace_back();
  node.name = of_.name;
  node.op = op;
  node.opset = 13;
  node.inputs = std::move(inputs);
  node.attributes = std::move(attributes);
  return &node;
}

Result<std::vector<ValueId>> Replacement::add_many(std::string_view op, std::vector<ValueId> inputs,
                                                   std::vector<Attribute> attributes,
                                                   std::size_t outputs) {
  CNN_ASSIGN(Node* const node, append(op, std::move(inputs), std::move(attributes)));
  for (std::size_t i = 0; i < outputs; ++i) {
    CNN_ASSIGN(const ValueId id, resolver_.new_value(name_of(op)));
    resolver_.graph().value(id).consumers = 1;
    node->outputs.push_back(id);
  }
  return node->outputs;
}

Result<ValueId> Replacement::add(std::string_view op, std::vector<ValueId> inputs,
                                 std::vector<Attribute> attributes) {
  CNN_ASSIGN(const std::vector<ValueId> outputs,
             add_many(op, std::move(inputs), std::move(attributes), 1));
  return outputs[0];
}

Result<void> Replacement::finish(std::string_view op, std::vector<ValueId> inputs,
                                 std::vector<Attribute> attributes) {
  CNN_ASSIGN(Node* const node, append(op, std::move(inputs), std::move(attributes)));
  node->outputs = {of_.outputs[0]};
  return push();
}

Result<void> Replacement::push() {
  return resolver_.push_frame(std::move(frame_));
}

Result<ValueId> Replacement::constant(Tensor tensor) {
  return resolver_.new_constant(name_of("constant"), std::move(tensor));
}

Result<ValueId> Replacement::integers(const std::vector<std::int64_t>& numbers) {
  CNN_ASSIGN(Tensor tensor,
             Tensor::from(std::span(numbers), Shape{static_cast<std::int64_t>(numbers.size())}));
  return constant(std::move(tensor));
}

Result<ValueId> Replacement::integer(std::int64_t number) {
  CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&number, 1), Shape{}));
  return constant(std::move(tensor));
}

Result<ValueId> Replacement::number(float number) {
  CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&number, 1), Shape{}));
  return constant(std::move(tensor));
}

Result<bool> second::rewrite(Resolver& resolver, Node& node) {
  return resolver.rewrite(node);
}

// A row without `infer` is of nodes that others stand for.
Result<bool> Resolver::rewrite(Node& node) {
  if (node.control) {
    CNN_TRY(unroll(std::move(node)));
    return true;
  }
  const bool reads_list =
      std::ranges::any_of(node.inputs, [&](ValueId id) { return list(id) != nullptr; });
  if (reads_list || !find_operator(node.op)->infer) {
    CNN_TRY(node.op.starts_with("com.microsoft.") ? replace_attention(*this, node)
                                                  : replace_list_node(*this, node));
    return true;
  }
  tell_volumes(node);
  if (node.op == "Resize" && is_of_integers(node)) {
    CNN_TRY(resize_integers(node));
    return true;
  }
  if (node.op != "TopK" || node.inputs.size() < 2 || graph_.value(node.inputs[1]).constant)
    return resolve_or_replace(node);
  CNN_TRY(know_number(std::move(node)));
  return true;
}

// A pool over whole maps has no attribute that tells maps from volumes.
void Resolver::tell_volumes(Node& node) const {
  const NodeView view(graph_, node);
  if (!node.op.starts_with("Global") || !view.has_input(0)) return;
  const bool told = node.op.ends_with(kOverVolumes);
  if (view.shape(0).rank() != 5) {
    if (told) node.op.assign(node.op.data(), node.op.size() - kOverVolumes.size());
  } else if (!told && find_operator(node.op + std::string(kOverVolumes))) {
    node.op += kOverVolumes;
  }
}

// Of bytes the nearest ones are the same as real numbers.
bool Resolver::is_of_integers(const Node& node) const {
  const NodeView view(graph_, node);
  const DType type = view.input(0).type.dtype;
  return (type == DType::kUint8 || type == DType::kInt8) &&
         view.get_string("mode", "nearest") == "nearest";
}

Result<void> Resolver::resize_integers(const Node& node) {
  const NodeView view(graph_, node);
  const std::int64_t type = view.input(0).type.dtype == DType::kUint8 ? 2 : 3;
  Replacement made(*this, node);
  std::vector<ValueId> inputs = node.inputs;
  CNN_ASSIGN(inputs[0], made.add("Cast", {inputs[0]}, {{"to", std::int64_t{1}}}));
  CNN_ASSIGN(const ValueId resized, made.add("Resize", std::move(inputs), node.attributes));
  made.last().opset = static_cast<int>(view.opset());
  return made.finish("Cast", {resized}, {{"to", type}});
}

// Of a TopK: how many it keeps, which is taken to be what the last run has shown.
Result<void> Resolver::know_number(Node node) {
  Frame frame;
  CNN_ASSIGN(const std::int64_t number,
             number_of(node, node.inputs[1], DType::kInt64, frame.nodes));
  CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&number, 1), Shape{1}));
  CNN_ASSIGN(node.inputs[1],
             new_constant(graph_.value(node.inputs[1]).name + "/known", std::move(tensor)));
  frame.nodes.push_back(std::move(node));
  return push_frame(std::move(frame));
}

}  // namespace cnn
