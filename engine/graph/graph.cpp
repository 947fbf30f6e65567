#include "graph/graph.h"

#include <algorithm>
#include <queue>

#include "core/flags.h"
#include "core/text.h"

namespace cnn {

ValueId Graph::find(std::string_view name) const {
  const auto found = std::ranges::find(values, name, &Value::name);
  return found == values.end() ? kNoValue : static_cast<ValueId>(found - values.begin());
}

void count_uses(Graph& graph) {
  for (Value& value : graph.values) value.producer = value.reader = kNoNode, value.consumers = 0;
  for (std::size_t index = 0; index < graph.nodes.size(); ++index) {
    for (const ValueId id : graph.nodes[index].inputs)
      if (id != kNoValue)
        ++graph.value(id).consumers, graph.value(id).reader = static_cast<int>(index);
    for (const ValueId id : graph.nodes[index].outputs)
      if (id != kNoValue) graph.value(id).producer = static_cast<int>(index);
  }
  for (const ValueId id : graph.outputs) ++graph.value(id).consumers;
  for (const auto& [id, number] : graph.watched) ++graph.value(id).consumers;
}

namespace {

std::unexpected<Error> cycle(const Graph& graph, const std::vector<int>& waiting) {
  std::string names;
  int listed = 0;
  for (std::size_t index = 0; index < graph.nodes.size(); ++index) {
    if (waiting[index] == 0) continue;
    if (++listed > 5) {
      names += ", ...";
      break;
    }
    names += (listed > 1 ? ", " : "") + quoted(graph.nodes[index].name);
  }
  return fail(ErrorCode::kInvalidModel,
              "the graph has a cycle through or before these nodes: " + names,
              "the file is damaged or was written by a faulty exporter; export it again");
}

}  // namespace

Result<void> sort_topologically(Graph& graph) {
  count_uses(graph);
  const std::size_t count = graph.nodes.size();
  std::vector<int> waiting(count, 0);  // inputs of a node not computed yet
  std::vector<std::vector<int>> readers(count);
  for (std::size_t index = 0; index < count; ++index) {
    for (const ValueId id : graph.nodes[index].inputs) {
      if (id == kNoValue || graph.value(id).producer == kNoNode) continue;
      readers[static_cast<std::size_t>(graph.value(id).producer)].push_back(
          static_cast<int>(index));
      ++waiting[index];
    }
  }
  // The smallest ready index first: an already sorted file keeps its order.
  std::priority_queue<int, std::vector<int>, std::greater<>> ready;
  for (std::size_t index = 0; index < count; ++index)
    if (waiting[index] == 0) ready.push(static_cast<int>(index));
  std::vector<Node> sorted;
  sorted.reserve(count);
  std::vector<int> order;
  while (!ready.empty()) {
    const int index = ready.top();
    ready.pop();
    order.push_back(index);
    for (const int reader : readers[static_cast<std::size_t>(index)])
      if (--waiting[static_cast<std::size_t>(reader)] == 0) ready.push(reader);
  }
  if (order.size() != count) return cycle(graph, waiting);
  for (const int index : order)
    sorted.push_back(std::move(graph.nodes[static_cast<std::size_t>(index)]));
  graph.nodes = std::move(sorted);
  count_uses(graph);
  return {};
}

std::size_t prune(Graph& graph) {
  count_uses(graph);
  Flags needed(graph.nodes.size());
  std::vector<int> waiting;
  const auto need = [&](ValueId id) {
    const int producer = id == kNoValue ? kNoNode : graph.value(id).producer;
    if (producer == kNoNode || std::exchange(needed[static_cast<std::size_t>(producer)], 1)) return;
    waiting.push_back(producer);
  };
  for (const ValueId id : graph.outputs) need(id);
  for (const auto& [id, number] : graph.watched) need(id);
  while (!waiting.empty()) {
    const auto index = static_cast<std::size_t>(waiting.back());
    waiting.pop_back();
    for (const ValueId id : graph.nodes[index].inputs) need(id);
  }
  const std::size_t removed = std::erase_if(graph.nodes, [&](const Node& node) {
    return !needed[static_cast<std::size_t>(&node - graph.nodes.data())];
  });
  if (removed > 0) count_uses(graph);
  return removed;
}

std::uint64_t constant_bytes(const Graph& graph) {
  std::vector<const Tensor*> tensors;
  for (const Value& value : graph.values)
    if (value.constant) tensors.push_back(value.constant.get());
  std::ranges::make_heap(tensors);
  std::ranges::sort_heap(tensors);
  std::uint64_t bytes = 0;
  const Tensor* last = nullptr;
  for (const Tensor* tensor : tensors)
    if (std::exchange(last, tensor) != tensor) bytes += tensor->bytes();
  return bytes;
}

}  // namespace cnn
