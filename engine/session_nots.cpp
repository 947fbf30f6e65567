#include "session_nots.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/element_type.h"
#include "core/text.h"
#include "graph/node_view.h"

namespace cnn {
namespace {

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
    if (!stored_type(type)) {
      node.parsed = parsed_as(
          Error(NodeView(graph_, node)
                    .error(ErrorCode::kUnsupported, "of which type its integers are is not known",
                           "put a Cast to that type in front of it")
                    .error()));
      return {};
    }
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

Result<void> write_nots(Graph& graph) {
  return Nots(graph).run();
}

}  // namespace cnn
