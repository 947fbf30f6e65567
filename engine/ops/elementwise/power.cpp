// Pow, whose base and exponent may differ in type, and Mod.
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include "ops/elementwise/unary.h"
#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kModAttributes[] = {{"fmod", AttributeSpec::kInt}};

// The result has the first operand's type.
Result<std::vector<ValueType>> infer_broadcast(const NodeView& node) {
  auto shape = broadcast_shapes(node.shape(0), node.shape(1));
  if (!shape)
    return node.error(ErrorCode::kInvalidShape, "shapes " + to_string(node.shape(0)) + " and " +
                                                    to_string(node.shape(1)) + " do not broadcast");
  return one_output(node.input(0).type.dtype, std::move(*shape));
}

// Integers wrap around; one divided by zero has no result.
struct Power {
  std::optional<std::int64_t> operator()(std::int64_t base, std::int64_t exponent) const {
    if (exponent < 0) {
      if (base == 0) return std::nullopt;
      if (base != 1 && base != -1) return 0;
      exponent = exponent % 2 ? 1 : 2;  // 1 and -1 are their own inverse
    }
    auto square = static_cast<std::uint64_t>(base);
    std::uint64_t result = 1;
    for (auto left = static_cast<std::uint64_t>(exponent); left; left >>= 1, square *= square)
      if (left & 1) result *= square;
    return static_cast<std::int64_t>(result);
  }
  double operator()(double base, double exponent) const { return std::pow(base, exponent); }
};

// XNNPACK's function for the exponent, where that is one number for all elements: the square.
std::optional<xnn_unary_operator> known_power(const NodeView& node) {
  const TensorPtr exponent = node.constant(1);
  if (!exponent || exponent->dtype() != DType::kFloat32 || exponent->elements() != 1 ||
      node.output_shape(0) != node.shape(0))
    return std::nullopt;
  // Not the square root: of -infinity it is NaN, and the power is infinity.
  return exponent->data<float>()[0] == 2.0f ? std::optional(xnn_unary_square) : std::nullopt;
}

LayoutRule pow_layout(const NodeView& node) {
  return known_power(node) ? LayoutRule::kFollow : LayoutRule::kPlain;
}

Result<Step> lower_pow(LowerContext& context) {
  return lower_unary(context, *known_power(context.node), {});
}

// What a Mod is parsed to.
struct Mod {
  bool truncates;  // the remainder has the sign of the dividend, not of the divisor
};

Result<ParsedPtr> parse_mod(const NodeView& node) {
  const bool truncates = node.get_int("fmod", 0) != 0;
  if (node.input(0).type.dtype != node.input(1).type.dtype)
    return node.error(ErrorCode::kInvalidModel, "its inputs have different types");
  if (node.input(0).type.dtype == DType::kFloat32 && !truncates)
    return node.error(ErrorCode::kInvalidModel, "of float32 numbers it needs fmod = 1", {}, "fmod");
  return parsed_as(Mod{truncates});
}

// The remainder has the sign of the dividend.
struct Remainder {
  std::optional<std::int64_t> operator()(std::int64_t a, std::int64_t b) const {
    if (b == 0) return std::nullopt;
    return b == -1 ? 0 : a % b;
  }
  double operator()(double a, double b) const { return std::fmod(a, b); }
};

// The remainder has the sign of the divisor.
struct Modulus {
  std::optional<std::int64_t> operator()(std::int64_t a, std::int64_t b) const {
    const auto rest = Remainder()(a, b);
    return rest && *rest != 0 && (*rest < 0) != (b < 0) ? *rest + b : rest;
  }
};

constexpr Function kModulus = {integer_row<Modulus>, nullptr};

Result<void> typed_mod(const NodeView& node, Inputs in, Outputs out) {
  return node.parsed<Mod>().truncates ? combine_inputs<kFunctionOf<Remainder>>(node, in, out)
                                      : combine_inputs<kModulus>(node, in, out);
}

Facts mod_facts(const NodeView& node, std::size_t output) {
  Facts facts = same_cell(node, output);
  if (node.parsed<Mod>().truncates) facts.formula = "a - b * trunc(a / b)";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Pow",
     .help = "Raises every value of the first tensor to a power: its square, its root, ...",
     .attributes = kBroadcastAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kNumbers,
     .layout = pow_layout,
     .infer = infer_broadcast,
     .lower = lower_pow,
     .typed = combine_inputs<kFunctionOf<Power>>,
     .formula = "a ^ b",
     .parameters = "a: base; b: exponent | broadcast=0: 1 repeats b where it is smaller (opset 6)",
     .facts = same_cell},
    {.type = "Mod",
     .help = "What is left of a division, element by element.",
     .attributes = kModAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kNumbers,
     .parse = parse_mod,
     .infer = infer_broadcast,
     .typed = typed_mod,
     .formula = "a - b * floor(a / b)",
     .parameters = "a; b | fmod=0: 1 for the sign of a, not that of b",
     .facts = mod_facts},
};

}  // namespace

std::span<const Operator> power_table() {
  return kTable;
}

}  // namespace cnn
