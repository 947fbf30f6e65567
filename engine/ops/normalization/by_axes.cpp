// Normalisations that few classifiers use: LpNormalization, MeanVarianceNormalization,
// RMSNormalization, and BatchNormalization of weights, by their own mean and variance.
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "ops/normalization/batch_norm.h"
#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/support/outputs.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kLp[] = {{"axis", AttributeSpec::kInt}, {"p", AttributeSpec::kInt}};
constexpr AttributeSpec kAxes[] = {{"axes", AttributeSpec::kInts}};
constexpr AttributeSpec kRms[] = {{"axis", AttributeSpec::kInt},
                                  {"epsilon", AttributeSpec::kFloat},
                                  {"stash_type", AttributeSpec::kInt}};

// What a node is parsed to: the elements that are normalised together are those that agree in all
// other axes.
struct Together {
  Flags axes;
  std::int64_t p = 2;
  double epsilon = 0;
  double momentum = 0;  // of a BatchNormalization
};

Result<void> check_input(const NodeView& node) {
  if (node.shape(0).rank() > 0) return {};
  return node.error(ErrorCode::kInvalidShape, "its input is a scalar");
}

Result<ParsedPtr> parse_lp(const NodeView& node) {
  CNN_TRY(check_input(node));
  const std::int64_t given[] = {node.get_int("axis", -1)};
  CNN_ASSIGN(Flags axes, named_axes(node, given, node.shape(0).rank()));
  const std::int64_t p = node.get_int("p", 2);
  if (p != 1 && p != 2)
    return node.error(ErrorCode::kInvalidModel, "its p is neither 1 nor 2", {}, "p");
  return parsed_as(Together{std::move(axes), p});
}

Result<ParsedPtr> parse_mean_variance(const NodeView& node) {
  CNN_TRY(check_input(node));
  const std::vector<std::int64_t> usual = {0, 2, 3};
  const auto given = node.get_ints("axes");
  CNN_ASSIGN(Flags axes, named_axes(node, node.attribute("axes") ? given : std::span(usual),
                                    node.shape(0).rank()));
  return parsed_as(Together{std::move(axes)});
}

Result<ParsedPtr> parse_rms(const NodeView& node) {
  CNN_TRY(check_input(node));
  const Shape& x = node.shape(0);
  if (node.get_int("stash_type", 1) != 1)
    return node.error(ErrorCode::kUnsupported, "only float32 (1) is supported inside", {},
                      "stash_type");
  CNN_ASSIGN(const std::size_t first, node.axis(node.get_int("axis", -1), x.rank(), "axis"));
  std::vector<std::int64_t> given;
  for (std::size_t axis = first; axis < x.rank(); ++axis)
    given.push_back(static_cast<std::int64_t>(axis));
  CNN_ASSIGN(Flags axes, named_axes(node, given, x.rank()));
  const auto shape = broadcast_shapes(x, node.shape(1));
  if (!shape || *shape != x)
    return node.error(ErrorCode::kInvalidShape, "its scale does not fit its input");
  return parsed_as(Together{std::move(axes), 2, node.get_float("epsilon", 1e-5f)});
}

// Networks standardise the weights of their convolutions so (BiT, NFNet). Of a picture it would be
// the answer of a network that nobody meant.
Result<ParsedPtr> parse_training(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (!node.constant(0))
    return node.error(
        ErrorCode::kUnsupported, "it would normalise the picture by its own mean and variance",
        "call model.eval() before the export", node.opset() == 6 ? "is_test" : "training_mode");
  if (x.rank() < 2) return node.error(ErrorCode::kInvalidShape, "its input has no channels");
  CNN_TRY(check_channel_numbers(node));
  Flags axes(x.rank(), true);
  axes[1] = false;
  return parsed_as(Together{std::move(axes), 2, node.get_float("epsilon", 1e-5f),
                            node.get_float("momentum", 0.9f)});
}

Result<std::vector<ValueType>> infer_training(const NodeView& node) {
  const ValueType channels = {DType::kFloat32, node.shape(1)};
  return std::vector<ValueType>{{DType::kFloat32, node.shape(0)}, channels, channels};
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kFloat32, node.shape(0));
}

// Sums over each group of elements that are normalised together.
class Sums {
 public:
  explicit Sums(const NodeView& node) : x_(node.shape(0)) {
    const Together& together = node.parsed<Together>();
    std::int64_t groups = 1;
    steps_.resize(x_.rank());
    for (std::size_t axis = x_.rank(); axis-- > 0;) {
      if (together.axes[axis]) continue;
      steps_[axis] = groups;
      groups *= x_[axis];
    }
    groups_ = groups;
    length_ = groups ? static_cast<double>(x_.elements() / groups) : 0;
  }

  double length() const { return length_; }

  // The group of each element, in order.
  template <class Visit>
  void visit(Visit each) const {
    std::vector<std::int64_t> at(x_.rank());
    std::int64_t group = 0;
    for (std::int64_t i = 0; i < x_.elements(); ++i) {
      each(i, static_cast<std::size_t>(group));
      for (std::size_t axis = x_.rank(); axis-- > 0;) {
        group += steps_[axis];
        if (++at[axis] < x_[axis]) break;
        group -= steps_[axis] * x_[axis], at[axis] = 0;
      }
    }
  }

  // Of value(element, group).
  template <class Value>
  std::vector<double> of(Value value) const {
    std::vector<double> sums(static_cast<std::size_t>(groups_));
    visit([&](std::int64_t i, std::size_t group) { sums[group] += value(i, group); });
    return sums;
  }

 private:
  const Shape& x_;
  std::vector<std::int64_t> steps_;  // from one group to the next along each axis; 0: the same one
  std::int64_t groups_;
  double length_;
};

// Nothing but zeros stays that.
Result<void> typed_lp(const NodeView& node, Inputs in, Outputs out) {
  const Sums sums(node);
  const bool squares = node.parsed<Together>().p == 2;
  const auto norms = sums.of([&](std::int64_t i, std::size_t) {
    const double x = in[0][i];
    return squares ? x * x : std::abs(x);
  });
  sums.visit([&](std::int64_t i, std::size_t group) {
    const double norm = squares ? std::sqrt(norms[group]) : norms[group];
    out[0][i] = norm == 0 ? 0.0f : static_cast<float>(in[0][i] / norm);
  });
  return {};
}

// Of each group.
struct Moments {
  std::vector<double> means, variances;
};

Moments moments_of(const Sums& sums, const float* x) {
  auto means = sums.of([&](std::int64_t i, std::size_t) { return double{x[i]}; });
  for (double& mean : means) mean /= sums.length();
  auto variances = sums.of([&](std::int64_t i, std::size_t group) {
    const double distance = x[i] - means[group];
    return distance * distance;
  });
  for (double& variance : variances) variance /= sums.length();
  return {std::move(means), std::move(variances)};
}

Result<void> typed_mean_variance(const NodeView& node, Inputs in, Outputs out) {
  const Sums sums(node);
  const auto [means, variances] = moments_of(sums, in[0]);
  sums.visit([&](std::int64_t i, std::size_t group) {
    const double deviation = std::sqrt(variances[group]);
    out[0][i] = static_cast<float>((in[0][i] - means[group]) / (deviation + 1e-9));
  });
  return {};
}

// Outputs 1 and 2 are what training would keep.
Result<void> typed_training(const NodeView& node, Inputs in, Outputs out) {
  const Sums sums(node);
  const double epsilon = node.parsed<Together>().epsilon;
  const double momentum = node.parsed<Together>().momentum;
  const auto [means, variances] = moments_of(sums, in[0]);
  sums.visit([&](std::int64_t i, std::size_t channel) {
    const double y = (in[0][i] - means[channel]) / std::sqrt(variances[channel] + epsilon);
    out[0][i] = static_cast<float>(y * in[1][channel] + in[2][channel]);
  });
  const auto keep = [&](std::size_t index, const std::vector<double>& found) {
    float* const to = named_output(node, out, index);
    for (std::size_t channel = 0; to && channel < found.size(); ++channel)
      to[channel] =
          static_cast<float>(in[index + 2][channel] * momentum + found[channel] * (1 - momentum));
  };
  keep(1, means), keep(2, variances);
  return {};
}

Result<void> typed_rms(const NodeView& node, Inputs in, Outputs out) {
  const Sums sums(node);
  const double epsilon = node.parsed<Together>().epsilon;
  const auto squares =
      sums.of([&](std::int64_t i, std::size_t) { return double{in[0][i]} * in[0][i]; });
  sums.visit([&](std::int64_t i, std::size_t group) {
    out[0][i] = static_cast<float>(in[0][i] / std::sqrt(squares[group] / sums.length() + epsilon));
  });
  broadcast(node.shape(0), node.shape(0), out[0], node.shape(1), in[1], out[0],
            [](float x, float scale) { return x * scale; });
  return {};
}

Facts facts_of(const NodeView& node, std::size_t output) {
  const Shape& x = node.shape(0);
  Facts facts = same_cell(node, output);
  Read group = {"y"};
  for (std::size_t axis = 0; axis < x.rank(); ++axis) {
    if (!node.parsed<Together>().axes[axis]) {
      group.axes.push_back(at(axis));
      continue;
    }
    group.axes.push_back(along(facts.terms.size()));
    facts.terms.push_back(x[axis]);
  }
  facts.reads.push_back(std::move(group));
  if (node.node().op == "LpNormalization" && node.parsed<Together>().p == 1)
    facts.formula = "x / sum(abs(y))";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "BatchNormalization in training mode",
     .help =
         "Brings each channel of the weights to mean 0 and spread 1, then scales and shifts it.",
     .attributes = kBatchNorm,
     .min_inputs = 5,
     .max_inputs = 5,
     .max_outputs = 3,
     .data_inputs = 5,
     .parameter_inputs = 0b00110,
     .parse = parse_training,
     .infer = infer_training,
     .typed = typed_training,
     .formula = "scale * (x - mean(y)) / sqrt(variance(y) + epsilon) + bias",
     .parameters =
         "x: weights; scale: factor of each channel; bias: shift of each channel; mean: unused "
         "here; variance: unused here | epsilon=0.00001: keeps the root from being zero; "
         "momentum=0.9: unused here; spatial=1: 1 for one mean a channel; training_mode=0: 1 for "
         "training; is_test=0: 0 for training (opset 6)",
     .facts = facts_of},
    {.type = "LpNormalization",
     .help = "Divides the values along an axis by their length as one vector.",
     .attributes = kLp,
     .parse = parse_lp,
     .infer = infer,
     .typed = typed_lp,
     .formula = "x / sqrt(sum(y ^ 2))",
     .parameters = "x | axis=-1: axis along which values form a vector; p=2: 1 adds up sizes, 2 "
                   "squares",
     .facts = facts_of},
    {.type = "MeanVarianceNormalization",
     .help = "Brings the values of each group to mean 0 and spread 1.",
     .attributes = kAxes,
     .parse = parse_mean_variance,
     .infer = infer,
     .typed = typed_mean_variance,
     .formula = "(x - mean(y)) / (sqrt(variance(y)) + 0.000000001)",
     .parameters =
         "x | axes: those along which values form a group, by default all but the channels",
     .facts = facts_of},
    {.type = "RMSNormalization",
     .help =
         "Brings the values along the last axes to the same size: the root of their mean square.",
     .attributes = kRms,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b10,
     .parse = parse_rms,
     .infer = infer,
     .typed = typed_rms,
     .formula = "scale * x / sqrt(mean(y ^ 2) + epsilon)",
     .parameters =
         "x; scale: learned factors | axis=-1: first axis of those that form a group; "
         "epsilon=0.00001: keeps the root from being zero; stash_type=1: float type inside",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> by_axes_table() {
  return kTable;
}

}  // namespace cnn
