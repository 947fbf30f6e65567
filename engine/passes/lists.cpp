// Lists of tensors. What a list holds is known while shapes are inferred, or nothing can be: a node
// that makes one is remembered as the tensors in it, and one that reads it gives way to a node that
// reads those.
#include <algorithm>
#include <string>
#include <utility>

#include "ops/support/settings.h"
#include "passes/replacement.h"

namespace cnn {
namespace {

constexpr std::size_t kMostTensors = 4096;

using Tensors = std::vector<ValueId>;

class ListNode {
 public:
  ListNode(Resolver& resolver, const Node& node)
      : resolver_(resolver), node_(node), made_(resolver, node) {}

  Result<void> replace() {
    const std::string& op = node_.op;
    if (op == "SequenceEmpty") return resolver_.set_list(node_, {});
    if (op == "SequenceConstruct") return construct();
    if (op == "SplitToSequence") return split();
    if (const Tensors* tensors = resolver_.list(made_.input(0))) {
      if (op == "Identity") return resolver_.set_list(node_, *tensors);
      if (op == "SequenceInsert") return insert(*tensors);
      if (op == "SequenceErase") return erase(*tensors);
      if (op == "SequenceAt") return take(*tensors);
      if (op == "SequenceLength") return count(*tensors);
      if (op == "ConcatFromSequence") return concat(*tensors);
    }
    if (op.find("Sequence") == std::string::npos)
      return view().error(ErrorCode::kUnsupported,
                          "it reads a list of tensors, which only operators of lists can");
    return view().error(ErrorCode::kUnsupported,
                        "its list of tensors is not known when the network is loaded");
  }

 private:
  NodeView view() const { return made_.view(); }

  Result<void> construct() {
    for (const ValueId id : node_.inputs) {
      if (id == kNoValue) return view().error(ErrorCode::kInvalidModel, "an input is missing");
      if (resolver_.list(id))
        return view().error(ErrorCode::kUnsupported, "lists of lists are not supported");
    }
    return resolver_.set_list(node_, node_.inputs);
  }

  // The place that input `index` says, counted from the end where it is negative. `end`: the last
  // one that there is, which it is where no input says another.
  Result<std::size_t> place(std::size_t index, std::size_t count, std::size_t end) const {
    if (!view().has_input(index)) return end;
    CNN_ASSIGN(const std::int64_t given, one_integer(view(), index));
    const auto length = static_cast<std::int64_t>(count);
    const std::int64_t at = given < 0 ? given + length : given;
    if (at < 0 || at > static_cast<std::int64_t>(end))
      return view().error(ErrorCode::kInvalidModel, "it asks for place " + decimal(given) +
                                                        " of a list of " + decimal(length));
    return static_cast<std::size_t>(at);
  }

  Result<void> insert(Tensors tensors) {
    CNN_ASSIGN(const std::size_t at, place(2, tensors.size(), tensors.size()));
    if (!view().has_input(1) || resolver_.list(node_.inputs[1]))
      return view().error(ErrorCode::kInvalidModel, "it has no tensor to insert");
    tensors.insert(tensors.begin() + static_cast<std::ptrdiff_t>(at), node_.inputs[1]);
    return resolver_.set_list(node_, std::move(tensors));
  }

  Result<void> erase(Tensors tensors) {
    CNN_ASSIGN(const std::size_t at, existing_place(1, tensors));
    tensors.erase(tensors.begin() + static_cast<std::ptrdiff_t>(at));
    return resolver_.set_list(node_, std::move(tensors));
  }

  Result<std::size_t> existing_place(std::size_t index, const Tensors& tensors) const {
    if (tensors.empty()) return view().error(ErrorCode::kInvalidModel, "its list is empty");
    return place(index, tensors.size(), tensors.size() - 1);
  }

  Result<void> take(const Tensors& tensors) {
    CNN_ASSIGN(const std::size_t at, existing_place(1, tensors));
    return made_.finish("Identity", {tensors[at]});
  }

  Result<void> count(const Tensors& tensors) {
    CNN_ASSIGN(const ValueId number, made_.integer(static_cast<std::int64_t>(tensors.size())));
    return made_.finish("Identity", {number});
  }

  Result<void> concat(const Tensors& tensors) {
    if (tensors.empty()) return view().error(ErrorCode::kInvalidModel, "its list is empty");
    if (!view().attribute("axis"))
      return view().error(ErrorCode::kInvalidModel, "it does not say along which axis", {}, "axis");
    const std::int64_t axis = view().get_int("axis", 0);
    if (view().get_int("new_axis", 0) == 0)
      return made_.finish("Concat", tensors, {{"axis", axis}});
    CNN_ASSIGN(const ValueId axes, made_.integers({axis}));
    Tensors rows;
    for (const ValueId id : tensors) {
      CNN_ASSIGN(rows.emplace_back(), made_.add("Unsqueeze", {id, axes}));
    }
    return made_.finish("Concat", std::move(rows), {{"axis", axis}});
  }

  std::unexpected<Error> too_many_parts() const {
    return view().error(ErrorCode::kLimitExceeded,
                        "its list has more than " + decimal(kMostTensors) + " tensors");
  }

  // Sizes of all parts: as listed, or of one size but for the last.
  Result<std::vector<std::int64_t>> sizes(std::int64_t length) const {
    std::vector<std::int64_t> parts;
    std::int64_t each = 1;
    if (view().has_input(1)) {
      CNN_ASSIGN(parts, integers(view(), 1));
      if (view().shape(1).rank() == 1) return parts;
      each = parts.size() == 1 ? parts[0] : 0;
      parts.clear();
    }
    if (each < 1) return view().error(ErrorCode::kInvalidModel, "its parts have no size");
    // As many as begin: the last one may be shorter.
    if ((length - 1) / each >= static_cast<std::int64_t>(kMostTensors)) return too_many_parts();
    for (std::int64_t left = length; left > 0; left -= each) parts.push_back(std::min(each, left));
    return parts;
  }

  Result<void> split() {
    if (resolver_.list(made_.input(0)) || resolver_.list(made_.input(1)))
      return view().error(ErrorCode::kInvalidModel, "it splits no tensor");
    const Shape x = view().shape(0);
    CNN_ASSIGN(const std::size_t axis, view().axis(view().get_int("axis", 0), x.rank(), "axis"));
    CNN_ASSIGN(const std::vector<std::int64_t> parts, sizes(x[axis]));
    if (parts.empty()) return resolver_.set_list(node_, {});
    if (parts.size() > kMostTensors) return too_many_parts();
    CNN_ASSIGN(const ValueId list, made_.integers(parts));
    const std::vector<Attribute> along = {{"axis", static_cast<std::int64_t>(axis)}};
    CNN_ASSIGN(Tensors tensors,
               made_.add_many("Split", {node_.inputs[0], list}, along, parts.size()));
    if (!view().has_input(1) && view().get_int("keepdims", 1) == 0) {
      CNN_ASSIGN(const ValueId axes, made_.integers({static_cast<std::int64_t>(axis)}));
      for (ValueId& tensor : tensors) {
        CNN_ASSIGN(tensor, made_.add("Squeeze", {tensor, axes}));
      }
    }
    CNN_TRY(resolver_.set_list(node_, std::move(tensors)));
    return made_.push();
  }

  Resolver& resolver_;
  const Node& node_;
  Replacement made_;
};

}  // namespace

Result<void> replace_list_node(Resolver& resolver, const Node& node) {
  return ListNode(resolver, node).replace();
}

const std::vector<ValueId>* Resolver::list(ValueId id) const {
  const auto found = lists_.find(id);
  return found == lists_.end() ? nullptr : &found->second;
}

Result<void> Resolver::set_list(const Node& node, std::vector<ValueId> tensors) {
  const NodeView view(graph_, node);
  if (tensors.size() > kMostTensors)
    return view.error(ErrorCode::kLimitExceeded,
                      "its list has more than " + decimal(kMostTensors) + " tensors");
  if (std::ranges::find(graph_.outputs, node.outputs[0]) != graph_.outputs.end())
    return view.error(ErrorCode::kUnsupported,
                      "the network ends in it, and it is a list of tensors",
                      "let the network give the tensors themselves, or one that joins them");
  CNN_TRY(pay(tensors.size() * sizeof(ValueId) + kBlock));
  lists_[node.outputs[0]] = std::move(tensors);
  return {};
}

}  // namespace cnn
