#include "session_sequences.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/node_view.h"

namespace cnn {
namespace {

constexpr std::size_t kMostParts = 4096;

// Integers that the file says.
struct Integers {
  std::size_t rank = 0;
  std::vector<std::int64_t> values;
};

// A SplitToSequence, and what stands for it so far.
struct Parts {
  bool is_clear = false;                  // else it is left as it is
  ValueId x = kNoValue, list = kNoValue;  // its inputs
  bool keeps_axis = true;
  std::int64_t axis = 0;
  std::int64_t size = 1;            // of each part but the last, where they are not listed
  std::vector<std::int64_t> sizes;  // of each part
  // Made when the first part is taken: the Split of listed sizes, among the new nodes; the axis and
  // the one size as constants, and where parts of that size start.
  std::optional<std::size_t> split;
  ValueId axes = kNoValue, step = kNoValue, starts = kNoValue;
};

// Which part a SequenceAt takes.
struct Taken {
  std::size_t split;
  std::int64_t index;
};

class Sequences {
 public:
  explicit Sequences(Graph& graph) : graph_(graph) {}

  Result<void> run() {
    for (std::size_t index = 0; index < graph_.nodes.size(); ++index) read(index);
    if (taken_.empty()) return {};
    for (std::size_t index = 0; index < graph_.nodes.size(); ++index) {
      if (const auto found = taken_.find(index); found != taken_.end())
        CNN_TRY(replace(std::move(graph_.nodes[index]), found->second));
      else
        made_.push_back(std::move(graph_.nodes[index]));
    }
    for (const auto& [split, parts] : parts_)
      if (parts.split) CNN_TRY(name_others(made_[*parts.split].outputs));
    graph_.nodes = std::move(made_);
    graph_.unrolled = std::make_shared<const Held>(std::move(held_));
    count_uses(graph_);
    std::erase_if(graph_.nodes, [&](const Node& node) {
      return node.op == "SplitToSequence" && node.outputs.size() == 1 &&
             node.outputs[0] != kNoValue && graph_.value(node.outputs[0]).consumers == 0;
    });
    count_uses(graph_);
    return {};
  }

 private:
  // ---- what the file says ----

  // Empty where they are others, computed, or more than `most`: a file may have them read often.
  std::optional<Integers> known(ValueId id, std::size_t most) const {
    if (id == kNoValue) return std::nullopt;
    const Value& value = graph_.value(id);
    if (value.constant) return integers(*value.constant, most);
    if (value.producer == kNoNode) return std::nullopt;
    const Node& node = graph_.nodes[static_cast<std::size_t>(value.producer)];
    if (node.op != "Constant" || node.attributes.size() != 1) return std::nullopt;
    const AttributeValue& given = node.attributes[0].value;
    if (const auto* tensor = std::get_if<TensorPtr>(&given)) return integers(**tensor, most);
    if (const auto* number = std::get_if<std::int64_t>(&given)) return Integers{0, {*number}};
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&given))
      if (list->size() <= most) return Integers{1, *list};
    return std::nullopt;
  }

  static std::optional<Integers> integers(const Tensor& tensor, std::size_t most) {
    if (static_cast<std::size_t>(tensor.elements()) > most) return std::nullopt;
    Integers result = {tensor.shape().rank(), {}};
    const auto copy = [&](auto numbers) { result.values.assign(numbers.begin(), numbers.end()); };
    if (tensor.dtype() == DType::kInt64)
      copy(tensor.data<std::int64_t>());
    else if (tensor.dtype() == DType::kInt32)
      copy(tensor.data<std::int32_t>());
    else
      return std::nullopt;
    return result;
  }

  // Sets parts.is_clear where all that the node says is known and makes sense.
  void read(const Node& split, Parts& parts) const {
    if (split.outputs.size() != 1 || split.inputs.empty() || split.inputs.size() > 2) return;
    if (split.inputs[0] == kNoValue) return;
    parts.x = split.inputs[0];
    for (const Attribute& attribute : split.attributes) {
      const auto* number = std::get_if<std::int64_t>(&attribute.value);
      if (!number || (attribute.name != "axis" && attribute.name != "keepdims")) return;
      if (attribute.name == "axis") parts.axis = *number;
      if (attribute.name == "keepdims") parts.keeps_axis = *number != 0;
    }
    if (split.inputs.size() == 2 && split.inputs[1] != kNoValue) {
      parts.keeps_axis = true;  // the attribute means nothing then
      parts.list = split.inputs[1];
      auto sizes = known(parts.list, kMostParts);
      if (!sizes || sizes->rank > 1 || sizes->values.empty()) return;
      if (sizes->rank == 1)
        parts.sizes = std::move(sizes->values);
      else if ((parts.size = sizes->values[0]) <= 0)
        return;
    }
    parts.is_clear = true;
  }

  void read(std::size_t at) {
    const Node& node = graph_.nodes[at];
    if (node.op != "SequenceAt" || node.inputs.size() != 2 || node.outputs.size() != 1 ||
        !node.attributes.empty() || node.inputs[0] == kNoValue || node.outputs[0] == kNoValue)
      return;
    if (graph_.value(node.inputs[0]).producer == kNoNode) return;
    const auto producer = static_cast<std::size_t>(graph_.value(node.inputs[0]).producer);
    const Node& split = graph_.nodes[producer];
    if (split.op != "SplitToSequence") return;
    const auto [found, is_new] = parts_.try_emplace(producer);
    Parts& parts = found->second;
    if (is_new) read(split, parts);
    const auto given = known(node.inputs[1], 1);
    if (!parts.is_clear || !given || given->values.size() != 1) return;
    std::int64_t index = given->values[0];
    if (const auto count = static_cast<std::int64_t>(parts.sizes.size()); count > 0) {
      if (index < -count || index >= count) return;
      if (index < 0) index += count;
    }
    taken_[at] = {producer, index};
  }

  // ---- what stands for it ----

  // at: the SequenceAt.
  Result<void> replace(Node at, const Taken& taken) {
    Parts& parts = parts_[taken.split];
    if (!parts.sizes.empty()) return take_listed(std::move(at), taken.index, parts);
    if (parts.size > 1) return take_of_size(std::move(at), taken.index, parts);
    // Of parts of 1. A Gather refuses a place that the axis does not have.
    CNN_ASSIGN(const ValueId place, constant(taken.index, parts.keeps_axis ? Shape{1} : Shape{}));
    finish(std::move(at), "Gather", {parts.x, place}, {{"axis", parts.axis}});
    return {};
  }

  // One Split makes all of the parts, and refuses sizes that do not add up to the axis.
  Result<void> take_listed(Node at, std::int64_t index, Parts& parts) {
    if (!parts.split) {
      CNN_TRY(add(at, "Split", {parts.x, parts.list}, {{"axis", parts.axis}}));
      parts.split = made_.size() - 1;
      CNN_TRY(pay(parts.sizes.size() * sizeof(ValueId)));
      made_.back().outputs.assign(parts.sizes.size(), kNoValue);
    }
    ValueId& part = made_[*parts.split].outputs[static_cast<std::size_t>(index)];
    if (part == kNoValue)
      part = at.outputs[0];
    else
      finish(std::move(at), "Identity", {part}, {});
    return {};
  }

  // How many parts there are, and how long the last one is, depends on the axis. So the start of a
  // part is looked up among all of them, at load: a Gather refuses one that is not there.
  Result<void> take_of_size(Node at, std::int64_t index, Parts& parts) {
    if (parts.starts == kNoValue) {
      CNN_ASSIGN(parts.axes, constant(parts.axis, Shape{}));
      CNN_ASSIGN(parts.step, constant(parts.size, Shape{}));
      CNN_ASSIGN(const ValueId zero, constant(0, Shape{}));
      CNN_ASSIGN(const ValueId shape, add_with_value(at, "Shape", {parts.x}));
      CNN_ASSIGN(const ValueId length, add_with_value(at, "Gather", {shape, parts.axes}));
      CNN_ASSIGN(parts.starts, add_with_value(at, "Range", {zero, length, parts.step}));
    }
    CNN_ASSIGN(const ValueId place, constant(index, Shape{}));
    CNN_ASSIGN(const ValueId start, add_with_value(at, "Gather", {parts.starts, place}));
    CNN_ASSIGN(const ValueId end, add_with_value(at, "Add", {start, parts.step}));
    finish(std::move(at), "Slice", {parts.x, start, end, parts.axes}, {});
    return {};
  }

  void finish(Node at, std::string op, std::vector<ValueId> inputs,
              std::vector<Attribute> attributes) {
    at.op = std::move(op);
    at.inputs = std::move(inputs);
    at.attributes = std::move(attributes);
    made_.push_back(std::move(at));
  }

  // A node for the sake of another one, without outputs.
  Result<void> add(const Node& at, std::string op, std::vector<ValueId> inputs,
                   std::vector<Attribute> attributes = {}) {
    CNN_TRY(
        pay(sizeof(Node) + sizeof(Attribute) + 4 * sizeof(ValueId) + 4 * kBlock + at.name.size()));
    Node node;
    node.name = at.name;
    node.op = std::move(op);
    node.opset = at.opset;
    node.inputs = std::move(inputs);
    node.attributes = std::move(attributes);
    made_.push_back(std::move(node));
    return {};
  }
  Result<ValueId> add_with_value(const Node& at, std::string op, std::vector<ValueId> inputs) {
    CNN_TRY(add(at, std::move(op), std::move(inputs)));
    CNN_ASSIGN(const ValueId id, new_value());
    made_.back().outputs = {id};
    return id;
  }

  // A Split names all of its outputs.
  Result<void> name_others(std::vector<ValueId>& outputs) {
    for (ValueId& output : outputs) {
      if (output != kNoValue) continue;
      CNN_ASSIGN(output, new_value());
    }
    return {};
  }

  Result<ValueId> constant(std::int64_t number, const Shape& shape) {
    CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&number, 1), shape));
    CNN_ASSIGN(const ValueId id, new_value());
    graph_.value(id).type = {DType::kInt64, shape};
    graph_.value(id).constant = std::make_shared<const Tensor>(std::move(tensor));
    return id;
  }

  Result<ValueId> new_value() {
    std::string name = "part/" + decimal(static_cast<std::int64_t>(graph_.values.size()));
    CNN_TRY(pay(name.size() + kValue + kBlock));
    graph_.values.emplace_back().name = std::move(name);
    return static_cast<ValueId>(graph_.values.size() - 1);
  }

  // As what a file says is paid for, for all copies of the graph.
  Result<void> pay(std::size_t bytes) {
    if (held_.grow(std::uint64_t{bytes} * kCopies)) return {};
    return not_left(bytes * kCopies, "the next part that the model takes of a tensor");
  }

  Graph& graph_;
  std::map<std::size_t, Parts> parts_;  // by node
  std::map<std::size_t, Taken> taken_;  // by node
  std::vector<Node> made_;
  Held held_;
};

}  // namespace

Result<void> second::take_sequences_apart(Graph& graph) {
  return Sequences(graph).run();
}

}  // namespace cnn
