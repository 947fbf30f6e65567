// Unique: each value, or each slice along an axis, once. How many there are, only a run shows.
#include <algorithm>
#include <cstring>
#include <numeric>
#include <span>
#include <vector>

#include "core/ledger.h"
#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"axis", AttributeSpec::kInt},
    {"sorted", AttributeSpec::kInt},
};

// What a node is parsed to: the input as [outer, length, inner], of which slices along the middle
// axis are compared.
struct Slices {
  std::int64_t outer, length, inner;
  Shape result;  // with the length of the axis `axis` still to be filled in
  std::size_t axis;
  bool sorted;
};

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  const bool sorted = node.get_int("sorted", 1) != 0;
  if (!node.attribute("axis")) return parsed_as(Slices{1, x.elements(), 1, Shape{0}, 0, sorted});
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), x.rank(), "axis"));
  return parsed_as(
      Slices{x.elements(0, axis), x[axis], x.elements(axis + 1, x.rank()), x, axis, sorted});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Slices& slices = node.parsed<Slices>();
  const std::int64_t count = node.node().count;
  Shape result = slices.result;
  result[slices.axis] = count;
  std::vector<ValueType> types = {{node.input(0).type.dtype, std::move(result)}};
  for (const std::int64_t length : {count, slices.length, count})
    types.push_back({DType::kInt64, Shape{length}});
  types.resize(node.output_count());
  return types;
}

Wide element(const NodeView& node, Inputs in, std::int64_t slice, std::int64_t index) {
  const auto& [outer, length, inner, result, axis, sorted] = node.parsed<Slices>();
  const std::int64_t at = (index / inner * length + slice) * inner + index % inner;
  Wide value;
  widen(in.type(0), in.data(0), at, 1, 1, in.type(0) == DType::kFloat32, &value);
  return value;
}

// -1, 0 or 1; NaN is equal to itself, and behind all numbers.
int compare(const NodeView& node, Inputs in, std::int64_t a, std::int64_t b) {
  const Slices& slices = node.parsed<Slices>();
  const bool real = in.type(0) == DType::kFloat32;
  for (std::int64_t i = 0; i < slices.outer * slices.inner; ++i) {
    const Wide x = element(node, in, a, i), y = element(node, in, b, i);
    if (!real && x.integer != y.integer) return x.integer < y.integer ? -1 : 1;
    if (!real || x.real == y.real) continue;
    const bool no_x = x.real != x.real, no_y = y.real != y.real;
    if (no_x != no_y || !no_x) return no_y || x.real < y.real ? -1 : 1;
  }
  return 0;
}

// Leaves the number of its group for each slice, then the first slice of each group.
Result<std::int64_t> count(const NodeView& node, Inputs in, Found& found) {
  const Slices& slices = node.parsed<Slices>();
  const auto length = static_cast<std::size_t>(slices.length);
  Held held;  // for the lists below, and `found`, which takes twice its content while it grows
  if (!held.grow(6 * length * sizeof(std::int64_t)))
    return node.error(ErrorCode::kOutOfMemory,
                      "sorting its " + decimal(slices.length) + " slices needs too much memory");
  std::vector<std::int64_t> order(length), firsts;
  firsts.reserve(length);
  std::iota(order.begin(), order.end(), std::int64_t{0});
  const auto before = [&](std::int64_t a, std::int64_t b) {
    const int way = compare(node, in, a, b);
    return way == 0 ? a < b : way < 0;
  };
  std::ranges::make_heap(order, before);
  std::ranges::sort_heap(order, before);
  found.assign(length, 0);
  for (std::size_t i = 0; i < length; ++i) {
    if (i == 0 || compare(node, in, order[i - 1], order[i]) != 0) firsts.push_back(order[i]);
    found[static_cast<std::size_t>(order[i])] = firsts.back();
  }
  if (!slices.sorted) {
    std::ranges::make_heap(firsts);
    std::ranges::sort_heap(firsts);
  }
  std::vector<std::int64_t> groups(length);  // by first slice
  for (std::size_t group = 0; group < firsts.size(); ++group)
    groups[static_cast<std::size_t>(firsts[group])] = static_cast<std::int64_t>(group);
  for (std::int64_t& first : found) first = groups[static_cast<std::size_t>(first)];
  found.insert(found.end(), firsts.begin(), firsts.end());
  return static_cast<std::int64_t>(firsts.size());
}

void take_slices(const NodeView& node, Inputs in, std::span<const std::int64_t> firsts,
                 Outputs out) {
  const Slices& slices = node.parsed<Slices>();
  const std::size_t bytes = static_cast<std::size_t>(slices.inner) * size_of(in.type(0));
  const auto* from = in.as<std::byte>(0);
  auto* to = out.as<std::byte>(0);
  for (std::int64_t outer = 0; outer < slices.outer; ++outer)
    for (const std::int64_t first : firsts) {
      const std::int64_t slice = outer * slices.length + first;
      std::memcpy(to, from + static_cast<std::size_t>(slice) * bytes, bytes);
      to += bytes;
    }
}

// Where nothing was left to keep what was found, it is looked for again.
Result<void> take(const NodeView& node, Inputs in, const Found& kept, Outputs out) {
  const auto length = static_cast<std::size_t>(node.parsed<Slices>().length);
  Found again;
  if (kept.empty()) CNN_TRY(count(node, in, again));
  const Found& found = kept.empty() ? again : kept;
  const std::span groups = std::span(found).first(length),
                  firsts = std::span(found).subspan(length);
  take_slices(node, in, firsts, out);
  std::size_t next = 1;  // outputs without a name are left out
  const auto list = [&](std::size_t index) {
    const bool wanted = index < node.output_count() && node.has_output(index);
    return wanted ? out.as<std::int64_t>(next++) : nullptr;
  };
  if (auto* to = list(1)) std::ranges::copy(firsts, to);
  if (auto* to = list(2)) std::ranges::copy(groups, to);
  auto* counts = list(3);
  if (!counts) return {};
  std::fill_n(counts, firsts.size(), std::int64_t{0});
  for (const std::int64_t group : groups) ++counts[group];
  return {};
}

constexpr Operator kTable[] = {
    {.type = "Unique",
     .help = "Keeps each value once. How many there are, only a run shows.",
     .attributes = kAttributes,
     .max_outputs = 4,
     .types = kAnyType,
     .parse = parse,
     .infer = infer,
     .count = count,
     .take = take,
     .formula = "the next value that no earlier one is equal to",
     .parameters = "x | axis: axis of the slices that are compared, or none for the values "
                   "themselves; sorted=1: 0 keeps them in the order in which they come",
     .facts = any_cells},
};

}  // namespace

std::span<const Operator> unique_table() {
  return kTable;
}

}  // namespace cnn
