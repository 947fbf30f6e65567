#include "kernels/pooling.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/lists.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kMaxPoolAttributes[] = {
    {"auto_pad", AttributeSpec::kString}, {"ceil_mode", AttributeSpec::kInt},
    {"dilations", AttributeSpec::kInts},  {"kernel_shape", AttributeSpec::kInts},
    {"pads", AttributeSpec::kInts},       {"storage_order", AttributeSpec::kInt},
    {"strides", AttributeSpec::kInts},
};

constexpr AttributeSpec kAveragePoolAttributes[] = {
    {"auto_pad", AttributeSpec::kString},       {"ceil_mode", AttributeSpec::kInt},
    {"count_include_pad", AttributeSpec::kInt}, {"dilations", AttributeSpec::kInts},
    {"kernel_shape", AttributeSpec::kInts},     {"pads", AttributeSpec::kInts},
    {"strides", AttributeSpec::kInts},
};

std::size_t size(std::int64_t value) {
  return static_cast<std::size_t>(value);
}
std::uint32_t u32(std::int64_t value) {
  return static_cast<std::uint32_t>(value);
}

// What a node is parsed to.
struct Pool {
  Window window;
  bool counts_padding = false;  // of an AveragePool
  bool by_columns = false;      // of a MaxPool: the order in which it numbers elements
};

const Pool& pool_of(const NodeView& node) {
  return node.parsed<Pool>();
}

const Window& window_of(const NodeView& node) {
  return pool_of(node).window;
}

// One window over the whole map.
Window whole_map(const Shape& x) {
  Window window;
  window.y = {.input = x[2], .kernel = x[2], .output = 1};
  window.x = {.input = x[3], .kernel = x[3], .output = 1};
  return window;
}

Result<Window> read_window(const NodeView& node) {
  CNN_TRY(check_map(node));
  if (node.node().op.starts_with("Global")) {
    const Shape x = map_of(node.shape(0));
    if (x[2] * x[3] == 0)
      return node.error(ErrorCode::kInvalidShape, "its input " + to_string(x) + " has no pixels");
    return whole_map(x);
  }
  CNN_ASSIGN(const auto kernel, pool_kernel(node));
  return resolve_window(node, kernel, WindowUse::kPooling);
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(const Window window, read_window(node));
  return parsed_as(Pool{window, node.get_int("count_include_pad", 0) != 0,
                        node.get_int("storage_order", 0) != 0});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Window& window = window_of(node);
  const Shape& x = node.shape(0);
  const Shape y = as_input(node, {x[0], x[1], window.y.output, window.x.output});
  std::vector<ValueType> types{{node.input(0).type.dtype, y}};
  if (node.has_output(1)) types.push_back({DType::kInt64, y});
  return types;
}

std::int64_t planes(const NodeView& node) {
  return node.shape(0)[0] * node.shape(0)[1];
}

// XNNPACK refuses 1 x 1 windows and strides beyond the kernel.
bool fits_backend(const Window& window) {
  return window.y.kernel * window.x.kernel > 1 && window.y.stride <= window.y.kernel &&
         window.x.stride <= window.x.kernel;
}

bool is_padded(const Window& window) {
  const auto padded = [](const WindowAxis& axis) {
    return axis.pad_begin || axis.pad_end || axis.overhang;
  };
  return padded(window.y) || padded(window.x);
}

bool is_dilated(const Window& window) {
  return window.y.dilation > 1 || window.x.dilation > 1;
}

// XNNPACK replaces padding by the nearest edge element, which a dilated window may step over.
LayoutRule max_layout(const NodeView& node) {
  const Window& window = window_of(node);
  const bool fits = fits_backend(window) && !(is_padded(window) && is_dilated(window));
  return fits ? LayoutRule::kNhwc : LayoutRule::kPlain;
}

// XNNPACK never counts padding and does not dilate.
LayoutRule average_layout(const NodeView& node) {
  const auto& [window, counts_padding, by_columns] = pool_of(node);
  const bool fits =
      fits_backend(window) && !is_dilated(window) && !(is_padded(window) && counts_padding);
  return fits ? LayoutRule::kNhwc : LayoutRule::kPlain;
}

Result<Step> lower_max(LowerContext& context) {
  const NodeView& node = context.node;
  const auto& [y, x] = window_of(node);
  const Shape in = map_of(node.shape(0));
  xnn_operator_t op = nullptr;
  CNN_TRY(
      backend(node, xnn_create_max_pooling2d_nhwc_f32(
                        u32(y.pad_begin), u32(x.pad_end + x.overhang), u32(y.pad_end + y.overhang),
                        u32(x.pad_begin), u32(y.kernel), u32(x.kernel), u32(y.stride),
                        u32(x.stride), u32(y.dilation), u32(x.dilation), node.node().output_min,
                        node.node().output_max, 0, &op)));
  Step step;
  step.op.reset(op);
  std::size_t out_height = 0, out_width = 0;
  CNN_TRY(backend(
      node, xnn_reshape_max_pooling2d_nhwc_f32(op, size(in[0]), size(in[2]), size(in[3]),
                                               size(in[1]), pixel_stride(context.in_stride, in),
                                               pixel_stride(context.out_stride, in), &out_height,
                                               &out_width, context.threads)));
  if (out_height != size(y.output) || out_width != size(x.output))
    return node.error(ErrorCode::kBackend, "XNNPACK computes another output size");
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_max_pooling2d_nhwc_f32(op, in[0], out[0]);
  };
  return for_lists(context, std::move(step));
}

Result<Step> lower_average(LowerContext& context) {
  const NodeView& node = context.node;
  const auto& [y, x] = window_of(node);
  const Shape in = map_of(node.shape(0));
  xnn_operator_t op = nullptr;
  CNN_TRY(
      backend(node, xnn_create_average_pooling2d_nhwc_f32(
                        u32(y.pad_begin), u32(x.pad_end + x.overhang), u32(y.pad_end + y.overhang),
                        u32(x.pad_begin), u32(y.kernel), u32(x.kernel), u32(y.stride),
                        u32(x.stride), node.node().output_min, node.node().output_max, 0, &op)));
  Step step;
  step.op.reset(op);
  std::size_t alignment = 0, out_height = 0, out_width = 0;
  CNN_TRY(backend(
      node, xnn_reshape_average_pooling2d_nhwc_f32(
                op, size(in[0]), size(in[2]), size(in[3]), size(in[1]),
                pixel_stride(context.in_stride, in), pixel_stride(context.out_stride, in),
                &step.workspace_bytes, &alignment, &out_height, &out_width, context.threads)));
  if (out_height != size(y.output) || out_width != size(x.output))
    return node.error(ErrorCode::kBackend, "XNNPACK computes another output size");
  step.setup = [op](Inputs in, Outputs out, void* workspace) {
    return xnn_setup_average_pooling2d_nhwc_f32(op, workspace, in[0], out[0]);
  };
  return for_lists(context, std::move(step));
}

void plain_max(const NodeView& node, Inputs in, Outputs out) {
  max_pool(planes(node), window_of(node), in[0], out[0]);
}

void plain_average(const NodeView& node, Inputs in, Outputs out) {
  average_pool(planes(node), window_of(node), pool_of(node).counts_padding, in[0], out[0]);
}

// Also where the largest values stand: out[1], if the node has it, in numbers of the input's
// elements; with storage_order 1 the height is the faster axis of a plane.
template <class T>
void max_with_indices(const NodeView& node, Inputs in, Outputs out) {
  const auto& [window, counts_padding, columns] = pool_of(node);
  const std::int64_t height = window.y.input, width = window.x.input;
  using Limits = std::numeric_limits<T>;
  const T lowest = Limits::has_infinity ? -Limits::infinity() : Limits::lowest();
  const T* from = in.as<T>(0);
  T* to = out.as<T>(0);
  std::int64_t* indices = out.size() > 1 ? out.as<std::int64_t>(1) : nullptr;
  for (std::int64_t plane = 0; plane < planes(node); ++plane, from += height * width)
    for (std::int64_t oy = 0; oy < window.y.output; ++oy)
      for (std::int64_t ox = 0; ox < window.x.output; ++ox) {
        std::int64_t best = -1;
        visit_window(window, oy, ox, [&](std::int64_t at, std::int64_t) {
          // The first NaN stays: nothing is larger. x != x: it is NaN.
          if (best < 0 || from[at] > from[best] ||
              (from[at] != from[at] && from[best] == from[best]))
            best = at;
        });
        // A window may hold nothing but padding.
        *to++ = best < 0 ? lowest : from[best];
        if (!indices) continue;
        best = std::max<std::int64_t>(best, 0);
        const std::int64_t at = columns ? best % width * height + best / width : best;
        *indices++ = plane * height * width + at;
      }
}

Result<void> typed_max(const NodeView& node, Inputs in, Outputs out) {
  switch (node.input(0).type.dtype) {
    case DType::kInt8: max_with_indices<std::int8_t>(node, in, out); break;
    case DType::kUint8: max_with_indices<std::uint8_t>(node, in, out); break;
    default: max_with_indices<float>(node, in, out);
  }
  return {};
}

Facts facts_of(const NodeView& node, std::size_t output) {
  const Window& window = window_of(node);
  Facts facts{.terms = {window.y.kernel, window.x.kernel}};
  facts.reads.push_back({"x", 0, map_of(node.shape(0)), window_reads(window, at(1))});
  facts.out = map_of(node.output_shape(0));
  if (output == 1) facts.formula = "argmax(x)";
  if (!pool_of(node).counts_padding) return facts;
  // What the sum is divided by: the cells of the window within the padded input.
  Window padded = window;
  for (WindowAxis* axis : {&padded.y, &padded.x}) axis->input = axis->padded(), axis->pad_begin = 0;
  facts.reads.push_back(
      {"cell", -1, {1, 1, padded.y.input, padded.x.input}, window_reads(padded, AxisRead())});
  facts.reads[1].axes[0] = AxisRead();
  facts.formula = "sum(x) / sum(cell)";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "MaxPool",
     .help = "Keeps the largest value of each window, so the map shrinks and small shifts stop "
             "mattering.",
     .attributes = kMaxPoolAttributes,
     .max_outputs = 2,
     .clamps = true,
     .strided = always_strided,
     .types = dtypes(DType::kFloat32, DType::kInt8, DType::kUint8),
     .layout = max_layout,
     .parse = parse,
     .infer = infer,
     .lower = lower_max,
     .plain = plain_max,
     .typed = typed_max,
     .formula = "max(x)",
     .parameters =
         "x | kernel_shape: height and width of the window; pads=0: cells added at the beginnings "
         "and ends; strides=1: cells from one window to the next; dilations=1: cells from one "
         "element of the window to the next; auto_pad: padding that keeps the size; ceil_mode=0: 1 "
         "rounds the output size up; storage_order=0: how output 1 counts",
     .facts = facts_of},
    {.type = "AveragePool",
     .help = "Replaces each window by its mean, so the map shrinks.",
     .attributes = kAveragePoolAttributes,
     .clamps = true,
     .strided = always_strided,
     .layout = average_layout,
     .parse = parse,
     .infer = infer,
     .lower = lower_average,
     .plain = plain_average,
     .formula = "mean(x)",
     .parameters =
         "x | kernel_shape: height and width of the window; pads=0: cells added at the beginnings "
         "and ends; strides=1: cells from one window to the next; dilations=1: cells from one "
         "element of the window to the next; auto_pad: padding that keeps the size; ceil_mode=0: 1 "
         "rounds the output size up; count_include_pad=0: 1 counts padding as zeros",
     .facts = facts_of},
    {.type = "GlobalAveragePool",
     .help = "Replaces each channel's whole map by its mean: one number a channel.",
     .clamps = true,
     .strided = always_strided,
     .layout = average_layout,
     .parse = parse,
     .infer = infer,
     .lower = lower_average,
     .plain = plain_average,
     .formula = "mean(x)",
     .parameters = "x",
     .facts = facts_of},
    {.type = "GlobalMaxPool",
     .help = "Replaces each channel's whole map by its largest value: one number a channel.",
     .clamps = true,
     .strided = always_strided,
     .layout = max_layout,
     .parse = parse,
     .infer = infer,
     .lower = lower_max,
     .plain = plain_max,
     .formula = "max(x)",
     .parameters = "x",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> pooling_table() {
  return kTable;
}

}  // namespace cnn
