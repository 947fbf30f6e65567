// ArgMax and ArgMin: where along an axis the largest or smallest value stands.
#include <algorithm>
#include <cstdint>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"axis", AttributeSpec::kInt},
    {"keepdims", AttributeSpec::kInt},
    {"select_last_index", AttributeSpec::kInt},
};

// What a node is parsed to.
struct ArgMax {
  std::size_t axis;
  bool keeps_axis;      // with length 1
  bool smallest, last;  // of equal ones the last, not the first
};

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() == 0) return node.error(ErrorCode::kInvalidModel, "its input is a scalar");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), x.rank(), "axis"));
  if (x[axis] == 0)
    return node.error(ErrorCode::kInvalidShape, "the largest of no values is not defined");
  // keepdims: as in reduce.cpp.
  return parsed_as(ArgMax{axis, node.get_int("keepdims", 1) == 1, node.node().op == "ArgMin",
                          node.get_int("select_last_index", 0) != 0});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  const auto& [axis, keeps_axis, smallest, last] = node.parsed<ArgMax>();
  Shape result;
  for (std::size_t i = 0; i < x.rank(); ++i)
    if (i != axis || keeps_axis) result.push_back(i == axis ? 1 : x[i]);
  return one_output(DType::kInt64, std::move(result));
}

constexpr std::int64_t kBlock = 256;

// The best value so far of each of some places side by side, and where it stands.
struct Best {
  bool smallest, last;  // of equal ones the last, not the first

  template <class T>
  bool wins(T value, T old) const {
    return (smallest ? value < old : value > old) || (last && value == old);
  }

  void update(std::int64_t index, const Wide* row, std::size_t count, bool real, Wide* best,
              std::int64_t* where) const {
    for (std::size_t i = 0; i < count; ++i) {
      const bool better = index == 0 || (real ? wins(row[i].real, best[i].real)
                                              : wins(row[i].integer, best[i].integer));
      if (better) best[i] = row[i], where[i] = index;
    }
  }
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  const auto& [axis, keeps_axis, smallest, last] = node.parsed<ArgMax>();
  const DType type = in.type(0);
  const bool real = type == DType::kFloat32;
  const Best rule{smallest, last};
  const std::int64_t length = x[axis], inner = x.elements(axis + 1, x.rank());
  const std::int64_t outer = x.elements(0, axis);
  // Places side by side: along the inner axes or, where there are none, along the outer ones.
  const std::int64_t step = inner == 1 ? length : 1, run = inner == 1 ? outer : inner;
  auto* where = out.as<std::int64_t>(0);
  Wide row[kBlock], best[kBlock];
  for (std::int64_t base = 0; base < outer * length * inner; base += run * length) {
    for (std::int64_t start = 0; start < run; start += kBlock) {
      const auto count = static_cast<std::size_t>(std::min(kBlock, run - start));
      for (std::int64_t index = 0; index < length; ++index) {
        widen(type, in.data(0), base + start * step + index * inner, step, count, real, row);
        rule.update(index, row, count, real, best, where);
      }
      where += count;
    }
  }
  return {};
}

Facts facts_of(const NodeView& node, std::size_t) {
  const Shape& x = node.shape(0);
  const std::size_t axis = node.parsed<ArgMax>().axis;
  const bool keep = node.parsed<ArgMax>().keeps_axis;
  Facts facts{.terms = {x[axis]}};
  Read read = {"x"};
  for (std::size_t i = 0; i < x.rank(); ++i)
    read.axes.push_back(i == axis ? along(0) : at(i > axis && !keep ? i - 1 : i));
  facts.reads.push_back(std::move(read));
  return facts;
}

constexpr Operator row(std::string_view type, std::string_view help, std::string_view formula) {
  return {.type = type,
          .help = help,
          .attributes = kAttributes,
          .types = kNumbers,
          .parse = parse,
          .infer = infer,
          .typed = typed,
          .formula = formula,
          .parameters =
              "x | axis=0: axis to look along; keepdims=1: 0 drops it; "
              "select_last_index=0: 1 takes the last of equal ones",
          .facts = facts_of};
}

constexpr Operator kTable[] = {
    row("ArgMax", "Says where along an axis the largest value stands: the most likely class.",
        "argmax(x)"),
    row("ArgMin", "Says where along an axis the smallest value stands.", "argmin(x)"),
};

}  // namespace

std::span<const Operator> arg_max_table() {
  return kTable;
}

}  // namespace cnn
