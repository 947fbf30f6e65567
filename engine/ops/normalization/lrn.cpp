#include "kernels/lrn.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"alpha", AttributeSpec::kFloat},
    {"beta", AttributeSpec::kFloat},
    {"bias", AttributeSpec::kFloat},
    {"size", AttributeSpec::kInt},
};

const LrnShape& shape_of(const NodeView& node) {
  return node.parsed<LrnShape>();
}

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() != 4)
    return node.error(ErrorCode::kUnsupported,
                      "only inputs of rank 4 are supported, not " + to_string(x));
  if (!node.attribute("size"))
    return node.error(ErrorCode::kInvalidModel, "the attribute 'size' is missing", {}, "size");
  const std::int64_t size = node.get_int("size", 1);
  if (size < 1 || size > limits::kMaxDim)
    return node.error(ErrorCode::kInvalidModel,
                      "its window of " + decimal(size) + " channels is out of range", {}, "size");
  return parsed_as(LrnShape{size, node.get_float("alpha", 1e-4f), node.get_float("beta", 0.75f),
                            node.get_float("bias", 1.0f)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  lrn_nchw(shape_of(node), x[0], x[1], x[2] * x[3], in[0], out[0]);
}

Result<Step> lower(LowerContext& context) {
  const Shape& x = context.node.shape(0);
  CNN_ASSIGN(Tensor scratch, Tensor::zeros(DType::kFloat32, Shape{2, x[1]}));
  Step step;
  step.body = [shape = shape_of(context.node), pixels = x[0] * x[2] * x[3], channels = x[1],
               scratch = std::make_shared<Tensor>(std::move(scratch))](Inputs in, Outputs out) {
    lrn_nhwc(shape, pixels, channels, in[0], out[0], scratch->data<float>().data());
  };
  return step;
}

// One for each square in each window.
std::int64_t macs(const NodeView& node) {
  return node.shape(0).elements() * std::min(shape_of(node).size, node.shape(0)[1]);
}

Facts facts_of(const NodeView& node, std::size_t) {
  const std::int64_t size = shape_of(node).size;
  Facts facts{.reads = {{"x"}}, .terms = {size}};
  facts.reads.push_back({"y", 0, {}, own_axes(4)});
  facts.reads[1].axes[1] = {.from = 1, .along = 0, .start = -((size - 1) / 2)};
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "LRN",
     .help = "Divides each value by how strong its neighbour channels are at the same place.",
     .attributes = kAttributes,
     .layout = layout_nhwc,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .macs = macs,
     .formula = "x / (bias + alpha / size * sum(y ^ 2)) ^ beta",
     .parameters = "x | size: channels of the window; alpha=0.0001: weight of the squares; "
                   "beta=0.75: exponent; bias=1: added to the squares",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> lrn_table() {
  return kTable;
}

}  // namespace cnn
