// Operators of the domain com.microsoft, which onnxruntime's tools write, and those of ONNX that a
// few others make, as nodes that the engine has rows for.
#pragma once

#include "core/error.h"
#include "graph/graph.h"
#include "ops/second.h"

namespace cnn::second {

// Replaces every such node that stands for a few standard ones by those, before shapes are known:
// FusedConv by Conv and its activation, QLinearAdd by DequantizeLinear, Add and QuantizeLinear, an
// Einsum of three operands by two of two, ...
// The last of them has the outputs and the name of the node, the others have its name and their
// operator's. Other nodes stay, and so does one that is broken or asks for what is not supported,
// with its Node::refusal. The graph stays sorted, with its uses counted. Errors: those of Tensor.
Result<void> expand_microsoft(Graph& graph);

}  // namespace cnn::second
