// Range: the numbers from a start to a limit. How many there are is the output's shape, so the
// three are constants.
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

Wide number(const NodeView& node, std::size_t index) {
  const TensorPtr tensor = node.constant(index);
  Wide result;
  widen(tensor->dtype(), tensor->data<std::byte>().data(), 0, 0, 1, is_real(node), &result);
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

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const DType type = node.input(0).type.dtype;
  for (std::size_t index = 0; index < 3; ++index) {
    const TensorPtr tensor = node.constant(index);
    if (!tensor)
      return node.error(ErrorCode::kUnsupported,
                        "its input " + quoted(node.input(index).name) + " is computed at run time");
    if (tensor->elements() != 1 || tensor->dtype() != type)
      return node.error(ErrorCode::kInvalidModel, "its inputs must be three numbers of one type");
  }
  const Wide start = number(node, 0), limit = number(node, 1), delta = number(node, 2);
  const auto count = is_real(node) ? real_count(start.real, limit.real, delta.real)
                                   : integer_count(start.integer, limit.integer, delta.integer);
  if (!count)
    return node.error(ErrorCode::kInvalidModel, "its step is 0, or a number of it is none");
  if (*count > static_cast<std::uint64_t>(limits::kMaxDim))
    return node.error(ErrorCode::kLimitExceeded, "it stands for " + decimal(*count) + " numbers");
  return one_output(type, Shape{static_cast<std::int64_t>(*count)});
}

Result<void> typed(const NodeView& node, Inputs, Outputs out) {
  const bool real = is_real(node);
  const Wide start = number(node, 0), delta = number(node, 2);
  for (std::int64_t i = 0; i < node.output_shape(0)[0]; ++i) {
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
     .data_inputs = 0,
     .types = kNumbers,
     .infer = infer,
     .typed = typed,
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
