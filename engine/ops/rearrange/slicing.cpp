// Operators that cut a tensor along its axes.
#include <algorithm>
#include <string>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/view.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kSliceAttributes[] = {
    {"axes", AttributeSpec::kInts},
    {"ends", AttributeSpec::kInts},
    {"starts", AttributeSpec::kInts},
};
constexpr AttributeSpec kSplitAttributes[] = {
    {"axis", AttributeSpec::kInt},
    {"num_outputs", AttributeSpec::kInt},
    {"split", AttributeSpec::kInts},
};

std::vector<Range> everything(const Shape& x) {
  std::vector<Range> ranges;
  for (const std::int64_t dim : x.dims()) ranges.push_back({0, 1, dim});
  return ranges;
}

// ONNX's rule: negative numbers count from the end, and what lies outside is cut off.
Range cut(std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step) {
  if (dim == 0) return {0, 1, 0};
  if (start < 0) start += dim;
  if (end < 0) end += dim;
  const std::int64_t low = step > 0 ? 0 : -1;  // the end lies just outside
  const std::int64_t high = step > 0 ? dim : dim - 1;
  start = std::clamp(start, std::int64_t{0}, high);
  end = std::clamp(end, low, high);
  // A step beyond the axis takes one element, like one of its length.
  step = std::clamp(step, -dim, dim);
  const std::int64_t length = step > 0 ? end - start : start - end;
  const std::int64_t stride = step > 0 ? step : -step;
  return {start, step, length <= 0 ? 0 : (length + stride - 1) / stride};
}

// What a Slice is parsed to.
struct Slice {
  std::vector<Range> ranges;  // by axis
};

Result<ParsedPtr> parse_slice(const NodeView& node) {
  const Shape& x = node.shape(0);
  CNN_ASSIGN(const auto starts, setting(node, "starts", 1));
  CNN_ASSIGN(const auto ends, setting(node, "ends", 2));
  CNN_ASSIGN(const auto axes, setting(node, "axes", 3));
  CNN_ASSIGN(const auto steps, setting(node, "steps", 4));
  if (!starts || !ends)
    return node.error(ErrorCode::kInvalidModel, "it does not say where it starts and ends");
  const std::size_t count = starts->size();
  if (ends->size() != count || (axes && axes->size() != count) ||
      (steps && steps->size() != count) || (!axes && count > x.rank()))
    return node.error(ErrorCode::kInvalidModel, "its lists of numbers differ in length");
  if (axes) CNN_TRY(named_axes(node, *axes, x.rank()));
  std::vector<Range> ranges = everything(x);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t axis = axes ? *node.axis((*axes)[i], x.rank(), "axes") : i;
    const std::int64_t step = steps ? (*steps)[i] : 1;
    if (step == 0) return node.error(ErrorCode::kInvalidModel, "one of its steps is 0");
    ranges[axis] = cut(x[axis], (*starts)[i], (*ends)[i], step);
  }
  return parsed_as(Slice{std::move(ranges)});
}

Result<std::vector<ValueType>> infer_slice(const NodeView& node) {
  Shape result;
  for (const Range& range : node.parsed<Slice>().ranges) result.push_back(range.size);
  return one_output(node.input(0).type.dtype, std::move(result));
}

Strided slice_view(const NodeView& node, Layout layout) {
  return view_of(node.shape(0), node.parsed<Slice>().ranges, layout);
}

Result<Step> lower_slice(LowerContext& context) {
  return copy_views({slice_view(context.node, context.layout)});
}

Result<void> typed_slice(const NodeView& node, Inputs in, Outputs out) {
  copy_view(slice_view(node, Layout::kAsIs), in, out, 0);
  return {};
}

// What a Split is parsed to.
struct Split {
  std::size_t axis;
  std::vector<std::int64_t> lengths;  // of each output along it
};

// The lengths without a list of them: equal, the last one shorter where num_outputs asks for it.
Result<std::vector<std::int64_t>> equal_lengths(const NodeView& node, std::int64_t dim) {
  const auto count = static_cast<std::int64_t>(node.output_count());
  const std::int64_t stated = node.get_int("num_outputs", count);
  if (stated != count)
    return node.error(ErrorCode::kInvalidModel,
                      "it has " + decimal(count) + " outputs, but states " + decimal(stated), {},
                      "num_outputs");
  const std::int64_t length = (dim + count - 1) / count, last = dim - length * (count - 1);
  if (last < 0 || (last != length && !node.attribute("num_outputs")))
    return node.error(ErrorCode::kInvalidShape, decimal(dim) + " elements do not split into " +
                                                    decimal(count) + " equal parts");
  std::vector<std::int64_t> lengths(node.output_count(), length);
  lengths.back() = last;
  return lengths;
}

Result<std::vector<std::int64_t>> split_lengths(const NodeView& node, std::int64_t dim) {
  CNN_ASSIGN(const auto given, setting(node, "split", 1));
  if (!given) return equal_lengths(node, dim);
  if (given->size() != node.output_count())
    return node.error(ErrorCode::kInvalidModel,
                      "it has " + decimal(node.output_count()) + " outputs, but " +
                          decimal(given->size()) + " lengths",
                      {}, "split");
  std::int64_t left = dim;
  for (const std::int64_t length : *given) {
    if (length < 0 || length > left)
      return node.error(ErrorCode::kInvalidShape, "its lengths do not add up to its axis", {},
                        "split");
    left -= length;
  }
  if (left != 0)
    return node.error(ErrorCode::kInvalidShape, "its lengths do not add up to its axis", {},
                      "split");
  return *given;
}

Result<ParsedPtr> parse_split(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() == 0) return node.error(ErrorCode::kInvalidModel, "a scalar cannot be split");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), x.rank(), "axis"));
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (!node.has_output(index))
      return node.error(ErrorCode::kUnsupported, "its output " + decimal(index) + " has no name");
  CNN_ASSIGN(auto lengths, split_lengths(node, x[axis]));
  return parsed_as(Split{axis, std::move(lengths)});
}

Result<std::vector<ValueType>> infer_split(const NodeView& node) {
  const auto& [axis, lengths] = node.parsed<Split>();
  std::vector<ValueType> types(lengths.size(), node.input(0).type);
  for (std::size_t index = 0; index < lengths.size(); ++index)
    types[index].shape[axis] = lengths[index];
  return types;
}

std::size_t split_axis(const NodeView& node) {
  return node.parsed<Split>().axis;
}

std::vector<Strided> split_views(const NodeView& node, Layout layout) {
  const Shape& x = node.shape(0);
  const auto& [axis, lengths] = node.parsed<Split>();
  std::vector<Strided> views;
  std::vector<Range> ranges = everything(x);
  ranges[axis].size = 0;
  for (const std::int64_t length : lengths) {
    ranges[axis].start += ranges[axis].size;
    ranges[axis].size = length;
    views.push_back(view_of(x, ranges, layout));
  }
  return views;
}

Result<Step> lower_split(LowerContext& context) {
  return copy_views(split_views(context.node, context.layout));
}

Result<void> typed_split(const NodeView& node, Inputs in, Outputs out) {
  const std::vector<Strided> views = split_views(node, Layout::kAsIs);
  for (std::size_t i = 0; i < views.size(); ++i) copy_view(views[i], in, out, i);
  return {};
}

Facts range_facts(std::span<const Range> ranges) {
  Facts facts{.reads = {{"x", 0, {}, own_axes(ranges.size())}}};
  for (std::size_t axis = 0; axis < ranges.size(); ++axis) {
    facts.reads[0].axes[axis].start = ranges[axis].start;
    facts.reads[0].axes[axis].stride = ranges[axis].step;
  }
  return facts;
}

Facts slice_facts(const NodeView& node, std::size_t) {
  return range_facts(node.parsed<Slice>().ranges);
}

Facts split_facts(const NodeView& node, std::size_t output) {
  const std::size_t axis = split_axis(node);
  std::vector<Range> ranges = everything(node.shape(0));
  for (std::size_t index = 0; index < output; ++index)
    ranges[axis].start += node.output_shape(index)[axis];
  return range_facts(ranges);
}

constexpr Operator kTable[] = {
    {.type = "Slice",
     .help = "Cuts a piece out of a tensor, for example half of its channels.",
     .attributes = kSliceAttributes,
     .max_inputs = 5,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse_slice,
     .infer = infer_slice,
     .lower = lower_slice,
     .typed = typed_slice,
     .formula = "x",
     .parameters = "x; starts: first cell of each axis; ends: cell to stop before; axes: those "
                   "that are cut; steps: from one cell to the next | axes: those that are cut; "
                   "ends: cell to stop before; starts: first cell of each axis",
     .facts = slice_facts},
    {.type = "Split",
     .help = "Cuts a tensor into several, usually its channels into groups.",
     .attributes = kSplitAttributes,
     .max_inputs = 2,
     .max_outputs = kAllOutputs,
     .splits = split_axis,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse_split,
     .infer = infer_split,
     .lower = lower_split,
     .typed = typed_split,
     .formula = "x",
     .parameters = "x; split: length of each part | axis=0: the one that is cut; num_outputs: "
                   "equal parts; split: length of each part",
     .facts = split_facts},
};

}  // namespace

std::span<const Operator> slicing_table() {
  return kTable;
}

}  // namespace cnn
