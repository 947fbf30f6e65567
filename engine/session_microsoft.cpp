#include "session_microsoft.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/element_type.h"
#include "core/text.h"
#include "graph/node_view.h"
#include "session_expansion.h"

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

// ---- quantised operators: what the integers stand for, the operator, and integers again ----

// Operand number `first`, with its scale and zero point behind it.
ValueId real(Expansion& to, std::size_t first) {
  return to.add("DequantizeLinear", {to.input(first), to.input(first + 1), to.input(first + 2)});
}

void finish_quantized(Expansion& to, ValueId y, std::size_t scale) {
  to.finish("QuantizeLinear", {y, to.input(scale), to.input(scale + 1)});
}

// QLinearAdd, QLinearMul.
Result<void> qlinear_pair(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(7));
  const std::string_view op = to.op().substr(std::string_view("QLinear").size());
  const ValueId a = real(to, 0), b = real(to, 3);
  finish_quantized(to, to.add(op, {a, b}), 6);
  return {};
}

// (scale, zero, then x, scale and zero of each input).
Result<void> qlinear_concat(Expansion& to) {
  CNN_TRY(to.need(4));
  std::vector<ValueId> inputs;
  for (std::size_t first = 2; first + 1 < to.inputs(); first += 3)
    inputs.push_back(real(to, first));
  finish_quantized(to, to.add("Concat", std::move(inputs), to.others({})), 0);
  return {};
}

// QLinearSigmoid, QLinearLeakyRelu, QLinearAveragePool, QLinearGlobalAveragePool.
Result<void> qlinear_single(Expansion& to) {
  CNN_TRY(to.need(4));
  if (to.view().get_int("channels_last", 0) != 0)
    return to.view().error(ErrorCode::kUnsupported, "channels in the last axis are not supported",
                           {}, "channels_last");
  const std::string_view op = to.op().substr(std::string_view("QLinear").size());
  finish_quantized(to, to.add(op, {real(to, 0)}, to.others({"channels_last"})), 3);
  return {};
}

// (x, its scale and zero, scale, zero). Before opset 13 a Softmax is over all further axes: the
// node says which one it means.
Result<void> qlinear_softmax(Expansion& to) {
  CNN_TRY(to.need(2));
  CNN_TRY(to.need_input(3));
  const std::int64_t opset = to.view().get_int("opset", 13);
  const ValueId y = to.add("Softmax", {real(to, 0)}, to.others({"opset"}));
  to.as_of_opset(opset < 13 ? 12 : 13);
  finish_quantized(to, y, 3);
  return {};
}

// (a, its scale and zero, b, the same, [c], [scale, zero]): Gemm. c counts in steps of both scales.
Result<void> qgemm(Expansion& to) {
  CNN_TRY(to.need(6));
  const NodeView node = to.view();
  const std::int64_t channels = node.get_int("transB", 0) != 0 ? 0 : 1;  // axis of b
  std::vector<ValueId> inputs = {
      real(to, 0),
      to.add("DequantizeLinear", {to.input(3), to.input(4), to.input(5)}, {{"axis", channels}})};
  if (to.input(6) != kNoValue) {
    ValueId scale = to.add("Mul", {to.input(1), to.input(4)});
    if (const float alpha = node.get_float("alpha", 1); alpha != 1) {
      CNN_ASSIGN(const ValueId factor, to.constant(alpha));
      scale = to.add("Mul", {scale, factor});
    }
    inputs.push_back(
        to.add("DequantizeLinear", {to.input(6), scale}, {{"axis", std::int64_t{-1}}}));
  }
  if (to.input(7) == kNoValue) {
    to.finish("Gemm", std::move(inputs), to.others({}));
    return {};
  }
  finish_quantized(to, to.add("Gemm", std::move(inputs), to.others({})), 7);
  return {};
}

// (condition, x, its scale and zero, y, the same, scale, zero).
Result<void> qlinear_where(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(8));
  const ValueId x = real(to, 1), y = real(to, 4);
  finish_quantized(to, to.add("Where", {to.input(0), x, y}), 7);
  return {};
}

void finish_with_bias(Expansion& to, ValueId product, ValueId bias) {
  if (bias == kNoValue)
    to.finish("Identity", {product});
  else
    to.finish("Add", {product, bias});
}

// (a, b, their scales, [their zeros], [bias]).
Result<void> integer_product(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(4));
  const ValueId a = to.add("DequantizeLinear", {to.input(0), to.input(2), to.input(4)});
  const ValueId b = to.add("DequantizeLinear", {to.input(1), to.input(3), to.input(5)},
                           {{"axis", std::int64_t{-1}}});
  finish_with_bias(to, to.add("MatMul", {a, b}), to.input(6));
  return {};
}

// (x, b, its scale, [zero], [bias]): x is rounded to uint8 by its own range.
Result<void> dynamic_product(Expansion& to) {
  CNN_TRY(to.allow({}));
  CNN_TRY(to.need(3));
  const std::vector<ValueId> x = to.add_many("DynamicQuantizeLinear", {to.input(0)}, 3);
  const ValueId product = to.add("MatMulInteger", {x[0], to.input(1), x[2], to.input(3)});
  const ValueId number = to.add("Cast", {product}, {{"to", std::int64_t{1}}});
  const ValueId scale = to.add("Mul", {x[1], to.input(2)});
  finish_with_bias(to, to.add("Mul", {number, scale}), to.input(4));
  return {};
}

struct Rule {
  std::string_view op;  // in the domain
  Expand expand;
};
constexpr Rule kRules[] = {
    {"BiasGelu", gelu},
    {"DequantizeLinear", same},
    {"DynamicQuantizeMatMul", dynamic_product},
    {"FastGelu", gelu},
    {"FusedConv", fused_conv},
    {"FusedGemm", fused_gemm},
    {"FusedMatMul", fused_matmul},
    {"Gelu", gelu},
    {"MatMulIntegerToFloat", integer_product},
    {"QGemm", qgemm},
    {"QLinearAdd", qlinear_pair},
    {"QLinearAveragePool", qlinear_single},
    {"QLinearConcat", qlinear_concat},
    {"QLinearGlobalAveragePool", qlinear_single},
    {"QLinearLeakyRelu", qlinear_single},
    {"QLinearMul", qlinear_pair},
    {"QLinearSigmoid", qlinear_single},
    {"QLinearSoftmax", qlinear_softmax},
    {"QLinearWhere", qlinear_where},
    {"QuantizeLinear", same},
    {"QuickGelu", quick_gelu},
    {"SimplifiedLayerNormalization", same},
    {"SkipLayerNormalization", skip_norm},
    {"SkipSimplifiedLayerNormalization", skip_norm},
};

Expand expansion_of(const Node& node) {
  const std::string_view op = node.op;
  if (!op.starts_with(kMicrosoft)) return standard_expansion(node);
  const auto* const found = std::ranges::find(kRules, op.substr(kMicrosoft.size()), &Rule::op);
  return found == std::end(kRules) ? nullptr : found->expand;
}

// Those of the graphs inside of nodes too.
Result<void> expand(Graph& graph, std::vector<Node>& all) {
  std::vector<Node> nodes;
  for (Node& node : all) {
    if (const Expand write = expansion_of(node)) {
      Expansion expansion(graph, node, nodes);
      CNN_TRY(write(expansion));
      CNN_TRY(expansion.check_outputs());
      continue;
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

// ---- integers without a sign that are kept in a wider type ----

// Operators whose outputs have the type of their first input.
constexpr std::string_view kOfOneType[] = {"Abs",
                                           "Add",
                                           "BitShift",
                                           "BitwiseAnd",
                                           "BitwiseNot",
                                           "BitwiseOr",
                                           "BitwiseXor",
                                           "Clip",
                                           "Compress",
                                           "Concat",
                                           "CumSum",
                                           "DepthToSpace",
                                           "Div",
                                           "Expand",
                                           "Flatten",
                                           "Gather",
                                           "GatherElements",
                                           "GatherND",
                                           "Identity",
                                           "Mod",
                                           "Mul",
                                           "Neg",
                                           "Pad",
                                           "Range",
                                           "ReduceMax",
                                           "ReduceMin",
                                           "ReduceProd",
                                           "ReduceSum",
                                           "Reshape",
                                           "ReverseSequence",
                                           "ScatterElements",
                                           "ScatterND",
                                           "Slice",
                                           "SpaceToDepth",
                                           "Split",
                                           "Squeeze",
                                           "Sub",
                                           "Tile",
                                           "Transpose",
                                           "Trilu",
                                           "Unsqueeze"};

class Nots {
 public:
  explicit Nots(Graph& graph) : graph_(graph) {}

  Result<void> run() {
    note_producers(graph_.nodes);
    return any_ ? write(graph_.nodes) : Result<void>();
  }

 private:
  void note_producers(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      any_ |= node.op == "BitwiseNot";
      for (const ValueId id : node.outputs) producers_[id] = &node;
      if (!node.control) continue;
      note_producers(node.control->body.nodes);
      note_producers(node.control->otherwise.nodes);
    }
  }

  // TensorProto.DataType of a value, as far as what lies in front of it tells: 0 for unknown.
  int type_of(ValueId id) const {
    constexpr int kMostNodes = 64;
    for (int i = 0; i < kMostNodes && id != kNoValue; ++i) {
      const Value& value = graph_.value(id);
      const auto producer = producers_.find(id);
      if (producer == producers_.end())
        return value.declared || !value.constant ? value.declared : type_of(*value.constant);
      const NodeView node(graph_, *producer->second);
      const std::string_view op = node.node().op;
      if (op == "Cast") return static_cast<int>(node.get_int("to", 0));
      if (op == "Shape" || op == "Size" || op == "ArgMax" || op == "ArgMin" || op == "NonZero")
        return 7;
      std::size_t index = 0;
      if (op == "Where" || op == "CastLike")
        index = 1;
      else if (std::ranges::find(kOfOneType, op) == std::end(kOfOneType))
        return 0;
      const std::vector<ValueId>& inputs = node.node().inputs;
      id = index < inputs.size() ? inputs[index] : kNoValue;
    }
    return 0;
  }

  // Of a weight of the file for which it states no other type.
  static int type_of(const Tensor& tensor) {
    switch (tensor.dtype()) {
      case DType::kUint8: return 2;
      case DType::kInt8: return 3;
      case DType::kInt32: return 6;
      case DType::kInt64: return 7;
      default: return 0;
    }
  }

  // Those of the graphs inside of nodes too.
  Result<void> write(std::vector<Node>& nodes) {
    for (Node& node : nodes) {
      if (node.op == "BitwiseNot" && node.inputs.size() == 1) CNN_TRY(write(node));
      if (!node.control) continue;
      auto control = std::make_shared<Control>(*node.control);
      CNN_TRY(write(control->body.nodes));
      CNN_TRY(write(control->otherwise.nodes));
      replaced_.push_back(std::exchange(node.control, std::move(control)));
    }
    return {};
  }

  // A BitwiseNot would turn the bits above their own: it becomes the largest number less the other.
  Result<void> write(Node& node) {
    const int type = type_of(node.inputs[0]);
    if (!stored_type(type))
      return NodeView(graph_, node)
          .error(ErrorCode::kUnsupported, "of which type its integers are is not known",
                 "put a Cast to that type in front of it");
    if (type != 4 && type != 12) return {};
    const bool wide = type == 12;
    CNN_ASSIGN(Tensor tensor, Tensor::zeros(wide ? DType::kInt64 : DType::kInt32, Shape{}));
    if (wide)
      tensor.data<std::int64_t>()[0] = 0xffffffff;
    else
      tensor.data<std::int32_t>()[0] = 0xffff;
    Value& value = graph_.values.emplace_back();
    value.name = "largest" + decimal(static_cast<std::int64_t>(graph_.values.size()));
    value.type = {tensor.dtype(), Shape{}};
    value.constant = std::make_shared<const Tensor>(std::move(tensor));
    value.declared = static_cast<std::uint8_t>(type);
    node.op = "Sub";
    node.inputs.insert(node.inputs.begin(), static_cast<ValueId>(graph_.values.size() - 1));
    return {};
  }

  Graph& graph_;
  bool any_ = false;
  std::map<ValueId, const Node*> producers_;
  std::vector<std::shared_ptr<const Control>> replaced_;  // in which producers_ points
};

}  // namespace

Result<void> second::expand_microsoft(Graph& graph) {
  CNN_TRY(Nots(graph).run());
  CNN_TRY(expand(graph, graph.nodes));
  count_uses(graph);
  return {};
}

}  // namespace cnn
