// Operators that pick or put single elements, each at a place that a tensor of indices names.
#include <cstring>
#include <string>

#include "ops/op.h"
#include "ops/rearrange/reduction.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAxis[] = {{"axis", AttributeSpec::kInt}};
constexpr AttributeSpec kBatchDims[] = {{"batch_dims", AttributeSpec::kInt}};
constexpr AttributeSpec kAxisReduction[] = {{"axis", AttributeSpec::kInt},
                                            {"reduction", AttributeSpec::kString}};

std::size_t size(std::int64_t value) {
  return static_cast<std::size_t>(value);
}

// Element number `place` of the indices, int64 or int32, counted from the start of an axis of
// `dim`. Errors: kInvalidModel where it lies outside.
Result<std::int64_t> index_at(const NodeView& node, const void* indices, std::int64_t place,
                              std::int64_t dim) {
  const std::int64_t index = node.input(1).type.dtype == DType::kInt64
                                 ? static_cast<const std::int64_t*>(indices)[place]
                                 : static_cast<const std::int32_t*>(indices)[place];
  if (index < -dim || index >= dim)
    return node.error(ErrorCode::kInvalidModel,
                      "its index " + decimal(index) + " is outside of an axis of " + decimal(dim));
  return index < 0 ? index + dim : index;
}

Result<void> check_integers(const NodeView& node) {
  const DType type = node.input(1).type.dtype;
  if (type == DType::kInt64 || type == DType::kInt32) return {};
  return node.error(ErrorCode::kInvalidModel, "its indices must be integers");
}

// ---- GatherElements and ScatterElements: indices replace the position along one axis ----

// What a node is parsed to.
struct Elements {
  std::size_t axis;
  const Function* reduction;  // of ScatterElements; null: updates replace
};

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_integers(node));
  const std::size_t rank = node.shape(0).rank();
  if (rank == 0 || node.shape(1).rank() != rank)
    return node.error(ErrorCode::kInvalidShape, "its indices must have as many axes as its data");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), rank, "axis"));
  for (std::size_t i = 0; i < rank; ++i)
    if (i != axis && node.shape(1)[i] > node.shape(0)[i])
      return node.error(ErrorCode::kInvalidShape, "its indices are longer than its data");
  CNN_ASSIGN(const Function* reduction, read_reduction(node));
  return parsed_as(Elements{axis, reduction});
}

// Calls visit(element of the indices, element of the data) for each index.
template <class Visit>
Result<void> visit_elements(const NodeView& node, const void* indices, Visit visit) {
  const Shape &x = node.shape(0), &shape = node.shape(1);
  const std::size_t axis = node.parsed<Elements>().axis;
  std::vector<std::int64_t> at(shape.rank());
  for (std::int64_t place = 0, count = shape.elements(); place < count; ++place) {
    CNN_ASSIGN(const std::int64_t index, index_at(node, indices, place, x[axis]));
    std::int64_t element = 0;
    for (std::size_t i = 0; i < x.rank(); ++i)
      element = element * x[i] + (i == axis ? index : at[i]);
    visit(place, element);
    for (std::size_t i = shape.rank(); i-- > 0 && ++at[i] == shape[i];) at[i] = 0;
  }
  return {};
}

Result<void> check_known(const NodeView& node) {
  const TensorPtr known = node.constant(1);
  if (!known) return {};
  return visit_elements(node, known->data<std::byte>().data(), [](std::int64_t, std::int64_t) {});
}

Result<std::vector<ValueType>> infer_gather(const NodeView& node) {
  CNN_TRY(check_known(node));
  return one_output(node.input(0).type.dtype, node.shape(1));
}

Result<void> typed_gather(const NodeView& node, Inputs in, Outputs out) {
  const std::size_t bytes = size_of(node.input(0).type.dtype);
  return visit_elements(node, in.data(1), [&](std::int64_t place, std::int64_t element) {
    std::memcpy(out.as<std::byte>(0) + size(place) * bytes,
                in.as<std::byte>(0) + size(element) * bytes, bytes);
  });
}

Result<std::vector<ValueType>> infer_scatter(const NodeView& node) {
  if (node.shape(2) != node.shape(1))
    return node.error(ErrorCode::kInvalidShape, "its updates and its indices differ in shape");
  if (node.input(2).type.dtype != node.input(0).type.dtype)
    return node.error(ErrorCode::kInvalidModel, "its updates have another type than its data");
  CNN_TRY(check_known(node));
  return one_output(node.input(0).type.dtype, node.shape(0));
}

Result<void> typed_scatter(const NodeView& node, Inputs in, Outputs out) {
  const DType type = node.input(0).type.dtype;
  const std::size_t bytes = size_of(type);
  const Function* reduction = node.parsed<Elements>().reduction;
  if (const std::size_t all = size(node.shape(0).elements()) * bytes)
    std::memcpy(out.data(0), in.data(0), all);
  return visit_elements(node, in.data(1), [&](std::int64_t place, std::int64_t element) {
    if (reduction)
      reduce(type, *reduction, in.data(2), place, out.data(0), element, 1);
    else
      std::memcpy(out.as<std::byte>(0) + size(element) * bytes,
                  in.as<std::byte>(2) + size(place) * bytes, bytes);
  });
}

// ---- GatherND: the last axis of the indices names the leading axes of the data ----

// What a node is parsed to.
struct Slices {
  std::size_t batch;    // leading axes that data and indices share
  std::size_t named;    // axes that an index names, behind those
  std::int64_t count;   // of indices, in one batch
  std::int64_t length;  // elements of a slice
};

Result<ParsedPtr> parse_slices(const NodeView& node) {
  const Shape &x = node.shape(0), &indices = node.shape(1);
  if (node.input(1).type.dtype != DType::kInt64)
    return node.error(ErrorCode::kInvalidModel, "its indices must be int64");
  const std::int64_t batch = node.get_int("batch_dims", 0);
  if (indices.rank() == 0 || batch < 0 || batch >= static_cast<std::int64_t>(indices.rank()) ||
      batch > static_cast<std::int64_t>(x.rank()))
    return node.error(ErrorCode::kInvalidModel, "it has too few axes for its batch_dims", {},
                      "batch_dims");
  const std::int64_t named = indices[indices.rank() - 1];
  if (named < 0 || named > static_cast<std::int64_t>(x.rank()) - batch)
    return node.error(ErrorCode::kInvalidShape, "its indices name more axes than its data has");
  for (std::size_t i = 0; i < size(batch); ++i)
    if (x[i] != indices[i])
      return node.error(ErrorCode::kInvalidShape, "its batches differ in size");
  return parsed_as(Slices{size(batch), size(named),
                          indices.elements(size(batch), indices.rank() - 1),
                          x.elements(size(batch + named), x.rank())});
}

// The first element of the slice that index number `place` names.
Result<std::int64_t> slice_at(const NodeView& node, const void* indices, std::int64_t place) {
  const auto& [batch, named, count, length] = node.parsed<Slices>();
  const Shape& x = node.shape(0);
  std::int64_t at = count ? place / count : 0;
  for (std::size_t i = 0; i < named; ++i) {
    const std::int64_t dim = x[batch + i];
    CNN_ASSIGN(
        const std::int64_t index,
        index_at(node, indices,
                 place * static_cast<std::int64_t>(named) + static_cast<std::int64_t>(i), dim));
    at = at * dim + index;
  }
  return at * length;
}

std::int64_t slices(const NodeView& node) {
  return node.shape(1).elements(0, node.shape(1).rank() - 1);
}

Result<std::vector<ValueType>> infer_slices(const NodeView& node) {
  const Shape &x = node.shape(0), &indices = node.shape(1);
  const auto& [batch, named, count, length] = node.parsed<Slices>();
  Shape result;
  for (std::size_t i = 0; i + 1 < indices.rank(); ++i) result.push_back(indices[i]);
  for (std::size_t i = batch + named; i < x.rank(); ++i) result.push_back(x[i]);
  if (const TensorPtr known = node.constant(1))
    for (std::int64_t place = 0; place < slices(node); ++place)
      CNN_TRY(slice_at(node, known->data<std::byte>().data(), place));
  return one_output(node.input(0).type.dtype, std::move(result));
}

Result<void> typed_slices(const NodeView& node, Inputs in, Outputs out) {
  const std::size_t bytes = size_of(node.input(0).type.dtype);
  const std::int64_t length = node.parsed<Slices>().length;
  auto* to = out.as<std::byte>(0);
  for (std::int64_t place = 0; length > 0 && place < slices(node); ++place) {
    CNN_ASSIGN(const std::int64_t at, slice_at(node, in.data(1), place));
    std::memcpy(to, in.as<std::byte>(0) + size(at) * bytes, size(length) * bytes);
    to += size(length) * bytes;
  }
  return {};
}

constexpr Operator scatter(std::string_view type) {
  return {.type = type,
          .help = "Puts single values at given places along an axis and leaves the others.",
          .attributes = kAxisReduction,
          .min_inputs = 3,
          .max_inputs = 3,
          .data_inputs = 3,
          .types = kAnyType,
          .parse = parse,
          .infer = infer_scatter,
          .typed = typed_scatter,
          .formula = "x, or the update that was put in its place",
          .parameters =
              "x; indices: places along the axis; updates: what is put there | axis=0: "
              "axis that the indices count along; reduction: how it is combined with "
              "what was there",
          .facts = any_of_x};
}

constexpr Operator kTable[] = {
    {.type = "GatherElements",
     .help = "Picks single values along an axis, each by an index of its own.",
     .attributes = kAxis,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kAnyType,
     .parse = parse,
     .infer = infer_gather,
     .typed = typed_gather,
     .formula = "the value that its index names",
     .parameters = "x; indices: which value each cell gets | axis=0: axis that they count along",
     .facts = any_of_x},
    {.type = "GatherND",
     .help = "Picks values or whole slices, each by a list of indices.",
     .attributes = kBatchDims,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kAnyType,
     .parse = parse_slices,
     .infer = infer_slices,
     .typed = typed_slices,
     .formula = "the value that its indices name",
     .parameters = "x; indices: a position along each leading axis | batch_dims=0: leading axes "
                   "that both share",
     .facts = any_of_x},
    scatter("Scatter"),
    scatter("ScatterElements"),
};

}  // namespace

std::span<const Operator> elements_table() {
  return kTable;
}

}  // namespace cnn
