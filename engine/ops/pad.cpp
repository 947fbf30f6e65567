#include <algorithm>
#include <string>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/settings.h"
#include "ops/tables.h"
#include "ops/view.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"mode", AttributeSpec::kString},
    {"pads", AttributeSpec::kInts},
    {"value", AttributeSpec::kFloat},
};

struct Padding {
  std::vector<std::int64_t> before, behind;  // by axis
};

Result<Padding> padding(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  CNN_ASSIGN(const auto pads, setting(node, "pads", 1));
  if (!pads)
    return node.error(ErrorCode::kInvalidModel, "it does not say how much to pad", {}, "pads");
  std::vector<std::int64_t> axes;
  if (node.has_input(3)) {
    CNN_ASSIGN(axes, integers(node, 3));
    CNN_TRY(named_axes(node, axes, rank));
  } else {
    for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(static_cast<std::int64_t>(axis));
  }
  if (pads->size() != 2 * axes.size())
    return node.error(ErrorCode::kInvalidModel,
                      "it needs " + std::to_string(2 * axes.size()) + " numbers, not " +
                          std::to_string(pads->size()),
                      {}, "pads");
  Padding result{std::vector<std::int64_t>(rank, 0), std::vector<std::int64_t>(rank, 0)};
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::size_t axis = *node.axis(axes[i], rank, "axes");
    const std::int64_t before = (*pads)[i], behind = (*pads)[i + axes.size()];
    if (before < 0 || behind < 0)
      return node.error(ErrorCode::kUnsupported, "negative padding is not supported", {}, "pads");
    if (std::max(before, behind) > limits::kMaxDim)
      return node.error(ErrorCode::kLimitExceeded, "its padding is out of range", {}, "pads");
    result.before[axis] = before;
    result.behind[axis] = behind;
  }
  return result;
}

Result<void> check_value(const NodeView& node) {
  if (!node.has_input(2)) return {};
  const TensorPtr value = node.constant(2);
  if (!value) return node.error(ErrorCode::kUnsupported, "its value is computed at run time");
  if (value->dtype() != DType::kFloat32 || value->elements() != 1)
    return node.error(ErrorCode::kInvalidModel, "its value must be one float32 number", {},
                      "value");
  return {};
}

float fill(const NodeView& node) {
  const TensorPtr value = node.constant(2);
  return value ? value->data<float>()[0] : node.get_float("value", 0.0f);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const std::string_view mode = node.get_string("mode", "constant");
  if (mode != "constant")
    return node.error(ErrorCode::kUnsupported, "mode '" + std::string(mode) + "' is not supported",
                      {}, "mode");
  CNN_TRY(check_value(node));
  CNN_ASSIGN(const Padding pads, padding(node));
  Shape result = node.shape(0);
  for (std::size_t axis = 0; axis < result.rank(); ++axis)
    result[axis] += pads.before[axis] + pads.behind[axis];
  return one_output(DType::kFloat32, std::move(result));
}

LayoutRule layout(const NodeView& node) {
  return node.shape(0).rank() <= XNN_MAX_TENSOR_DIMS ? LayoutRule::kFollow : LayoutRule::kPlain;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const float value = fill(node);
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_constant_pad_nd_x32(&value, 0, &op)));
  Step step;
  step.op.reset(op);
  const Padding pads = *padding(node);  // infer() has checked it
  const auto dims = physical_dims(node.shape(0), context.layout);
  std::vector<std::size_t> before, behind;
  for (const std::size_t axis : physical_axes(dims.size(), context.layout)) {
    before.push_back(static_cast<std::size_t>(pads.before[axis]));
    behind.push_back(static_cast<std::size_t>(pads.behind[axis]));
  }
  CNN_TRY(backend(node, xnn_reshape_constant_pad_nd_x32(op, dims.size(), dims.data(), before.data(),
                                                        behind.data(), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_constant_pad_nd_x32(op, in[0], out[0]);
  };
  return step;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Padding pads = *padding(node);
  const Shape& x = node.shape(0);
  const Shape& y = node.output_shape(0);
  const std::vector<std::int64_t> steps = dense_steps(x.dims());
  for (std::int64_t i = 0, count = y.elements(); i < count; ++i) {
    std::int64_t rest = i, at = 0;
    bool inside = true;
    for (std::size_t axis = y.rank(); axis-- > 0; rest /= y[axis]) {
      const std::int64_t position = rest % y[axis] - pads.before[axis];
      inside &= position >= 0 && position < x[axis];
      at += position * steps[axis];
    }
    out[0][i] = inside ? in[0][at] : fill(node);
  }
}

constexpr Operator kTable[] = {
    {.type = "Pad",
     .help = "Puts a border of one value around a tensor.",
     .attributes = kAttributes,
     .max_inputs = 4,
     .layout = layout,
     .infer = infer,
     .lower = lower,
     .plain = plain},
};

}  // namespace

std::span<const Operator> pad_table() {
  return kTable;
}

}  // namespace cnn
