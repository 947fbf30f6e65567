// One node with everything an operator asks about it: types and constants of its inputs, attributes
// with defaults, and errors that name the node.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "graph/graph.h"

namespace cnn {

class NodeView {
 public:
  NodeView(const Graph& graph, const Node& node) : graph_(&graph), node_(&node) {}

  const Graph& graph() const { return *graph_; }
  const Node& node() const { return *node_; }
  std::int64_t opset() const { return node_->opset ? node_->opset : graph_->opset; }

  std::size_t input_count() const { return node_->inputs.size(); }
  std::size_t output_count() const { return node_->outputs.size(); }
  // False for an input that is omitted or beyond the node's list.
  bool has_input(std::size_t index) const;
  bool has_output(std::size_t index) const;
  // The accessors below need has_input(index) / has_output(index).
  const Value& input(std::size_t index) const { return graph_->value(node_->inputs[index]); }
  const Shape& shape(std::size_t index) const { return input(index).type.shape; }
  const Value& output(std::size_t index) const { return graph_->value(node_->outputs[index]); }
  const Shape& output_shape(std::size_t index) const { return output(index).type.shape; }
  // The tensor of an input whose value is known at load; nullptr otherwise or when omitted.
  TensorPtr constant(std::size_t index) const;

  // nullptr when the node does not have the attribute.
  const Attribute* attribute(std::string_view name) const;
  std::int64_t get_int(std::string_view name, std::int64_t otherwise) const;
  float get_float(std::string_view name, float otherwise) const;
  std::string_view get_string(std::string_view name, std::string_view otherwise) const;
  // Empty when absent.
  std::span<const std::int64_t> get_ints(std::string_view name) const;

  // What the row's `parse` made of the node, of the type that the row says.
  template <class T>
  const T& parsed() const {
    return node_->parsed->as<T>();
  }

  // An Error about this node: fills node, op and the shapes of its first inputs, and starts the
  // message with "Conv 'conv_1_1': ". Texts of the file are shortened.
  std::unexpected<Error> error(ErrorCode code, std::string_view message, std::string_view hint = {},
                               std::string_view attribute = {}) const;

  // The axis as a non-negative index below `rank`. Errors: kInvalidModel when it is outside.
  Result<std::size_t> axis(std::int64_t value, std::size_t rank, std::string_view attribute) const;

 private:
  const Graph* graph_;
  const Node* node_;
};

}  // namespace cnn
