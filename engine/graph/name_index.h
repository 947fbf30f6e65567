// Values by name, for graphs of many.
#pragma once

#include <string_view>
#include <vector>

#include "graph/graph.h"

namespace cnn {

// Of the values that a graph has when it is made; their names and places may not change.
class NameIndex {
 public:
  NameIndex() = default;
  explicit NameIndex(const Graph& graph);
  // kNoValue when no value has that name. graph: the one it was made of, or a copy of that.
  ValueId find(const Graph& graph, std::string_view name) const;

 private:
  std::vector<ValueId> ids_;  // by name
};

}  // namespace cnn
