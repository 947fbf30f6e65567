// What session_microsoft.cpp and session_standard.cpp share: writing a few nodes in place of one,
// while no shapes are known.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tensor.h"
#include "core/text.h"
#include "graph/graph.h"
#include "graph/node_view.h"

namespace cnn {

inline constexpr std::string_view kMicrosoft = "com.microsoft.";

// Writes the nodes that one node stands for.
class Expansion {
 public:
  Expansion(Graph& graph, const Node& node, std::vector<Node>& nodes)
      : graph_(graph), node_(node), nodes_(nodes), first_(nodes.size()) {}

  NodeView view() const { return NodeView(graph_, node_); }
  // Of Microsoft's: without the domain.
  std::string_view op() const { return std::string_view(node_.op).substr(kMicrosoft.size()); }
  std::int64_t opset() const { return view().opset(); }

  // kNoValue where the node does not have it.
  ValueId input(std::size_t index) const {
    return index < node_.inputs.size() ? node_.inputs[index] : kNoValue;
  }
  std::size_t inputs() const { return node_.inputs.size(); }
  ValueId output(std::size_t index = 0) const {
    return index < node_.outputs.size() ? node_.outputs[index] : kNoValue;
  }

  // A node of its own, and a value between; the last one is finish()'s.
  ValueId add(std::string_view op, std::vector<ValueId> inputs,
              std::vector<Attribute> attributes = {}, ValueId into = kNoValue) {
    if (into == kNoValue) into = new_value(op);
    push(op, std::move(inputs), std::move(attributes), {into});
    name_after(op);
    return into;
  }
  // The same with that many outputs.
  std::vector<ValueId> add_many(std::string_view op, std::vector<ValueId> inputs,
                                std::size_t outputs) {
    std::vector<ValueId> into;
    for (std::size_t i = 0; i < outputs; ++i) into.push_back(new_value(op));
    push(op, std::move(inputs), {}, into);
    name_after(op);
    return into;
  }
  // Has the outputs of the node, or `outputs`.
  void finish(std::string_view op, std::vector<ValueId> inputs,
              std::vector<Attribute> attributes = {}, std::vector<ValueId> outputs = {}) {
    push(op, std::move(inputs), std::move(attributes),
         outputs.empty() ? node_.outputs : std::move(outputs));
  }

  // The last node that was added means what its operator means at that opset.
  void as_of_opset(int opset) { nodes_.back().opset = opset; }

  ValueId constant(Tensor tensor) {
    const ValueId id = new_value("constant");
    graph_.value(id).type = {tensor.dtype(), tensor.shape()};
    graph_.value(id).constant = std::make_shared<const Tensor>(std::move(tensor));
    return id;
  }
  Result<ValueId> constant(float number) {
    CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&number, 1), Shape{}));
    return constant(std::move(tensor));
  }
  // What is known of an input while the file is read. Errors: kUnsupported where it is computed,
  // kInvalidModel where it has another type.
  Result<const Tensor*> known(std::size_t index, DType type) const {
    CNN_TRY(need_input(index));
    const TensorPtr& tensor = graph_.value(input(index)).constant;
    const std::string its = "its input " + decimal(index);
    if (!tensor) return view().error(ErrorCode::kUnsupported, its + " is no weight of the file");
    if (tensor->dtype() != type)
      return view().error(ErrorCode::kInvalidModel,
                          its + " is not " + std::string(dtype_name(type)));
    return tensor.get();
  }

  // The node's attributes, without those that are read here.
  std::vector<Attribute> others(std::initializer_list<std::string_view> read) const {
    std::vector<Attribute> left;
    for (const Attribute& attribute : node_.attributes)
      if (std::ranges::find(read, attribute.name) == read.end()) left.push_back(attribute);
    return left;
  }
  // None but those may be there.
  Result<void> allow(std::initializer_list<std::string_view> known) const {
    const std::vector<Attribute> unknown = others(known);
    if (unknown.empty()) return {};
    return view().error(ErrorCode::kUnsupported,
                        "the attribute " + quoted(unknown[0].name) + " is not supported", {},
                        unknown[0].name);
  }
  Result<void> need(std::size_t count) const {
    for (std::size_t index = 0; index < count; ++index) CNN_TRY(need_input(index));
    return {};
  }
  Result<void> need_input(std::size_t index) const {
    if (input(index) != kNoValue) return {};
    return view().error(ErrorCode::kInvalidModel, "its input " + decimal(index) + " is missing");
  }

  // What a node gives and nothing makes would have no memory. Errors: kUnsupported.
  Result<void> check_outputs() const {
    const std::span made(nodes_.begin() + static_cast<std::ptrdiff_t>(first_), nodes_.end());
    for (std::size_t index = 0; index < node_.outputs.size(); ++index)
      if (output(index) != kNoValue && std::ranges::none_of(made, [&](const Node& node) {
            return std::ranges::find(node.outputs, output(index)) != node.outputs.end();
          }))
        return view().error(ErrorCode::kUnsupported,
                            "its output " + decimal(index) + " is not supported");
    return {};
  }

 private:
  void name_after(std::string_view op) {
    nodes_.back().name = shortened(node_.name) + "/" + std::string(op);
  }
  ValueId new_value(std::string_view what) {
    Value value;
    // Long names of the file are not made longer: it may ask for many values.
    const std::string& of =
        node_.outputs.empty() || output() == kNoValue ? node_.name : graph_.value(output()).name;
    value.name = shortened(of) + "/" + std::string(what) + decimal(graph_.values.size());
    graph_.values.push_back(std::move(value));
    return static_cast<ValueId>(graph_.values.size() - 1);
  }
  void push(std::string_view op, std::vector<ValueId> inputs, std::vector<Attribute> attributes,
            std::vector<ValueId> outputs) {
    while (!inputs.empty() && inputs.back() == kNoValue) inputs.pop_back();
    Node node;
    node.name = node_.name;
    node.op = op;
    node.opset = node_.opset;
    node.attributes = std::move(attributes);
    node.inputs = std::move(inputs);
    node.outputs = std::move(outputs);
    nodes_.push_back(std::move(node));
  }

  Graph& graph_;
  const Node& node_;
  std::vector<Node>& nodes_;
  std::size_t first_;  // of nodes_, of those that are written here
};

// Writes what the node that the Expansion is made for stands for.
using Expand = Result<void> (*)(Expansion&);

struct ExpansionRule {
  std::string_view op;  // of Microsoft's: without the domain
  Expand expand;
};

inline Expand expansion_among(std::span<const ExpansionRule> rules, std::string_view op) {
  const auto found = std::ranges::find(rules, op, &ExpansionRule::op);
  return found == rules.end() ? nullptr : found->expand;
}

// For an operator of Microsoft's that computes with quantised numbers; null for any other one.
Expand quantized_expansion(std::string_view op);
// For a node of ONNX's own that has to be written with others; null for any other one.
Expand standard_expansion(const Node& node);

}  // namespace cnn
