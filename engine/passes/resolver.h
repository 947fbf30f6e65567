// Resolving a graph node by node; resolve() in passes.h does it at once.
#pragma once

#include <cstdint>
#include <vector>

#include "core/error.h"
#include "core/limits.h"
#include "graph/graph.h"
#include "graph/node_view.h"
#include "ops/op.h"

namespace cnn {

// What computing constants at load may still cost: elements read and written, and
// multiply-accumulates. One for all graphs that a session resolves until it has loaded.
struct FoldingBudget {
  std::int64_t left = limits::kMaxFoldedWork;
};

class Resolver {
 public:
  // Both outlive it.
  Resolver(Graph& graph, FoldingBudget& budget);

  // Resolves the next node. Returns how many are still to do; with 0 the graph is as after
  // resolve(). Errors: those of resolve().
  Result<std::size_t> step();

 private:
  Result<bool> resolve_node(Node& node);
  Result<void> infer(const NodeView& node, const Operator& row);
  Result<void> compute(const NodeView& node, const Operator& row);
  Result<void> compute_elements(const NodeView& node, const Operator& row);
  Result<void> check_memory(const NodeView& node) const;
  // reads: the elements of its inputs are looked at; Shape and its like look at none.
  Result<void> spend_work(const NodeView& node, const Operator& row, bool reads);
  Value& output(const NodeView& node, std::size_t index);
  void set_constant(const NodeView& node, std::size_t index, TensorPtr tensor);
  void finish();

  Graph& graph_;
  FoldingBudget& budget_;
  std::vector<Node> kept_;
  std::size_t next_ = 0;
  std::size_t computed_ = 0;
};

}  // namespace cnn
