#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "graph/node_view.h"
#include "ops/rearrange/joins.h"
#include "passes/passes.h"

namespace cnn {
namespace {

struct Join {
  std::vector<ValueId> inputs;
  ValueId output = kNoValue;
};

}  // namespace

Result<void> nest_concat(Graph& graph) {
  std::map<ValueId, Join> latest;  // by first input
  for (Node& node : graph.nodes) {
    if (!joins_channels(NodeView(graph, node))) continue;
    Join& before = latest[node.inputs[0]];
    Join now = {node.inputs, node.outputs[0]};
    const auto count = static_cast<std::ptrdiff_t>(before.inputs.size());
    if (count > 1 && before.inputs.size() < now.inputs.size() &&
        std::equal(before.inputs.begin(), before.inputs.end(), now.inputs.begin())) {
      node.inputs.erase(node.inputs.begin() + 1, node.inputs.begin() + count);
      node.inputs[0] = before.output;
    }
    before = std::move(now);
  }
  count_uses(graph);
  return {};
}

}  // namespace cnn
