// ScatterND: a copy of a tensor with slices of it replaced, or combined with others.
#include <cstring>
#include <span>
#include <string>

#include "ops/op.h"
#include "ops/rearrange/reduction.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"reduction", AttributeSpec::kString}};

// What a node is parsed to.
struct Scatter {
  const Function* reduction;  // of what is there and its update; null: updates replace
};

// Elements of one slice: the axes that an index does not name.
std::int64_t slice_elements(const NodeView& node) {
  const Shape &x = node.shape(0), &indices = node.shape(1);
  return x.elements(static_cast<std::size_t>(indices[indices.rank() - 1]), x.rank());
}

// How many slices there are, and how many numbers name one.
std::int64_t slices(const NodeView& node) {
  const Shape& indices = node.shape(1);
  return indices.elements(0, indices.rank() - 1);
}
std::int64_t index_length(const NodeView& node) {
  const Shape& indices = node.shape(1);
  return indices[indices.rank() - 1];
}

// The first element of slice number `slice`.
Result<std::int64_t> place(const NodeView& node, const void* indices, std::int64_t slice) {
  const Shape& x = node.shape(0);
  const std::int64_t named = index_length(node);
  const auto* index = static_cast<const std::int64_t*>(indices) + slice * named;
  std::int64_t at = 0;
  for (std::size_t axis = 0; axis < static_cast<std::size_t>(named); ++axis, ++index) {
    if (*index < -x[axis] || *index >= x[axis])
      return node.error(
          ErrorCode::kInvalidModel,
          "its index " + decimal(*index) + " is outside of an axis of " + decimal(x[axis]));
    at = at * x[axis] + (*index < 0 ? *index + x[axis] : *index);
  }
  return at * slice_elements(node);
}

Result<ParsedPtr> parse(const NodeView& node) {
  if (node.input(1).type.dtype != DType::kInt64)
    return node.error(ErrorCode::kInvalidModel, "its indices must be int64");
  if (node.input(2).type.dtype != node.input(0).type.dtype)
    return node.error(ErrorCode::kInvalidModel, "its updates have another type than its data");
  CNN_ASSIGN(const Function* reduction, read_reduction(node));
  return parsed_as(Scatter{reduction});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape &x = node.shape(0), &indices = node.shape(1);
  const std::size_t rank = indices.rank();
  if (rank == 0 || indices[rank - 1] > static_cast<std::int64_t>(x.rank()))
    return node.error(ErrorCode::kInvalidShape, "its indices name more axes than its data has");
  Shape updates;
  for (std::size_t axis = 0; axis + 1 < rank; ++axis) updates.push_back(indices[axis]);
  for (auto axis = static_cast<std::size_t>(indices[rank - 1]); axis < x.rank(); ++axis)
    updates.push_back(x[axis]);
  if (node.shape(2) != updates)
    return node.error(ErrorCode::kInvalidShape,
                      "its updates should have the shape " + to_string(updates));
  // What is known at load is refused at load.
  if (const TensorPtr known = node.constant(1))
    for (std::int64_t slice = 0; slice < slices(node); ++slice)
      CNN_TRY(place(node, known->data<std::byte>().data(), slice));
  return one_output(node.input(0).type.dtype, x);
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const DType type = node.input(0).type.dtype;
  const std::size_t bytes = size_of(type);
  const std::int64_t length = slice_elements(node);
  const Function* reduction = node.parsed<Scatter>().reduction;
  const auto size = [bytes](std::int64_t count) { return static_cast<std::size_t>(count) * bytes; };
  auto* to = out.as<std::byte>(0);
  if (const std::size_t all = size(node.shape(0).elements())) std::memcpy(to, in.data(0), all);
  std::int64_t from = 0;
  for (std::int64_t slice = 0; length > 0 && slice < slices(node); ++slice) {
    CNN_ASSIGN(const std::int64_t at, place(node, in.data(1), slice));
    if (reduction)
      reduce(type, *reduction, in.data(2), from, to, at, length);
    else
      std::memcpy(to + size(at), in.as<std::byte>(2) + size(from), size(length));
    from += length;
  }
  return {};
}

constexpr Operator kTable[] = {
    {.type = "ScatterND",
     .help = "Puts values at given places of a tensor and leaves the others.",
     .attributes = kAttributes,
     .min_inputs = 3,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kAnyType,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "x, or the update that was put in its place",
     .parameters = "x; indices: places; updates: what is put there | reduction: how it is combined "
                   "with what was there",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> scatter_table() {
  return kTable;
}

}  // namespace cnn
