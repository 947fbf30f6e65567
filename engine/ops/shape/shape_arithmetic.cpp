// Operators that compute with shapes. At given input shapes their results are constants; what else
// shape arithmetic needs (Gather, Concat, Mul, ...) folds in its own family's rows.
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/view.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kShapeAttributes[] = {{"end", AttributeSpec::kInt},
                                              {"start", AttributeSpec::kInt}};
constexpr AttributeSpec kConstantOfShapeAttributes[] = {{"value", AttributeSpec::kTensor}};

// What a Shape is parsed to: the dimensions [start, end).
struct ShapePart {
  std::size_t start, end;
};

// What lies outside is cut off, negative numbers count from the end.
Result<ParsedPtr> parse_shape(const NodeView& node) {
  const auto dims = node.shape(0).dims();
  const auto rank = static_cast<std::int64_t>(dims.size());
  const auto place = [&](std::int64_t given) {
    return static_cast<std::size_t>(
        std::clamp<std::int64_t>(given < 0 ? given + rank : given, 0, rank));
  };
  const std::size_t start = place(node.get_int("start", 0));
  const std::size_t end = place(node.get_int("end", rank));
  return parsed_as(ShapePart{start, std::max(start, end)});
}

std::span<const std::int64_t> shape_part(const NodeView& node) {
  const auto& [start, end] = node.parsed<ShapePart>();
  return node.shape(0).dims().subspan(start, end - start);
}

Result<std::vector<ValueType>> infer_shape(const NodeView& node) {
  return one_output(DType::kInt64, Shape{static_cast<std::int64_t>(shape_part(node).size())});
}

Result<TensorPtr> shape_value(const NodeView& node) {
  const auto dims = shape_part(node);
  CNN_ASSIGN(Tensor tensor, Tensor::from(dims, Shape{static_cast<std::int64_t>(dims.size())}));
  return std::make_shared<const Tensor>(std::move(tensor));
}

Result<std::vector<ValueType>> infer_size(const NodeView&) {
  return one_output(DType::kInt64, Shape{});
}

Result<TensorPtr> size_value(const NodeView& node) {
  const std::int64_t elements = node.shape(0).elements();
  CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&elements, 1), Shape{}));
  return std::make_shared<const Tensor>(std::move(tensor));
}

// What a ConstantOfShape is parsed to.
struct Fill {
  TensorPtr value;  // null: zero
};

Result<ParsedPtr> parse_constant_of_shape(const NodeView& node) {
  const Attribute* attribute = node.attribute("value");
  Fill fill;
  if (attribute) fill.value = std::get<TensorPtr>(attribute->value);
  if (fill.value && fill.value->elements() != 1)
    return node.error(ErrorCode::kInvalidModel, "its value must be one number", {}, "value");
  return parsed_as(std::move(fill));
}

Result<std::vector<ValueType>> infer_constant_of_shape(const NodeView& node) {
  CNN_ASSIGN(std::vector<std::int64_t> dims, integers(node, 0));
  const TensorPtr& fill = node.parsed<Fill>().value;
  return one_output(fill ? fill->dtype() : DType::kFloat32, Shape(std::move(dims)));
}

Result<TensorPtr> constant_of_shape_value(const NodeView& node) {
  CNN_ASSIGN(Tensor tensor, Tensor::zeros(node.output(0).type.dtype, node.output_shape(0)));
  const TensorPtr& fill = node.parsed<Fill>().value;
  const Strided view{{node.output_shape(0).elements()}, {0}};
  if (fill)
    copy_strided(view, size_of(tensor.dtype()), fill->data<std::byte>().data(),
                 tensor.data<std::byte>().data());
  return std::make_shared<const Tensor>(std::move(tensor));
}

Result<std::vector<ValueType>> infer_expand(const NodeView& node) {
  CNN_ASSIGN(std::vector<std::int64_t> wanted, integers(node, 1));
  const auto result = broadcast_shapes(node.shape(0), Shape(std::move(wanted)));
  if (!result)
    return node.error(ErrorCode::kInvalidShape,
                      to_string(node.shape(0)) + " does not repeat to the wanted shape");
  return one_output(node.input(0).type.dtype, *result);
}

Strided expand_view(const NodeView& node, Layout layout) {
  const Shape& to = node.output_shape(0);
  const Shape from = padded(node.shape(0), to.rank());
  std::vector<Range> ranges;
  for (std::size_t axis = 0; axis < to.rank(); ++axis)
    ranges.push_back({0, from[axis] == 1 ? 0 : 1, to[axis]});
  return view_of(from, ranges, layout);
}

Result<Step> lower_expand(LowerContext& context) {
  return copy_views({expand_view(context.node, context.layout)});
}

Result<void> typed_expand(const NodeView& node, Inputs in, Outputs out) {
  copy_view(expand_view(node, Layout::kAsIs), in, out, 0);
  return {};
}

Facts same_input(const NodeView&, std::size_t) {
  return {.reads = {{"x"}}};
}

constexpr Operator kTable[] = {
    {.type = "Shape",
     .help = "The sizes of a tensor's axes, as numbers to compute with.",
     .attributes = kShapeAttributes,
     .data_inputs = 0,
     .parse = parse_shape,
     .infer = infer_shape,
     .value = shape_value,
     .formula = "size of that axis of x",
     .parameters = "x | start=0: first axis; end: axis to stop before",
     .facts = no_cells},
    {.type = "Size",
     .help = "The number of a tensor's elements, to compute with.",
     .data_inputs = 0,
     .infer = infer_size,
     .value = size_value,
     .formula = "number of elements of x",
     .parameters = "x",
     .facts = no_cells},
    {.type = "ConstantOfShape",
     .help = "A tensor of a given shape that holds one number everywhere.",
     .attributes = kConstantOfShapeAttributes,
     .data_inputs = 0,
     .parse = parse_constant_of_shape,
     .infer = infer_constant_of_shape,
     .value = constant_of_shape_value,
     .formula = "value",
     .parameters = "shape: of the output | value=0: the number",
     .facts = no_cells},
    {.type = "Expand",
     .help = "Repeats a tensor along axes of length 1 until it has the wanted shape.",
     .min_inputs = 2,
     .max_inputs = 2,
     .types = kAnyType,
     .layout = layout_follow,
     .infer = infer_expand,
     .lower = lower_expand,
     .typed = typed_expand,
     .formula = "x",
     .parameters = "x; shape: the one to repeat to",
     .facts = same_input},
};

}  // namespace

std::span<const Operator> shape_arithmetic_table() {
  return kTable;
}

}  // namespace cnn
