// Functions of one number that few networks use: no SIMD loops.
#include <algorithm>
#include <cmath>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAlpha[] = {{"alpha", AttributeSpec::kFloat}};
constexpr AttributeSpec kShrink[] = {{"bias", AttributeSpec::kFloat},
                                     {"lambd", AttributeSpec::kFloat}};
constexpr AttributeSpec kIsInf[] = {{"detect_negative", AttributeSpec::kInt},
                                    {"detect_positive", AttributeSpec::kInt}};

// a, b: the attributes, where the operator has any.
struct Function {
  std::string_view type;
  double (*of)(double x, double a, double b);
  std::string_view first = {};  // attribute a
  float a = 0;                  // where the node does not have it
  std::string_view second = {};
  float b = 0;
};

constexpr Function kFunctions[] = {
    {"Acos", [](double x, double, double) { return std::acos(x); }},
    {"Acosh", [](double x, double, double) { return std::acosh(x); }},
    {"Asin", [](double x, double, double) { return std::asin(x); }},
    {"Asinh", [](double x, double, double) { return std::asinh(x); }},
    {"Atan", [](double x, double, double) { return std::atan(x); }},
    {"Atanh", [](double x, double, double) { return std::atanh(x); }},
    {"Cos", [](double x, double, double) { return std::cos(x); }},
    {"Cosh", [](double x, double, double) { return std::cosh(x); }},
    {"Shrink",
     [](double x, double bias, double lambd) {
       if (x < -lambd) return x + bias;
       return x > lambd ? x - bias : x != x ? x : 0.0;
     },
     "bias", 0, "lambd", 0.5f},
    {"Sin", [](double x, double, double) { return std::sin(x); }},
    {"Sinh", [](double x, double, double) { return std::sinh(x); }},
    {"Swish", [](double x, double alpha, double) { return x / (1 + std::exp(-alpha * x)); },
     "alpha", 1},
    {"Tan", [](double x, double, double) { return std::tan(x); }},
};

Result<ParsedPtr> parse(const NodeView& node) {
  Function function =
      *std::ranges::find(kFunctions, std::string_view(node.node().op), &Function::type);
  if (!function.first.empty()) function.a = node.get_float(function.first, function.a);
  if (!function.second.empty()) function.b = node.get_float(function.second, function.b);
  return parsed_as(function);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Function& function = node.parsed<Function>();
  std::transform(in[0], in[0] + node.shape(0).elements(), out[0], [&](float x) {
    return static_cast<float>(function.of(x, function.a, function.b));
  });
  return {};
}

// ---- IsNaN, IsInf ----

// What an IsInf is parsed to.
struct Infinities {
  bool negative, positive;
};

Result<ParsedPtr> parse_infinities(const NodeView& node) {
  return parsed_as(
      Infinities{node.get_int("detect_negative", 1) != 0, node.get_int("detect_positive", 1) != 0});
}

Result<std::vector<ValueType>> infer_truth(const NodeView& node) {
  return one_output(DType::kBool, node.shape(0));
}

Result<void> typed_nan(const NodeView& node, Inputs in, Outputs out) {
  std::transform(in[0], in[0] + node.shape(0).elements(), out.as<std::uint8_t>(0),
                 [](float x) -> std::uint8_t { return x != x; });
  return {};
}

Result<void> typed_infinity(const NodeView& node, Inputs in, Outputs out) {
  const auto& [negative, positive] = node.parsed<Infinities>();
  std::transform(
      in[0], in[0] + node.shape(0).elements(), out.as<std::uint8_t>(0),
      [&](float x) -> std::uint8_t { return std::isinf(x) && (x < 0 ? negative : positive); });
  return {};
}

constexpr Operator row(std::string_view type, std::string_view help, std::string_view formula,
                       std::span<const AttributeSpec> attributes = {},
                       std::string_view parameters = "x") {
  return {.type = type,
          .help = help,
          .attributes = attributes,
          .in_place = true,
          .parse = parse,
          .infer = infer,
          .typed = typed,
          .formula = formula,
          .parameters = parameters,
          .facts = same_cell};
}

constexpr Operator kTable[] = {
    row("Acos", "The angle whose cosine is the value, in radians.", "acos(x)"),
    row("Acosh", "The inverse of the hyperbolic cosine.", "log(x + sqrt(x ^ 2 - 1))"),
    row("Asin", "The angle whose sine is the value, in radians.", "asin(x)"),
    row("Asinh", "The inverse of the hyperbolic sine.", "log(x + sqrt(x ^ 2 + 1))"),
    row("Atan", "The angle whose tangent is the value, in radians.", "atan(x)"),
    row("Atanh", "The inverse of the hyperbolic tangent.", "log((1 + x) / (1 - x)) / 2"),
    row("Cos", "The cosine of every value, which is an angle in radians.", "cos(x)"),
    row("Cosh", "The hyperbolic cosine of every value.", "(exp(x) + exp(-x)) / 2"),
    row("Shrink", "Moves values toward zero; small ones become zero.",
        "if(x < -lambd, x + bias, if(x > lambd, x - bias, 0))", kShrink,
        "x | bias=0: how far values move; lambd=0.5: values up to it, of either sign, become zero"),
    row("Sin", "The sine of every value, which is an angle in radians.", "sin(x)"),
    row("Sinh", "The hyperbolic sine of every value.", "(exp(x) - exp(-x)) / 2"),
    row("Swish", "Multiplies every value by a sigmoid of it: near zero for negative ones.",
        "x / (1 + exp(-alpha * x))", kAlpha, "x | alpha=1: how steep the sigmoid is"),
    row("Tan", "The tangent of every value, which is an angle in radians.", "tan(x)"),
    {.type = "IsNaN",
     .help = "Says of every value whether it is NaN, not a number.",
     .infer = infer_truth,
     .typed = typed_nan,
     .formula = "1 where x is NaN, else 0",
     .parameters = "x",
     .facts = same_cell},
    {.type = "IsInf",
     .help = "Says of every value whether it is infinite.",
     .attributes = kIsInf,
     .parse = parse_infinities,
     .infer = infer_truth,
     .typed = typed_infinity,
     .formula = "1 where x is infinite, else 0",
     .parameters =
         "x | detect_negative=1: 0 leaves out minus infinity; detect_positive=1: 0 leaves "
         "out plus infinity",
     .facts = same_cell},
};

}  // namespace

std::span<const Operator> function_table() {
  return kTable;
}

}  // namespace cnn
