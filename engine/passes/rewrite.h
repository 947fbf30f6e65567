// What passes that merge two nodes share.
#pragma once

#include "graph/graph.h"

namespace cnn {

// The node that computes input 0 of `node`, if nothing but `node` reads it; else nullptr.
Node* sole_producer(Graph& graph, const Node& node);

// `into`, a node of `graph`, now computes what `node` did: it takes over its output. `node` is left
// empty until remove_absorbed().
void absorb(Graph& graph, Node& into, Node& node);

// Removes absorbed nodes and recounts uses.
void remove_absorbed(Graph& graph);

}  // namespace cnn
