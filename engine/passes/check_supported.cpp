#include <algorithm>
#include <string>
#include <string_view>

#include "core/element_type.h"
#include "core/text.h"
#include "graph/node_view.h"
#include "ops/elementwise/fused.h"
#include "ops/op.h"
#include "passes/passes.h"

namespace cnn {
namespace {

// A mask or indices that nothing reads would only keep the node from its fast path.
void drop_unread_outputs(Graph& graph, Node& node, const Operator& row) {
  if (row.max_outputs == kAllOutputs) return;
  for (std::size_t index = 1; index < node.outputs.size(); ++index)
    if (node.outputs[index] != kNoValue && graph.value(node.outputs[index]).consumers == 0)
      node.outputs[index] = kNoValue;
}

// Inferring shapes would find it too, but stop at the first such node.
Result<void> check_window(const NodeView& view) {
  if (!view.attribute("kernel_shape")) return {};
  const std::size_t dimensions = view.get_ints("kernel_shape").size();
  if (dimensions == 1 || dimensions == 2 || view.node().op.ends_with(kOverVolumes)) return {};
  return view.error(ErrorCode::kUnsupported,
                    "only 1-D and 2-D windows over [batch, channels, height, width] are supported, "
                    "and its 'kernel_shape' has " +
                        decimal(dimensions) + " numbers",
                    {}, "kernel_shape");
}

struct Advice {
  std::string_view operators;  // what the name begins with
  std::string_view hint;
};

constexpr Advice kAdvice[] = {
    {"Random", "export the network for inference: model.eval()"},
    {"com.microsoft.", "export the network without onnxruntime's optimiser"},
};

std::string_view advice_for(std::string_view op) {
  for (const auto& [operators, hint] : kAdvice)
    if (op.starts_with(operators)) return hint;
  return "export the part of the network before these nodes, or replace them";
}

Result<void> check_one(Graph& graph, Node& node) {
  if (node.control) return {};  // its nodes are checked when it is known which of them run
  if (node.parsed && node.parsed->is<Error>()) return std::unexpected(node.parsed->as<Error>());
  // Fused nodes are for the passes alone.
  const Operator* row = node.op.starts_with(kFusedPrefix) ? nullptr : find_operator(node.op);
  const NodeView view(graph, node);
  if (!row)
    return view.error(ErrorCode::kUnsupported,
                      "the operator " + shortened(node.op) + " is not supported");
  drop_unread_outputs(graph, node, *row);
  CNN_TRY(check_node(view, *row));
  return check_window(view);
}

// Nodes refused for one reason.
struct Group {
  Error first;
  std::string reason;              // what the message says behind the node
  std::vector<std::string> nodes;  // the first of them
  std::size_t count = 1;
};

constexpr std::size_t kGroups = 20;
constexpr std::size_t kNodes = 3;

class Refusals {
 public:
  void add(Error error, const Node* refused) {
    if (refused) refused_.nodes.push_back(refused);
    const std::string node = error.op + " " + quoted(error.node) + ": ";
    std::string reason =
        error.message.starts_with(node) ? error.message.substr(node.size()) : error.message;
    ++count_;
    for (Group& group : groups_) {
      if (group.first.op != error.op || group.reason != reason) continue;
      if (group.nodes.size() < kNodes) group.nodes.push_back(quoted(error.node));
      ++group.count;
      return;
    }
    if (groups_.size() == kGroups) return void(more_ += 1);
    if (error.hint.empty()) error.hint = advice_for(error.op);
    std::vector<std::string> nodes = {quoted(error.node)};
    groups_.push_back({std::move(error), std::move(reason), std::move(nodes)});
  }

  void add_input(Error error, ValueId input) {
    refused_.inputs.push_back(input);
    add(std::move(error), nullptr);
  }

  // graph: what all of it is of; nullptr where the nodes are not in a graph yet.
  Result<void> report(const Graph* graph) && {
    if (groups_.empty()) return {};
    Error error = summary();
    if (graph) add_reachable(*graph, refused_, error);
    return std::unexpected(std::move(error));
  }

 private:
  Error summary() const {
    Error error = groups_[0].first;
    if (count_ == 1) return error;
    error.message = decimal(count_) + " parts of the network cannot run:";
    error.hint.clear();
    for (const Group& group : groups_) {
      error.message += "\n" + line(group);
      const std::string hint = (groups_.size() > 1 ? group.first.op + ": " : "") + group.first.hint;
      if (error.hint.find(hint) == std::string::npos)
        error.hint += (error.hint.empty() ? "" : "\n") + hint;
    }
    if (more_ > 0) error.message += "\nand " + decimal(more_) + " more";
    return error;
  }

  static std::string line(const Group& group) {
    if (group.count == 1) return group.first.message;
    std::string names;
    for (const std::string& name : group.nodes) names += (names.empty() ? "" : ", ") + name;
    if (group.count > group.nodes.size()) names += ", ...";
    return group.first.op + " (" + decimal(group.count) + " nodes: " + names + "): " + group.reason;
  }

  std::vector<Group> groups_;
  Refused refused_;
  std::size_t count_ = 0, more_ = 0;
};

Result<void> check_nodes(Graph& graph, std::span<Node> nodes, Refusals& refused) {
  for (Node& node : nodes) {
    auto checked = check_one(graph, node);
    if (checked) continue;
    if (checked.error().code != ErrorCode::kUnsupported) return checked;
    refused.add(std::move(checked).error(), &node);
  }
  return {};
}

void check_inputs(const Graph& graph, Refusals& refused) {
  for (const GraphInput& input : graph.inputs) {
    const Value& value = graph.value(input.value);
    if (stored_type(value.declared)) continue;
    refused.add_input(
        Error(ErrorCode::kUnsupported,
              "the input " + quoted(value.name) +
                  " is not a tensor of numbers that this engine stores (element type " +
                  decimal(value.declared) + ")",
              "export the network with a float32 input"),
        input.value);
  }
}

}  // namespace

Result<void> check_supported(Graph& graph) {
  Refusals refused;
  check_inputs(graph, refused);
  CNN_TRY(check_nodes(graph, graph.nodes, refused));
  return std::move(refused).report(&graph);
}

Result<void> check_supported(Graph& graph, std::span<Node> nodes) {
  Refusals refused;
  CNN_TRY(check_nodes(graph, nodes, refused));
  return std::move(refused).report(nullptr);
}

}  // namespace cnn
