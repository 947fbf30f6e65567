#include "kernels/softmax.h"

#include <algorithm>
#include <cmath>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/parallel.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt}};

constexpr std::int64_t kTile = 1 << 13;  // numbers a thread takes at once

// The groups of elements that sum to 1: `length` elements, `stride` apart.
struct Groups {
  std::int64_t outer, length, stride;
};

// What a node is parsed to.
struct Softmax {
  std::size_t axis;
  bool flattens;  // all axes from `axis` on form one group; else the one axis does
  bool logarithm;
};

Groups groups(const NodeView& node) {
  const Shape& x = node.shape(0);
  const auto& [axis, flattens, logarithm] = node.parsed<Softmax>();
  if (flattens) return {x.elements(0, axis), x.elements(axis, x.rank()), 1};
  return {x.elements(0, axis), x[axis], x.elements(axis + 1, x.rank())};
}

// Softmax flattens before opset 13.
Result<ParsedPtr> parse(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  if (rank == 0) return node.error(ErrorCode::kUnsupported, "its input is a scalar");
  const bool flattens = node.opset() < 13;
  CNN_ASSIGN(const std::size_t axis,
             node.axis(node.get_int("axis", flattens ? 1 : -1), rank, "axis"));
  return parsed_as(Softmax{axis, flattens, node.node().op == "LogSoftmax"});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

bool is_logarithm(const NodeView& node) {
  return node.parsed<Softmax>().logarithm;
}

// A flat group is contiguous as is.
LayoutRule layout(const NodeView& node) {
  return node.parsed<Softmax>().flattens ? LayoutRule::kAsIs : LayoutRule::kFollow;
}

// groups() of the tensor as it lies in `layout`.
Groups physical_groups(const NodeView& node, Layout layout) {
  const auto& [axis, flattens, logarithm] = node.parsed<Softmax>();
  if (layout == Layout::kAsIs || flattens) return groups(node);
  const Shape& x = node.shape(0);
  Groups found = {1, x[axis], 1};
  bool inside = false;
  for (const std::size_t next : physical_axes(x.rank(), layout)) {
    if (next == axis)
      inside = true;
    else
      (inside ? found.stride : found.outer) *= x[next];
  }
  return found;
}

// XNNPACK's, along the last axis.
Result<Step> lower_rows(LowerContext& context, const Groups& found) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_softmax_nc_f32(0, &op)));
  Step step;
  step.op.reset(op);
  const auto channels = static_cast<std::size_t>(found.length);
  const auto batch = static_cast<std::size_t>(found.outer);
  CNN_TRY(backend(
      node, xnn_reshape_softmax_nc_f32(op, channels, channels, channels, batch, context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_softmax_nc_f32(op, in[0], out[0]);
  };
  return step;
}

Result<Step> lower(LowerContext& context) {
  const Groups found = physical_groups(context.node, context.layout);
  const bool logarithm = is_logarithm(context.node);
  if (!logarithm && found.stride == 1) return lower_rows(context, found);
  Step step;
  step.body = [found, logarithm, threads = context.running](Inputs in, Outputs out) {
    const std::int64_t size = found.length * found.stride;
    parallel(*threads, found.outer, kTile / size + 1, [&](std::int64_t first, std::int64_t count) {
      const float* from = in[0] + first * size;
      float* to = out[0] + first * size;
      if (found.stride == 1)
        log_softmax_rows(count, found.length, from, to);
      else
        (logarithm ? log_softmax_columns : softmax_columns)(count, found.length, found.stride, from,
                                                            to);
    });
  };
  return step;
}

// e^(x - max) / sum of the same, or its logarithm: the maximum keeps e^x from overflowing.
void softmax(bool logarithm, const float* in, float* out, std::int64_t length,
             std::int64_t stride) {
  float largest = in[0];
  for (std::int64_t i = 1; i < length; ++i) largest = std::max(largest, in[i * stride]);
  double sum = 0;
  for (std::int64_t i = 0; i < length; ++i) sum += std::exp(double{in[i * stride]} - largest);
  for (std::int64_t i = 0; i < length; ++i) {
    const double x = double{in[i * stride]} - largest;
    out[i * stride] = static_cast<float>(logarithm ? x - std::log(sum) : std::exp(x) / sum);
  }
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Groups found = groups(node);
  for (std::int64_t outer = 0; outer < found.outer; ++outer) {
    for (std::int64_t inner = 0; inner < found.stride; ++inner) {
      const std::int64_t at = outer * found.length * found.stride + inner;
      softmax(is_logarithm(node), in[0] + at, out[0] + at, found.length, found.stride);
    }
  }
}

// NaN is no largest value, as in ArgMax.
void plain_hardmax(const NodeView& node, Inputs in, Outputs out) {
  const Groups found = groups(node);
  for (std::int64_t outer = 0; outer < found.outer; ++outer) {
    for (std::int64_t inner = 0; inner < found.stride; ++inner) {
      const std::int64_t at = outer * found.length * found.stride + inner;
      std::int64_t largest = at;
      for (std::int64_t i = 0; i < found.length; ++i) {
        const std::int64_t next = at + i * found.stride;
        if (in[0][next] > in[0][largest]) largest = next;
        out[0][next] = 0;
      }
      out[0][largest] = 1;
    }
  }
}

// x and its output as [outer, length, stride].
Facts facts_of(const NodeView& node, std::size_t) {
  const Groups found = groups(node);
  const Shape seen = {found.outer, found.length, found.stride};
  Facts facts{.terms = {found.length}, .out = seen};
  facts.reads.push_back({"x", 0, seen, own_axes(3)});
  facts.reads.push_back({"y", 0, seen, {at(0), along(0), at(2)}});
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Softmax",
     .help = "Turns scores into probabilities that sum to 1.",
     .attributes = kAttributes,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "share(x, y)",
     .parameters = "x | axis: axis along which the shares add up to 1",
     .facts = facts_of},
    {.type = "LogSoftmax",
     .help = "The logarithms of the probabilities that Softmax makes of scores.",
     .attributes = kAttributes,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .formula = "log(share(x, y))",
     .parameters = "x | axis: axis along which the shares add up to 1",
     .facts = facts_of},
    {.type = "Hardmax",
     .help = "Puts 1 where the largest score is, and 0 elsewhere.",
     .attributes = kAttributes,
     .layout = [](const NodeView&) { return LayoutRule::kPlain; },
     .parse = parse,
     .infer = infer,
     .plain = plain_hardmax,
     .formula = "1 where x is the first of the largest y, else 0",
     .parameters = "x | axis: axis along which the scores are compared",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> softmax_table() {
  return kTable;
}

}  // namespace cnn
