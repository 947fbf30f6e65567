// Range: the numbers from a start to a limit. How many there are is the output's shape: where the
// three are not known at load, a run shows it.
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include "core/limits.h"
#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

bool is_real(const NodeView& node) {
  return node.input(0).type.dtype == DType::kFloat32;
}

Wide number(const NodeView& node, Inputs in, std::size_t index) {
  Wide result;
  widen(in.type(index), in.data(index), 0, 0, 1, is_real(node), &result);
  return result;
}

// Empty for a step of 0 and for numbers that are none.
std::optional<std::uint64_t> real_count(double start, double limit, double delta) {
  const double count = std::ceil((limit - start) / delta);
  if (!(count < 0x1p62) || delta == 0) return std::nullopt;
  return count > 0 ? static_cast<std::uint64_t>(count) : 0;
}

std::optional<std::uint64_t> integer_count(std::int64_t start, std::int64_t limit,
                                           std::int64_t delta) {
  if (delta == 0) return std::nullopt;
  if (delta > 0 ? start >= limit : start <= limit) return 0;
  // Without a sign no difference overflows.
  const auto from = static_cast<std::uint64_t>(start), to = static_cast<std::uint64_t>(limit);
  const auto step = static_cast<std::uint64_t>(delta);
  const std::uint64_t span = delta > 0 ? to - from : from - to;
  return (span - 1) / (delta > 0 ? step : 0 - step) + 1;
}

Result<std::int64_t> count(const NodeView& node, Inputs in, Found&) {
  for (std::size_t index = 0; index < 3; ++index)
    if (node.shape(index).elements() != 1 ||
        node.input(index).type.dtype != node.input(0).type.dtype)
      return node.error(ErrorCode::kInvalidModel, "its inputs must be three numbers of one type");
  const Wide start = number(node, in, 0), limit = number(node, in, 1), delta = number(node, in, 2);
  const auto count = is_real(node) ? real_count(start.real, limit.real, delta.real)
                                   : integer_count(start.integer, limit.integer, delta.integer);
  if (!count)
    return node.error(ErrorCode::kInvalidModel, "its step is 0, or a number of it is none");
  if (*count > static_cast<std::uint64_t>(limits::kMaxDim))
    return node.error(ErrorCode::kLimitExceeded, "it stands for " + decimal(*count) + " numbers");
  return static_cast<std::int64_t>(*count);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(node.input(0).type.dtype, Shape{node.node().count});
}

Result<void> take(const NodeView& node, Inputs in, const Found&, Outputs out) {
  const bool real = is_real(node);
  const Wide start = number(node, in, 0), delta = number(node, in, 2);
  for (std::int64_t i = 0; i < node.node().count; ++i) {
    Wide value;
    if (real)
      value.real = start.real + static_cast<double>(i) * delta.real;
    else
      value.integer = static_cast<std::int64_t>(static_cast<std::uint64_t>(start.integer) +
                                                static_cast<std::uint64_t>(i) *
                                                    static_cast<std::uint64_t>(delta.integer));
    narrow(&value, real, 1, out.type(0), out.data(0), i);
  }
  return {};
}

Facts facts_of(const NodeView&, std::size_t) {
  const Shape one = {1};
  return {.reads = {{"start", 0, one, {AxisRead()}},
                    {"limit", 1, one, {AxisRead()}},
                    {"delta", 2, one, {AxisRead()}}}};
}

constexpr Operator kTable[] = {
    {.type = "Range",
     .help = "The numbers from a start to a limit, in equal steps.",
     .min_inputs = 3,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kNumbers,
     .infer = infer,
     .count = count,
     .take = take,
     .formula = "start + position * delta",
     .parameters = "start: first number; limit: the numbers end before it; delta: from one number "
                   "to the next",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> range_table() {
  return kTable;
}

}  // namespace cnn
