// Transposed convolution. A row of the input at a time: one matrix product gives every pixel times
// every kernel element, which are then added up where they overlap. XNNPACK's own operator for it
// would add 13 kB of machine code (x86-64, -Oz), and its matrix products are here already.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "core/limits.h"
#include "kernels/deconvolution.h"
#include "kernels/strided.h"
#include "ops/convolution/convolution_inputs.h"
#include "ops/convolution/transposed_window.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/lists.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"auto_pad", AttributeSpec::kString},     {"dilations", AttributeSpec::kInts},
    {"group", AttributeSpec::kInt},           {"kernel_shape", AttributeSpec::kInts},
    {"output_padding", AttributeSpec::kInts}, {"output_shape", AttributeSpec::kInts},
    {"pads", AttributeSpec::kInts},           {"strides", AttributeSpec::kInts},
};

// A matrix product is prepared for each.
constexpr std::int64_t kMaxGroups = 32;

// Channels and groups that fit together. W: [in_channels, out_channels / groups, height, width].
Result<void> check_channels(const NodeView& node) {
  CNN_TRY(check_convolution_weights(node));
  const Shape& x = node.shape(0);
  const Shape& w = node.shape(1);
  const std::int64_t groups = node.get_int("group", 1);
  if (w[0] != x[1])
    return node.error(
        ErrorCode::kInvalidShape,
        "its input has " + decimal(x[1]) + " channels, but its weights are for " + decimal(w[0]));
  if (groups < 1 || groups > x[1] || x[1] % groups != 0)
    return node.error(ErrorCode::kInvalidModel,
                      "group " + decimal(groups) + " does not divide its channels", {}, "group");
  return check_kernel_and_bias(node, w[1] * groups);
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_channels(node));
  const Shape w = map_of(node.shape(1));
  CNN_ASSIGN(const Window window, resolve_transposed_window(node, {w[2], w[3]}));
  const std::int64_t groups = node.get_int("group", 1);
  return parsed_as(
      ConvolutionShape{node.shape(0)[0], node.shape(0)[1], w[1] * groups, groups, window});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const auto& [batch, in_channels, out_channels, groups, window] = convolution_of(node);
  const Shape& w = node.shape(1);
  Shape result = as_input(node, {batch, out_channels, window.y.input, window.x.input});
  // The plain loop, which computes constants, visits every weight for every output.
  const bool folds = node.constant(0) != nullptr;
  if (folds && (!check(result) || result.elements() > limits::kMaxFoldedWork / w.elements()))
    return node.error(ErrorCode::kLimitExceeded,
                      "it depends on constants alone and is too large to compute at load");
  return one_output(DType::kFloat32, std::move(result));
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Weights weights = weights_of(node, in);
  deconvolve(convolution_of(node), in[0], weights.kernel, weights.bias, out[0]);
}

std::int64_t macs(const NodeView& node) {
  const Shape& w = node.shape(1);
  return node.shape(0).elements() * w.elements(1, w.rank());
}

bool is_depthwise(const ConvolutionShape& shape) {
  return shape.groups > 1 && shape.in_channels == shape.groups &&
         shape.out_channels == shape.groups;
}

LayoutRule layout(const NodeView& node) {
  const ConvolutionShape& shape = convolution_of(node);
  if (has_open_weights(node)) return LayoutRule::kPlain;
  return is_depthwise(shape) || shape.groups <= kMaxGroups ? LayoutRule::kNhwc : LayoutRule::kPlain;
}

// Weights as [in_channels, height, width, out_channels / groups] or, for a depthwise one, as
// [height, width, channels].
Result<Tensor> permute_kernel(const Tensor& kernel, bool depthwise) {
  const Shape w = map_of(kernel.shape());
  CNN_ASSIGN(Tensor permuted, Tensor::zeros(DType::kFloat32, w));
  const std::int64_t plane = w[2] * w[3];
  const Strided view = depthwise ? Strided{{plane, w[0]}, {1, plane}}
                                 : Strided{{w[0], plane, w[1]}, {w[1] * plane, 1, plane}};
  copy_strided(view, sizeof(float), kernel.data<float>().data(), permuted.data<float>().data());
  return permuted;
}

struct Prepared {
  ConvolutionShape shape;
  std::vector<float> bias;            // one an output channel
  float low, high;                    // bounds of the output
  Tensor kernel;                      // of a depthwise one
  std::vector<xnn::Operator> layers;  // of any other, one a group
  Tensor products;                    // of one row
  const pthreadpool_t* threads;
};

void add_products(Prepared& prepared, std::int64_t iy, const float* row, float* output) {
  const ConvolutionShape& shape = prepared.shape;
  if (prepared.layers.empty())
    return add_depthwise_row(shape, iy, row, prepared.kernel.data<float>().data(), output);
  float* products = prepared.products.data<float>().data();
  const std::int64_t taps = shape.window.y.kernel * shape.window.x.kernel;
  for (std::size_t group = 0; group < prepared.layers.size(); ++group) {
    const auto index = static_cast<std::int64_t>(group);
    xnn_operator_t layer = prepared.layers[group].get();  // the calls cannot fail any more
    xnn_setup_fully_connected_nc_f32(layer, row + index * (shape.in_channels / shape.groups),
                                     products + index * taps * (shape.out_channels / shape.groups));
    xnn_run_operator(layer, *prepared.threads);
  }
  add_row(shape, iy, products, output);
}

void run(Prepared& prepared, const float* input, float* output) {
  const ConvolutionShape& shape = prepared.shape;
  const std::int64_t pixels = shape.window.y.input * shape.window.x.input;
  const std::int64_t channels = shape.out_channels;
  for (std::int64_t n = 0; n < shape.batch; ++n, output += pixels * channels) {
    for (std::int64_t pixel = 0; pixel < pixels; ++pixel)
      std::ranges::copy(prepared.bias, output + pixel * channels);
    for (std::int64_t iy = 0; iy < shape.window.y.output; ++iy) {
      add_products(prepared, iy, input, output);
      input += shape.window.x.output * shape.in_channels;
    }
    for (std::int64_t i = 0; i < pixels * channels; ++i)
      output[i] = std::min(std::max(output[i], prepared.low), prepared.high);
  }
}

// The weights of each group as those of a fully connected layer.
Result<void> prepare_layers(LowerContext& context, Prepared& prepared, const Tensor& weights) {
  constexpr std::uint64_t kVariant = std::uint64_t{1} << 63;  // no other operator's, of any group
  const ConvolutionShape& shape = prepared.shape;
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  const std::size_t inputs = size(shape.in_channels / shape.groups);
  const std::size_t outputs = size(weights.elements() / shape.in_channels);
  const std::size_t groups = size(shape.groups), width = size(shape.window.x.output);
  for (std::size_t group = 0; group < groups; ++group) {
    context.weights->next(context.node.constant(1), nullptr,
                          kVariant | std::uint64_t{group} << 32 | groups);
    xnn_operator_t op = nullptr;
    CNN_TRY(backend(context.node, xnn_create_fully_connected_nc_f32(
                                      inputs, outputs, size(shape.in_channels), groups * outputs,
                                      weights.data<float>().data() + group * inputs * outputs,
                                      nullptr, -INFINITY, INFINITY, XNN_FLAG_TRANSPOSE_WEIGHTS,
                                      nullptr, context.weights->provider(), &op)));
    prepared.layers.emplace_back(op);
    CNN_TRY(backend(context.node, xnn_reshape_fully_connected_nc_f32(op, width, context.threads)));
  }
  const auto row = static_cast<std::int64_t>(groups * outputs);
  CNN_ASSIGN(prepared.products, Tensor::zeros(DType::kFloat32, Shape{shape.window.x.output, row}));
  return {};
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const auto prepared = std::make_shared<Prepared>();
  prepared->shape = convolution_of(node);
  prepared->threads = context.running;
  prepared->low = node.node().output_min;
  prepared->high = node.node().output_max;
  const float* bias = bias_of(node);
  for (std::int64_t c = 0; c < prepared->shape.out_channels; ++c)
    prepared->bias.push_back(bias ? bias[c] : 0.0f);
  const bool depthwise = is_depthwise(prepared->shape);
  CNN_ASSIGN(prepared->kernel, permute_kernel(*node.constant(1), depthwise));
  if (!depthwise) {
    CNN_TRY(prepare_layers(context, *prepared, prepared->kernel));
    prepared->kernel = Tensor();  // packed
  }
  Step step;
  step.body = [prepared](Inputs in, Outputs out) { run(*prepared, in[0], out[0]); };
  return for_lists(context, std::move(step));
}

// The input cell that reaches output cell o by kernel element k; -1: none.
AxisRead spread_over(const WindowAxis& axis, std::size_t from) {
  AxisRead read = {.from = static_cast<int>(from), .along = static_cast<int>(from) - 1};
  for (std::int64_t o = 0; o < axis.input; ++o)
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      const std::int64_t reach = o + axis.pad_begin - k * axis.dilation;
      const bool hits = reach >= 0 && reach % axis.stride == 0 && reach / axis.stride < axis.output;
      read.table.push_back(hits ? reach / axis.stride : -1);
    }
  return read;
}

// Terms: input channels of the group, rows and columns of the kernel.
Facts facts_of(const NodeView& node, std::size_t) {
  const ConvolutionShape& shape = convolution_of(node);
  const Window& window = shape.window;
  const std::int64_t inputs = shape.in_channels / shape.groups;
  const std::int64_t outputs = shape.out_channels / shape.groups;
  const AxisRead channel = {.from = 1, .along = 0, .stride = inputs, .divide = outputs};
  AxisRead kernel = at(1);  // within the group
  for (std::int64_t o = 0; o < shape.out_channels; ++o) kernel.table.push_back(o % outputs);
  Facts facts{.terms = {inputs, window.y.kernel, window.x.kernel}};
  facts.reads.push_back({"x",
                         0,
                         map_of(node.shape(0)),
                         {at(0), channel, spread_over(window.y, 2), spread_over(window.x, 3)}});
  facts.reads.push_back(
      {"weight", 1, map_of(node.shape(1)), {channel, kernel, along(1), along(2)}});
  if (node.has_input(2)) facts.reads.push_back({"bias", 2, {}, {at(1)}});
  facts.out = map_of(node.output_shape(0));
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "ConvTranspose",
     .help =
         "Spreads each input value over its neighbourhood by learned kernels, so the map grows.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .clamps = true,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .macs = macs,
     .formula = "sum(x * weight) + bias",
     .parameters =
         "x; weight: a kernel for each input channel; bias: added to each output channel | "
         "group=1: parts of the channels that do not mix; kernel_shape: height and width of the "
         "kernel; pads=0: cells cut off the beginnings and ends; strides=1: output cells from one "
         "input cell to the next; dilations=1: cells from one element of the kernel to the next; "
         "auto_pad: padding that multiplies the size by the stride; output_padding=0: rows and "
         "columns added at the end; output_shape: height and width of the output",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> conv_transpose_table() {
  return kTable;
}

}  // namespace cnn
