#include "runtime/slices.h"

#include "core/flags.h"
#include "ops/rearrange/joins.h"

namespace cnn {
namespace {

bool strided(const NodeView& node) {
  const Operator& row = *find_operator(node.node().op);
  return row.strided && row.strided(node);
}

class Finder {
 public:
  explicit Finder(const Graph& graph)
      : graph_(graph),
        slices_(graph.values.size()),
        confined_(graph.values.size(), false),
        times_(graph.values.size()) {
    for (const ValueId id : graph.outputs) confine(id);
    for (const Node& node : graph.nodes) {
      const NodeView view(graph, node);
      if (joins_channels(view)) continue;
      const std::size_t first = strided(view) ? 1 : 0;
      for (std::size_t index = first; index < node.inputs.size(); ++index)
        if (view.has_input(index)) confine(node.inputs[index]);
      if (first == 0)
        for (const ValueId id : node.outputs)
          if (id != kNoValue) confine(id);
    }
  }

  std::vector<Slice> run() {
    for (const Node& node : graph_.nodes) {
      const NodeView view(graph_, node);
      if (!joins_channels(view)) continue;
      for (const ValueId id : node.inputs) ++times_[static_cast<std::size_t>(id)];
      std::int64_t channel = 0;
      for (std::size_t index = 0; index < node.inputs.size(); ++index) {
        const ValueId id = node.inputs[index];
        Slice& slice = slices_[static_cast<std::size_t>(id)];
        if (can_be_slice(id) && slice.whole == kNoValue) slice = {node.outputs[0], channel};
        channel += view.shape(index)[1];
      }
      for (const ValueId id : node.inputs) times_[static_cast<std::size_t>(id)] = 0;
    }
    return std::move(slices_);
  }

 private:
  void confine(ValueId id) { confined_[static_cast<std::size_t>(id)] = true; }

  bool can_be_slice(ValueId id) const {
    const Value& value = graph_.value(id);
    return !confined_[static_cast<std::size_t>(id)] && value.producer != kNoNode &&
           !value.constant && times_[static_cast<std::size_t>(id)] == 1;
  }

  const Graph& graph_;
  std::vector<Slice> slices_;
  Flags confined_;          // must lie dense, with no gaps between pixels
  std::vector<int> times_;  // how often the join at hand reads a value
};

}  // namespace

std::vector<Slice> find_slices(const Graph& graph) {
  return Finder(graph).run();
}

}  // namespace cnn
