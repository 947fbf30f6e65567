#include <utility>

#include "ops/normalization/batch_norm.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/late.h"
#include "ops/support/lists.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() < 2 || x.rank() > 5)
    return node.error(ErrorCode::kUnsupported,
                      "only inputs of rank 2 to 5 are supported, not " + to_string(x));
  CNN_TRY(check_channel_numbers(node));
  if (comes_late(node, 1, 4)) return parsed_as(LearnedAffine());
  CNN_ASSIGN(ScaleShift affine, scale_shift(node));
  return parsed_as(LearnedAffine(std::move(affine)));
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

LayoutRule layout(const NodeView& node) {
  const bool known = node.parsed<LearnedAffine>().has_value();
  return known && node.shape(0).rank() <= 4 ? LayoutRule::kNhwc : LayoutRule::kPlain;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  const std::int64_t plane = x.elements(2, x.rank());
  const ChannelNumbers numbers = {floats_of(node, in, 1), floats_of(node, in, 2),
                                  floats_of(node, in, 3), floats_of(node, in, 4)};
  const double epsilon = node.get_float("epsilon", 1e-5f);
  for (std::int64_t map = 0; map < x[0] * x[1]; ++map) {
    const auto [scale, shift] = affine_of(numbers, map % x[1], epsilon);
    for (std::int64_t i = map * plane; i < (map + 1) * plane; ++i)
      out[0][i] = in[0][i] * scale + shift;
  }
}

// A depthwise 1 x 1 convolution, which XNNPACK runs as multiply-add per channel.
Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const ScaleShift& affine = *node.parsed<LearnedAffine>();
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
     .attributes = kBatchNorm,
     .min_inputs = 5,
     .max_inputs = 5,
     .parameter_inputs = 0b00110,  // mean and variance are statistics, not trained
     .open_inputs = 0b11000,
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
         "mean a channel; training_mode=0: 0; is_test=0: 1 (opset 6)",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> normalization_table() {
  return kTable;
}

}  // namespace cnn
