// Normalisation by the mean and the variance of a picture's own channels: each by itself, or some
// together.
#include <cmath>
#include <memory>
#include <string>

#include "kernels/normalise.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/late.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kInstanceAttributes[] = {{"epsilon", AttributeSpec::kFloat}};
constexpr AttributeSpec kGroupAttributes[] = {{"epsilon", AttributeSpec::kFloat},
                                              {"num_groups", AttributeSpec::kInt},
                                              {"stash_type", AttributeSpec::kInt}};

// What a node is parsed to.
struct Groups {
  std::int64_t count;
  std::int64_t scales;  // and biases: one a group, or one a channel
  double epsilon;
};

Result<void> check_scale(const NodeView& node, std::size_t index, std::int64_t count) {
  const Shape expected = {count};
  if (node.shape(index) != expected || node.input(index).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kInvalidShape,
                      "its scale and bias must be float32 " + to_string(expected));
  return {};
}

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() < 3)
    return node.error(ErrorCode::kInvalidShape,
                      "its input must be [batch, channels, ...], not " + to_string(x));
  if (node.get_int("stash_type", 1) != 1)
    return node.error(ErrorCode::kUnsupported, "only float32 (1) is supported inside", {},
                      "stash_type");
  const bool grouped = node.node().op == "GroupNormalization";
  if (grouped && !node.attribute("num_groups"))
    return node.error(ErrorCode::kInvalidModel, "the attribute 'num_groups' is missing", {},
                      "num_groups");
  const std::int64_t groups = grouped ? node.get_int("num_groups", 0) : x[1];
  if (groups < 1 || x[1] % groups != 0)
    return node.error(ErrorCode::kInvalidModel,
                      decimal(x[1]) + " channels do not form " + decimal(groups) + " equal groups",
                      {}, "num_groups");
  // Since opset 21 a GroupNormalization has one scale and one bias a channel.
  const std::int64_t scales = node.opset() < 21 ? groups : x[1];
  CNN_TRY(check_scale(node, 1, scales));
  CNN_TRY(check_scale(node, 2, scales));
  return parsed_as(Groups{groups, scales, node.get_float("epsilon", 1e-5f)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

std::int64_t group_count(const NodeView& node) {
  return node.parsed<Groups>().count;
}

double epsilon(const NodeView& node) {
  return node.parsed<Groups>().epsilon;
}

// channel / spread(node): where the scale and the bias of a channel stand.
std::int64_t spread(const NodeView& node) {
  return node.shape(0)[1] / node.parsed<Groups>().scales;
}

LayoutRule layout(const NodeView& node) {
  return comes_late(node, 1, 2) ? LayoutRule::kPlain : LayoutRule::kFollow;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  const float *scale = floats_of(node, in, 1), *bias = floats_of(node, in, 2);
  const std::int64_t plane = x.elements(2, x.rank()), groups = group_count(node);
  const std::int64_t size = x[1] / groups * plane;
  for (std::int64_t part = 0; part < x[0] * groups; ++part) {
    const float* from = in[0] + part * size;
    double sum = 0, squares = 0;
    for (std::int64_t i = 0; i < size; ++i) sum += from[i];
    const double mean = sum / static_cast<double>(size);
    for (std::int64_t i = 0; i < size; ++i) squares += (from[i] - mean) * (from[i] - mean);
    const double root = std::sqrt(squares / static_cast<double>(size) + epsilon(node));
    for (std::int64_t i = 0; i < size; ++i) {
      const std::int64_t channel = (part % groups * size + i) / plane;
      const std::int64_t at = channel / spread(node);
      out[0][part * size + i] = static_cast<float>((from[i] - mean) / root * scale[at] + bias[at]);
    }
  }
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const Shape& x = node.shape(0);
  const std::int64_t channels = x[1];
  // The kernel's own, then scale and bias of each channel.
  CNN_ASSIGN(Tensor memory, Tensor::zeros(DType::kFloat32, Shape{kGroupNormScratch + 2, channels}));
  float* scratch = memory.data<float>().data();
  float* scale = scratch + kGroupNormScratch * channels;
  for (std::int64_t c = 0; c < channels; ++c) {
    const auto at = static_cast<std::size_t>(c / spread(node));
    scale[c] = node.constant(1)->data<float>()[at];
    scale[channels + c] = node.constant(2)->data<float>()[at];
  }
  const GroupNorm norm = {x[0],          channels, x.elements(2, x.rank()), group_count(node),
                          epsilon(node), scale,    scale + channels};
  const bool nhwc = context.layout == Layout::kNhwc;
  Step step;
  step.body = [=, owner = std::make_shared<Tensor>(std::move(memory))](Inputs in, Outputs out) {
    (nhwc ? group_norm_nhwc : group_norm_nchw)(norm, in[0], out[0], scratch);
  };
  return step;
}

// x and its output as [batch, groups, channels of a group, plane].
Facts facts_of(const NodeView& node, std::size_t) {
  const Shape& x = node.shape(0);
  const std::int64_t groups = group_count(node), size = x[1] / groups;
  const Shape grouped = {x[0], groups, size, x.elements(2, x.rank())};
  Facts facts{.terms = {size, grouped[3]}, .out = grouped};
  facts.reads.push_back({"x", 0, grouped, own_axes(4)});
  facts.reads.push_back({"y", 0, grouped, {at(0), at(1), along(0), along(1)}});
  const bool by_group = node.parsed<Groups>().scales == groups;
  for (int input = 1; input < 3; ++input) {
    Read read = {input == 1 ? "scale" : "bias", input};
    read.as = by_group ? Shape{groups} : Shape{groups, size};
    read.axes = {at(1)};
    if (!by_group) read.axes.push_back(at(2));
    facts.reads.push_back(std::move(read));
  }
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "InstanceNormalization",
     .help = "Brings each channel of each picture to the same mean and spread.",
     .attributes = kInstanceAttributes,
     .min_inputs = 3,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "scale * (x - mean(y)) / sqrt(variance(y) + epsilon) + bias",
     .parameters = "x; scale: learned factor of each channel; bias: learned shift of each channel "
                   "| epsilon=0.00001: keeps the root from being zero",
     .facts = facts_of},
    {.type = "GroupNormalization",
     .help = "Brings each group of channels of each picture to the same mean and spread.",
     .attributes = kGroupAttributes,
     .min_inputs = 3,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "scale * (x - mean(y)) / sqrt(variance(y) + epsilon) + bias",
     .parameters =
         "x; scale: learned factor of each group or channel; bias: learned shift of each group or "
         "channel | epsilon=0.00001: keeps the root from being zero; num_groups: groups of "
         "channels that share a mean; stash_type=1: float type inside",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> group_norm_table() {
  return kTable;
}

}  // namespace cnn
