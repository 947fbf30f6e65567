#include <string>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/view.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// What a node is parsed to.
struct Tile {
  std::vector<std::int64_t> repeats;  // by axis
};

Result<ParsedPtr> parse(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  CNN_ASSIGN(auto repeats, integers(node, 1));
  if (repeats.size() != rank)
    return node.error(ErrorCode::kInvalidModel,
                      "it needs " + decimal(rank) + " repeats, not " + decimal(repeats.size()));
  for (const std::int64_t count : repeats)
    if (count < 0 || count > limits::kMaxDim)
      return node.error(ErrorCode::kInvalidModel, "one of its repeats is out of range");
  return parsed_as(Tile{std::move(repeats)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result = node.shape(0);
  const auto& repeats = node.parsed<Tile>().repeats;
  for (std::size_t axis = 0; axis < result.rank(); ++axis) result[axis] *= repeats[axis];
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Every axis twice: as often as it repeats, without moving, and its own.
Strided view(const NodeView& node, Layout layout) {
  const auto& repeats = node.parsed<Tile>().repeats;
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

// The output with every axis twice: the repeats, and the input's own.
Facts facts_of(const NodeView& node, std::size_t) {
  const Shape& x = node.shape(0);
  Facts facts{.reads = {{"x"}}};
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    facts.out.push_back(x[axis] ? node.output_shape(0)[axis] / x[axis] : 0);
    facts.out.push_back(x[axis]);
    facts.reads[0].axes.push_back(at(2 * axis + 1));
  }
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Tile",
     .help = "Repeats a tensor along its axes.",
     .min_inputs = 2,
     .max_inputs = 2,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .typed = typed,
     .formula = "x",
     .parameters = "x; repeats: how often along each axis",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> tile_table() {
  return kTable;
}

}  // namespace cnn
