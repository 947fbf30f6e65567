#include <algorithm>
#include <cstring>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt}};

// What a node is parsed to.
struct Concat {
  std::size_t axis;
};

Result<ParsedPtr> parse(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  if (!node.attribute("axis"))
    return node.error(ErrorCode::kInvalidModel, "the attribute 'axis' is missing", {}, "axis");
  if (rank == 0) return node.error(ErrorCode::kInvalidModel, "scalars cannot be concatenated");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), rank, "axis"));
  return parsed_as(Concat{axis});
}

std::size_t joined_axis(const NodeView& node) {
  return node.parsed<Concat>().axis;
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result = node.shape(0);
  const std::size_t axis = joined_axis(node);
  for (std::size_t index = 1; index < node.input_count(); ++index) {
    if (!node.has_input(index)) return node.error(ErrorCode::kInvalidModel, "an input is missing");
    Shape other = node.shape(index);
    if (node.input(index).type.dtype != node.input(0).type.dtype)
      return node.error(ErrorCode::kInvalidModel, "its inputs have different types");
    if (other.rank() == result.rank()) {
      const std::int64_t length = other[axis];
      other[axis] = result[axis];
      if (other == result) {
        result[axis] += length;
        continue;
      }
    }
    return node.error(ErrorCode::kInvalidShape,
                      "input " + decimal(index) + " " + to_string(node.shape(index)) +
                          " does not fit beside " + to_string(node.shape(0)));
  }
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Contiguous runs: `count` blocks, each of lengths[i] bytes from input i in turn.
struct Runs {
  std::size_t count = 1;
  std::vector<std::size_t> lengths;
};

Runs runs(const NodeView& node, Layout layout) {
  const std::size_t rank = node.shape(0).rank();
  const auto axes = physical_axes(rank, layout);
  const auto axis =
      static_cast<std::size_t>(std::ranges::find(axes, joined_axis(node)) - axes.begin());
  Runs result;
  for (std::size_t index = 0; index < node.input_count(); ++index) {
    const auto dims = physical_dims(node.shape(index), layout);
    std::size_t length = size_of(node.input(0).type.dtype);
    result.count = 1;
    for (std::size_t i = 0; i < rank; ++i) (i < axis ? result.count : length) *= dims[i];
    result.lengths.push_back(length);
  }
  return result;
}

void interleave(const Runs& runs, Inputs in, std::byte* out) {
  for (std::size_t block = 0; block < runs.count; ++block) {
    for (std::size_t index = 0; index < in.size(); ++index) {
      const std::size_t length = runs.lengths[index];
      if (length == 0) continue;
      std::memcpy(out, in.as<std::byte>(index) + block * length, length);
      out += length;
    }
  }
}

Result<Step> lower(LowerContext& context) {
  Step step;
  step.body = [runs = runs(context.node, context.layout)](Inputs in, Outputs out) {
    interleave(runs, in, out.as<std::byte>(0));
  };
  return step;
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  interleave(runs(node, Layout::kAsIs), in, out.as<std::byte>(0));
  return {};
}

Facts facts_of(const NodeView& node, std::size_t) {
  const std::size_t axis = joined_axis(node);
  std::int64_t before = 0;
  Facts facts;
  for (std::size_t index = 0; index < node.input_count(); ++index) {
    const Shape& x = node.shape(index);
    Read read = {"x", static_cast<int>(index), {}, own_axes(x.rank())};
    read.axes[axis].start = -before;
    before += x[axis];
    facts.reads.push_back(std::move(read));
  }
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Concat",
     .help = "Puts tensors side by side, usually the channels of several branches.",
     .attributes = kAttributes,
     .max_inputs = kAllInputs,
     .data_inputs = kAllInputs,
     .joins = joined_axis,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .typed = typed,
     .formula = "x",
     .parameters = "x | axis: along which they lie side by side",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> concat_table() {
  return kTable;
}

}  // namespace cnn
