// Operators on two or more tensors, element by element, with repetition where shapes differ.
#include <limits>
#include <optional>
#include <string>

#include "kernels/add.h"
#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/support/parallel.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result = node.shape(0);
  for (std::size_t index = 0; index < node.input_count(); ++index) {
    if (!node.has_input(index)) return node.error(ErrorCode::kInvalidModel, "an input is missing");
    const Shape& next = node.shape(index);
    if (node.input(index).type.dtype != node.input(0).type.dtype)
      return node.error(ErrorCode::kInvalidModel, "its inputs have different types");
    const auto both = broadcast_shapes(result, next);
    if (!both)
      return node.error(ErrorCode::kInvalidShape, "shapes " + to_string(result) + " and " +
                                                      to_string(next) + " do not broadcast");
    result = *both;
  }
  return one_output(node.input(0).type.dtype, std::move(result));
}

struct Minus {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
  }
  double operator()(double a, double b) const { return a - b; }
};
struct Quotient {
  std::optional<std::int64_t> operator()(std::int64_t a, std::int64_t b) const {
    if (b == 0) return std::nullopt;
    return b == -1 ? Minus()(0, a) : a / b;  // the least integer by -1 wraps around
  }
  double operator()(double a, double b) const { return a / b; }
};

template <xnn_binary_operator kType>
Result<Step> lower(LowerContext& context) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_binary_elementwise_nd(kType, xnn_datatype_fp32, nullptr, nullptr,
                                                         nullptr, 0, &op)));
  Step step;
  step.op.reset(op);
  // Channels last reorders the axes, so an operand of lower rank is first brought to the full one.
  const std::size_t rank = node.output_shape(0).rank();
  const auto a = physical_dims(padded(node.shape(0), rank), context.layout);
  const auto b = physical_dims(padded(node.shape(1), rank), context.layout);
  CNN_TRY(backend(node, xnn_reshape_binary_elementwise_nd(op, a.size(), a.data(), b.size(),
                                                          b.data(), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_binary_elementwise_nd(op, in[0], in[1], out[0]);
  };
  return step;
}

// XNNPACK adds without bounds, so that an Add with a Relu fused into it is ours.
bool adds_alike(const NodeView& node) {
  return node.shape(0) == node.output_shape(0) && node.shape(1) == node.output_shape(0);
}

constexpr std::int64_t kTile = 4096;  // floats: three arrays of it stay in the first-level cache

Result<Step> lower_add(LowerContext& context) {
  const Node& node = context.node.node();
  const float low = node.output_min, high = node.output_max;
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  if (low == -kInfinity && high == kInfinity) return lower<xnn_binary_add>(context);
  const std::int64_t total = context.node.output_shape(0).elements();
  Step step;
  step.body = [low, high, total, threads = context.running](Inputs in, Outputs out) {
    parallel(*threads, total, kTile, [&](std::int64_t first, std::int64_t count) {
      add_clamped(in[0] + first, in[1] + first, low, high, static_cast<std::size_t>(count),
                  out[0] + first);
    });
  };
  return step;
}

// XNNPACK takes two operands of at most six axes.
LayoutRule layout(const NodeView& node) {
  const bool fits = node.input_count() == 2 && node.output_shape(0).rank() <= XNN_MAX_TENSOR_DIMS;
  return fits ? LayoutRule::kFollow : LayoutRule::kPlain;
}

constexpr Operator kTable[] = {
    {.type = "Add",
     .help = "Adds two tensors element by element; a residual connection ends in one.",
     .attributes = kBroadcastAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b11,
     .clamps_for = adds_alike,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower_add,
     .typed = combine_inputs<kFunctionOf<Plus>>,
     .formula = "a + b",
     .parameters = "a; b | broadcast=0: 1 repeats b where it is smaller (opset 6)",
     .facts = same_cell},
    {.type = "Sub",
     .help = "Subtracts the second tensor from the first, element by element.",
     .attributes = kBroadcastAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower<xnn_binary_subtract>,
     .typed = combine_inputs<kFunctionOf<Minus>>,
     .formula = "a - b",
     .parameters = "a; b | broadcast=0: 1 repeats b where it is smaller (opset 6)",
     .facts = same_cell},
    {.type = "Mul",
     .help = "Multiplies two tensors element by element; gates and attention weights use it.",
     .attributes = kBroadcastAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b11,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower<xnn_binary_multiply>,
     .typed = combine_inputs<kFunctionOf<Times>>,
     .formula = "a * b",
     .parameters = "a; b | broadcast=0: 1 repeats b where it is smaller (opset 6)",
     .facts = same_cell},
    {.type = "Div",
     .help = "Divides the first tensor by the second, element by element.",
     .attributes = kBroadcastAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower<xnn_binary_divide>,
     .typed = combine_inputs<kFunctionOf<Quotient>>,
     .formula = "a / b",
     .parameters = "a; b | broadcast=0: 1 repeats b where it is smaller (opset 6)",
     .facts = same_cell},
    {.type = "Sum",
     .help = "Adds tensors element by element; a residual connection may end in one.",
     .max_inputs = kAllInputs,
     .data_inputs = kAllInputs,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower<xnn_binary_add>,
     .typed = combine_inputs<kFunctionOf<Plus>>,
     .formula = "sum(x)",
     .parameters = "x",
     .facts = same_cell},
    {.type = "Max",
     .help = "Keeps the largest of the tensors' values at each place.",
     .max_inputs = kAllInputs,
     .data_inputs = kAllInputs,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower<xnn_binary_maximum>,
     .typed = combine_inputs<kFunctionOf<Maximum>>,
     .formula = "max(x)",
     .parameters = "x",
     .facts = same_cell},
    {.type = "Min",
     .help = "Keeps the smallest of the tensors' values at each place.",
     .max_inputs = kAllInputs,
     .data_inputs = kAllInputs,
     .in_place = true,
     .types = kNumbers,
     .layout = layout,
     .infer = infer,
     .lower = lower<xnn_binary_minimum>,
     .typed = combine_inputs<kFunctionOf<Minimum>>,
     .formula = "min(x)",
     .parameters = "x",
     .facts = same_cell},
};

}  // namespace

std::span<const Operator> arithmetic_table() {
  return kTable;
}

}  // namespace cnn
