#include "ops/rearrange/joins.h"

namespace cnn {

bool joins_channels(const NodeView& node) {
  const Operator& row = *find_operator(node.node().op);
  return row.joins && node.output_shape(0).rank() == 4 && row.joins(node) == 1;
}

}  // namespace cnn
