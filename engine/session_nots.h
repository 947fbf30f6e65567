// BitwiseNot of integers without a sign that the engine keeps in a wider type.
#pragma once

#include "core/error.h"
#include "graph/graph.h"

namespace cnn {

// Writes every BitwiseNot of uint16 and uint32 as a difference: the wider type's bits would be
// turned too. Those of graphs inside of nodes too. Errors: kUnsupported where the type is not
// known.
Result<void> write_nots(Graph& graph);

}  // namespace cnn
