// Lists of tensors that are taken apart before shapes are known, where the file says enough.
#pragma once

#include "core/error.h"
#include "graph/graph.h"

namespace cnn::second {

// Replaces every SequenceAt of a SplitToSequence by what gives the same part (a Split, a Gather, or
// a Slice), where the file says which one: what torch.chunk and torch.split become without an
// optimiser. What depends on the shape that is split (whether the sizes add up, and whether there
// is such a part) is refused where shapes are inferred. A SplitToSequence that nothing reads any
// more goes. Others stay, and are taken apart where shapes are inferred (passes/lists.cpp), as
// those in the bodies of Ifs and Loops are. The graph stays sorted, with its uses counted. Errors:
// kOutOfMemory, kLimitExceeded.
Result<void> take_sequences_apart(Graph& graph);

}  // namespace cnn::second
