#include <algorithm>
#include <string>

#include "ops/op.h"
#include "ops/settings.h"
#include "ops/tables.h"
#include "ops/view.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"axes", AttributeSpec::kInts},
    {"keepdims", AttributeSpec::kInt},
    {"noop_with_empty_axes", AttributeSpec::kInt},
};

bool keeps_axes(const NodeView& node) {
  return node.get_int("keepdims", 1) != 0;
}

// Which axes are averaged. Without a list all are, unless noop_with_empty_axes asks for none.
Result<std::vector<bool>> reduced(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  CNN_ASSIGN(const auto axes, setting(node, "axes", 1));
  if (axes && !axes->empty()) return named_axes(node, *axes, rank);
  return std::vector<bool>(rank, node.get_int("noop_with_empty_axes", 0) == 0);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.elements() == 0)
    return node.error(ErrorCode::kInvalidShape, "the mean of nothing is not defined");
  CNN_ASSIGN(const auto axes, reduced(node));
  Shape result;
  for (std::size_t axis = 0; axis < x.rank(); ++axis)
    if (!axes[axis] || keeps_axes(node)) result.push_back(axes[axis] ? 1 : x[axis]);
  return one_output(DType::kFloat32, std::move(result));
}

// Dropped axes leave the order of what stays: with height and width gone, channels last are N, C.
LayoutRule layout(const NodeView& node) {
  const Shape& x = node.shape(0);
  const auto axes = *reduced(node);
  if (x.rank() == 0 || x.rank() > XNN_MAX_TENSOR_DIMS || std::ranges::count(axes, true) == 0)
    return LayoutRule::kPlain;
  if (keeps_axes(node)) return LayoutRule::kFollow;
  return x.rank() == 4 && axes[2] && axes[3] ? LayoutRule::kNhwc : LayoutRule::kAsIs;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(
      node, xnn_create_reduce_nd(xnn_reduce_mean, xnn_datatype_fp32, nullptr, nullptr, 0, &op)));
  Step step;
  step.op.reset(op);
  const auto dims = physical_dims(node.shape(0), context.layout);
  const auto order = physical_axes(dims.size(), context.layout);
  const auto wanted = *reduced(node);
  std::vector<std::int64_t> axes;
  for (std::size_t i = 0; i < order.size(); ++i)
    if (wanted[order[i]]) axes.push_back(static_cast<std::int64_t>(i));
  std::size_t workspace = 0, alignment = 0;
  CNN_TRY(
      backend(node, xnn_reshape_reduce_nd(op, axes.size(), axes.data(), dims.size(), dims.data(),
                                          &workspace, &alignment, context.threads)));
  // The workspace is for other types: given one, XNNPACK would convert the result from it by a
  // kernel that float32 does not have.
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_reduce_nd(op, nullptr, in[0], out[0]);
  };
  return step;
}

// The input as a view: the axes that stay outside, in order, then the averaged ones.
struct Grouped {
  Strided stay, averaged;
};

Grouped grouped(const NodeView& node) {
  const Shape& x = node.shape(0);
  const auto axes = *reduced(node);
  const std::vector<std::int64_t> steps = dense_steps(x.dims());
  Grouped result;
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    Strided& part = axes[axis] ? result.averaged : result.stay;
    part.sizes.push_back(x[axis]);
    part.steps.push_back(steps[axis]);
  }
  return result;
}

// The place in the tensor of the view's element `index`.
std::int64_t place(const Strided& view, std::int64_t index) {
  std::int64_t at = 0;
  for (std::size_t axis = view.sizes.size(); axis-- > 0; index /= view.sizes[axis])
    at += index % view.sizes[axis] * view.steps[axis];
  return at;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const auto [stay, averaged] = grouped(node);
  const std::int64_t groups = node.output_shape(0).elements();
  const std::int64_t count = node.shape(0).elements() / groups;
  for (std::int64_t group = 0; group < groups; ++group) {
    const float* first = in[0] + place(stay, group);
    double sum = 0;
    for (std::int64_t i = 0; i < count; ++i) sum += first[place(averaged, i)];
    out[0][group] = static_cast<float>(sum / static_cast<double>(count));
  }
}

constexpr Operator kTable[] = {
    {.type = "ReduceMean",
     .help = "Averages along some axes, usually over each channel's whole map.",
     .attributes = kAttributes,
     .max_inputs = 2,
     .layout = layout,
     .infer = infer,
     .lower = lower,
     .plain = plain},
};

}  // namespace

std::span<const Operator> reduce_table() {
  return kTable;
}

}  // namespace cnn
