#include <algorithm>
#include <array>
#include <string>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/view.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"perm", AttributeSpec::kInts}};

// What a node is parsed to: output axis i is input axis axes[i].
struct Order {
  std::vector<std::size_t> axes;
};

const std::vector<std::size_t>& order(const NodeView& node) {
  return node.parsed<Order>().axes;
}

// Without the attribute the axes are reversed.
Result<ParsedPtr> parse(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  std::vector<std::size_t> axes;
  if (!node.attribute("perm")) {
    for (std::size_t axis = rank; axis-- > 0;) axes.push_back(axis);
    return parsed_as(Order{std::move(axes)});
  }
  for (const std::int64_t axis : node.get_ints("perm")) {
    const bool exists = axis >= 0 && static_cast<std::uint64_t>(axis) < rank;
    if (!exists || std::ranges::find(axes, static_cast<std::size_t>(axis)) != axes.end())
      return node.error(ErrorCode::kInvalidModel,
                        "axis " + decimal(axis) + " is named twice or does not exist", {}, "perm");
    axes.push_back(static_cast<std::size_t>(axis));
  }
  if (axes.size() != rank)
    return node.error(ErrorCode::kInvalidModel, "it does not name every axis of its input", {},
                      "perm");
  return parsed_as(Order{std::move(axes)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result;
  for (const std::size_t axis : order(node)) result.push_back(node.shape(0)[axis]);
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Between channels first and channels last, as files made by TensorFlow have them, nothing moves:
// only what the engine calls the bytes changes.
LayoutRule layout(const NodeView& node) {
  constexpr std::array<std::size_t, 4> kToLast = {0, 2, 3, 1}, kToFirst = {0, 3, 1, 2};
  const auto& axes = order(node);
  if (std::ranges::equal(axes, kToLast)) return LayoutRule::kNhwcToAsIs;
  if (std::ranges::equal(axes, kToFirst)) return LayoutRule::kAsIsToNhwc;
  return axes.size() <= XNN_MAX_TENSOR_DIMS ? LayoutRule::kAsIs : LayoutRule::kPlain;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_transpose_nd_x32(0, &op)));
  Step step;
  step.op.reset(op);
  const auto dims = physical_dims(node.shape(0), Layout::kAsIs);
  const auto& axes = order(node);
  CNN_TRY(backend(node, xnn_reshape_transpose_nd_x32(op, dims.size(), dims.data(), axes.data(),
                                                     context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_transpose_nd_x32(op, in[0], out[0]);
  };
  return step;
}

Strided view(const NodeView& node) {
  const Shape& x = node.shape(0);
  const std::vector<std::int64_t> dense = dense_steps(x.dims());
  Strided result;
  for (const std::size_t axis : order(node)) {
    result.sizes.push_back(x[axis]);
    result.steps.push_back(dense[axis]);
  }
  return result;
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  copy_view(view(node), in, out, 0);
  return {};
}

Facts facts_of(const NodeView& node, std::size_t) {
  const auto axes = order(node);
  Facts facts{.reads = {{"x", 0, {}, own_axes(axes.size())}}};
  for (std::size_t axis = 0; axis < axes.size(); ++axis) facts.reads[0].axes[axes[axis]] = at(axis);
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Transpose",
     .help = "Puts the axes in another order; the numbers stay the same.",
     .attributes = kAttributes,
     .types = kAnyType,
     .layout = layout,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .typed = typed,
     .formula = "x",
     .parameters = "x | perm: the axes in their new order, reversed without it",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> transpose_table() {
  return kTable;
}

}  // namespace cnn
