#include "ops/support/window.h"

#include <algorithm>
#include <string>

#include "core/limits.h"
#include "core/text.h"

namespace cnn {
namespace {

struct AxisSettings {
  std::string_view auto_pad;
  bool ceil_mode;
  WindowUse use;
};

std::string describe(const WindowAxis& axis) {
  return decimal(axis.extent()) + " (kernel " + decimal(axis.kernel) + ", dilation " +
         decimal(axis.dilation) + ")";
}

Result<void> check_axis(const NodeView& node, const WindowAxis& axis, const char* name,
                        const AxisSettings& settings) {
  constexpr auto in_range = [](std::int64_t value) {
    return value >= 1 && value <= limits::kMaxDim;
  };
  if (!in_range(axis.kernel))
    return node.error(ErrorCode::kInvalidModel,
                      "kernel size " + decimal(axis.kernel) + " is out of range", {},
                      "kernel_shape");
  if (!in_range(axis.stride))
    return node.error(ErrorCode::kInvalidModel,
                      "stride " + decimal(axis.stride) + " is out of range", {}, "strides");
  if (!in_range(axis.dilation))
    return node.error(ErrorCode::kInvalidModel,
                      "dilation " + decimal(axis.dilation) + " is out of range", {}, "dilations");
  if (axis.pad_begin < 0 || axis.pad_end < 0)
    return node.error(ErrorCode::kUnsupported, "negative padding is not supported", {}, "pads");
  if (axis.pad_begin > limits::kMaxDim || axis.pad_end > limits::kMaxDim)
    return node.error(ErrorCode::kInvalidModel, "padding is out of range", {}, "pads");
  if (settings.use == WindowUse::kPooling &&
      std::max(axis.pad_begin, axis.pad_end) >= axis.extent())
    return node.error(ErrorCode::kUnsupported,
                      "its padding is as large as its kernel, so a window could hold padding alone",
                      {}, "pads");
  if (axis.extent() > axis.padded())
    return node.error(ErrorCode::kInvalidShape,
                      "its kernel spans " + describe(axis) + " along the " + name +
                          ", more than the " + decimal(axis.padded()) +
                          " elements of its padded input",
                      "use a larger input, a smaller kernel, or more padding", "kernel_shape");
  return {};
}

// A dilated window can step over the whole input and hold padding alone.
Result<void> check_windows_touch_input(const NodeView& node, const WindowAxis& axis) {
  if (axis.dilation == 1) return {};
  for (std::int64_t at = 0; at < axis.output; ++at) {
    bool touches = false;
    for (std::int64_t k = 0; k < axis.kernel && !touches; ++k) {
      const std::int64_t index = axis.start(at) + k * axis.dilation;
      touches = index >= 0 && index < axis.input;
    }
    if (!touches)
      return node.error(ErrorCode::kUnsupported, "one of its windows holds padding alone", {},
                        "pads");
  }
  return {};
}

// auto_pad SAME_*: as much padding as makes output = ceil(input / stride), the odd one at the end
// (SAME_UPPER) or at the beginning (SAME_LOWER).
void pad_to_same(WindowAxis& axis, bool upper) {
  const std::int64_t output = (axis.input + axis.stride - 1) / axis.stride;
  const std::int64_t total =
      std::max<std::int64_t>((output - 1) * axis.stride + axis.extent() - axis.input, 0);
  axis.pad_begin = upper ? total / 2 : total - total / 2;
  axis.pad_end = total - axis.pad_begin;
}

void resolve_output(WindowAxis& axis, bool ceil_mode) {
  const std::int64_t room = axis.padded() - axis.extent();
  axis.output = room / axis.stride + 1;
  if (!ceil_mode || room % axis.stride == 0) return;
  if (axis.output * axis.stride >= axis.input + axis.pad_begin) return;
  ++axis.output;
  axis.overhang = (axis.output - 1) * axis.stride - room;
}

Result<void> resolve_axis(const NodeView& node, WindowAxis& axis, const char* name,
                          const AxisSettings& settings) {
  const bool upper = settings.auto_pad == "SAME_UPPER";
  if ((upper || settings.auto_pad == "SAME_LOWER") && axis.stride >= 1 && axis.dilation >= 1 &&
      axis.kernel >= 1 && std::max({axis.stride, axis.dilation, axis.kernel}) <= limits::kMaxDim)
    pad_to_same(axis, upper);
  CNN_TRY(check_axis(node, axis, name, settings));
  resolve_output(axis, settings.ceil_mode);
  return {};
}

}  // namespace

Result<void> check_window_size(const NodeView& node, const Window& window) {
  const std::int64_t area = window.y.kernel * window.x.kernel;  // at most 2^48
  const std::int64_t outputs = window.y.output * window.x.output;
  if (area <= limits::kMaxKernelArea && outputs <= limits::kMaxWindowTaps / area) return {};
  return node.error(ErrorCode::kLimitExceeded,
                    "its kernel of " + decimal(window.y.kernel) + " x " + decimal(window.x.kernel) +
                        " over an output of " + decimal(window.y.output) + " x " +
                        decimal(window.x.output) + " is too large",
                    "use a smaller picture, kernel or padding");
}

Result<std::array<std::int64_t, 4>> axis_numbers(const NodeView& node, std::string_view name,
                                                 std::size_t ends, std::int64_t otherwise) {
  std::array<std::int64_t, 4> values;
  values.fill(otherwise);
  if (!node.attribute(name)) return values;
  const auto given = node.get_ints(name);
  const std::size_t axes = node.shape(0).rank() - 2;  // check_map() has passed
  if (given.size() != ends * axes)
    return node.error(ErrorCode::kInvalidModel,
                      "the attribute '" + std::string(name) + "' needs " + decimal(ends * axes) +
                          " numbers, not " + decimal(given.size()),
                      {}, name);
  for (std::size_t i = 0; i < given.size(); ++i)
    values[i / axes * 2 + (axes == 1 ? 1 : i % axes)] = given[i];
  return values;
}

Shape map_of(const Shape& shape) {
  return shape.rank() == 3 ? Shape{shape[0], shape[1], 1, shape[2]} : shape;
}

Shape as_input(const NodeView& node, Shape map) {
  return node.shape(0).rank() == 3 ? Shape{map[0], map[1], map[3]} : map;
}

Result<void> check_map(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  if (rank == 3 || rank == 4) return {};
  return node.error(ErrorCode::kUnsupported,
                    "only 1-D and 2-D windows over [batch, channels, height, width] are "
                    "supported, and its input has rank " +
                        decimal(rank));
}

Result<std::array<std::int64_t, 2>> pool_kernel(const NodeView& node) {
  if (!node.attribute("kernel_shape"))
    return node.error(ErrorCode::kInvalidModel, "the attribute 'kernel_shape' is missing", {},
                      "kernel_shape");
  CNN_ASSIGN(const auto given, axis_numbers(node, "kernel_shape", 1, 1));
  return std::array{given[0], given[1]};
}

Result<Window> resolve_window(const NodeView& node, std::array<std::int64_t, 2> kernel,
                              WindowUse use) {
  const std::string_view auto_pad = node.get_string("auto_pad", "NOTSET");
  if (auto_pad != "NOTSET" && auto_pad != "" && auto_pad != "VALID" && auto_pad != "SAME_UPPER" &&
      auto_pad != "SAME_LOWER")
    return node.error(ErrorCode::kInvalidModel, "auto_pad " + quoted(auto_pad) + " is unknown", {},
                      "auto_pad");
  CNN_ASSIGN(const auto strides, axis_numbers(node, "strides", 1, 1));
  CNN_ASSIGN(const auto dilations, axis_numbers(node, "dilations", 1, 1));
  CNN_ASSIGN(auto pads, axis_numbers(node, "pads", 2, 0));
  if (auto_pad == "VALID") pads.fill(0);
  const Shape input = map_of(node.shape(0));
  const AxisSettings settings{auto_pad, node.get_int("ceil_mode", 0) != 0, use};
  Window window;
  window.y = {input[2], kernel[0], strides[0], dilations[0], pads[0], pads[2]};
  window.x = {input[3], kernel[1], strides[1], dilations[1], pads[1], pads[3]};
  CNN_TRY(resolve_axis(node, window.y, "height", settings));
  CNN_TRY(resolve_axis(node, window.x, "width", settings));
  CNN_TRY(check_window_size(node, window));
  if (use == WindowUse::kPooling) {
    CNN_TRY(check_windows_touch_input(node, window.y));
    CNN_TRY(check_windows_touch_input(node, window.x));
  }
  return window;
}

}  // namespace cnn
