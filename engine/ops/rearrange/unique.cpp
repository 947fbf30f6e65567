// Unique: each value, or each slice along an axis, once. How many there are, only a run shows.
#include <algorithm>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/ledger.h"
#include "core/text.h"
#include "ops/op.h"
#include "ops/rearrange/slices.h"
#include "ops/support/facts.h"
#include "ops/support/outputs.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"axis", AttributeSpec::kInt},
    {"sorted", AttributeSpec::kInt},
};

// What a node is parsed to.
struct Unique {
  Slices slices;  // those that are compared
  bool sorted;
};

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(Slices slices, read_slices(node));
  return parsed_as(Unique{std::move(slices), node.get_int("sorted", 1) != 0});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Slices& slices = node.parsed<Unique>().slices;
  const std::int64_t count = node.node().count;
  std::vector<ValueType> types = {{node.input(0).type.dtype, slices.with(count)}};
  for (const std::int64_t length : {count, slices.length, count})
    types.push_back({DType::kInt64, Shape{length}});
  types.resize(node.output_count());
  return types;
}

Wide element(const NodeView& node, Inputs in, std::int64_t slice, std::int64_t index) {
  const auto& [outer, length, inner, result, axis] = node.parsed<Unique>().slices;
  const std::int64_t at = (index / inner * length + slice) * inner + index % inner;
  Wide value;
  widen(in.type(0), in.data(0), at, 1, 1, in.type(0) == DType::kFloat32, &value);
  return value;
}

// -1, 0 or 1; NaN is equal to itself, and behind all numbers.
int compare(const NodeView& node, Inputs in, std::int64_t a, std::int64_t b) {
  const Slices& slices = node.parsed<Unique>().slices;
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
  const auto& [slices, sorted] = node.parsed<Unique>();
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
  if (!sorted) {
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

// Where nothing was left to keep what was found, it is looked for again.
Result<void> take(const NodeView& node, Inputs in, const Found& kept, Outputs out) {
  const Slices& slices = node.parsed<Unique>().slices;
  const auto length = static_cast<std::size_t>(slices.length);
  Found again;
  if (kept.empty()) CNN_TRY(count(node, in, again));
  const Found& found = kept.empty() ? again : kept;
  const std::span groups = std::span(found).first(length),
                  firsts = std::span(found).subspan(length);
  copy_slices(slices, in, out, [&](auto keep) { std::ranges::for_each(firsts, keep); });
  const auto list = [&](std::size_t index) { return named_output<std::int64_t>(node, out, index); };
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
