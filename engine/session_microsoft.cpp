#include "session_microsoft.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.h"
#include "graph/node_view.h"
#include "session_expansion.h"
#include "session_nots.h"

namespace cnn {
namespace {

// ---- activations of fused nodes ----

// What an activation's numbers are called as attributes.
struct Activation {
  std::string_view op;
  std::string_view first = {}, second = {};
};
constexpr Activation kActivations[] = {
    {"Relu"},
    {"Sigmoid"},
    {"Tanh"},
    {"Softplus"},
    {"Softsign"},
    {"Elu", "alpha"},
    {"Clip"},
    {"LeakyRelu", "alpha"},
    {"HardSigmoid", "alpha", "beta"},
};

// Clip's bounds are inputs since opset 11.
Result<void> finish_clip(Expansion& to, ValueId x, std::span<const float> bounds) {
  if (to.opset() < 11) {
    to.finish("Clip", {x}, {{"min", bounds[0]}, {"max", bounds[1]}});
    return {};
  }
  CNN_ASSIGN(const ValueId low, to.constant(bounds[0]));
  CNN_ASSIGN(const ValueId high, to.constant(bounds[1]));
  to.finish("Clip", {x, low, high});
  return {};
}

Result<void> finish_activation(Expansion& to, ValueId x, std::string_view name,
                               std::span<const float> numbers) {
  const auto* const found = std::ranges::find(kActivations, name, &Activation::op);
  if (found == std::end(kActivations))
    return to.view().error(ErrorCode::kUnsupported,
                           "the activation " + quoted(name) + " is not supported", {},
                           "activation");
  const bool clips = name == "Clip";
  const std::size_t wanted = clips ? 2 : !found->first.empty() + !found->second.empty();
  if (numbers.size() < wanted)
    return to.view().error(ErrorCode::kInvalidModel,
                           "its activation " + quoted(name) + " needs " + decimal(wanted) +
                               " numbers, not " + decimal(numbers.size()),
                           {}, "activation");
  if (clips) return finish_clip(to, x, numbers);
  std::vector<Attribute> attributes;
  if (wanted > 0) attributes.push_back({std::string(found->first), numbers[0]});
  if (wanted > 1) attributes.push_back({std::string(found->second), numbers[1]});
  to.finish(name, {x}, std::move(attributes));
  return {};
}

std::vector<float> floats_of(const NodeView& node, std::string_view name) {
  const Attribute* attribute = node.attribute(name);
  const auto* values = attribute ? std::get_if<std::vector<float>>(&attribute->value) : nullptr;
  return values ? *values : std::vector<float>();
}

// ---- each operator ----

// Convolution, then the sum with Z, then the activation.
Result<void> fused_conv(Expansion& to) {
  CNN_TRY(to.need(2));
  const std::string_view activation = to.view().get_string("activation", "");
  auto attributes = to.others({"activation", "activation_params"});
  const std::vector<ValueId> inputs = {to.input(0), to.input(1), to.input(2)};
  const ValueId z = to.input(3);
  if (activation.empty() && z == kNoValue) {
    to.finish("Conv", inputs, std::move(attributes));
    return {};
  }
  ValueId y = to.add("Conv", inputs, std::move(attributes));
  if (activation.empty()) {
    to.finish("Add", {y, z});
    return {};
  }
  if (z != kNoValue) y = to.add("Add", {y, z});
  return finish_activation(to, y, activation, floats_of(to.view(), "activation_params"));
}

Result<void> fused_gemm(Expansion& to) {
  const NodeView node = to.view();
  const std::string_view activation = node.get_string("activation", "");
  std::vector<float> numbers;
  for (const std::string_view name : {"activation_alpha", "activation_beta"})
    if (node.attribute(name)) numbers.push_back(node.get_float(name, 0));
  const ValueId y =
      to.add("Gemm", {to.input(0), to.input(1), to.input(2)},
             to.others({"activation", "activation_alpha", "activation_beta", "activation_gamma"}));
  return finish_activation(to, y, activation, numbers);
}

// Operands whose axes stand in another order are products of Einsum.
Result<void> fused_matmul(Expansion& to) {
  CNN_TRY(to.allow({"alpha", "transA", "transB", "transBatchA", "transBatchB"}));
  CNN_TRY(to.need(2));
  const NodeView node = to.view();
  const auto set = [&](std::string_view name) { return node.get_int(name, 0) != 0; };
  const float alpha = node.get_float("alpha", 1);
  const bool a = set("transA"), b = set("transB");
  std::string left = a ? "...ki" : "...ik", right = b ? "...jk" : "...kj";
  if (set("transBatchA")) left = a ? "k...i" : "i...k";
  if (set("transBatchB")) right = b ? "j...k" : "k...j";
  const bool plain = left == "...ik" && right == "...kj";
  const std::string_view op = plain ? "MatMul" : "Einsum";
  std::vector<Attribute> attributes;
  if (!plain) attributes.push_back({"equation", left + "," + right + "->...ij"});
  const std::vector<ValueId> inputs = {to.input(0), to.input(1)};
  if (alpha == 1) {
    to.finish(op, inputs, std::move(attributes));
    return {};
  }
  CNN_ASSIGN(const ValueId factor, to.constant(alpha));
  to.finish("Mul", {to.add(op, inputs, std::move(attributes)), factor});
  return {};
}

// Gelu, BiasGelu and FastGelu: the sum with a bias, where there is one, and the function.
Result<void> gelu(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(1));
  std::vector<Attribute> attributes;
  if (to.op() == "FastGelu") attributes.push_back({"approximate", std::string("tanh")});
  ValueId x = to.input(0);
  if (to.input(1) != kNoValue) x = to.add("Add", {x, to.input(1)});
  to.finish("Gelu", {x}, std::move(attributes));
  return {};
}

// x * Sigmoid(alpha * x).
Result<void> quick_gelu(Expansion& to) {
  CNN_TRY(to.allow({"alpha"}));
  CNN_TRY(to.need(1));
  CNN_ASSIGN(const ValueId alpha, to.constant(to.view().get_float("alpha", 1.702f)));
  const ValueId gate = to.add("Sigmoid", {to.add("Mul", {to.input(0), alpha})});
  to.finish("Mul", {to.input(0), gate});
  return {};
}

// (x, skip, scale, [shift], bias): the sum of x, skip and bias, which is output 3, and its norm.
Result<void> skip_norm(Expansion& to) {
  CNN_TRY(to.allow({"epsilon"}));
  CNN_TRY(to.need(3));
  const bool simple = to.op() == "SkipSimplifiedLayerNormalization";
  const ValueId bias = to.input(simple ? 3 : 4);
  ValueId sum =
      to.add("Add", {to.input(0), to.input(1)}, {}, bias == kNoValue ? to.output(3) : kNoValue);
  if (bias != kNoValue) sum = to.add("Add", {sum, bias}, {}, to.output(3));
  std::vector<ValueId> inputs = {sum, to.input(2)};
  if (!simple) inputs.push_back(to.input(3));
  to.finish(simple ? "SimplifiedLayerNormalization" : "LayerNormalization", std::move(inputs),
            {{"axis", std::int64_t{-1}}, {"epsilon", to.view().get_float("epsilon", 1e-12f)}},
            {to.output(0), to.output(1), to.output(2)});
  return {};
}

// Under another domain ONNX's own.
Result<void> same(Expansion& to) {
  std::vector<ValueId> inputs;
  for (std::size_t index = 0; index < to.inputs(); ++index) inputs.push_back(to.input(index));
  to.finish(to.op(), std::move(inputs), to.others({}));
  return {};
}

// The same, as it was at first.
Result<void> grid_sample(Expansion& to) {
  CNN_TRY(same(to));
  to.as_of_opset(16);
  return {};
}

constexpr ExpansionRule kRules[] = {
    {"BiasGelu", gelu},
    {"DequantizeLinear", same},
    {"FastGelu", gelu},
    {"FusedConv", fused_conv},
    {"FusedGemm", fused_gemm},
    {"FusedMatMul", fused_matmul},
    {"Gelu", gelu},
    {"GridSample", grid_sample},
    {"QuantizeLinear", same},
    {"QuickGelu", quick_gelu},
    {"SimplifiedLayerNormalization", same},
    {"SkipLayerNormalization", skip_norm},
    {"SkipSimplifiedLayerNormalization", skip_norm},
};

Expand expansion_of(const Node& node) {
  const std::string_view op = node.op;
  if (!op.starts_with(kMicrosoft)) return standard_expansion(node);
  const std::string_view name = op.substr(kMicrosoft.size());
  const Expand found = expansion_among(kRules, name);
  return found ? found : quantized_expansion(name);
}

// Writes what the node stands for behind `nodes`.
Result<void> write(Graph& graph, const Node& node, Expand expand, std::vector<Node>& nodes) {
  Expansion expansion(graph, node, nodes);
  CNN_TRY(expand(expansion));
  return expansion.check_outputs();
}

// Those of the graphs inside of nodes too. What is refused stays, with the reason: check_supported
// tells all that cannot run at once, and what lies in front of it may be all that is asked for.
Result<void> expand(Graph& graph, std::vector<Node>& all) {
  std::vector<Node> nodes;
  for (Node& node : all) {
    if (const Expand expand_node = expansion_of(node)) {
      const std::size_t before = nodes.size();
      auto written = write(graph, node, expand_node, nodes);
      if (written) continue;
      const ErrorCode code = written.error().code;
      if (code != ErrorCode::kUnsupported && code != ErrorCode::kInvalidModel) return written;
      nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(before), nodes.end());
      node.parsed = parsed_as(std::move(written).error());
    }
    if (node.control) {
      auto control = std::make_shared<Control>(*node.control);
      CNN_TRY(expand(graph, control->body.nodes));
      CNN_TRY(expand(graph, control->otherwise.nodes));
      node.control = std::move(control);
    }
    nodes.push_back(std::move(node));
  }
  all = std::move(nodes);
  return {};
}

}  // namespace

Result<void> second::expand_microsoft(Graph& graph) {
  CNN_TRY(write_nots(graph));
  CNN_TRY(expand(graph, graph.nodes));
  count_uses(graph);
  return {};
}

}  // namespace cnn
