#include "ops/convolution/transposed_window.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "core/limits.h"
#include "core/text.h"
#include "ops/support/window.h"

namespace cnn {
namespace {

// What the attributes say about one axis.
struct Wanted {
  std::int64_t output_padding;
  std::int64_t output;  // 0: what the padding leaves
  bool upper;           // the odd element of padding is at the end
};

Result<void> check_axis(const NodeView& node, const WindowAxis& axis, const Wanted& wanted) {
  if (axis.output < 1)
    return node.error(ErrorCode::kInvalidShape,
                      "its input " + to_string(node.shape(0)) + " has no pixels");
  const auto within = [](std::int64_t least, std::initializer_list<std::int64_t> values) {
    return std::ranges::all_of(
        values, [=](std::int64_t value) { return value >= least && value <= limits::kMaxDim; });
  };
  if (!within(1, {axis.kernel, axis.stride, axis.dilation}))
    return node.error(ErrorCode::kInvalidModel, "its kernel, stride or dilation is out of range");
  if (axis.pad_begin < 0 || axis.pad_end < 0)
    return node.error(ErrorCode::kUnsupported, "negative padding is not supported", {}, "pads");
  if (!within(0, {axis.pad_begin, axis.pad_end, wanted.output_padding, wanted.output}))
    return node.error(ErrorCode::kInvalidModel, "its padding or output size is out of range");
  return {};
}

Result<void> resolve_axis(const NodeView& node, WindowAxis& axis, const Wanted& wanted) {
  CNN_TRY(check_axis(node, axis, wanted));
  const std::int64_t whole =
      axis.stride * (axis.output - 1) + wanted.output_padding + axis.extent();
  if (wanted.output > 0) {
    const std::int64_t total = std::max<std::int64_t>(whole - wanted.output, 0);
    axis.pad_begin = wanted.upper ? total / 2 : total - total / 2;
    axis.pad_end = total - axis.pad_begin;
    axis.input = wanted.output;
  } else {
    axis.input = whole - axis.pad_begin - axis.pad_end;
  }
  if (axis.input < 1)
    return node.error(ErrorCode::kInvalidShape, "its padding leaves nothing of its output", {},
                      "pads");
  return {};
}

}  // namespace

Result<Window> resolve_transposed_window(const NodeView& node, std::array<std::int64_t, 2> kernel) {
  const std::string_view auto_pad = node.get_string("auto_pad", "NOTSET");
  const bool upper = auto_pad == "SAME_UPPER", same = upper || auto_pad == "SAME_LOWER";
  if (!same && auto_pad != "NOTSET" && auto_pad != "" && auto_pad != "VALID")
    return node.error(ErrorCode::kInvalidModel, "auto_pad " + quoted(auto_pad) + " is unknown", {},
                      "auto_pad");
  const Shape x = map_of(node.shape(0));
  CNN_ASSIGN(const auto strides, axis_numbers(node, "strides", 1, 1));
  CNN_ASSIGN(const auto dilations, axis_numbers(node, "dilations", 1, 1));
  CNN_ASSIGN(const auto extra, axis_numbers(node, "output_padding", 1, 0));
  CNN_ASSIGN(const auto shape, axis_numbers(node, "output_shape", 1, 0));
  CNN_ASSIGN(auto pads, axis_numbers(node, "pads", 2, 0));
  if (auto_pad == "VALID") pads.fill(0);
  if (std::ranges::any_of(node.get_ints("output_shape"), [](auto size) { return size < 1; }))
    return node.error(ErrorCode::kInvalidModel, "it asks for an output without pixels", {},
                      "output_shape");
  Window window;
  window.y = {0, kernel[0], strides[0], dilations[0], pads[0], pads[2], 0, x[2]};
  window.x = {0, kernel[1], strides[1], dilations[1], pads[1], pads[3], 0, x[3]};
  for (std::size_t i = 0; i < 2; ++i) {
    WindowAxis& axis = i ? window.x : window.y;
    Wanted wanted{extra[i], shape[i], upper};
    // A stride out of range is refused before it is used.
    if (same && shape[i] == 0) wanted.output = axis.output * std::min(axis.stride, limits::kMaxDim);
    CNN_TRY(resolve_axis(node, axis, wanted));
  }
  CNN_TRY(check_window_size(node, window));
  return window;
}

}  // namespace cnn
