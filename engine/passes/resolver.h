// Resolving a graph node by node; resolve() in passes.h does it at once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/limits.h"
#include "core/tensor.h"
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

// One axis of a value; from the last position to the first where it goes backward.
struct Along {
  ValueId value = kNoValue;
  std::int64_t axis = 0;
  bool backward = false;
};

// Puts the nodes of the branch that an If takes in its place, and those of every round of a Loop or
// a Scan. Lists of tensors are known here alone: nodes that make and read them give way to the
// tensors in them. So do a few operators that are written with others (passes/replacement.h).
class Resolver {
 public:
  // Both outlive it.
  Resolver(Graph& graph, FoldingBudget& budget);

  // Resolves the next node. Returns how many are still to do; with 0 the graph is as after
  // resolve(). Errors: those of resolve().
  Result<std::size_t> step();

  // A Loop or a Scan under way.
  struct Rounds {
    Node loop;
    std::int64_t most = 0;  // rounds
    std::int64_t done = 0;
    ValueId condition = kNoValue;                 // whether there is another one; none: there is
    std::vector<Node> watching;                   // what a run looks at before the next one
    std::vector<ValueId> carried;                 // from round to round
    std::vector<Along> slices;                    // of a Scan: a round reads one position of each
    std::vector<Along> joints;                    // and what is collected lies along these axes
    std::vector<std::vector<ValueId>> collected;  // one of each round
  };
  // Nodes to resolve, one after another; where they are a round of a Loop, it goes on behind them.
  struct Frame {
    std::vector<Node> nodes;
    std::size_t next = 0;
    std::optional<Rounds> rounds = {};
  };

  // For second::rewrite and second::next_round alone.
  Result<bool> rewrite(Node& node);
  Result<void> begin_round(Rounds rounds);

  // For what stands for a node (Replacement).
  Graph& graph() { return graph_; }
  Result<ValueId> new_value(std::string name);
  Result<ValueId> new_constant(std::string name, Tensor tensor);
  Result<void> pay(std::size_t bytes);
  Result<void> push_frame(Frame frame);
  // The tensors of a list; null where the value is none.
  const std::vector<ValueId>* list(ValueId id) const;
  Result<void> set_list(const Node& node, std::vector<ValueId> tensors);

 private:
  // New ids of values, by those of the subgraph that is copied.
  using Renamed = std::map<ValueId, ValueId>;

  void tell_volumes(Node& node) const;
  Result<void> take_branch(const Node& node);
  Result<void> unroll(Node node);
  Result<void> begin_loop(Node node);
  Result<void> begin_scan(Node node);
  Result<void> find_slices(const NodeView& view, Rounds& rounds);
  Result<void> end_loop(Rounds rounds);
  Result<void> leave_frames();
  Result<void> tell_round(const Rounds& rounds, const std::string& suffix, Renamed& renamed);
  Result<void> take_slices(const Rounds& rounds, const std::string& suffix, Renamed& renamed,
                           Frame& frame);
  Result<void> collect(const Rounds& rounds, std::size_t index, ValueId output, Frame& frame);
  Result<void> collect_nothing(const Rounds& rounds, std::size_t index, const Along& joint,
                               ValueId output);
  Result<std::int64_t> number_of(const Node& node, ValueId value, DType type,
                                 std::vector<Node>& watching);
  Result<std::int64_t> watch(const Node& node, ValueId value, DType type,
                             std::vector<Node>& watching);
  Result<void> count(Node& node, const Operator& row);
  bool has_computed_bounds(const Node& node) const;
  Result<void> take_apart(const Node& clip);
  Result<Node> copy_of(const Node& node, Renamed& renamed, const std::string& suffix);
  Result<Subgraph> copy_of(const Subgraph& graph, Renamed& renamed, const std::string& suffix);
  Result<void> know_number(Node node);
  Result<bool> resolve_or_replace(Node& node);
  bool is_of_integers(const Node& node) const;
  Result<void> resize_integers(const Node& node);

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
  bool rewrites_ = false;  // whether the second module is there, and may know other nodes for one
  std::map<ValueId, std::vector<ValueId>> lists_;  // of tensors
  std::vector<Frame> frames_;
  std::vector<Node> kept_;
  std::size_t computed_ = 0;
  std::size_t unrolled_ = 0;  // nodes of branches and rounds
  std::size_t edges_ = 0;     // their inputs and outputs
  Held held_;                 // for them
};

namespace second {

// Puts other nodes in the place of one: those of an If's branch, of a Loop's first round, ... or
// resolves it. True where the node is gone.
Result<bool> rewrite(Resolver& resolver, Node& node);
// See passes.h.
bool guess_again(const Graph& imported, const Graph& failed, Findings& findings);
// Those of the next round, or what the Loop gives after its last.
Result<void> next_round(Resolver& resolver, Resolver::Rounds rounds);

}  // namespace second
}  // namespace cnn
