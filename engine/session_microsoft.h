// Operators of the domain com.microsoft, which onnxruntime's tools write, as nodes of ONNX's own.
#pragma once

#include "core/error.h"
#include "graph/graph.h"
#include "ops/second.h"

namespace cnn::second {

// Replaces every such node that stands for a few standard ones by those, before shapes are known:
// FusedConv by Conv and its activation, QLinearAdd by DequantizeLinear, Add and QuantizeLinear, ...
// The last of them has the outputs and the name of the node, the others have its name and their
// operator's. Other nodes stay. The graph stays sorted, with its uses counted. Errors: kUnsupported
// and kInvalidModel, about the node.
Result<void> expand_microsoft(Graph& graph);

}  // namespace cnn::second
