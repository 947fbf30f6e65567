// Convolutions and pools over volumes [batch, channels, depth, height, width]. A file's Conv
// becomes a "Conv 3-D" when it is read (session_import.cpp), so that all of this is in the second
// module.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/text.h"
#include "kernels/volumes.h"
#include "ops/convolution/convolution_inputs.h"
#include "ops/convolution/volume_convolution.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kConv[] = {
    {"auto_pad", AttributeSpec::kString}, {"dilations", AttributeSpec::kInts},
    {"group", AttributeSpec::kInt},       {"kernel_shape", AttributeSpec::kInts},
    {"pads", AttributeSpec::kInts},       {"strides", AttributeSpec::kInts},
};
constexpr AttributeSpec kConvTranspose[] = {
    {"auto_pad", AttributeSpec::kString},     {"dilations", AttributeSpec::kInts},
    {"group", AttributeSpec::kInt},           {"kernel_shape", AttributeSpec::kInts},
    {"output_padding", AttributeSpec::kInts}, {"pads", AttributeSpec::kInts},
    {"strides", AttributeSpec::kInts},
};
constexpr AttributeSpec kPool[] = {
    {"auto_pad", AttributeSpec::kString},       {"ceil_mode", AttributeSpec::kInt},
    {"count_include_pad", AttributeSpec::kInt}, {"dilations", AttributeSpec::kInts},
    {"kernel_shape", AttributeSpec::kInts},     {"pads", AttributeSpec::kInts},
    {"storage_order", AttributeSpec::kInt},     {"strides", AttributeSpec::kInts},
};

using Axes = VolumeAxes;
using Place = std::array<std::int64_t, 3>;

// What a node is parsed to.
struct Volume {
  Axes axes;
  std::int64_t groups = 1;
  bool counts_padding = false;  // of an average
};

std::size_t size(std::int64_t value) {
  return static_cast<std::size_t>(value);
}

// Calls visit(place) for every place of a volume of these sizes, in order.
template <class Visit>
void visit_places(const Axes& axes, std::int64_t WindowAxis::* what, Visit visit) {
  Place at;
  for (at[0] = 0; at[0] < axes[0].*what; ++at[0])
    for (at[1] = 0; at[1] < axes[1].*what; ++at[1])
      for (at[2] = 0; at[2] < axes[2].*what; ++at[2]) visit(at);
}

// Calls visit(input index, kernel index) for every element of the window over output place `out`
// that lies in the input.
template <class Visit>
void visit_volume(const Axes& axes, const Place& out, Visit visit) {
  std::int64_t kernel = 0;
  visit_places(axes, &WindowAxis::kernel, [&](const Place& k) {
    std::int64_t input = 0;
    bool inside = true;
    for (std::size_t i = 0; i < 3; ++i) {
      const std::int64_t at = axes[i].start(out[i]) + k[i] * axes[i].dilation;
      inside &= at >= 0 && at < axes[i].input;
      input = input * axes[i].input + at;
    }
    if (inside) visit(input, kernel);
    ++kernel;
  });
}

// Attribute `name`, `count` numbers from `least` on; `otherwise` for each where there is none.
Result<std::vector<std::int64_t>> numbers(const NodeView& node, std::string_view name,
                                          std::size_t count, std::int64_t least,
                                          std::int64_t otherwise) {
  const auto given = node.get_ints(name);
  if (given.empty()) return std::vector<std::int64_t>(count, otherwise);
  const bool fits = given.size() == count && std::ranges::all_of(given, [&](std::int64_t value) {
                      return value >= least && value <= limits::kMaxDim;
                    });
  if (!fits)
    return node.error(ErrorCode::kInvalidModel,
                      "it is not " + decimal(static_cast<std::int64_t>(count)) + " numbers from " +
                          decimal(least) + " on",
                      {}, name);
  return std::vector(given.begin(), given.end());
}

Result<Axes> read_axes(const NodeView& node, std::span<const std::int64_t> kernel) {
  CNN_ASSIGN(const auto strides, numbers(node, "strides", 3, 1, 1));
  CNN_ASSIGN(const auto dilations, numbers(node, "dilations", 3, 1, 1));
  CNN_ASSIGN(const auto pads, numbers(node, "pads", 6, 0, 0));
  Axes axes;
  for (std::size_t i = 0; i < 3; ++i) {
    if (kernel[i] < 1 || kernel[i] > limits::kMaxKernelArea)
      return node.error(ErrorCode::kInvalidModel, "its kernel has a size out of range");
    axes[i] = {.input = node.shape(0)[2 + i],
               .kernel = kernel[i],
               .stride = strides[i],
               .dilation = dilations[i],
               .pad_begin = pads[i],
               .pad_end = pads[3 + i]};
  }
  return axes;
}

// Sets the padding that auto_pad asks for, `total` cells along an axis.
Result<void> share_padding(const NodeView& node, WindowAxis& axis, std::int64_t total) {
  const std::string_view mode = node.get_string("auto_pad", "NOTSET");
  if (mode == "NOTSET") return {};
  if (mode == "VALID") total = 0;
  const bool upper = mode == "SAME_UPPER";
  if (!upper && mode != "SAME_LOWER" && mode != "VALID")
    return node.error(ErrorCode::kInvalidModel, quoted(mode) + " is not known", {}, "auto_pad");
  axis.pad_begin = (total + (upper ? 0 : 1)) / 2;
  axis.pad_end = total - axis.pad_begin;
  return {};
}

// The output's size, rounded up with ceil_mode, but for a window that would begin beyond the input.
Result<void> set_outputs(const NodeView& node, Axes& axes) {
  const bool up = node.get_int("ceil_mode", 0) != 0;
  for (WindowAxis& axis : axes) {
    const std::int64_t same = (axis.input + axis.stride - 1) / axis.stride;
    CNN_TRY(share_padding(
        node, axis,
        std::max<std::int64_t>((same - 1) * axis.stride + axis.extent() - axis.input, 0)));
    const std::int64_t room = axis.padded() - axis.extent();
    if (room < 0)
      return node.error(ErrorCode::kInvalidShape, "its kernel is larger than its padded input");
    axis.output = room / axis.stride + 1;
    if (up && room % axis.stride != 0 && axis.start(axis.output) < axis.input) ++axis.output;
  }
  if (cells(axes, &WindowAxis::kernel) > limits::kMaxKernelArea)
    return node.error(ErrorCode::kLimitExceeded, "its kernel has too many elements");
  return {};
}

Result<void> check_volume(const NodeView& node) {
  if (node.shape(0).rank() == 5) return {};
  return node.error(ErrorCode::kInvalidShape, "its input is no batch of volumes");
}

Shape output_of(const NodeView& node, std::int64_t channels) {
  const Axes& axes = node.parsed<Volume>().axes;
  return {node.shape(0)[0], channels, axes[0].output, axes[1].output, axes[2].output};
}

// ---- convolution ----

Result<void> check_weights(const NodeView& node, std::int64_t groups, bool transposed) {
  CNN_TRY(check_volume(node));
  const Shape &x = node.shape(0), &w = node.shape(1);
  const bool fits = w.rank() == 5 && w.elements() > 0 &&
                    node.input(1).type.dtype == DType::kFloat32 && groups >= 1 && groups <= w[0] &&
                    x[1] % groups == 0 && w[0] % groups == 0 &&
                    (transposed ? w[0] == x[1] : w[1] * groups == x[1]);
  if (!fits) return node.error(ErrorCode::kInvalidShape, "its weights do not fit its input");
  return check_kernel_and_bias(node, transposed ? w[1] * groups : w[0]);
}

Result<ParsedPtr> parse_conv(const NodeView& node) {
  const std::int64_t groups = node.get_int("group", 1);
  CNN_TRY(check_weights(node, groups, false));
  CNN_ASSIGN(Axes axes, read_axes(node, node.shape(1).dims().subspan(2)));
  CNN_TRY(set_outputs(node, axes));
  // Of the maps that lower_volume_convolution() makes of it.
  CNN_TRY(check_window_size(node, {axes[1], axes[2]}));
  return parsed_as(Volume{axes, groups});
}

Result<std::vector<ValueType>> infer_conv(const NodeView& node) {
  return one_output(DType::kFloat32, output_of(node, node.shape(1)[0]));
}

void plain_conv(const NodeView& node, Inputs in, Outputs out) {
  const auto [kernel, bias] = weights_of(node, in);
  const auto& [axes, groups, counts_padding] = node.parsed<Volume>();
  const Shape &x = node.shape(0), &w = node.shape(1);
  const std::int64_t volume = cells(axes, &WindowAxis::input),
                     taps = cells(axes, &WindowAxis::kernel);
  float* to = out[0];
  for (std::int64_t batch = 0; batch < x[0]; ++batch)
    for (std::int64_t channel = 0; channel < w[0]; ++channel) {
      const std::int64_t group = channel / (w[0] / groups);
      const float* from = in[0] + (batch * x[1] + group * w[1]) * volume;
      const float* weights = kernel + channel * w[1] * taps;
      visit_places(axes, &WindowAxis::output, [&](const Place& place) {
        double sum = bias ? bias[channel] : 0;
        visit_volume(axes, place, [&](std::int64_t input, std::int64_t tap) {
          for (std::int64_t c = 0; c < w[1]; ++c)
            sum += double{from[c * volume + input]} * weights[c * taps + tap];
        });
        *to++ = static_cast<float>(sum);
      });
    }
}

LayoutRule layout_conv(const NodeView& node) {
  return has_open_weights(node) ? LayoutRule::kPlain : LayoutRule::kAsIs;
}

Result<Step> lower_conv(LowerContext& context) {
  const auto& [axes, groups, counts_padding] = context.node.parsed<Volume>();
  return lower_volume_convolution(context, axes, groups);
}

std::int64_t macs_conv(const NodeView& node) {
  const Shape& w = node.shape(1);
  return node.output_shape(0).elements() * w.elements(1, w.rank());
}

// ---- transposed convolution: the window lies over the output, so input and output change places
// ----

Result<ParsedPtr> parse_transposed(const NodeView& node) {
  const std::int64_t groups = node.get_int("group", 1);
  CNN_TRY(check_weights(node, groups, true));
  CNN_ASSIGN(Axes axes, read_axes(node, node.shape(1).dims().subspan(2)));
  CNN_ASSIGN(const auto more, numbers(node, "output_padding", 3, 0, 0));
  for (std::size_t i = 0; i < 3; ++i) {
    WindowAxis& axis = axes[i];
    const std::int64_t spread = (axis.input - 1) * axis.stride + axis.extent() + more[i];
    CNN_TRY(
        share_padding(node, axis, std::max<std::int64_t>(spread - axis.input * axis.stride, 0)));
    axis.output = axis.input;
    axis.input = spread - axis.pad_begin - axis.pad_end;
    if (axis.input < 1 || axis.input > limits::kMaxDim)
      return node.error(ErrorCode::kInvalidShape, "its output would have no cells, or too many");
  }
  if (cells(axes, &WindowAxis::kernel) > limits::kMaxKernelArea)
    return node.error(ErrorCode::kLimitExceeded, "its kernel has too many elements");
  return parsed_as(Volume{axes, groups});
}

Result<std::vector<ValueType>> infer_transposed(const NodeView& node) {
  const auto& [axes, groups, counts_padding] = node.parsed<Volume>();
  return one_output(DType::kFloat32, {node.shape(0)[0], node.shape(1)[1] * groups, axes[0].input,
                                      axes[1].input, axes[2].input});
}

void plain_transposed(const NodeView& node, Inputs in, Outputs out) {
  const auto [kernel, bias] = weights_of(node, in);
  const auto& [axes, groups, counts_padding] = node.parsed<Volume>();
  const Shape &x = node.shape(0), &w = node.shape(1);
  const std::int64_t volume = cells(axes, &WindowAxis::input),
                     taps = cells(axes, &WindowAxis::kernel);
  const std::int64_t places = cells(axes, &WindowAxis::output), inside = x[1] / groups;
  std::vector<double> sums(size(volume));
  for (std::int64_t batch = 0; batch < x[0]; ++batch)
    for (std::int64_t channel = 0; channel < w[1] * groups; ++channel) {
      const std::int64_t group = channel / w[1];
      std::ranges::fill(sums, bias ? bias[channel] : 0);
      for (std::int64_t c = group * inside; c < (group + 1) * inside; ++c) {
        const float* from = in[0] + (batch * x[1] + c) * places;
        const float* weights = kernel + (c * w[1] + channel % w[1]) * taps;
        visit_places(axes, &WindowAxis::output, [&](const Place& place) {
          const double value = *from++;
          visit_volume(axes, place, [&](std::int64_t to, std::int64_t tap) {
            sums[size(to)] += value * weights[tap];
          });
        });
      }
      std::ranges::transform(sums, out[0] + (batch * w[1] * groups + channel) * volume,
                             [](double sum) { return static_cast<float>(sum); });
    }
}

LayoutRule layout_transposed(const NodeView& node) {
  const auto& [axes, groups, counts_padding] = node.parsed<Volume>();
  const bool fits = fits_transposed_volume(node, axes, groups) && !has_open_weights(node);
  return fits ? LayoutRule::kAsIs : LayoutRule::kPlain;
}

Result<Step> lower_transposed(LowerContext& context) {
  const auto& [axes, groups, counts_padding] = context.node.parsed<Volume>();
  return lower_transposed_volume(context, axes, groups);
}

std::int64_t macs_transposed(const NodeView& node) {
  const Shape& w = node.shape(1);
  return node.shape(0).elements() * w.elements(1, w.rank());
}

// ---- pools ----

Result<ParsedPtr> parse_pool(const NodeView& node) {
  CNN_TRY(check_volume(node));
  const Shape& x = node.shape(0);
  Volume volume;
  if (node.node().op.starts_with("Global")) {
    for (std::size_t i = 0; i < 3; ++i)
      volume.axes[i] = {.input = x[2 + i], .kernel = x[2 + i], .output = 1};
    if (cells(volume.axes, &WindowAxis::input) == 0)
      return node.error(ErrorCode::kInvalidShape, "its input has no cells");
    return parsed_as(volume);
  }
  CNN_ASSIGN(const auto kernel, numbers(node, "kernel_shape", 3, 1, 1));
  CNN_ASSIGN(volume.axes, read_axes(node, kernel));
  CNN_TRY(set_outputs(node, volume.axes));
  volume.counts_padding = node.get_int("count_include_pad", 0) != 0;
  return parsed_as(volume);
}

Result<std::vector<ValueType>> infer_pool(const NodeView& node) {
  return one_output(DType::kFloat32, output_of(node, node.shape(0)[1]));
}

std::int64_t planes(const NodeView& node) {
  return node.shape(0)[0] * node.shape(0)[1];
}

Result<void> typed_max(const NodeView& node, Inputs in, Outputs out) {
  max_pool_volumes(node.parsed<Volume>().axes, planes(node), in[0], out[0]);
  return {};
}

Result<void> typed_average(const NodeView& node, Inputs in, Outputs out) {
  const auto& [axes, groups, counts_padding] = node.parsed<Volume>();
  average_pool_volumes(axes, planes(node), counts_padding, in[0], out[0]);
  return {};
}

constexpr std::string_view kPoolParameters =
    "x | kernel_shape: depth, height and width of the window; pads=0: cells added at the "
    "beginnings "
    "and ends; strides=1: cells from one window to the next; dilations=1: cells from one element "
    "of "
    "the window to the next; auto_pad: padding that keeps the size; ceil_mode=0: 1 rounds the "
    "output "
    "size up; count_include_pad=0: 1 counts padding as zeros; storage_order: unused";

constexpr Operator pool(std::string_view type, std::string_view help,
                        std::span<const AttributeSpec> attributes,
                        Result<void> (*typed)(const NodeView&, Inputs, Outputs),
                        std::string_view formula) {
  return {.type = type,
          .help = help,
          .attributes = attributes,
          .parse = parse_pool,
          .infer = infer_pool,
          .typed = typed,
          .formula = formula,
          .parameters = attributes.empty() ? "x" : kPoolParameters,
          .facts = any_of_x};
}

constexpr Operator kTable[] = {
    {.type = "Conv 3-D",
     .help = "Slides kernels over a volume; each gives one output channel.",
     .attributes = kConv,
     .min_inputs = 2,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .clamps = true,
     .layout = layout_conv,
     .parse = parse_conv,
     .infer = infer_conv,
     .lower = lower_conv,
     .plain = plain_conv,
     .macs = macs_conv,
     .formula = "sum(x * weight) + bias",
     .parameters = "x; weight: one kernel an output channel; bias: added to each channel | "
                   "kernel_shape: depth, "
                   "height and width of the kernel; pads=0: cells added at the beginnings and "
                   "ends; strides=1: "
                   "cells from one window to the next; dilations=1: cells from one element of the "
                   "kernel to the "
                   "next; group=1: parts that do not mix; auto_pad: padding that keeps the size",
     .facts = any_of_x},
    {.type = "ConvTranspose 3-D",
     .help = "Spreads every value over the output with a kernel, so that the volume grows.",
     .attributes = kConvTranspose,
     .min_inputs = 2,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .clamps = true,
     .layout = layout_transposed,
     .parse = parse_transposed,
     .infer = infer_transposed,
     .lower = lower_transposed,
     .plain = plain_transposed,
     .macs = macs_transposed,
     .formula = "sum(x * weight) + bias",
     .parameters =
         "x; weight: one kernel an input channel; bias: added to each channel | kernel_shape: "
         "depth, "
         "height and width of the kernel; pads=0: cells cut off at the beginnings and ends; "
         "strides=1: cells from one value to the next; dilations=1: cells from one element of the "
         "kernel to the next; group=1: parts that do not mix; output_padding=0: cells added at the "
         "ends; auto_pad: padding that multiplies the size",
     .facts = any_of_x},
    pool("MaxPool 3-D", "Keeps the largest value of each window, so the volume shrinks.", kPool,
         typed_max, "max(x)"),
    pool("AveragePool 3-D", "Replaces each window by its mean, so the volume shrinks.", kPool,
         typed_average, "mean(x)"),
    pool("GlobalMaxPool 3-D", "Replaces each channel's whole volume by its largest value.", {},
         typed_max, "max(x)"),
    pool("GlobalAveragePool 3-D", "Replaces each channel's whole volume by its mean.", {},
         typed_average, "mean(x)"),
};

}  // namespace

std::span<const Operator> volumes_table() {
  return kTable;
}

}  // namespace cnn
