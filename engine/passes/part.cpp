// Parts of a network: up to some of its values, and up to what cannot run.
#include <algorithm>
#include <string>
#include <utility>

#include "core/flags.h"
#include "core/text.h"
#include "passes/passes.h"

namespace cnn {
namespace {

constexpr std::size_t kMostReachable = 32;

std::size_t index_of(ValueId id) {
  return static_cast<std::size_t>(id);
}

std::string listed(std::span<const std::string> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + quoted(names[i]);
  return text;
}

// Refused for this reason, as far as one node's own attributes tell.
std::string reason_against(Graph& graph, const Node& node) {
  Node copy = node;
  const auto checked = check_supported(graph, std::span(&copy, 1));
  return checked ? std::string() : checked.error().message;
}

// Inputs that nothing reads any more.
void drop_unread_inputs(Graph& graph) {
  std::erase_if(graph.inputs, [&](const GraphInput& input) {
    return graph.value(input.value).consumers == 0 &&
           std::ranges::find(graph.outputs, input.value) == graph.outputs.end();
  });
}

// Walks over a graph whose refused nodes are known, and finds where what can be computed ends.
class Frontier {
 public:
  Frontier(const Graph& graph, const Refused& refused)
      : graph_(graph),
        blocked_(graph.values.size()),
        computed_(graph.values.size()),
        found_(graph.values.size()) {
    for (const GraphInput& input : graph.inputs) computed_[index_of(input.value)] = true;
    for (const ValueId id : refused.inputs) blocked_[index_of(id)] = true;
    for (const Node& node : graph.nodes)
      pass(node, std::ranges::find(refused.nodes, &node) != refused.nodes.end());
  }

  std::vector<std::string> names() && {
    for (const ValueId id : graph_.outputs) add(id);
    return std::move(names_);
  }

 private:
  void pass(const Node& node, bool stops) {
    bool computes = false;
    for (const ValueId id : node.inputs) {
      if (id == kNoValue) continue;
      stops = stops || blocked_[index_of(id)];
      computes = computes || computed_[index_of(id)];
    }
    if (stops)
      for (const ValueId id : node.inputs) add(id);
    for (const ValueId id : node.outputs) {
      if (id == kNoValue) continue;
      blocked_[index_of(id)] = stops;
      computed_[index_of(id)] = computes;
    }
  }

  // Of what depends on the input alone: constants are no part of a network to look at.
  void add(ValueId id) {
    if (id == kNoValue || blocked_[index_of(id)] || !computed_[index_of(id)] ||
        found_[index_of(id)] || graph_.value(id).producer == kNoNode ||
        names_.size() == kMostReachable)
      return;
    found_[index_of(id)] = true;
    names_.push_back(graph_.value(id).name);
  }

  const Graph& graph_;
  Flags blocked_, computed_, found_;  // by ValueId
  std::vector<std::string> names_;
};

}  // namespace

Result<void> end_at(Graph& graph, std::span<const std::string> names) {
  std::vector<ValueId> outputs;
  for (const std::string& name : names) {
    const ValueId id = graph.find(name);
    if (id == kNoValue || graph.value(id).producer == kNoNode)
      return fail(ErrorCode::kInvalidArgument,
                  "no node of the network computes a value called " + quoted(name),
                  "the outputs of its nodes can be given");
    outputs.push_back(id);
  }
  graph.outputs = std::move(outputs);
  const std::vector<Node> all = graph.nodes;
  prune(graph);
  drop_unread_inputs(graph);
  std::vector<LeftOut> left_out;
  auto kept = graph.nodes.begin();
  for (const Node& node : all) {
    if (kept != graph.nodes.end() && kept->outputs == node.outputs) {
      ++kept;
      continue;
    }
    left_out.push_back({node.name, node.op, reason_against(graph, node)});
  }
  graph.notes.push_back("The network was opened up to " + listed(names) + ": " +
                        decimal(static_cast<std::int64_t>(left_out.size())) +
                        " of its nodes are left out.");
  graph.left_out = std::make_shared<const std::vector<LeftOut>>(std::move(left_out));
  return {};
}

void add_reachable(const Graph& graph, const Refused& refused, Error& error) {
  error.reachable = Frontier(graph, refused).names();
  if (!error.reachable.empty())
    error.message += "\nEverything up to " + listed(error.reachable) + " can run.";
}

void add_reachable(const Graph& graph, Error& error) {
  if (error.code != ErrorCode::kUnsupported || !error.reachable.empty()) return;
  const auto refused = std::ranges::find_if(graph.nodes, [&](const Node& node) {
    return shortened(node.name) == error.node && shortened(node.op) == error.op;
  });
  if (refused != graph.nodes.end()) add_reachable(graph, {{&*refused}, {}}, error);
}

}  // namespace cnn
