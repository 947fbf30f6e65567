#include "graph/name_index.h"

#include <algorithm>
#include <numeric>

namespace cnn {

NameIndex::NameIndex(const Graph& graph) : ids_(graph.values.size()) {
  std::iota(ids_.begin(), ids_.end(), ValueId{0});
  const auto name = [&](ValueId id) -> std::string_view { return graph.value(id).name; };
  std::ranges::make_heap(ids_, {}, name);
  std::ranges::sort_heap(ids_, {}, name);
}

ValueId NameIndex::find(const Graph& graph, std::string_view name) const {
  const auto name_of = [&](ValueId id) -> std::string_view { return graph.value(id).name; };
  const auto found = std::ranges::lower_bound(ids_, name, {}, name_of);
  return found != ids_.end() && name_of(*found) == name ? *found : kNoValue;
}

}  // namespace cnn
