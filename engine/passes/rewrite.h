// What passes that merge nodes share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace cnn {

// The node that computes `value`, if a single input of a single node reads it and it is no output
// of the graph; else nullptr.
Node* sole_producer(Graph& graph, ValueId value);
// The same of input 0 of `node`.
Node* sole_producer(Graph& graph, const Node& node);

// The one node that reads `value`, with one of its inputs; nullptr if there are more, or if it is
// an output of the graph.
Node* sole_reader(Graph& graph, ValueId value);

// The number that `value` is where it is a constant of one number, float32 or int64.
std::optional<double> number(const Graph& graph, ValueId value);

// Of a node of two inputs, the one that is not `value`.
ValueId other_input(const Node& node, ValueId value);

// Makes `node` an operator of this type, which it is when it fails too. Errors: those of the row's
// `parse`.
Result<void> become(const Graph& graph, Node& node, std::string_view type,
                    std::vector<Attribute> attributes, std::vector<ValueId> inputs);

// A new value of the graph.
ValueId add_constant(Graph& graph, std::string name, Tensor tensor);

// `into`, a node of `graph`, now computes what `node` did: it takes over its output. `node` is left
// empty until remove_absorbed().
void absorb(Graph& graph, Node& into, Node& node);

// Removes absorbed nodes and recounts uses.
void remove_absorbed(Graph& graph);

}  // namespace cnn
