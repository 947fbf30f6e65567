// The Window of a ConvTranspose.
#pragma once

#include <array>
#include <cstdint>

#include "core/error.h"
#include "graph/node_view.h"
#include "kernels/window.h"

namespace cnn {

// As resolve_window(), for a transposed convolution, with the roles of its maps changed: the window
// slides over the output, so that `input` is the size of the output and `output` that of input 0.
// The output's size is stride * (input - 1) + output_padding + extent - pads, or what output_shape
// or auto_pad ask for. Errors: as above.
Result<Window> resolve_transposed_window(const NodeView& node, std::array<std::int64_t, 2> kernel);

}  // namespace cnn
