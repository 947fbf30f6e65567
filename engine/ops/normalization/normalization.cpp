#include <utility>

#include "ops/normalization/batch_norm.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/lists.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"epsilon", AttributeSpec::kFloat},     {"is_test", AttributeSpec::kInt, 6},
    {"momentum", AttributeSpec::kFloat},    {"spatial", AttributeSpec::kInt, 8},
    {"training_mode", AttributeSpec::kInt},
};

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() < 2 || x.rank() > 5)
    return node.error(ErrorCode::kUnsupported,
                      "only inputs of rank 2 to 5 are supported, not " + to_string(x));
  const bool trains =
      node.opset() == 6 ? node.get_int("is_test", 0) == 0 : node.get_int("training_mode", 0) != 0;
  if (trains)
    return node.error(ErrorCode::kUnsupported, "it is in training mode",
                      "call model.eval() before the export",
                      node.opset() == 6 ? "is_test" : "training_mode");
  if (node.get_int("spatial", 1) != 1)
    return node.error(ErrorCode::kUnsupported, "spatial = 0 is not supported", {}, "spatial");
  for (std::size_t index = 1; index < 5; ++index) {
    if (!node.constant(index))
      return node.error(ErrorCode::kUnsupported, "its statistics are computed at run time");
    if (node.shape(index) != Shape{x[1]} || node.input(index).type.dtype != DType::kFloat32)
      return node.error(ErrorCode::kInvalidShape,
                        "its scale, bias, mean and variance must be "
                        "float32 " +
                            to_string(Shape{x[1]}));
  }
  CNN_ASSIGN(ScaleShift affine, scale_shift(node));
  return parsed_as(std::move(affine));
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

LayoutRule layout(const NodeView& node) {
  return node.shape(0).rank() > 4 ? LayoutRule::kPlain : LayoutRule::kNhwc;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const ScaleShift& affine = node.parsed<ScaleShift>();
  const Shape& x = node.shape(0);
  const std::int64_t plane = x.elements(2, x.rank());
  for (std::int64_t i = 0, count = x.elements(); i < count; ++i) {
    const auto channel = static_cast<std::size_t>(i / plane % x[1]);
    out[0][i] = in[0][i] * affine.scale()[channel] + affine.shift()[channel];
  }
}

// A depthwise 1 x 1 convolution, which XNNPACK runs as multiply-add per channel.
Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const ScaleShift& affine = node.parsed<ScaleShift>();
  const Shape& x = node.shape(0);
  const auto channels = static_cast<std::size_t>(x[1]);
  xnn_operator_t op = nullptr;
  CNN_TRY(
      backend(node, xnn_create_convolution2d_nhwc_f32(
                        0, 0, 0, 0, 1, 1, 1, 1, 1, 1, static_cast<std::uint32_t>(channels), 1, 1,
                        pixel_stride(context.in_stride, x), pixel_stride(context.out_stride, x),
                        affine.scale().data(), affine.shift().data(), node.node().output_min,
                        node.node().output_max, 0, nullptr, nullptr, &op)));
  Step step;
  step.op.reset(op);
  const auto dims = physical_dims(map_of(x), Layout::kNhwc);
  const std::size_t height = dims.size() == 4 ? dims[1] : 1, width = dims.size() == 4 ? dims[2] : 1;
  std::size_t alignment = 0, out_height = 0, out_width = 0;
  CNN_TRY(backend(node, xnn_reshape_convolution2d_nhwc_f32(
                            op, dims[0], height, width, &step.workspace_bytes, &alignment,
                            &out_height, &out_width, context.threads)));
  step.setup = [op](Inputs in, Outputs out, void* workspace) {
    return xnn_setup_convolution2d_nhwc_f32(op, workspace, in[0], out[0]);
  };
  return for_lists(context, std::move(step));
}

Facts facts_of(const NodeView& node, std::size_t output) {
  Facts facts = same_cell(node, output);
  for (std::size_t i = 1; i < facts.reads.size(); ++i) facts.reads[i].axes = {at(1)};
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "BatchNormalization",
     .help = "Shifts and scales each channel by statistics learned in training.",
     .attributes = kAttributes,
     .min_inputs = 5,
     .max_inputs = 5,
     .parameter_inputs = 0b00110,  // mean and variance are statistics, not trained
     .clamps = true,
     .strided = always_strided,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "scale * (x - mean) / sqrt(variance + epsilon) + bias",
     .parameters =
         "x; scale: learned factor of each channel; bias: learned shift of each channel; mean: of "
         "each channel in training; variance: of each channel in training | epsilon=0.00001: keeps "
         "the root from being zero; momentum=0.9: used in training alone; spatial=1: 1 for one "
         "mean a channel; training_mode=0: 1 for training; is_test=0: 0 for training (opset 6)",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> normalization_table() {
  return kTable;
}

}  // namespace cnn
