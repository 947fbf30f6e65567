#include <algorithm>
#include <iterator>
#include <memory>
#include <string>

#include "core/limits.h"
#include "core/text.h"
#include "kernels/gather_runs.h"
#include "kernels/strided.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"mode", AttributeSpec::kString},
    {"pads", AttributeSpec::kInts},
    {"value", AttributeSpec::kFloat},
};

constexpr std::string_view kModes[] = {"constant", "edge", "reflect", "wrap"};
enum class Mode : std::uint8_t { kConstant, kEdge, kReflect, kWrap };  // in that order

// Elements added by axis; taken away where negative.
struct Padding {
  std::vector<std::int64_t> before, behind;
};

// What a node is parsed to.
struct Pad {
  Padding pads;
  Mode mode;
  float value;  // where no input says it
};

Result<std::vector<std::size_t>> padded_axes(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  std::vector<std::size_t> axes;
  if (!node.has_input(3)) {
    for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(axis);
    return axes;
  }
  CNN_ASSIGN(const auto named, integers(node, 3));
  CNN_TRY(named_axes(node, named, rank));
  for (const std::int64_t axis : named) axes.push_back(*node.axis(axis, rank, "axes"));
  return axes;
}

Result<Padding> read_padding(const NodeView& node) {
  CNN_ASSIGN(const auto pads, setting(node, "pads", 1));
  if (!pads)
    return node.error(ErrorCode::kInvalidModel, "it does not say how much to pad", {}, "pads");
  CNN_ASSIGN(const auto axes, padded_axes(node));
  if (pads->size() != 2 * axes.size())
    return node.error(
        ErrorCode::kInvalidModel,
        "it needs " + decimal(2 * axes.size()) + " numbers, not " + decimal(pads->size()), {},
        "pads");
  const std::vector<std::int64_t> none(node.shape(0).rank(), 0);
  Padding result{none, none};
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::int64_t before = (*pads)[i], behind = (*pads)[i + axes.size()];
    if (std::max(before, behind) > limits::kMaxDim || std::min(before, behind) < -limits::kMaxDim)
      return node.error(ErrorCode::kLimitExceeded, "its padding is out of range", {}, "pads");
    result.before[axes[i]] = before;
    result.behind[axes[i]] = behind;
  }
  return result;
}

Result<void> check_value(const NodeView& node) {
  if (!node.has_input(2)) return {};
  const TensorPtr value = node.constant(2);
  if (!value) return node.error(ErrorCode::kUnsupported, "its value is computed at run time");
  if (value->dtype() != node.input(0).type.dtype || value->elements() != 1)
    return node.error(ErrorCode::kInvalidModel, "its value must be one number of its input's type",
                      {}, "value");
  return {};
}

// The part of an axis that negative padding leaves.
struct Kept {
  std::int64_t first, size;
};

Kept kept(const Padding& pads, std::size_t axis, std::int64_t dim) {
  const std::int64_t first = std::max<std::int64_t>(-pads.before[axis], 0);
  return {first, dim - first - std::max<std::int64_t>(-pads.behind[axis], 0)};
}

Result<ParsedPtr> parse(const NodeView& node) {
  const std::string_view name = node.get_string("mode", "constant");
  const auto mode = std::ranges::find(kModes, name);
  if (mode == std::end(kModes))
    return node.error(ErrorCode::kUnsupported, "mode " + quoted(name) + " is not supported", {},
                      "mode");
  CNN_TRY(check_value(node));
  CNN_ASSIGN(Padding pads, read_padding(node));
  return parsed_as(
      Pad{std::move(pads), static_cast<Mode>(mode - kModes), node.get_float("value", 0.0f)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const auto& [pads, mode, value] = node.parsed<Pad>();
  Shape result = node.shape(0);
  for (std::size_t axis = 0; axis < result.rank(); ++axis) {
    const Kept left = kept(pads, axis, result[axis]);
    result[axis] += pads.before[axis] + pads.behind[axis];
    if (left.size < 0 || (left.size == 0 && result[axis] > 0 && mode != Mode::kConstant))
      return node.error(ErrorCode::kInvalidShape,
                        "its padding takes away more than axis " + decimal(axis) + " of " +
                            to_string(node.shape(0)) + " holds",
                        {}, "pads");
  }
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Which element of an axis of `size` stands at `position`, which may lie outside; -1: none.
std::int64_t source(Mode mode, std::int64_t position, std::int64_t size) {
  const auto wrapped = [&](std::int64_t period) { return (position % period + period) % period; };
  if (position >= 0 && position < size) return position;
  if (mode == Mode::kEdge) return position < 0 ? 0 : size - 1;
  if (mode == Mode::kWrap) return wrapped(size);
  if (mode != Mode::kReflect) return -1;
  if (size == 1) return 0;
  const std::int64_t at = wrapped(2 * (size - 1));
  return at < size ? at : 2 * (size - 1) - at;
}

AxisSources sources_in(const NodeView& node, Layout layout) {
  const auto& [pads, mode, value] = node.parsed<Pad>();
  const Shape& x = node.shape(0);
  AxisSources result;
  std::vector<std::int64_t> dims;
  for (const std::size_t axis : physical_axes(x.rank(), layout)) {
    const Kept left = kept(pads, axis, x[axis]);
    const std::int64_t before = std::max<std::int64_t>(pads.before[axis], 0);
    std::vector<std::int64_t> sources;
    for (std::int64_t at = 0; at < node.output_shape(0)[axis]; ++at) {
      const std::int64_t from = source(mode, at - before, left.size);
      sources.push_back(from < 0 ? -1 : left.first + from);
    }
    result.sources.push_back(std::move(sources));
    dims.push_back(x[axis]);
  }
  result.steps = dense_steps(dims);
  if (dims.empty()) result = {{{0}}, {1}};  // a single number
  return result;
}

float fill(const NodeView& node) {
  const TensorPtr value = node.constant(2);
  return value ? value->data<float>()[0] : node.parsed<Pad>().value;
}

Result<Step> lower(LowerContext& context) {
  Step step;
  step.body = [axes = sources_in(context.node, context.layout), value = fill(context.node)](
                  Inputs in, Outputs out) { gather(axes, sizeof(float), in[0], &value, out[0]); };
  return step;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const auto& [pads, mode, value] = node.parsed<Pad>();
  const Shape& x = node.shape(0);
  const Shape& y = node.output_shape(0);
  const std::vector<std::int64_t> steps = dense_steps(x.dims());
  for (std::int64_t i = 0, count = y.elements(); i < count; ++i) {
    std::int64_t rest = i, at = 0;
    bool inside = true;
    for (std::size_t axis = y.rank(); axis-- > 0; rest /= y[axis]) {
      const Kept left = kept(pads, axis, x[axis]);
      const std::int64_t position = rest % y[axis] - std::max<std::int64_t>(pads.before[axis], 0);
      const std::int64_t from = source(mode, position, left.size);
      inside &= from >= 0;
      at += (left.first + from) * steps[axis];
    }
    out[0][i] = inside ? in[0][at] : fill(node);
  }
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  if (node.output_shape(0).elements() == 0) return {};
  const std::int64_t zero = 0;
  const TensorPtr given = node.constant(2);
  const void* fill = given ? static_cast<const void*>(given->data<std::byte>().data()) : &zero;
  gather(sources_in(node, Layout::kAsIs), size_of(in.type(0)), in.data(0), fill, out.data(0));
  return {};
}

Facts facts_of(const NodeView& node, std::size_t) {
  const bool constant = node.parsed<Pad>().mode == Mode::kConstant;
  const auto& before = node.parsed<Pad>().pads.before;
  auto sources = sources_in(node, Layout::kAsIs).sources;
  Facts facts{.reads = {{"x", 0, {}, own_axes(node.shape(0).rank())}}};
  for (std::size_t axis = 0; axis < facts.reads[0].axes.size(); ++axis) {
    if (constant)
      facts.reads[0].axes[axis].start = -before[axis];
    else
      facts.reads[0].axes[axis].table = std::move(sources[axis]);
  }
  if (node.has_input(2)) facts.reads.push_back({"value", 2, {1}, {AxisRead()}});
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Pad",
     .help = "Puts a border around a tensor: of one value, or of what lies near it.",
     .attributes = kAttributes,
     .max_inputs = 4,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .typed = typed,
     .formula = "else(x, value)",
     .parameters =
         "x; pads: cells added at the beginning and the end of each axis; value: of the added "
         "cells; axes: those that are padded | mode: constant, edge, reflect or wrap; pads: cells "
         "added at the beginning and the end of each axis; value=0: of the added cells",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> pad_table() {
  return kTable;
}

}  // namespace cnn
