// From a node's kernel_shape, strides, dilations, pads, auto_pad and ceil_mode to a checked Window.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/error.h"
#include "graph/node_view.h"
#include "kernels/window.h"

namespace cnn {

enum class WindowUse { kConvolution, kPooling };

// input: rank-4 NCHW shape of input 0; kernel: {height, width}.
// The output size is floor((input + pads - extent) / stride) + 1; with ceil_mode it is rounded up,
// and a last window that would begin beyond the input is dropped, as PyTorch does. Errors:
// kInvalidShape for a kernel that exceeds its padded input, kInvalidModel for a stride or dilation
// below 1, kUnsupported for negative pads and for pools whose padding reaches the kernel's own
// size, or whose dilated windows hold padding alone; kLimitExceeded for windows that would take
// more memory than core/limits.h allows.
Result<Window> resolve_window(const NodeView& node, std::array<std::int64_t, 2> kernel,
                              WindowUse use);

// The same for a transposed convolution, with the roles of its maps changed: the window slides over
// the output, so that `input` is the size of the output and `output` that of input 0. The output's
// size is stride * (input - 1) + output_padding + extent - pads, or what output_shape or auto_pad
// ask for. Errors: as above.
Result<Window> resolve_transposed_window(const NodeView& node, std::array<std::int64_t, 2> kernel);

// Attribute `name` as `count` numbers, at most 4; `otherwise` for each when it is absent. Errors:
// kInvalidModel.
Result<std::array<std::int64_t, 4>> axis_numbers(const NodeView& node, std::string_view name,
                                                 std::size_t count, std::int64_t otherwise);

// Bounds what the window makes the backend allocate and the plain loops visit. Errors:
// kLimitExceeded.
Result<void> check_window_size(const NodeView& node, const Window& window);

// The kernel_shape attribute of a pool. Errors: kInvalidModel.
Result<std::array<std::int64_t, 2>> pool_kernel(const NodeView& node);

// Checks that input 0 is a batch of pictures or feature maps. Errors: kUnsupported.
Result<void> check_rank4(const NodeView& node);

}  // namespace cnn
