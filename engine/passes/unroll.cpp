// If, Loop and Scan: which of their nodes run is decided while shapes are inferred, since that is
// when conditions and numbers of rounds are known, or taken to be what the last run has shown.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "core/limits.h"
#include "passes/passes.h"
#include "passes/replacement.h"
#include "passes/resolver.h"

namespace cnn {

Result<void> second::next_round(Resolver& resolver, Resolver::Rounds rounds) {
  return resolver.begin_round(std::move(rounds));
}

Result<void> Resolver::unroll(Node node) {
  if (node.op == "If") return take_branch(node);
  return node.op == "Scan" ? begin_scan(std::move(node)) : begin_loop(std::move(node));
}

Result<void> Resolver::pay(std::size_t bytes) {
  if (held_.grow(std::uint64_t{bytes} * kCopies)) return {};
  return not_left(bytes * kCopies, "what stands for operators of the model");
}

Result<ValueId> Resolver::new_value(std::string name) {
  CNN_TRY(pay(name.size() + kValue + kBlock));
  graph_.values.emplace_back().name = std::move(name);
  return static_cast<ValueId>(graph_.values.size() - 1);
}

Result<ValueId> Resolver::new_constant(std::string name, Tensor tensor) {
  CNN_ASSIGN(const ValueId id, new_value(std::move(name)));
  Value& value = graph_.value(id);
  value.type = {tensor.dtype(), tensor.shape()};
  value.constant = std::make_shared<const Tensor>(std::move(tensor));
  return id;
}

// A condition, or a number of rounds: as it is where it is known, else as the last run has shown.
Result<std::int64_t> Resolver::number_of(const Node& node, ValueId id, DType type,
                                         std::vector<Node>& watching) {
  const Value& value = graph_.value(id);
  if (value.type.dtype != type || value.type.shape.elements() != 1)
    return NodeView(graph_, node)
        .error(ErrorCode::kInvalidModel, type == DType::kBool ? "its condition is not one bool"
                                         : node.control ? "its number of rounds is not one int64"
                                                        : "how many it asks for is not one int64");
  if (!value.constant) return watch(node, id, type, watching);
  return type == DType::kBool ? value.constant->data<std::uint8_t>()[0] != 0
                              : value.constant->data<std::int64_t>()[0];
}

// The next run looks at it where an Identity stands, the last of `watching`: the value may be an
// input, which no node computes.
Result<std::int64_t> Resolver::watch(const Node& node, ValueId id, DType type,
                                     std::vector<Node>& watching) {
  const std::string name = graph_.value(id).name + (type == DType::kBool ? "/holds" : "/rounds");
  CNN_ASSIGN(const ValueId watched, new_value(name));
  graph_.value(watched).consumers = 1;
  const auto found = graph_.findings.find(name);
  const std::int64_t number = found == graph_.findings.end() ? 0 : found->second;
  graph_.watched[watched] = number;
  watching.push_back(identity(node, id, watched));
  return number;
}

// What is new about the nodes is counted here: how many there are, and who reads what. Few nodes
// may name many values: those that join a list name all of its tensors, in each round of a loop.
Result<void> Resolver::push_frame(Frame frame) {
  unrolled_ += frame.nodes.size() + 1;
  for (const Node& node : frame.nodes) edges_ += node.inputs.size() + node.outputs.size();
  if (frame.rounds) edges_ += frame.rounds->carried.size() + frame.rounds->collected.size();
  const auto too_many = [](std::size_t most, const std::string& what) {
    return fail(ErrorCode::kLimitExceeded,
                "what stands for operators of the model has more than " + decimal(most) + what,
                "export the network without loops and lists of tensors");
  };
  if (unrolled_ > limits::kMaxNodes) return too_many(limits::kMaxNodes, " nodes");
  if (edges_ > limits::kMaxEdges)
    return too_many(limits::kMaxEdges, " inputs and outputs of nodes");
  for (const Node& node : frame.nodes)
    for (const ValueId id : node.inputs)
      if (id != kNoValue) ++graph_.value(id).consumers;
  CNN_TRY(check_supported(graph_, frame.nodes));
  frames_.push_back(std::move(frame));
  return {};
}

Result<void> Resolver::take_branch(const Node& node) {
  const NodeView view(graph_, node);
  const ValueId condition = own_input(node, 0);
  if (condition == kNoValue) return view.error(ErrorCode::kInvalidModel, "it has no condition");
  Frame frame;
  CNN_ASSIGN(const std::int64_t yes, number_of(node, condition, DType::kBool, frame.nodes));
  const Subgraph& branch = yes ? node.control->body : node.control->otherwise;
  if (branch.outputs.size() < node.outputs.size() || !branch.inputs.empty())
    return view.error(ErrorCode::kInvalidModel,
                      "its branches have inputs, or fewer outputs than it has");
  frame.nodes.insert(frame.nodes.end(), branch.nodes.begin(), branch.nodes.end());
  for (std::size_t i = 0; i < node.outputs.size(); ++i)
    if (node.outputs[i] != kNoValue)
      frame.nodes.push_back(identity(node, branch.outputs[i], node.outputs[i]));
  return push_frame(std::move(frame));
}

// Inputs: rounds, condition, what is carried from round to round. The body's: number of the round,
// condition, carried. Its outputs: condition, carried, what is collected.
Result<void> Resolver::begin_loop(Node node) {
  const NodeView view(graph_, node);
  Rounds rounds;
  const std::size_t inputs = std::max<std::size_t>(node.control->inputs, 2);
  const std::size_t carried = inputs - 2;
  const Subgraph& body = node.control->body;
  if (body.inputs.size() != inputs || body.outputs.size() < carried + 1 ||
      node.outputs.size() > body.outputs.size() - 1)
    return view.error(ErrorCode::kInvalidModel,
                      "its body has another number of inputs or outputs than it");
  rounds.most = limits::kMaxNodes + 1;
  if (const ValueId most = own_input(node, 0); most != kNoValue) {
    CNN_ASSIGN(rounds.most, number_of(node, most, DType::kInt64, rounds.watching));
  }
  rounds.condition = own_input(node, 1);
  for (std::size_t i = 0; i < carried; ++i) rounds.carried.push_back(own_input(node, 2 + i));
  rounds.collected.resize(body.outputs.size() - 1 - carried);
  rounds.loop = std::move(node);
  return begin_round(std::move(rounds));
}

Result<void> Resolver::begin_round(Rounds rounds) {
  std::int64_t more = rounds.done < rounds.most;
  if (more && rounds.condition != kNoValue) {
    CNN_ASSIGN(more, number_of(rounds.loop, rounds.condition, DType::kBool, rounds.watching));
  }
  if (!more) return end_loop(std::move(rounds));
  const Subgraph& body = rounds.loop.control->body;
  const std::string suffix = "." + decimal(rounds.done);
  Frame frame{std::exchange(rounds.watching, {})};
  Renamed renamed;
  const bool is_scan = !rounds.slices.empty();
  if (!is_scan) CNN_TRY(tell_round(rounds, suffix, renamed));
  std::size_t taken = is_scan ? 0 : 2;
  for (const ValueId carried : rounds.carried) renamed[body.inputs[taken++]] = carried;
  if (is_scan) CNN_TRY(take_slices(rounds, suffix, renamed, frame));
  CNN_ASSIGN(Subgraph copy, copy_of(body, renamed, suffix));
  // A missing input that the body passes on.
  if (std::ranges::find(copy.outputs, kNoValue) != copy.outputs.end())
    return NodeView(graph_, rounds.loop)
        .error(ErrorCode::kInvalidModel, "its body gives nothing for one of its outputs");
  for (const ValueId id : copy.outputs) ++graph_.value(id).consumers;  // they are read later
  std::size_t given = 0;
  if (!is_scan) rounds.condition = copy.outputs[given++];
  for (ValueId& carried : rounds.carried) carried = copy.outputs[given++];
  for (auto& collected : rounds.collected) collected.push_back(copy.outputs[given++]);
  ++rounds.done;
  std::ranges::move(copy.nodes, std::back_inserter(frame.nodes));
  frame.rounds = std::move(rounds);
  return push_frame(std::move(frame));
}

// The first two inputs of a Loop's body: the number of the round, and the condition, which holds.
Result<void> Resolver::tell_round(const Rounds& rounds, const std::string& suffix,
                                  Renamed& renamed) {
  const std::vector<ValueId>& given = rounds.loop.control->body.inputs;
  const auto known = [&](ValueId of, Result<Tensor> tensor) -> Result<void> {
    if (!tensor) return std::unexpected(std::move(tensor).error());
    CNN_ASSIGN(renamed[of], new_constant(graph_.value(of).name + suffix, std::move(*tensor)));
    return {};
  };
  CNN_TRY(known(given[0], Tensor::from(std::span(&rounds.done, 1), Shape{})));
  if (rounds.condition != kNoValue) {
    renamed[given[1]] = rounds.condition;
    return {};
  }
  CNN_ASSIGN(Tensor yes, Tensor::zeros(DType::kBool, Shape{}));
  yes.data<std::uint8_t>()[0] = 1;
  return known(given[1], std::move(yes));
}

Result<void> Resolver::end_loop(Rounds rounds) {
  const Node& loop = rounds.loop;
  Frame frame{std::move(rounds.watching)};
  const std::size_t carried = rounds.carried.size();
  for (std::size_t i = 0; i < loop.outputs.size(); ++i) {
    if (loop.outputs[i] == kNoValue || graph_.value(loop.outputs[i]).consumers == 0) continue;
    if (i >= carried) {
      CNN_TRY(collect(rounds, i - carried, loop.outputs[i], frame));
      continue;
    }
    if (rounds.carried[i] == kNoValue)
      return NodeView(graph_, loop).error(ErrorCode::kInvalidModel, "one of its inputs is missing");
    frame.nodes.push_back(identity(loop, rounds.carried[i], loop.outputs[i]));
  }
  return push_frame(std::move(frame));
}

Result<Subgraph> Resolver::copy_of(const Subgraph& graph, Renamed& renamed,
                                   const std::string& suffix) {
  Subgraph copy;
  const auto now = [&](ValueId id) {
    const auto found = renamed.find(id);
    return found == renamed.end() ? id : found->second;
  };
  for (const ValueId id : graph.inputs) copy.inputs.push_back(now(id));
  for (const Node& node : graph.nodes) {
    CNN_ASSIGN(Node other, copy_of(node, renamed, suffix));
    copy.nodes.push_back(std::move(other));
  }
  for (const ValueId id : graph.outputs) copy.outputs.push_back(now(id));
  return copy;
}

// As deep as graphs lie inside of each other in the file, which the reader has bounded.
Result<Node> Resolver::copy_of(const Node& node, Renamed& renamed, const std::string& suffix) {
  CNN_TRY(pay(sizeof(Node) + node.name.size() + kBlock +
              (node.inputs.size() + node.outputs.size()) * sizeof(ValueId) +
              node.attributes.size() * (sizeof(Attribute) + kBlock)));
  Node copy = node;
  copy.name += suffix;
  for (ValueId& id : copy.inputs)
    if (const auto found = renamed.find(id); found != renamed.end()) id = found->second;
  if (node.control) {
    const auto control = std::make_shared<Control>();
    control->inputs = node.control->inputs;
    for (Subgraph Control::* part : {&Control::body, &Control::otherwise}) {
      const Subgraph& from = (*node.control).*part;
      for (const ValueId id : from.inputs) {
        CNN_ASSIGN(renamed[id], new_value(graph_.value(id).name + suffix));
      }
      CNN_ASSIGN((*control).*part, copy_of(from, renamed, suffix));
    }
    copy.control = control;
  }
  for (ValueId& id : copy.outputs) {
    if (id == kNoValue) continue;
    CNN_ASSIGN(const ValueId other, new_value(graph_.value(id).name + suffix));
    graph_.value(other).type = graph_.value(id).type;  // what the file states
    renamed[id] = other;
    id = other;
  }
  return copy;
}

}  // namespace cnn
