// From a node's kernel_shape, strides, dilations, pads, auto_pad and ceil_mode to a checked Window.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/error.h"
#include "graph/node_view.h"
#include "kernels/window.h"
#include "ops/op.h"

namespace cnn {

enum class WindowUse { kConvolution, kPooling };

// Lists [batch, channels, length] count as maps of height 1.
Shape map_of(const Shape& shape);

// The map as the shape of a value of input 0's rank.
Shape as_input(const NodeView& node, Shape map);

// kernel: {height, width}.
// The output size is floor((input + pads - extent) / stride) + 1; with ceil_mode it is rounded up,
// and a last window that would begin beyond the input is dropped, as PyTorch does. Errors:
// kInvalidShape for a kernel that exceeds its padded input, kInvalidModel for a stride or dilation
// below 1, kUnsupported for negative pads and for pools whose padding reaches the kernel's own
// size, or whose dilated windows hold padding alone; kLimitExceeded for windows that would take
// more memory than core/limits.h allows.
Result<Window> resolve_window(const NodeView& node, std::array<std::int64_t, 2> kernel,
                              WindowUse use);

// Attribute `name`: a number for height and width, or, with two ends, for the beginnings of both
// and then the ends of both; `otherwise` for each that is not given. Errors: kInvalidModel.
Result<std::array<std::int64_t, 4>> axis_numbers(const NodeView& node, std::string_view name,
                                                 std::size_t ends, std::int64_t otherwise);

// Bounds what the window makes the backend allocate and the plain loops visit. Errors:
// kLimitExceeded.
Result<void> check_window_size(const NodeView& node, const Window& window);

// The kernel_shape attribute of a pool. Errors: kInvalidModel.
Result<std::array<std::int64_t, 2>> pool_kernel(const NodeView& node);

// Checks that input 0 is a batch of pictures, feature maps or lists. Errors: kUnsupported.
Result<void> check_map(const NodeView& node);

}  // namespace cnn
