// How far scores are from labels, as training networks compute it. SoftmaxCrossEntropyLoss gives
// way to a LogSoftmax and a NegativeLogLikelihoodLoss (session_standard.cpp).
#include <cstdint>
#include <string>
#include <string_view>

#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"ignore_index", AttributeSpec::kInt},
    {"reduction", AttributeSpec::kString},
};

enum class Total : std::uint8_t { kNone, kSum, kMean };

// What a node is parsed to.
struct Loss {
  Total total;
  bool ignores;  // whether there is a label that does not count
  std::int64_t ignored;
};

Result<Total> read_total(const NodeView& node) {
  const std::string_view given = node.get_string("reduction", "mean");
  if (given == "mean") return Total::kMean;
  if (given == "sum") return Total::kSum;
  if (given == "none") return Total::kNone;
  return node.error(ErrorCode::kUnsupported, "reduction " + quoted(given) + " is not supported", {},
                    "reduction");
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(const Total total, read_total(node));
  return parsed_as(
      Loss{total, node.attribute("ignore_index") != nullptr, node.get_int("ignore_index", 0)});
}

// Scores [batch, classes, ...] and labels [batch, ...].
Result<void> check_shapes(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() < 2)
    return node.error(ErrorCode::kInvalidShape, "its scores " + to_string(x) + " have no classes");
  Shape labels = {x[0]};
  for (std::size_t axis = 2; axis < x.rank(); ++axis) labels.push_back(x[axis]);
  if (node.shape(1) != labels)
    return node.error(ErrorCode::kInvalidShape, "its labels " + to_string(node.shape(1)) +
                                                    " do not fit its scores " + to_string(x));
  if (node.has_input(2) && node.shape(2) != Shape{x[1]})
    return node.error(ErrorCode::kInvalidShape, "its weights " + to_string(node.shape(2)) +
                                                    " are not one a class of " + to_string(x));
  return {};
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const auto type = [&](std::size_t index) { return node.input(index).type.dtype; };
  const DType labels = type(1);
  if (type(0) != DType::kFloat32 || (node.has_input(2) && type(2) != DType::kFloat32))
    return node.error(ErrorCode::kInvalidModel, "its scores and weights must be float");
  if (labels != DType::kInt64 && labels != DType::kInt32)
    return node.error(ErrorCode::kInvalidModel, "its labels must be int64 or int32");
  CNN_TRY(check_shapes(node));
  return one_output(DType::kFloat32,
                    node.parsed<Loss>().total == Total::kNone ? node.shape(1) : Shape{});
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Loss& loss = node.parsed<Loss>();
  const Shape& x = node.shape(0);
  const std::int64_t classes = x[1], inner = x.elements(2, x.rank());
  const float* weights = node.has_input(2) ? in[2] : nullptr;
  double sum = 0, counted = 0;
  for (std::int64_t i = 0; i < node.shape(1).elements(); ++i) {
    Wide label;
    widen(in.type(1), in.data(1), i, 1, 1, false, &label);
    const std::int64_t which = label.integer;
    const bool counts = !(loss.ignores && which == loss.ignored);
    if (counts && (which < 0 || which >= classes))
      return node.error(ErrorCode::kInvalidModel, "its label " + decimal(which) + " is none of " +
                                                      decimal(classes) + " classes");
    const double weight = !counts ? 0 : weights ? weights[which] : 1;
    const double one =
        counts ? -weight * in[0][(i / inner * classes + which) * inner + i % inner] : 0;
    if (loss.total == Total::kNone) out[0][i] = static_cast<float>(one);
    sum += one;
    counted += weight;
  }
  if (loss.total != Total::kNone)
    out[0][0] = static_cast<float>(loss.total == Total::kMean ? sum / counted : sum);
  return {};
}

constexpr Operator kTable[] = {
    {.type = "NegativeLogLikelihoodLoss",
     .help = "How far scores are from labels: the mean of the right classes' scores, negated.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kFloatOnly | dtypes(DType::kInt64, DType::kInt32),
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "mean(-weight * x)",
     .parameters = "x: logarithms of probabilities; labels: the right classes; weight: of each "
                   "class | reduction=mean: sum, or none for every place; ignore_index: a label "
                   "that does not count",
     .facts = any_cells},
    {.type = "SoftmaxCrossEntropyLoss",
     .help = "How far scores are from labels: the mean of the logarithms of the right classes' "
             "probabilities, negated.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .max_outputs = 2,
     .formula = "mean(-weight * log(share(x, y)))",
     .parameters = "x: scores; labels: the right classes; weight: of each class | reduction=mean: "
                   "sum, or none for every place; ignore_index: a label that does not count",
     .facts = any_cells},
};

}  // namespace

std::span<const Operator> loss_table() {
  return kTable;
}

}  // namespace cnn
