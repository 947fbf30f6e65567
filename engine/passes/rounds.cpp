// What the rounds of a Scan read, and what is left of those of a Loop or a Scan.
#include <algorithm>
#include <string>
#include <utility>

#include "passes/replacement.h"
#include "passes/resolver.h"

namespace cnn {
namespace {

// Of a list of numbers that may be shorter, or not there.
std::int64_t number_in(const NodeView& view, std::string_view name, std::size_t index) {
  const auto numbers = view.get_ints(name);
  return index < numbers.size() ? numbers[index] : 0;
}

}  // namespace

// Inputs: what is carried, then what a slice is read of in each round. The body's: the same, with
// one slice of those. Its outputs: carried, then what is collected.
Result<void> Resolver::begin_scan(Node node) {
  const NodeView view(graph_, node);
  if (view.opset() < 9)
    return view.error(ErrorCode::kUnsupported,
                      "Scan of opset 8 is not supported: its lists have a batch of their own");
  const Subgraph& body = node.control->body;
  const std::size_t inputs = node.control->inputs;
  const std::int64_t sliced = view.get_int("num_scan_inputs", 0);
  if (sliced < 1 || static_cast<std::size_t>(sliced) > inputs)
    return view.error(ErrorCode::kInvalidModel, "it has not that many inputs to scan", {},
                      "num_scan_inputs");
  const std::size_t carried = inputs - static_cast<std::size_t>(sliced);
  if (body.inputs.size() != inputs || body.outputs.size() < carried ||
      node.outputs.size() > body.outputs.size())
    return view.error(ErrorCode::kInvalidModel,
                      "its body has another number of inputs or outputs than it");
  Rounds rounds;
  for (std::size_t i = 0; i < carried; ++i) rounds.carried.push_back(own_input(node, i));
  rounds.collected.resize(body.outputs.size() - carried);
  for (std::size_t i = 0; i < rounds.collected.size(); ++i)
    rounds.joints.push_back({kNoValue, number_in(view, "scan_output_axes", i),
                             number_in(view, "scan_output_directions", i) != 0});
  CNN_TRY(find_slices(view, rounds));
  rounds.loop = std::move(node);
  return begin_round(std::move(rounds));
}

// What a round reads one position of: the inputs behind those that are carried.
Result<void> Resolver::find_slices(const NodeView& view, Rounds& rounds) {
  const Node& node = view.node();
  const std::size_t carried = rounds.carried.size();
  for (std::size_t i = carried; i < node.control->inputs; ++i) {
    const ValueId value = own_input(node, i);
    if (value == kNoValue)
      return view.error(ErrorCode::kInvalidModel, "one of its inputs is missing");
    const Shape& shape = graph_.value(value).type.shape;
    if (shape.rank() == 0) return view.error(ErrorCode::kInvalidShape, "what it scans has no axis");
    CNN_ASSIGN(const std::size_t axis, view.axis(number_in(view, "scan_input_axes", i - carried),
                                                 shape.rank(), "scan_input_axes"));
    if (i > carried && shape[axis] != rounds.most)
      return view.error(ErrorCode::kInvalidShape, "what it scans has different lengths");
    rounds.most = shape[axis];
    rounds.slices.push_back({value, static_cast<std::int64_t>(axis),
                             number_in(view, "scan_input_directions", i - carried) != 0});
  }
  return {};
}

// One position of everything that is scanned.
Result<void> Resolver::take_slices(const Rounds& rounds, const std::string& suffix,
                                   Renamed& renamed, Frame& frame) {
  std::size_t taken = rounds.carried.size();
  for (const Along& slice : rounds.slices) {
    const std::int64_t place = slice.backward ? rounds.most - 1 - rounds.done : rounds.done;
    CNN_ASSIGN(Tensor tensor, Tensor::from(std::span(&place, 1), Shape{}));
    const ValueId of = rounds.loop.control->body.inputs[taken++];
    const std::string name = graph_.value(of).name + suffix;
    CNN_ASSIGN(const ValueId index, new_constant(name + "/place", std::move(tensor)));
    CNN_ASSIGN(renamed[of], new_value(name));
    CNN_TRY(pay(sizeof(Node) + sizeof(Attribute) + rounds.loop.name.size() + 4 * kBlock));
    Node gather = identity(rounds.loop, slice.value, renamed[of]);
    gather.op = "Gather";
    gather.inputs.push_back(index);
    gather.attributes.push_back({"axis", slice.axis});
    frame.nodes.push_back(std::move(gather));
  }
  return {};
}

// A collected output: that of all rounds, one after the other along a new axis.
Result<void> Resolver::collect(const Rounds& rounds, std::size_t index, ValueId output,
                               Frame& frame) {
  const Node& loop = rounds.loop;
  const Along joint = index < rounds.joints.size() ? rounds.joints[index] : Along{};
  if (rounds.done == 0) return collect_nothing(rounds, index, joint, output);
  Node concat = identity(loop, kNoValue, output);
  concat.op = "Concat";
  concat.opset = 11;  // as the Unsqueezes
  concat.attributes.push_back({"axis", joint.axis});
  concat.inputs.clear();
  for (const ValueId id : rounds.collected[index]) {
    CNN_TRY(pay(sizeof(Node) + sizeof(Attribute) + loop.name.size()));
    const std::string name = graph_.value(id).name + "/row";
    CNN_ASSIGN(const ValueId row, new_value(name));
    Node unsqueeze = identity(loop, id, row);
    unsqueeze.op = "Unsqueeze";
    unsqueeze.opset = 11;  // before the axes became an input
    unsqueeze.attributes.push_back({"axes", std::vector<std::int64_t>{joint.axis}});
    frame.nodes.push_back(std::move(unsqueeze));
    concat.inputs.push_back(row);
  }
  if (joint.backward) std::ranges::reverse(concat.inputs);
  frame.nodes.push_back(std::move(concat));
  return {};
}

// No round has shown the shape: it is the one that the body states, with open sizes taken for 0, as
// in onnxruntime.
Result<void> Resolver::collect_nothing(const Rounds& rounds, std::size_t index, const Along& joint,
                                       ValueId output) {
  const Subgraph& body = rounds.loop.control->body;
  const std::size_t first = body.outputs.size() - rounds.collected.size();
  const ValueType& one = graph_.value(body.outputs[first + index]).type;
  const auto rank = static_cast<std::int64_t>(one.shape.rank()) + 1;
  const std::int64_t axis = joint.axis < 0 ? joint.axis + rank : joint.axis;
  std::vector<std::int64_t> dims(one.shape.dims().begin(), one.shape.dims().end());
  if (axis < 0 || axis >= rank)
    return NodeView(graph_, rounds.loop)
        .error(ErrorCode::kInvalidModel, "an axis of what it collects is not there");
  dims.insert(dims.begin() + axis, 0);
  CNN_ASSIGN(Tensor empty, Tensor::zeros(one.dtype, Shape(std::move(dims))));
  Value& value = graph_.value(output);
  value.type = {empty.dtype(), empty.shape()};
  value.constant = std::make_shared<const Tensor>(std::move(empty));
  return {};
}

}  // namespace cnn
