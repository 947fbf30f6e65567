// The equation of an Einsum, and what its letters stand for.
#pragma once

#include <vector>

#include "core/error.h"
#include "graph/node_view.h"

namespace cnn {

// A letter, or one axis of an ellipsis.
struct EinsumLabel {
  int id = 0;  // the letter; axes of an ellipsis have numbers beyond letters
  std::int64_t size = 1;
  // How far it moves in each operand, in elements. 0 where the operand does not have it or has an
  // axis of length 1; an operand with the label twice gives its diagonal.
  std::int64_t steps[2] = {0, 0};
  bool in_output = false;
};

// What an Einsum is parsed to.
struct Einsum {
  std::vector<EinsumLabel> output;  // in the order of the output's axes
  std::vector<EinsumLabel> summed;
};

// For one or two operands: an Einsum of more gave way to several (session_standard.cpp). Errors:
// kUnsupported for more, kInvalidModel for an equation that breaks
// the rules, kInvalidShape for operands that do not fit it.
Result<Einsum> read_einsum(const NodeView& node);

}  // namespace cnn
