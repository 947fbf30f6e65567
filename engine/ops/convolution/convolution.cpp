#include "kernels/convolution.h"

#include <algorithm>
#include <utility>

#include "kernels/depthwise.h"
#include "ops/convolution/convolution_inputs.h"
#include "ops/convolution/depthwise.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/lists.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"auto_pad", AttributeSpec::kString}, {"dilations", AttributeSpec::kInts},
    {"group", AttributeSpec::kInt},       {"kernel_shape", AttributeSpec::kInts},
    {"pads", AttributeSpec::kInts},       {"strides", AttributeSpec::kInts},
};

// Channels and groups that fit together. W: [out_channels, in_channels / groups, height, width].
Result<void> check_channels(const NodeView& node) {
  CNN_TRY(check_convolution_weights(node));
  const Shape& x = node.shape(0);
  const Shape& w = node.shape(1);
  const std::int64_t groups = node.get_int("group", 1);
  if (groups < 1 || w[0] % groups != 0 || x[1] % groups != 0)
    return node.error(ErrorCode::kInvalidModel,
                      "group " + decimal(groups) + " does not divide its channels", {}, "group");
  if (w[1] * groups != x[1])
    return node.error(ErrorCode::kInvalidShape, "its input has " + decimal(x[1]) +
                                                    " channels, but its weights are for " +
                                                    decimal(w[1] * groups));
  return check_kernel_and_bias(node, w[0]);
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_channels(node));
  const Shape w = map_of(node.shape(1));
  CNN_ASSIGN(const Window window, resolve_window(node, {w[2], w[3]}, WindowUse::kConvolution));
  return parsed_as(
      ConvolutionShape{node.shape(0)[0], node.shape(0)[1], w[0], node.get_int("group", 1), window});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const auto& [batch, in_channels, out_channels, groups, window] = convolution_of(node);
  return one_output(DType::kFloat32,
                    as_input(node, {batch, out_channels, window.y.output, window.x.output}));
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Weights weights = weights_of(node, in);
  convolve(convolution_of(node), in[0], weights.kernel, weights.bias, out[0]);
}

std::int64_t macs(const NodeView& node) {
  const Shape& w = node.shape(1);
  return node.output_shape(0).elements() * w.elements(1, w.rank());
}

// XNNPACK's kernel order: [out, height, width, in] per group, or for a depthwise convolution
// [height, width, channels].
Result<Tensor> permute_kernel(const Tensor& kernel, bool depthwise) {
  const Shape w = map_of(kernel.shape());
  const Shape order = depthwise ? Shape{w[2], w[3], w[0], w[1]} : Shape{w[0], w[2], w[3], w[1]};
  CNN_ASSIGN(Tensor permuted, Tensor::zeros(DType::kFloat32, order));
  const float* from = kernel.data<float>().data();
  float* to = permuted.data<float>().data();
  const std::int64_t plane = w[2] * w[3];
  for (std::int64_t o = 0; o < w[0]; ++o)
    for (std::int64_t i = 0; i < w[1]; ++i)
      for (std::int64_t k = 0; k < plane; ++k)
        to[depthwise ? (k * w[0] + o) * w[1] + i : (o * plane + k) * w[1] + i] = *from++;
  return permuted;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const ConvolutionShape& shape = convolution_of(node);
  if (has_depthwise_kernel(shape)) {
    CNN_ASSIGN(Step step, lower_depthwise(context, shape));
    return for_lists(context, std::move(step));
  }
  const auto& [y, x] = shape.window;
  const TensorPtr kernel = node.constant(1);
  const auto u32 = [](std::int64_t value) { return static_cast<std::uint32_t>(value); };
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  // One input channel a group: XNNPACK's depthwise path, which wants its kernel in another order.
  const bool depthwise = shape.groups > 1 && shape.in_channels == shape.groups;
  CNN_ASSIGN(const Tensor permuted, permute_kernel(*kernel, depthwise));
  context.weights->next(kernel, node.constant(2), static_cast<std::uint64_t>(shape.groups));

  xnn_operator_t op = nullptr;
  CNN_TRY(backend(
      node,
      xnn_create_convolution2d_nhwc_f32(
          u32(y.pad_begin), u32(x.pad_end), u32(y.pad_end), u32(x.pad_begin), u32(y.kernel),
          u32(x.kernel), u32(y.stride), u32(x.stride), u32(y.dilation), u32(x.dilation),
          u32(shape.groups), size(shape.in_channels / shape.groups),
          size(shape.out_channels / shape.groups), pixel_stride(context.in_stride, node.shape(0)),
          pixel_stride(context.out_stride, node.output_shape(0)), permuted.data<float>().data(),
          bias_of(node), node.node().output_min, node.node().output_max,
          depthwise ? XNN_FLAG_DEPTHWISE_CONVOLUTION : 0, nullptr, context.weights->provider(),
          &op)));
  Step step;
  step.op.reset(op);
  std::size_t alignment = 0, out_height = 0, out_width = 0;
  CNN_TRY(backend(
      node, xnn_reshape_convolution2d_nhwc_f32(op, size(shape.batch), size(y.input), size(x.input),
                                               &step.workspace_bytes, &alignment, &out_height,
                                               &out_width, context.threads)));
  if (out_height != size(y.output) || out_width != size(x.output))
    return node.error(ErrorCode::kBackend, "XNNPACK computes another output size");
  step.setup = [op](Inputs in, Outputs out, void* workspace) {
    return xnn_setup_convolution2d_nhwc_f32(op, workspace, in[0], out[0]);
  };
  return for_lists(context, std::move(step));
}

LayoutRule layout(const NodeView& node) {
  return has_open_weights(node) ? LayoutRule::kPlain : LayoutRule::kNhwc;
}

// The depthwise kernel of our own knows only dense pixels.
bool strided(const NodeView& node) {
  return !has_depthwise_kernel(convolution_of(node));
}

// Terms: input channels of the group, rows and columns of the kernel.
Facts facts_of(const NodeView& node, std::size_t) {
  const ConvolutionShape& shape = convolution_of(node);
  const std::int64_t inputs = shape.in_channels / shape.groups;
  const Window& window = shape.window;
  AxisRead channel = along(0);
  if (shape.groups > 1)
    channel = {
        .from = 1, .along = 0, .stride = inputs, .divide = shape.out_channels / shape.groups};
  Facts facts{.terms = {inputs, window.y.kernel, window.x.kernel}};
  facts.reads.push_back({"x", 0, map_of(node.shape(0)), window_reads(window, channel, 1)});
  facts.reads.push_back(
      {"weight", 1, map_of(node.shape(1)), {at(1), along(0), along(1), along(2)}});
  if (node.has_input(2)) facts.reads.push_back({"bias", 2, {}, {at(1)}});
  facts.out = map_of(node.output_shape(0));
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Conv",
     .help = "Slides learned kernels over its input; each output channel is one kernel's response.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .clamps = true,
     .strided = strided,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .macs = macs,
     .formula = "sum(x * weight) + bias",
     .parameters = "x; weight: a kernel for each output channel; bias: added to each output "
                   "channel | group=1: parts of the channels that do not mix; kernel_shape: height "
                   "and width of the window; pads=0: cells added at the beginnings and ends; "
                   "strides=1: cells from one window to the next; dilations=1: cells from one "
                   "element of the window to the next; auto_pad: padding that keeps the size",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> convolution_table() {
  return kTable;
}

}  // namespace cnn
