// Functions of one number at a time. Bounds (Relu, Clip) have a family of their own, since they
// fuse.
#include "kernels/elementwise.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text.h"
#include "ops/elementwise/fused.h"
#include "ops/elementwise/unary.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/parallel.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAlpha[] = {{"alpha", AttributeSpec::kFloat}};
constexpr AttributeSpec kAlphaBeta[] = {{"alpha", AttributeSpec::kFloat},
                                        {"beta", AttributeSpec::kFloat}};
constexpr AttributeSpec kAlphaGamma[] = {{"alpha", AttributeSpec::kFloat},
                                         {"gamma", AttributeSpec::kFloat}};
constexpr AttributeSpec kApproximate[] = {{"approximate", AttributeSpec::kString}};

// What differs between the operators of this family. a, b: the attributes, see below.
struct Function {
  std::string_view type;
  double (*plain)(double x, double a, double b);
  elementwise::Loop loop = nullptr;  // null: XNNPACK's; with neither, the plain loop runs
  xnn_unary_operator xnnpack = xnn_unary_invalid;
  float a = 0;                 // "alpha" where the node does not have it
  std::string_view name = {};  // of a second attribute
  float b = 0;                 // where the node does not have it
};

double elu(double x, double alpha) {
  return x < 0 ? alpha * std::expm1(x) : x;
}

double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

constexpr double kSqrt2 = 1.4142135623730951, kSqrt8OverPi = 1.5957691216057308;

constexpr Function kFunctions[] = {
    {"Abs", [](double x, double, double) { return std::abs(x); }, nullptr, xnn_unary_abs},
    {"Ceil", [](double x, double, double) { return std::ceil(x); }, nullptr, xnn_unary_ceiling},
    {"Celu", [](double x, double a, double) { return x < 0 ? a * std::expm1(x / a) : x; },
     elementwise::celu, xnn_unary_invalid, 1},
    {"Elu", [](double x, double a, double) { return elu(x, a); }, elementwise::elu,
     xnn_unary_invalid, 1},
    {"Erf", [](double x, double, double) { return std::erf(x); }, elementwise::erf},
    {"Exp", [](double x, double, double) { return std::exp(x); }, elementwise::exp},
    {"Floor", [](double x, double, double) { return std::floor(x); }, nullptr, xnn_unary_floor},
    {"Gelu", [](double x, double, double) { return x * std::erfc(-x / kSqrt2) / 2; },
     elementwise::gelu},
    {"tanh",  // Gelu's approximation
     [](double x, double, double) {
       return x / (1 + std::exp(-kSqrt8OverPi * (x + 0.044715 * x * x * x)));
     },
     elementwise::gelu_tanh},
    {"HardSigmoid", [](double x, double a, double b) { return std::clamp(a * x + b, 0.0, 1.0); },
     elementwise::hard_sigmoid, xnn_unary_invalid, 0.2f, "beta", 0.5f},
    {"HardSwish", [](double x, double, double) { return x * std::clamp(x / 6 + 0.5, 0.0, 1.0); },
     nullptr, xnn_unary_hardswish},
    {"LeakyRelu", [](double x, double a, double) { return x < 0 ? a * x : x; }, nullptr,
     xnn_unary_leaky_relu, 0.01f},
    {"Log", [](double x, double, double) { return std::log(x); }, elementwise::log},
    {"Mish", [](double x, double, double) { return x * std::tanh(softplus(x)); },
     elementwise::mish},
    {"Neg", [](double x, double, double) { return -x; }, nullptr, xnn_unary_negate},
    {"Reciprocal", [](double x, double, double) { return 1 / x; }, elementwise::reciprocal},
    {"Round", [](double x, double, double) { return std::nearbyint(x); }, nullptr,
     xnn_unary_bankers_rounding},
    {"Selu", [](double x, double a, double b) { return b * elu(x, a); }, elementwise::selu,
     xnn_unary_invalid, 1.67326319217681884765625f, "gamma", 1.05070102214813232421875f},
    {"Sigmoid", [](double x, double, double) { return 1 / (1 + std::exp(-x)); }, nullptr,
     xnn_unary_sigmoid},
    {"Sign", [](double x, double, double) { return x > 0   ? 1
                                                   : x < 0 ? -1
                                                           : x; },
     elementwise::sign},
    {kSilu, [](double x, double, double) { return x / (1 + std::exp(-x)); }, elementwise::silu},
    {"Softplus", [](double x, double, double) { return softplus(x); }, elementwise::softplus},
    {"Softsign", [](double x, double, double) { return x / (1 + std::abs(x)); },
     elementwise::softsign},
    {"Sqrt", [](double x, double, double) { return std::sqrt(x); }, nullptr, xnn_unary_square_root},
    {"Tanh", [](double x, double, double) { return std::tanh(x); }, nullptr, xnn_unary_tanh},
    {"ThresholdedRelu", [](double x, double a, double) { return x > a ? x : 0; },
     elementwise::thresholded_relu, xnn_unary_invalid, 1},
};

// What a node is parsed to: the function with a and b as the node has them.
const Function& function_of(const NodeView& node) {
  return node.parsed<Function>();
}

// Every type of the table has a function.
Result<ParsedPtr> parse(const NodeView& node) {
  const std::string_view variant = node.get_string("approximate", "none");
  if (variant != "none" && variant != "tanh")
    return node.error(ErrorCode::kUnsupported,
                      "the approximation " + quoted(variant) + " is not known", {}, "approximate");
  const std::string_view type = variant == "none" ? node.node().op : variant;
  Function function = *std::ranges::find(kFunctions, type, &Function::type);
  function.a = node.get_float("alpha", function.a);
  function.b = node.get_float(function.name, function.b);
  return parsed_as(function);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(node.input(0).type.dtype, node.shape(0));
}

// XNNPACK refuses a slope that is no finite number.
LayoutRule layout(const NodeView& node) {
  const Function& function = function_of(node);
  const bool simd = function.loop || function.xnnpack != xnn_unary_invalid;
  return simd && std::isfinite(function.a) ? LayoutRule::kFollow : LayoutRule::kPlain;
}

constexpr std::int64_t kTile = 1 << 14;  // numbers a thread takes at once

// Where there are gaps between the pixels of the input or the output.
Step lower_pixels(const LowerContext& context, const Function& function) {
  const Shape& x = context.node.shape(0);
  const auto from = static_cast<std::int64_t>(pixel_stride(context.in_stride, x));
  const auto to = static_cast<std::int64_t>(pixel_stride(context.out_stride, x));
  const std::int64_t channels = x[1], pixels = x.elements() / channels;
  Step step;
  step.body = [=, threads = context.running](Inputs in, Outputs out) {
    parallel(*threads, pixels, kTile / channels + 1, [&](std::int64_t first, std::int64_t count) {
      for (std::int64_t pixel = first; pixel < first + count; ++pixel)
        elementwise::run(function.loop, channels, in[0] + pixel * from, out[0] + pixel * to,
                         function.a, function.b);
    });
  };
  return step;
}

Result<Step> lower(LowerContext& context) {
  const Function& function = function_of(context.node);
  if (!function.loop) {
    xnn_unary_params params{};
    if (function.xnnpack == xnn_unary_leaky_relu) params.leaky_relu = {function.a};
    return lower_unary(context, function.xnnpack, params);
  }
  if (context.in_stride || context.out_stride) return lower_pixels(context, function);
  Step step;
  step.body = [function, threads = context.running, total = context.node.shape(0).elements()](
                  Inputs in, Outputs out) {
    parallel(*threads, total, kTile, [&](std::int64_t first, std::int64_t count) {
      elementwise::run(function.loop, count, in[0] + first, out[0] + first, function.a, function.b);
    });
  };
  return step;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Function& function = function_of(node);
  for (std::int64_t i = 0, count = node.shape(0).elements(); i < count; ++i)
    out[0][i] = static_cast<float>(function.plain(in[0][i], function.a, function.b));
}

// ---- integers ----

// Abs, Neg and Sign. The smallest number has no opposite: it stays, as in NumPy.
template <class T>
void map_integers(const NodeView& node, Inputs in, Outputs out) {
  const std::string_view op = node.node().op;
  const T* x = in.as<T>(0);
  std::transform(x, x + node.shape(0).elements(), out.as<T>(0), [op](T value) -> T {
    if (op == "Sign") return static_cast<T>((value > 0) - (value < 0));
    const bool turn = op == "Neg" || value < 0;
    return turn ? static_cast<T>(0 - static_cast<std::uint64_t>(value)) : value;
  });
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  if (in.type(0) == DType::kInt64)
    map_integers<std::int64_t>(node, in, out);
  else
    map_integers<std::int32_t>(node, in, out);
  return {};
}

// Gelu's approximation has a formula of its own.
Facts facts_of(const NodeView& node, std::size_t output) {
  Facts facts = same_cell(node, output);
  if (function_of(node).type == "tanh")
    facts.formula = "x / (1 + exp(-1.5957691216 * (x + 0.044715 * x ^ 3)))";
  return facts;
}

constexpr Operator row(std::string_view type, std::string_view help, std::string_view formula,
                       std::span<const AttributeSpec> attributes = {},
                       std::string_view parameters = "x") {
  return {.type = type,
          .help = help,
          .attributes = attributes,
          .in_place = true,
          .strided = always_strided,
          .layout = layout,
          .parse = parse,
          .infer = infer,
          .lower = lower,
          .plain = plain,
          .formula = formula,
          .parameters = parameters,
          .facts = facts_of};
}

constexpr Operator integers_too(Operator operator_row) {
  operator_row.types = kFloatOnly | dtypes(DType::kInt64, DType::kInt32);
  operator_row.typed = typed;
  return operator_row;
}

constexpr Operator kTable[] = {
    row("Sigmoid", "Squeezes every value into the range from 0 to 1.", "1 / (1 + exp(-x))"),
    row("Tanh", "Squeezes every value into the range from -1 to 1.", "tanh(x)"),
    row("LeakyRelu", "Keeps positive values and shrinks negative ones.", "if(x < 0, alpha * x, x)",
        kAlpha, "x | alpha=0.01: slope of negative values"),
    row("HardSigmoid", "A sigmoid made of three straight lines.",
        "min(1, max(0, alpha * x + beta))", kAlphaBeta,
        "x | alpha=0.2: slope of the middle line; beta=0.5: its value at zero"),
    row("HardSwish", "Multiplies every value by its hard sigmoid: near zero for negative ones.",
        "x * min(1, max(0, x / 6 + 0.5))"),
    row(kSilu, "Multiplies every value by its sigmoid: near zero for negative ones.",
        "x / (1 + exp(-x))"),
    row("Gelu", "Multiplies every value by the share of a normal distribution below it.",
        "x * (1 + erf(x / sqrt(2))) / 2", kApproximate,
        "x | approximate: tanh for a quicker formula"),
    row("Mish", "A smooth Relu that dips a little below zero.", "x * tanh(log(1 + exp(x)))"),
    row("Elu", "Keeps positive values; negative ones level off at -alpha.",
        "if(x < 0, alpha * (exp(x) - 1), x)", kAlpha,
        "x | alpha=1: where negative values level off"),
    row("Selu", "Elu, scaled so that values keep their mean and spread from layer to layer.",
        "gamma * if(x < 0, alpha * (exp(x) - 1), x)", kAlphaGamma,
        "x | alpha=1.6732632: where negative values level off; gamma=1.050701: scale of all "
        "values"),
    row("Celu", "Elu with the same slope on both sides of zero.",
        "if(x < 0, alpha * (exp(x / alpha) - 1), x)", kAlpha,
        "x | alpha=1: where negative values level off"),
    row("Softplus", "A smooth Relu: the logarithm of 1 + e^x.", "log(1 + exp(x))"),
    row("Softsign", "Squeezes every value into the range from -1 to 1, slowly.",
        "x / (1 + abs(x))"),
    row("ThresholdedRelu", "Keeps values above a threshold and sets the others to zero.",
        "if(x <= alpha, 0, x)", kAlpha, "x | alpha=1: threshold"),
    row("Erf", "The error function, from -1 to 1; exporters write Gelu with it.", "erf(x)"),
    row("Exp", "Raises e to every value.", "exp(x)"),
    row("Log", "The natural logarithm of every value.", "log(x)"),
    row("Sqrt", "The square root of every value.", "sqrt(x)"),
    row("Reciprocal", "Divides 1 by every value.", "1 / x"),
    row("Floor", "Rounds every value down.", "floor(x)"),
    row("Ceil", "Rounds every value up.", "ceil(x)"),
    row("Round", "Rounds every value to the nearest integer, halves to the even one.", "round(x)"),
    integers_too(row("Abs", "Drops the sign of every value.", "abs(x)")),
    integers_too(row("Neg", "Turns the sign of every value.", "-x")),
    integers_too(
        row("Sign", "Says of every value whether it is positive, zero or negative.", "sign(x)")),
};

}  // namespace

std::span<const Operator> elementwise_table() {
  return kTable;
}

}  // namespace cnn
