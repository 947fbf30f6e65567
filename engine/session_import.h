// From the structs of an ONNX file to a Graph: checks ONNX's own rules on the way.
#pragma once

#include "core/error.h"
#include "graph/graph.h"
#include "onnx/model.h"

namespace cnn {

// Value and node names stay those of the file; nodes without a name are called "Conv_3" after their
// operator and place. Input shapes are filled in as declared, open dimensions by
// default_input_shape(); every other shape is left to shape inference.
// Errors: kUnsupported (opset outside 6..26, no tensor inputs), kInvalidModel (a value computed
// twice or never, no graph, a cycle).
Result<Graph> import_model(onnx::Model model);

// Whether an input of these dimensions, -1 for an open one, is a picture with the channels last:
// [N,H,W,3] or [N,H,W,1].
bool is_channels_last(const std::vector<std::int64_t>& declared);

// A shape to start with for an input that leaves dimensions open: batch 1, 3 channels, 224 x 224
// pixels; 1 for anything else.
Shape default_input_shape(const std::vector<std::int64_t>& declared);

}  // namespace cnn
