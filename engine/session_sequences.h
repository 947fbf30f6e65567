// Lists of tensors, which the engine does not have, where they need not be there.
#pragma once

#include "core/error.h"
#include "graph/graph.h"

namespace cnn::second {

// Replaces every SequenceAt of a SplitToSequence by the Slice, or Gather, that gives the same part,
// where the file says which one: what torch.chunk and torch.split become without an optimiser. A
// SplitToSequence that nothing reads any more goes. Others stay, and are refused. The graph stays
// sorted, with its uses counted. Errors: kOutOfMemory, kLimitExceeded, those of a Constant.
Result<void> take_sequences_apart(Graph& graph);

}  // namespace cnn::second
