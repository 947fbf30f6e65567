#include <string>

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
  if (dimensions == 1 || dimensions == 2) return {};
  return view.error(ErrorCode::kUnsupported,
                    "only 1-D and 2-D windows over [batch, channels, height, width] are supported, "
                    "and its 'kernel_shape' has " +
                        decimal(dimensions) + " numbers",
                    {}, "kernel_shape");
}

Result<void> check_one(Graph& graph, Node& node) {
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

constexpr std::size_t kListed = 20;

std::unexpected<Error> report(std::vector<Error> refused) {
  if (refused.size() == 1) return std::unexpected(std::move(refused[0]));
  std::string message = decimal(refused.size()) + " nodes cannot run: ";
  for (std::size_t index = 0; index < refused.size() && index < kListed; ++index)
    message += (index ? "; " : "") + refused[index].message;
  if (refused.size() > kListed) message += "; and " + decimal(refused.size() - kListed) + " more";
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
