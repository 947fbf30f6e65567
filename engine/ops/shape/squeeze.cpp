// Axes of length 1, added or removed: the numbers stay where they are.
#include <string>

#include "core/flags.h"
#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axes", AttributeSpec::kInts}};

Result<std::vector<ValueType>> infer_squeeze(const NodeView& node) {
  const Shape& x = node.shape(0);
  CNN_ASSIGN(const auto axes, setting(node, "axes", 1));
  Flags removed(x.rank(), false);
  if (axes) {
    CNN_ASSIGN(removed, named_axes(node, *axes, x.rank()));
  }
  Shape result;
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    if (removed[axis] && x[axis] != 1)
      return node.error(ErrorCode::kInvalidShape,
                        "axis " + decimal(axis) + " of " + to_string(x) + " is not of length 1", {},
                        "axes");
    const bool keep = axes ? !removed[axis] : x[axis] != 1;
    if (keep) result.push_back(x[axis]);
  }
  return one_output(node.input(0).type.dtype, std::move(result));
}

Result<std::vector<ValueType>> infer_unsqueeze(const NodeView& node) {
  const Shape& x = node.shape(0);
  CNN_ASSIGN(const auto axes, setting(node, "axes", 1));
  if (!axes)
    return node.error(ErrorCode::kInvalidModel, "it does not say which axes to add", {}, "axes");
  if (axes->size() > limits::kMaxRank)
    return node.error(ErrorCode::kLimitExceeded, "it adds " + decimal(axes->size()) + " axes", {},
                      "axes");
  const std::size_t rank = x.rank() + axes->size();
  CNN_ASSIGN(const auto added, named_axes(node, *axes, rank));
  Shape result;
  std::size_t next = 0;
  for (std::size_t axis = 0; axis < rank; ++axis) result.push_back(added[axis] ? 1 : x[next++]);
  return one_output(node.input(0).type.dtype, std::move(result));
}

constexpr Operator kTable[] = {
    {.type = "Squeeze",
     .help = "Drops axes of length 1; the numbers stay the same.",
     .attributes = kAttributes,
     .max_inputs = 2,
     .alias = true,
     .infer = infer_squeeze,
     .formula = "x",
     .parameters = "x; axes: those that go | axes: those that go",
     .facts = same_order},
    {.type = "Unsqueeze",
     .help = "Adds axes of length 1; the numbers stay the same.",
     .attributes = kAttributes,
     .max_inputs = 2,
     .alias = true,
     .infer = infer_unsqueeze,
     .formula = "x",
     .parameters = "x; axes: the new ones | axes: the new ones",
     .facts = same_order},
};

}  // namespace

std::span<const Operator> squeeze_table() {
  return kTable;
}

}  // namespace cnn
