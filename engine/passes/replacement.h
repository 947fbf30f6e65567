// Nodes that are put in the place of one while shapes are inferred. All of it is in the second
// module.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "graph/node_view.h"
#include "passes/resolver.h"

namespace cnn {

// `to` is `from`, under the name of the node.
Node identity(const Node& of, ValueId from, ValueId to);

// Input `index` of an If, a Loop or a Scan itself; kNoValue where it does not have it.
ValueId own_input(const Node& node, std::size_t index);

// The nodes that stand for `of`, which outlives it.
class Replacement {
 public:
  Replacement(Resolver& resolver, const Node& of) : resolver_(resolver), of_(of) {}

  const Node& node() const { return of_; }
  NodeView view() const { return NodeView(resolver_.graph(), of_); }
  // kNoValue where the node does not have it.
  ValueId input(std::size_t index) const {
    return index < of_.inputs.size() ? of_.inputs[index] : kNoValue;
  }
  // Of a value that the node reads.
  const ValueType& type(ValueId id) const { return resolver_.graph().value(id).type; }

  // Adds a node of opset 13, and gives its output.
  Result<ValueId> add(std::string_view op, std::vector<ValueId> inputs,
                      std::vector<Attribute> attributes = {});
  // The same with that many outputs.
  Result<std::vector<ValueId>> add_many(std::string_view op, std::vector<ValueId> inputs,
                                        std::vector<Attribute> attributes, std::size_t outputs);
  Node& last() { return frame_.nodes.back(); }
  // The last of them has the node's output.
  Result<void> finish(std::string_view op, std::vector<ValueId> inputs,
                      std::vector<Attribute> attributes = {});

  // The nodes so far, where nothing is to have the node's output.
  Result<void> push();

  Result<ValueId> integers(const std::vector<std::int64_t>& numbers);  // a list
  Result<ValueId> integer(std::int64_t number);                        // a scalar
  Result<ValueId> number(float number);
  Result<ValueId> constant(Tensor tensor);

 private:
  std::string name_of(std::string_view what) const;
  Result<Node*> append(std::string_view op, std::vector<ValueId> inputs,
                       std::vector<Attribute> attributes);

  Resolver& resolver_;
  const Node& of_;
  Resolver::Frame frame_;
};

// What replaces nodes of one kind. Errors: those of `infer` of a row.
Result<void> replace_list_node(Resolver& resolver, const Node& node);  // lists.cpp
Result<void> replace_attention(Resolver& resolver, const Node& node);  // heads.cpp

}  // namespace cnn
