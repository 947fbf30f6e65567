// Resolving a graph node by node; resolve() in passes.h does it at once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/limits.h"
#include "graph/graph.h"
#include "graph/node_view.h"
#include "ops/op.h"
#include "ops/second.h"

namespace cnn {

// What computing constants at load may still cost: elements read and written, and
// multiply-accumulates. One for all graphs that a session resolves until it has loaded.
struct FoldingBudget {
  std::int64_t left = limits::kMaxFoldedWork;
};

// Puts the nodes of the branch that an If takes in its place, and those of every round of a Loop.
class Resolver {
 public:
  // Both outlive it.
  Resolver(Graph& graph, FoldingBudget& budget);

  // Resolves the next node. Returns how many are still to do; with 0 the graph is as after
  // resolve(). Errors: those of resolve().
  Result<std::size_t> step();

  // A Loop under way.
  struct Rounds {
    Node loop;
    std::int64_t most = 0;  // rounds
    std::int64_t done = 0;
    ValueId condition = kNoValue;                 // whether there is another one; none: there is
    std::vector<Node> watching;                   // what a run looks at before the next one
    std::vector<ValueId> carried;                 // from round to round
    std::vector<std::vector<ValueId>> collected;  // one of each round
  };
  // For second::unroll and second::next_round alone.
  Result<void> unroll(Node node);
  Result<void> begin_round(Rounds rounds);

 private:
  // New ids of values, by those of the subgraph that is copied.
  using Renamed = std::map<ValueId, ValueId>;
  // Nodes to resolve, one after another; where they are a round of a Loop, it goes on behind them.
  struct Frame {
    std::vector<Node> nodes;
    std::size_t next = 0;
    std::optional<Rounds> rounds = {};
  };

  void tell_volumes(Node& node) const;
  Result<void> take_branch(const Node& node);
  Result<void> begin_loop(Node node);
  Result<void> end_loop(Rounds rounds);
  Result<void> leave_frames();
  Result<void> push_frame(Frame frame);
  Result<std::int64_t> number_of(const Node& node, ValueId value, DType type,
                                 std::vector<Node>& watching);
  Result<std::int64_t> watch(const Node& node, ValueId value, DType type,
                             std::vector<Node>& watching);
  Result<void> count(Node& node, const Operator& row);
  bool has_computed_bounds(const Node& node) const;
  Result<void> take_apart(const Node& clip);
  Result<Node> copy_of(const Node& node, Renamed& renamed, const std::string& suffix);
  Result<Subgraph> copy_of(const Subgraph& graph, Renamed& renamed, const std::string& suffix);
  Result<ValueId> new_value(std::string name);
  Result<void> pay(std::size_t bytes);

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
  bool has_volumes_ = false;  // nodes whose windows slide over volumes
  std::vector<Frame> frames_;
  std::vector<Node> kept_;
  std::size_t computed_ = 0;
  std::size_t unrolled_ = 0;  // nodes of branches and rounds
  Held held_;                 // for them
};

namespace second {

// Puts the nodes of an If's branch, or of a Loop's first round, in its place.
Result<void> unroll(Resolver& resolver, Node node);
// Those of the next round, or what the Loop gives after its last.
Result<void> next_round(Resolver& resolver, Resolver::Rounds rounds);

}  // namespace second
}  // namespace cnn
