#include "session_sequences.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "graph/node_view.h"
#include "ops/op.h"

namespace cnn {
namespace {

constexpr std::int64_t kToTheEnd = limits::kMaxDim;
constexpr std::int64_t kMostParts = 4096;

// From `start` to before `end` along the axis.
struct Part {
  std::int64_t start, end;
};

class Sequences {
 public:
  explicit Sequences(Graph& graph) : graph_(graph) {}

  Result<void> run() {
    for (Node& node : graph_.nodes) {
      if (node.op != "SequenceAt" || node.inputs.size() != 2 || node.inputs[0] == kNoValue)
        continue;
      const int producer = graph_.value(node.inputs[0]).producer;
      if (producer == kNoNode) continue;
      const Node& split = graph_.nodes[static_cast<std::size_t>(producer)];
      if (split.op == "SplitToSequence" && !split.inputs.empty()) CNN_TRY(replace(node, split));
    }
    count_uses(graph_);
    std::erase_if(graph_.nodes, [&](const Node& node) {
      return node.op == "SplitToSequence" && !node.outputs.empty() && node.outputs[0] != kNoValue &&
             graph_.value(node.outputs[0]).consumers == 0;
    });
    count_uses(graph_);
    return {};
  }

 private:
  // Integers that the file says; null where they are others, or computed.
  Result<TensorPtr> known(ValueId id) {
    if (id == kNoValue) return TensorPtr();
    TensorPtr tensor = graph_.value(id).constant;
    const int producer = graph_.value(id).producer;
    if (!tensor && producer != kNoNode) {
      Node node = graph_.nodes[static_cast<std::size_t>(producer)];
      if (node.op != "Constant") return TensorPtr();
      CNN_TRY(parse_node(graph_, node, *find_operator(node.op)));
      tensor = node.parsed->as<TensorPtr>();
    }
    const bool integers =
        tensor && (tensor->dtype() == DType::kInt64 || tensor->dtype() == DType::kInt32);
    return integers ? tensor : TensorPtr();
  }

  static std::int64_t element(const Tensor& tensor, std::int64_t at) {
    const auto index = static_cast<std::size_t>(at);
    return tensor.dtype() == DType::kInt64 ? tensor.data<std::int64_t>()[index]
                                           : tensor.data<std::int32_t>()[index];
  }

  // Part number `index`, negative ones counted from the end. sizes: of all parts, or one for all
  // but the last; null: 1. Empty where the length of the axis would have to be known.
  static std::optional<Part> part_of(const Tensor* sizes, std::int64_t index) {
    if (!sizes) return Part{index, index == -1 ? kToTheEnd : index + 1};
    const bool listed = sizes->shape().rank() == 1;
    const std::int64_t count = sizes->elements();
    if (listed && index < 0) index += count;
    if (index < 0 || index > (listed ? count - 1 : kMostParts) || count > kMostParts || count == 0)
      return std::nullopt;
    Part part{0, 0};
    for (std::int64_t i = 0; i <= index; ++i) {
      const std::int64_t size = element(*sizes, listed ? i : 0);
      if (size < 0 || size > kToTheEnd) return std::nullopt;
      part = {part.end, part.end + size};
    }
    return part;
  }

  Result<void> replace(Node& at, const Node& split) {
    const bool has_sizes = split.inputs.size() > 1 && split.inputs[1] != kNoValue;
    CNN_ASSIGN(const TensorPtr sizes, has_sizes ? known(split.inputs[1]) : Result<TensorPtr>());
    CNN_ASSIGN(const TensorPtr index, known(at.inputs[1]));
    if ((has_sizes && !sizes) || !index || index->elements() != 1) return {};
    const auto part = part_of(sizes.get(), element(*index, 0));
    if (!part) return {};
    const NodeView view(graph_, split);
    const std::int64_t axis = view.get_int("axis", 0);
    const bool drops_axis = !has_sizes && view.get_int("keepdims", 1) == 0;
    const std::string name = graph_.value(at.outputs[0]).name;
    if (drops_axis) {
      CNN_ASSIGN(const ValueId place, constant(name + "/index", part->start, Shape{}));
      become(at, "Gather", {split.inputs[0], place}, {{"axis", axis}});
      return {};
    }
    CNN_ASSIGN(const ValueId start, constant(name + "/start", part->start, Shape{1}));
    CNN_ASSIGN(const ValueId end, constant(name + "/end", part->end, Shape{1}));
    CNN_ASSIGN(const ValueId axes, constant(name + "/axis", axis, Shape{1}));
    become(at, "Slice", {split.inputs[0], start, end, axes}, {});
    return {};
  }

  static void become(Node& node, std::string op, std::vector<ValueId> inputs,
                     std::vector<Attribute> attributes) {
    node.op = std::move(op);
    node.inputs = std::move(inputs);
    node.attributes = std::move(attributes);
  }

  Result<ValueId> constant(std::string name, std::int64_t number, Shape shape) {
    CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&number, 1), std::move(shape)));
    Value& value = graph_.values.emplace_back();
    value.name = std::move(name);
    value.type = {DType::kInt64, tensor.shape()};
    value.constant = std::make_shared<const Tensor>(std::move(tensor));
    return static_cast<ValueId>(graph_.values.size() - 1);
  }

  Graph& graph_;
};

}  // namespace

Result<void> second::take_sequences_apart(Graph& graph) {
  return Sequences(graph).run();
}

}  // namespace cnn
