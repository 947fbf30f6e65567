// TopK: the largest or smallest values along an axis, and where they stand.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// k became an input at opset 10.
constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt},
                                         {"k", AttributeSpec::kInt, 9},
                                         {"largest", AttributeSpec::kInt},
                                         {"sorted", AttributeSpec::kInt}};

// What a node is parsed to. Those that need not be sorted are, too.
struct TopK {
  std::size_t axis;
  std::int64_t k;
  bool largest;
};

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() == 0) return node.error(ErrorCode::kInvalidModel, "its input is a scalar");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", -1), x.rank(), "axis"));
  std::int64_t k = node.get_int("k", -1);
  if (node.opset() >= 10) {
    if (!node.has_input(1)) return node.error(ErrorCode::kInvalidModel, "its input K is missing");
    CNN_ASSIGN(const std::vector<std::int64_t> given, integers(node, 1));
    k = given.size() == 1 ? given[0] : -1;
  }
  if (k < 0 || k > x[axis])
    return node.error(ErrorCode::kInvalidShape,
                      "it asks for " + decimal(k) + " of " + decimal(x[axis]) + " values");
  return parsed_as(TopK{axis, k, node.get_int("largest", 1) != 0});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const auto& [axis, k, largest] = node.parsed<TopK>();
  Shape result = node.shape(0);
  result[axis] = k;
  return std::vector<ValueType>{{node.input(0).type.dtype, result}, {DType::kInt64, result}};
}

// NaN counts as the largest value, as in NumPy and PyTorch.
bool less(double a, double b) {
  return a < b || (b != b && a == a);
}
bool less(std::int64_t a, std::int64_t b) {
  return a < b;
}

template <class Value>
void order_by(std::vector<std::int64_t>& order, bool largest, Value value) {
  const auto comes_first = [&](std::int64_t i, std::int64_t j) {
    const auto a = value(i), b = value(j);
    if (less(a, b)) return !largest;
    if (less(b, a)) return largest;
    return i < j;
  };
  std::ranges::make_heap(order, comes_first);
  std::ranges::sort_heap(order, comes_first);
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  const auto& [axis, k, largest] = node.parsed<TopK>();
  const DType type = in.type(0);
  const bool real = type == DType::kFloat32;
  const std::int64_t length = x[axis], inner = x.elements(axis + 1, x.rank());
  std::vector<Wide> values(static_cast<std::size_t>(length));
  std::vector<std::int64_t> order(values.size());
  const auto at = [&](std::int64_t i) { return values[static_cast<std::size_t>(i)]; };
  for (std::int64_t outer = 0; outer < x.elements(0, axis); ++outer)
    for (std::int64_t place = 0; place < inner; ++place) {
      widen(type, in.data(0), outer * length * inner + place, inner, values.size(), real,
            values.data());
      std::iota(order.begin(), order.end(), std::int64_t{0});
      if (real)
        order_by(order, largest, [&](std::int64_t i) { return at(i).real; });
      else
        order_by(order, largest, [&](std::int64_t i) { return at(i).integer; });
      for (std::int64_t rank = 0; rank < k; ++rank) {
        const std::int64_t chosen = order[static_cast<std::size_t>(rank)];
        const std::int64_t to = (outer * k + rank) * inner + place;
        const Wide value = at(chosen);
        narrow(&value, real, 1, type, out.data(0), to);
        if (out.size() > 1) out.as<std::int64_t>(1)[to] = chosen;
      }
    }
  return {};
}

// Each is one of the values along the axis.
Facts facts_of(const NodeView& node, std::size_t output) {
  const Shape& x = node.shape(0);
  const std::size_t axis = node.parsed<TopK>().axis;
  Facts facts{.terms = {x[axis]}};
  Read read = {"x", 0, {}, own_axes(x.rank())};
  read.axes[axis] = along(0);
  facts.reads.push_back(std::move(read));
  if (output == 1) facts.formula = "where that value stands along the axis";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "TopK",
     .help =
         "Sorts the values along an axis and keeps the first k: the most likely classes, or the "
         "boxes with the best scores.",
     .attributes = kAttributes,
     .max_inputs = 2,
     .max_outputs = 2,
     .types = kNumbers,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "the next largest value along the axis",
     .parameters = "x; k: how many | axis=-1: axis to sort along; largest=1: 0 keeps the smallest; "
                   "sorted=1: 0 leaves their order open; k: how many, before opset 10",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> top_k_table() {
  return kTable;
}

}  // namespace cnn
