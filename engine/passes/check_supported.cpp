#include <string>

#include "graph/node_view.h"
#include "ops/op.h"
#include "passes/passes.h"

namespace cnn {
namespace {

void drop_unread_outputs(Graph& graph, Node& node, const Operator& row) {
  for (std::size_t index = static_cast<std::size_t>(row.max_outputs); index < node.outputs.size();
       ++index)
    if (node.outputs[index] != kNoValue && graph.value(node.outputs[index]).consumers == 0)
      node.outputs[index] = kNoValue;
}

Result<void> check_one(Graph& graph, Node& node) {
  const Operator* row = find_operator(node.op);
  const NodeView view(graph, node);
  if (!row)
    return view.error(ErrorCode::kUnsupported, "the operator " + node.op + " is not supported");
  drop_unread_outputs(graph, node, *row);
  return check_node(view, *row);
}

constexpr std::size_t kListed = 20;

std::unexpected<Error> report(std::vector<Error> refused) {
  if (refused.size() == 1) return std::unexpected(std::move(refused[0]));
  std::string message = std::to_string(refused.size()) + " nodes cannot run: ";
  for (std::size_t index = 0; index < refused.size() && index < kListed; ++index)
    message += (index ? "; " : "") + refused[index].message;
  if (refused.size() > kListed)
    message += "; and " + std::to_string(refused.size() - kListed) + " more";
  Error error = std::move(refused[0]);
  error.message = std::move(message);
  return std::unexpected(std::move(error));
}

}  // namespace

Result<void> check_supported(Graph& graph) {
  std::vector<Error> refused;
  for (Node& node : graph.nodes) {
    auto checked = check_one(graph, node);
    if (checked) continue;
    if (checked.error().code != ErrorCode::kUnsupported) return checked;
    refused.push_back(std::move(checked).error());
  }
  if (refused.empty()) return {};
  if (refused[0].hint.empty())
    refused[0].hint = "export the part of the network before these nodes, or replace them";
  return report(std::move(refused));
}

}  // namespace cnn
