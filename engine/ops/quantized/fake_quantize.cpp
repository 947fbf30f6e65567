// A QuantizeLinear and the DequantizeLinear that reads it, as one function of float32: the fast
// plan's (passes/fuse_quantize.cpp). The numbers are the same.
#include "kernels/round_steps.h"
#include "ops/elementwise/fused.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/parallel.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"high", AttributeSpec::kFloat},
                                         {"low", AttributeSpec::kFloat},
                                         {"scale", AttributeSpec::kFloat}};

// What a node is parsed to. low, high: in steps of the scale.
struct Steps {
  float scale, low, high;
};

Result<ParsedPtr> parse(const NodeView& node) {
  return parsed_as(
      Steps{node.get_float("scale", 1), node.get_float("low", 0), node.get_float("high", 255)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

Result<Step> lower(LowerContext& context) {
  constexpr std::int64_t kTile = 1 << 14;  // numbers a thread takes at once
  Step step;
  step.body = [steps = context.node.parsed<Steps>(), threads = context.running,
               total = context.node.shape(0).elements()](Inputs in, Outputs out) {
    parallel(*threads, total, kTile, [&](std::int64_t first, std::int64_t count) {
      round_steps(count, in[0] + first, steps.scale, steps.low, steps.high, out[0] + first);
    });
  };
  return step;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Steps& steps = node.parsed<Steps>();
  round_steps(node.shape(0).elements(), in[0], steps.scale, steps.low, steps.high, out[0]);
}

constexpr Operator kTable[] = {
    {.type = kFakeQuantize,
     .help = "Rounds every number to one of the few steps that a small integer can stand for.",
     .attributes = kAttributes,
     .in_place = true,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "min(high, max(low, round(x / scale))) * scale",
     .parameters = "x | high=255: the most steps; low=0: the least; scale=1: size of a step",
     .facts = same_cell},
};

}  // namespace

std::span<const Operator> fake_quantize_table() {
  return kTable;
}

}  // namespace cnn
