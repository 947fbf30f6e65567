// What the rows state of an operator's dependence, against its own plain loop.
#pragma once

#include <string>

#include "graph/graph.h"

namespace cnn::test {

// Changes one cell of each input that each node of `graph` reads at run time: only cells of its
// outputs that the row says depend on it may change and, where the formula lets every change
// through, those do. Nodes of other types than float32, and large ones, are left out. A failure
// names the node and `line`.
void expect_facts_hold(const Graph& graph, const std::string& line);

}  // namespace cnn::test
