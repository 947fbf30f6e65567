#include <cstring>
#include <string>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt}};

// What a node is parsed to.
struct Gather {
  std::size_t axis;
};

std::size_t axis_of(const NodeView& node) {
  return node.parsed<Gather>().axis;
}

std::int64_t index_at(const NodeView& node, const void* indices, std::int64_t place) {
  return node.input(1).type.dtype == DType::kInt64
             ? static_cast<const std::int64_t*>(indices)[place]
             : static_cast<const std::int32_t*>(indices)[place];
}

Result<void> check_indices(const NodeView& node, const void* indices) {
  const std::int64_t dim = node.shape(0)[axis_of(node)];
  for (std::int64_t place = 0, count = node.shape(1).elements(); place < count; ++place) {
    const std::int64_t index = index_at(node, indices, place);
    if (index < -dim || index >= dim)
      return node.error(ErrorCode::kInvalidModel, "its index " + decimal(index) +
                                                      " is outside of an axis of " + decimal(dim));
  }
  return {};
}

Result<ParsedPtr> parse(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  const DType type = node.input(1).type.dtype;
  if (type != DType::kInt64 && type != DType::kInt32)
    return node.error(ErrorCode::kInvalidModel, "its indices must be integers");
  if (rank == 0) return node.error(ErrorCode::kInvalidModel, "its data is a scalar");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), rank, "axis"));
  return parsed_as(Gather{axis});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  const std::size_t axis = axis_of(node);
  // What is known at load is refused at load.
  if (const TensorPtr known = node.constant(1))
    CNN_TRY(check_indices(node, known->data<std::byte>().data()));
  Shape result;
  for (std::size_t i = 0; i < axis; ++i) result.push_back(x[i]);
  for (const std::int64_t dim : node.shape(1).dims()) result.push_back(dim);
  for (std::size_t i = axis + 1; i < x.rank(); ++i) result.push_back(x[i]);
  return one_output(node.input(0).type.dtype, std::move(result));
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  CNN_TRY(check_indices(node, in.data(1)));
  const Shape& x = node.shape(0);
  const std::size_t axis = axis_of(node);
  const auto length =
      static_cast<std::size_t>(x.elements(axis + 1, x.rank())) * size_of(node.input(0).type.dtype);
  const std::int64_t blocks = x.elements(0, axis), count = node.shape(1).elements();
  const auto* source = in.as<std::byte>(0);
  auto* target = out.as<std::byte>(0);
  for (std::int64_t block = 0; length > 0 && block < blocks; ++block) {
    for (std::int64_t place = 0; place < count; ++place, target += length) {
      const std::int64_t index = index_at(node, in.data(1), place);  // negative: from the end
      const auto at = static_cast<std::size_t>(index < 0 ? index + x[axis] : index);
      std::memcpy(target, source + at * length, length);
    }
    source += static_cast<std::size_t>(x[axis]) * length;
  }
  return {};
}

// The output with the axes of the indices as one.
Facts facts_of(const NodeView& node, std::size_t) {
  const Shape& x = node.shape(0);
  const std::size_t axis = axis_of(node);
  const std::int64_t count = node.shape(1).elements();
  Facts facts{.reads = {{"x", 0, {}, own_axes(x.rank())}}, .out = x};
  facts.out[axis] = count;
  AxisRead& picked = facts.reads[0].axes[axis];
  const TensorPtr known = node.constant(1);
  if (!known) {
    picked = along(0);
    facts.terms = {x[axis]};
    facts.reads.push_back({"index", 1, {count}, {at(axis)}});
    return facts;
  }
  for (std::int64_t place = 0; place < count; ++place) {
    const std::int64_t index = index_at(node, known->data<std::byte>().data(), place);
    picked.table.push_back(index < 0 ? index + x[axis] : index);
  }
  facts.formula = "x";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Gather",
     .help = "Picks entries by their number, for example one of a shape's dimensions.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kAnyType,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "take(x, index)",
     .parameters = "x; index: which entries to pick | axis=0: axis that is picked from",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> gather_table() {
  return kTable;
}

}  // namespace cnn
