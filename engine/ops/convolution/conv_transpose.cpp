// Transposed convolution.
#include <memory>
#include <string>
#include <utility>

#include "core/limits.h"
#include "kernels/deconvolution.h"
#include "ops/convolution/convolution_inputs.h"
#include "ops/convolution/transposed_maps.h"
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

LayoutRule layout(const NodeView& node) {
  const bool fits = TransposedMaps::fits(convolution_of(node)) && !has_open_weights(node);
  return fits ? LayoutRule::kNhwc : LayoutRule::kPlain;
}

struct Prepared {
  TransposedMaps maps;
  TransposedEnds ends;
};

void run(Prepared& prepared, const float* input, float* output) {
  const ConvolutionShape& shape = prepared.maps.shape();
  const Window& window = shape.window;
  const std::int64_t pixels = window.y.input * window.x.input;
  for (std::int64_t n = 0; n < shape.batch; ++n) {
    prepared.ends.begin(pixels, output);
    prepared.maps.add(input, output);
    prepared.ends.finish(pixels, output);
    input += window.y.output * window.x.output * shape.in_channels;
    output += pixels * shape.out_channels;
  }
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const ConvolutionShape& shape = convolution_of(node);
  const Window& window = shape.window;
  const TransposedMaps::Kernel kernel = {node.constant(1)->data<float>().data(),
                                         window.y.kernel * window.x.kernel, 0};
  CNN_ASSIGN(TransposedMaps maps, TransposedMaps::prepare(context, shape, kernel));
  const auto prepared = std::make_shared<Prepared>(
      Prepared{std::move(maps), TransposedEnds(node, shape.out_channels)});
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
