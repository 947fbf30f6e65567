// What is picked by the data itself, so that only a run shows how much of it there is: NonZero,
// Compress.
#include <algorithm>
#include <utility>
#include <vector>

#include "ops/op.h"
#include "ops/rearrange/slices.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kCompress[] = {{"axis", AttributeSpec::kInt}};

// ---- NonZero ----

// Calls body(index) for every element that is not 0; NaN is not.
template <class Body>
void for_each_non_zero(const NodeView& node, Inputs in, Body body) {
  const DType type = in.type(0);
  const bool real = type == DType::kFloat32;
  for (std::int64_t i = 0; i < node.shape(0).elements(); ++i) {
    Wide value;
    widen(type, in.data(0), i, 1, 1, real, &value);
    if (real ? value.real != 0 : value.integer != 0) body(i);
  }
}

Result<std::int64_t> count_non_zero(const NodeView& node, Inputs in, Found&) {
  std::int64_t count = 0;
  for_each_non_zero(node, in, [&](std::int64_t) { ++count; });
  return count;
}

// A scalar is taken for a list of one.
Result<std::vector<ValueType>> infer_non_zero(const NodeView& node) {
  const auto rank = static_cast<std::int64_t>(std::max<std::size_t>(node.shape(0).rank(), 1));
  return one_output(DType::kInt64, Shape{rank, node.node().count});
}

// One row an axis, one column an element: where it stands along that axis.
Result<void> take_non_zero(const NodeView& node, Inputs in, const Found&, Outputs out) {
  const Shape& x = node.shape(0);
  const std::int64_t count = node.node().count;
  std::int64_t column = 0;
  for_each_non_zero(node, in, [&](std::int64_t index) {
    auto* to = out.as<std::int64_t>(0) + column++;
    if (x.rank() == 0) *to = 0;
    for (std::size_t axis = x.rank(); axis-- > 0; index /= x[axis])
      to[static_cast<std::int64_t>(axis) * count] = index % x[axis];
  });
  return {};
}

// ---- Compress ----

// A node is parsed to its Slices.
Result<ParsedPtr> parse_compress(const NodeView& node) {
  if (node.input(1).type.dtype != DType::kBool)
    return node.error(ErrorCode::kInvalidModel, "its condition is not of type bool");
  if (node.shape(1).rank() != 1)
    return node.error(ErrorCode::kInvalidShape, "its condition is no list");
  CNN_ASSIGN(Slices slices, read_slices(node));
  return parsed_as(std::move(slices));
}

// Positions that the condition keeps; it may be shorter than the axis.
template <class Body>
void for_each_kept(const NodeView& node, Inputs in, Body body) {
  const std::int64_t length = std::min(node.parsed<Slices>().length, node.shape(1).elements());
  const auto* keeps = in.as<std::uint8_t>(1);
  for (std::int64_t i = 0; i < length; ++i)
    if (keeps[i] != 0) body(i);
}

Result<std::int64_t> count_compress(const NodeView& node, Inputs in, Found&) {
  std::int64_t count = 0;
  for_each_kept(node, in, [&](std::int64_t) { ++count; });
  return count;
}

Result<std::vector<ValueType>> infer_compress(const NodeView& node) {
  return one_output(node.input(0).type.dtype, node.parsed<Slices>().with(node.node().count));
}

Result<void> take_compress(const NodeView& node, Inputs in, const Found&, Outputs out) {
  copy_slices(node.parsed<Slices>(), in, out, [&](auto keep) { for_each_kept(node, in, keep); });
  return {};
}

constexpr Operator kTable[] = {
    {.type = "NonZero",
     .help = "Lists where the values are not 0. How many there are, only a run shows.",
     .types = kAnyType,
     .infer = infer_non_zero,
     .count = count_non_zero,
     .take = take_non_zero,
     .formula = "where the next value that is not 0 stands along an axis",
     .parameters = "x",
     .facts = any_cells},
    {.type = "Compress",
     .help = "Keeps the slices whose condition holds. How many there are, only a run shows.",
     .attributes = kCompress,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kAnyType,
     .parse = parse_compress,
     .infer = infer_compress,
     .count = count_compress,
     .take = take_compress,
     .formula = "the value of the next slice that is kept",
     .parameters = "x; condition: which slices to keep | axis: axis of the slices, or none for the "
                   "values themselves",
     .facts = any_cells},
};

}  // namespace

Result<Slices> read_slices(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (!node.attribute("axis")) return Slices{1, x.elements(), 1, Shape{0}, 0};
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), x.rank(), "axis"));
  // Of an empty tensor the other axes may have any lengths.
  if (x.elements() == 0) return Slices{0, x[axis], 0, x, axis};
  return Slices{x.elements(0, axis), x[axis], x.elements(axis + 1, x.rank()), x, axis};
}

std::span<const Operator> counted_table() {
  return kTable;
}

}  // namespace cnn
