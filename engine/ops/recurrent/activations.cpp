#include "ops/recurrent/activations.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text.h"

namespace cnn {
namespace {

struct Named {
  std::string_view name;
  double (*of)(double x, double alpha, double beta);
  bool takes_alpha = false, takes_beta = false;
  double alpha = 0, beta = 0;  // where the node has none
};

constexpr Named kNamed[] = {
    {"Affine", [](double x, double a, double b) { return a * x + b; }, true, true, 1, 0},
    {"Elu", [](double x, double a, double) { return x < 0 ? a * std::expm1(x) : x; }, true, false,
     1},
    {"HardSigmoid", [](double x, double a, double b) { return std::clamp(a * x + b, 0.0, 1.0); },
     true, true, 0.2, 0.5},
    {"LeakyRelu", [](double x, double a, double) { return x < 0 ? a * x : x; }, true, false, 0.01},
    {"Relu", [](double x, double, double) { return x < 0 ? 0 : x; }},
    {"ScaledTanh", [](double x, double a, double b) { return a * std::tanh(b * x); }, true, true, 1,
     1},
    {"Sigmoid", [](double x, double, double) { return 1 / (1 + std::exp(-x)); }},
    {"Softplus", [](double x, double,
                    double) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }},
    {"Softsign", [](double x, double, double) { return x / (1 + std::abs(x)); }},
    {"Tanh", [](double x, double, double) { return std::tanh(x); }},
    {"ThresholdedRelu", [](double x, double a, double) { return x > a ? x : 0; }, true, false, 1},
};

// Names differ in their capital letters from file to file.
bool same_name(std::string_view a, std::string_view b) {
  const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, small, small);
}

std::span<const float> floats(const NodeView& node, std::string_view name) {
  const Attribute* found = node.attribute(name);
  return found ? std::span<const float>(std::get<std::vector<float>>(found->value))
               : std::span<const float>();
}

}  // namespace

Result<std::vector<GateActivation>> read_activations(const NodeView& node, std::size_t directions,
                                                     std::span<const std::string_view> usual) {
  std::vector<std::string_view> names;
  if (const Attribute* given = node.attribute("activations"))
    for (const std::string& name : std::get<std::vector<std::string>>(given->value))
      names.push_back(name);
  else
    for (std::size_t i = 0; i < directions; ++i)
      names.insert(names.end(), usual.begin(), usual.end());
  if (names.size() != directions * usual.size())
    return node.error(
        ErrorCode::kInvalidModel,
        "it names " + decimal(static_cast<std::int64_t>(names.size())) + " activations, where " +
            decimal(static_cast<std::int64_t>(directions * usual.size())) + " are needed",
        {}, "activations");
  auto alphas = floats(node, "activation_alpha"), betas = floats(node, "activation_beta");
  const auto next = [](std::span<const float>& list, bool takes, double otherwise) {
    if (!takes || list.empty()) return otherwise;
    const double first = list.front();
    list = list.subspan(1);
    return first;
  };
  std::vector<GateActivation> result;
  for (const std::string_view name : names) {
    const auto found =
        std::ranges::find_if(kNamed, [&](const Named& one) { return same_name(one.name, name); });
    if (found == std::end(kNamed))
      return node.error(ErrorCode::kUnsupported, "the activation " + quoted(name) + " is not known",
                        {}, "activations");
    const double alpha = next(alphas, found->takes_alpha, found->alpha);
    result.push_back({found->of, alpha, next(betas, found->takes_beta, found->beta)});
  }
  return result;
}

}  // namespace cnn
