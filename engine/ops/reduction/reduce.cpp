// What is left of some axes: a mean, a sum, the largest value, ...
#include "kernels/reduce.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/view.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"axes", AttributeSpec::kInts},
    {"keepdims", AttributeSpec::kInt},
    {"noop_with_empty_axes", AttributeSpec::kInt},
};

// What differs between the operators of this family.
struct Reducer {
  std::string_view type;
  Reduction kind;
  double (*finish)(double result, double count) = nullptr;  // null: nothing is left to do
};

constexpr Reducer kReducers[] = {
    {"ReduceMean", Reduction::kSum, [](double sum, double count) { return sum / count; }},
    {"ReduceSum", Reduction::kSum},
    {"ReduceMax", Reduction::kLargest},
    {"ReduceMin", Reduction::kSmallest},
    {"ReduceProd", Reduction::kProduct},
    {"ReduceL1", Reduction::kMagnitudes},
    {"ReduceL2", Reduction::kSquares, [](double sum, double) { return std::sqrt(sum); }},
    {"ReduceSumSquare", Reduction::kSquares},
    {"ReduceLogSum", Reduction::kSum, [](double sum, double) { return std::log(sum); }},
};

// What a node is parsed to.
struct Reduced {
  const Reducer* reducer;  // of every type but ReduceLogSumExp
  Flags axes;              // which are reduced
  bool keeps_axes;         // with length 1
};

const Reducer& reducer_of(const NodeView& node) {
  return *node.parsed<Reduced>().reducer;
}

bool keeps_axes(const NodeView& node) {
  return node.parsed<Reduced>().keeps_axes;
}

const Flags& reduced(const NodeView& node) {
  return node.parsed<Reduced>().axes;
}

// Without a list all are reduced, unless noop_with_empty_axes asks for none.
Result<Flags> read_axes(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  CNN_ASSIGN(const auto axes, setting(node, "axes", 1));
  if (axes && !axes->empty()) return named_axes(node, *axes, rank);
  return Flags(rank, node.get_int("noop_with_empty_axes", 0) == 0);
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(Flags axes, read_axes(node));
  const auto reducer = std::ranges::find(kReducers, node.node().op, &Reducer::type);
  // As in onnxruntime, no other number than 1 keeps the axes.
  return parsed_as(Reduced{reducer == std::end(kReducers) ? nullptr : reducer, std::move(axes),
                           node.get_int("keepdims", 1) == 1});
}

// noop_with_empty_axes: every element is a group of its own, and ReduceSumSquare squares it.
bool reduces_nothing(const NodeView& node) {
  return node.shape(0).rank() > 0 && std::ranges::count(reduced(node), true) == 0;
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  const Flags& axes = reduced(node);
  Shape result;
  for (std::size_t axis = 0; axis < x.rank(); ++axis)
    if (!axes[axis] || keeps_axes(node)) result.push_back(axes[axis] ? 1 : x[axis]);
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Dropped axes leave the order of what stays: with height and width gone, channels last are N, C.
LayoutRule layout(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (reduces_nothing(node) || !node.parsed<Reduced>().reducer) return LayoutRule::kPlain;
  if (keeps_axes(node)) return LayoutRule::kFollow;
  const Flags& axes = reduced(node);
  return x.rank() == 4 && axes[2] && axes[3] ? LayoutRule::kNhwc : LayoutRule::kAsIs;
}

// Neighbouring axes of the same kind as one.
std::vector<Run> runs_of(const NodeView& node, Layout layout) {
  const Shape& x = node.shape(0);
  const Flags& axes = reduced(node);
  std::vector<Run> runs;
  for (const std::size_t axis : physical_axes(x.rank(), layout)) {
    if (x[axis] == 1) continue;
    if (runs.empty() || runs.back().reduced != axes[axis])
      runs.push_back({x[axis], axes[axis] != 0});
    else
      runs.back().size *= x[axis];
  }
  return runs;
}

Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  const std::int64_t groups = node.output_shape(0).elements();
  const auto count = static_cast<double>(node.shape(0).elements() / groups);
  Step step;
  step.body = [reducer = reducer_of(node), runs = runs_of(node, context.layout), groups, count](
                  Inputs in, Outputs out) {
    reduce(reducer.kind, runs, in[0], out[0]);
    if (!reducer.finish) return;
    for (std::int64_t group = 0; group < groups; ++group)
      out[0][group] = static_cast<float>(reducer.finish(out[0][group], count));
  };
  return step;
}

// The input as a view: the axes that stay outside, in order, then the reduced ones.
struct Grouped {
  Strided stay, gone;
};

Grouped grouped(const NodeView& node) {
  const std::vector<Run> runs = runs_of(node, Layout::kAsIs);
  std::vector<std::int64_t> sizes;
  for (const Run& run : runs) sizes.push_back(run.size);
  const std::vector<std::int64_t> steps = dense_steps(sizes);
  Grouped result;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    Strided& part = runs[i].reduced ? result.gone : result.stay;
    part.sizes.push_back(sizes[i]);
    part.steps.push_back(steps[i]);
  }
  return result;
}

// The place in the tensor of the view's element `index`. The outermost axis takes what is left, so
// that a view of one axis needs no division.
std::int64_t place(const Strided& view, std::int64_t index) {
  if (view.sizes.empty()) return 0;
  std::int64_t at = 0;
  for (std::size_t axis = view.sizes.size(); axis-- > 1; index /= view.sizes[axis])
    at += index % view.sizes[axis] * view.steps[axis];
  return at + index * view.steps[0];
}

// What a reduction of no elements gives, as ONNX says: a sum is 0, a product 1, the largest is
// below all numbers and the smallest above, and a mean is none.
float of_nothing(std::string_view op) {
  constexpr float kMost = std::numeric_limits<float>::infinity();
  if (op == "ReduceProd") return 1;
  if (op == "ReduceMin") return kMost;
  if (op == "ReduceMax" || op == "ReduceLogSum" || op == "ReduceLogSumExp") return -kMost;
  return op == "ReduceMean" ? std::numeric_limits<float>::quiet_NaN() : 0;
}

// For every group of elements that are reduced together: to[group] = result(elements), where
// elements(i) is the i-th of `count`.
template <class Function>
void for_each_group(const NodeView& node, const float* from, float* to, Function result) {
  const auto [stay, gone] = grouped(node);
  const std::int64_t groups = node.output_shape(0).elements();
  if (node.shape(0).elements() == 0) {
    std::fill_n(to, groups, of_nothing(node.node().op));
    return;
  }
  const std::int64_t count = node.shape(0).elements() / groups;
  for (std::int64_t group = 0; group < groups; ++group) {
    const float* first = from + place(stay, group);
    to[group] =
        static_cast<float>(result([&](std::int64_t i) { return first[place(gone, i)]; }, count));
  }
}

double take(Reduction kind, double before, double x) {
  switch (kind) {
    // NaN is neither larger nor smaller, and stays.
    case Reduction::kLargest: return before >= x || std::isnan(before) ? before : x;
    case Reduction::kSmallest: return before <= x || std::isnan(before) ? before : x;
    case Reduction::kSum: return before + x;
    case Reduction::kMagnitudes: return before + std::abs(x);
    case Reduction::kSquares: return before + x * x;
    case Reduction::kProduct: return before * x;
  }
  return before;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Reducer& reducer = reducer_of(node);
  const bool extreme = reducer.kind == Reduction::kLargest || reducer.kind == Reduction::kSmallest;
  for_each_group(node, in[0], out[0], [&](auto element, std::int64_t count) {
    double result = extreme ? element(0) : reducer.kind == Reduction::kProduct ? 1.0 : 0.0;
    for (std::int64_t i = 0; i < count; ++i) result = take(reducer.kind, result, element(i));
    const auto stored = static_cast<float>(result);  // as where it overflows, in `lower`
    return reducer.finish ? reducer.finish(stored, static_cast<double>(count)) : double{stored};
  });
}

// The largest value is taken out of the sum: it keeps e^x from overflowing.
void plain_log_sum_exp(const NodeView& node, Inputs in, Outputs out) {
  for_each_group(node, in[0], out[0], [](auto element, std::int64_t count) {
    double largest = element(0), sum = 0;
    for (std::int64_t i = 1; i < count; ++i) largest = std::max<double>(largest, element(i));
    if (std::isinf(largest)) return largest;
    for (std::int64_t i = 0; i < count; ++i) sum += std::exp(element(i) - largest);
    return largest + std::log(sum);
  });
}

// ---- integers ----

// Cut to an integer, toward zero. What is too large becomes the largest one, and what no integer is
// the smallest, as in onnxruntime.
std::int64_t cut(double x, std::int64_t least) {
  const auto most = -static_cast<double>(least);
  if (x >= most) return -(least + 1);
  return x > -most ? static_cast<std::int64_t>(x) : least;
}

// As onnxruntime in double, in which few sums overflow; only the largest and the smallest are
// exact. Without a reducer a ReduceLogSumExp, every e^x of which onnxruntime cuts to an integer as
// well: those of the largest alone are not 0.
template <class Element>
std::int64_t reduce_integers(const Reducer* reducer, std::int64_t least, std::int64_t count,
                             Element element) {
  const Reduction kind = reducer ? reducer->kind : Reduction::kLargest;
  if (kind == Reduction::kLargest || kind == Reduction::kSmallest) {
    const bool largest = kind == Reduction::kLargest;
    const std::int64_t of_nothing = largest ? least : -(least + 1);
    std::int64_t result = count ? element(0) : of_nothing, equal = 0;
    for (std::int64_t i = 1; i < count; ++i)
      result = largest ? std::max(result, element(i)) : std::min(result, element(i));
    if (reducer) return result;
    for (std::int64_t i = 0; i < count; ++i) equal += element(i) == result;
    return count ? result + cut(std::log(static_cast<double>(equal)), least) : least;
  }
  if (count == 0 && reducer == kReducers) return 0;  // a mean
  double result = kind == Reduction::kProduct ? 1 : 0;
  for (std::int64_t i = 0; i < count; ++i)
    result = take(kind, result, static_cast<double>(element(i)));
  return cut(reducer->finish ? reducer->finish(result, static_cast<double>(count)) : result, least);
}

// The smallest number of an integer type.
std::int64_t least_of(DType type) {
  switch (type) {
    case DType::kInt64: return std::numeric_limits<std::int64_t>::min();
    case DType::kInt32: return std::numeric_limits<std::int32_t>::min();
    case DType::kInt8: return std::numeric_limits<std::int8_t>::min();
    default: return 0;
  }
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const DType type = in.type(0);
  const auto [stay, gone] = grouped(node);
  const std::int64_t groups = node.output_shape(0).elements();
  for (std::int64_t group = 0; group < groups; ++group) {
    const std::int64_t first = place(stay, group);
    const auto element = [&](std::int64_t i) {
      Wide value;
      widen(type, in.data(0), first + place(gone, i), 1, 1, false, &value);
      return value.integer;
    };
    Wide result;
    result.integer = reduce_integers(node.parsed<Reduced>().reducer, least_of(type),
                                     node.shape(0).elements() / groups, element);
    narrow(&result, false, 1, type, out.data(0), group);
  }
  return {};
}

Facts facts_of(const NodeView& node, std::size_t) {
  const Shape& x = node.shape(0);
  const Flags& axes = reduced(node);
  Facts facts;
  Read read = {"x"};
  std::size_t next = 0;
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    read.axes.push_back(axes[axis] ? along(facts.terms.size()) : at(next));
    if (axes[axis]) facts.terms.push_back(x[axis]);
    next += !axes[axis] || keeps_axes(node);
  }
  facts.reads.push_back(std::move(read));
  return facts;
}

constexpr Operator row(std::string_view type, std::string_view help, std::string_view formula) {
  return {.type = type,
          .help = help,
          .attributes = kAttributes,
          .max_inputs = 2,
          .types = kFloatOnly | dtypes(DType::kInt64, DType::kInt32),
          .layout = layout,
          .parse = parse,
          .infer = infer,
          .lower = lower,
          .plain = plain,
          .typed = typed,
          .formula = formula,
          .parameters =
              "x; axes: those that go, all without it | axes: those that go, all without "
              "it; keepdims=1: 0 drops them; noop_with_empty_axes=0: 1 keeps all",
          .facts = facts_of};
}

constexpr Operator without_simd(Operator operator_row) {
  operator_row.lower = nullptr;
  operator_row.plain = plain_log_sum_exp;
  return operator_row;
}

// Any and all, of truth.
constexpr Operator of_any_type(Operator operator_row) {
  operator_row.types = kAnyType;
  return operator_row;
}

constexpr Operator kTable[] = {
    row("ReduceMean", "Averages along some axes, usually over each channel's whole map.",
        "mean(x)"),
    row("ReduceSum", "Adds up along some axes.", "sum(x)"),
    of_any_type(row("ReduceMax", "Keeps the largest value along some axes.", "max(x)")),
    of_any_type(row("ReduceMin", "Keeps the smallest value along some axes.", "min(x)")),
    row("ReduceProd", "Multiplies all values along some axes.", "product(x)"),
    row("ReduceL1", "Adds up the sizes of values along some axes.", "sum(abs(x))"),
    row("ReduceL2", "The length of the vector along some axes: the root of the sum of squares.",
        "sqrt(sum(x ^ 2))"),
    row("ReduceSumSquare", "Adds up the squares of values along some axes.", "sum(x ^ 2)"),
    row("ReduceLogSum", "The logarithm of the sum along some axes.", "log(sum(x))"),
    without_simd(row("ReduceLogSumExp", "The logarithm of the sum of e^x along some axes.",
                     "log(sum(exp(x)))")),
};

}  // namespace

std::span<const Operator> reduce_table() {
  return kTable;
}

}  // namespace cnn
