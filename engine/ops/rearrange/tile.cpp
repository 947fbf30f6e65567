#include <string>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/settings.h"
#include "ops/support/view.h"
#include "ops/tables.h"

namespace cnn {
namespace {

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result = node.shape(0);
  CNN_ASSIGN(const auto repeats, integers(node, 1));
  if (repeats.size() != result.rank())
    return node.error(ErrorCode::kInvalidModel, "it needs " + decimal(result.rank()) +
                                                    " repeats, not " + decimal(repeats.size()));
  for (std::size_t axis = 0; axis < result.rank(); ++axis) {
    if (repeats[axis] < 0 || repeats[axis] > limits::kMaxDim)
      return node.error(ErrorCode::kInvalidModel, "one of its repeats is out of range");
    result[axis] *= repeats[axis];
  }
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Every axis twice: as often as it repeats, without moving, and its own.
Strided view(const NodeView& node, Layout layout) {
  const auto repeats = *integers(node, 1);  // infer() has checked them
  const Shape& x = node.shape(0);
  const auto axes = physical_axes(x.rank(), layout);
  std::vector<std::int64_t> dims;
  for (const std::size_t axis : axes) dims.push_back(x[axis]);
  const auto dense = dense_steps(dims);
  Strided result;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    result.sizes.insert(result.sizes.end(), {repeats[axes[i]], dims[i]});
    result.steps.insert(result.steps.end(), {0, dense[i]});
  }
  return result;
}

Result<Step> lower(LowerContext& context) {
  return copy_views({view(context.node, context.layout)});
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  copy_view(view(node, Layout::kAsIs), in, out, 0);
  return {};
}

constexpr Operator kTable[] = {
    {.type = "Tile",
     .help = "Repeats a tensor along its axes.",
     .min_inputs = 2,
     .max_inputs = 2,
     .types = kAnyType,
     .layout = layout_follow,
     .infer = infer,
     .lower = lower,
     .typed = typed},
};

}  // namespace

std::span<const Operator> tile_table() {
  return kTable;
}

}  // namespace cnn
