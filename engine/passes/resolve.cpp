#include <algorithm>
#include <bit>
#include <string>

#include "core/byte_size.h"
#include "ops/choose_kernel.h"
#include "passes/passes.h"
#include "passes/resolver.h"

namespace cnn {
namespace {

bool all_inputs_constant(const NodeView& node) {
  for (std::size_t index = 0; index < node.input_count(); ++index)
    if (node.has_input(index) && !node.constant(index)) return false;
  return true;
}

// Whether the outputs follow from constants. Of what a CastLike is to be like, the type alone
// counts.
bool is_known(const NodeView& node, const Operator& row) {
  return row.data_inputs == 0 || all_inputs_constant(node) ||
         (row.type == "CastLike" && node.constant(0));
}

// Errors that say which node met them: Tensor and Shape do not know.
std::unexpected<Error> at_node(const NodeView& node, const Error& error) {
  return node.error(error.code, error.message, error.hint);
}

// What computes a node at load.
Kernel kernel_of(const NodeView& node, const Operator& row) {
  return choose_kernel(node, row, Kernels::kLoops).kernel;
}

std::string names(DTypes types) {
  std::string text;
  for (const DType type :
       {DType::kFloat32, DType::kInt64, DType::kInt32, DType::kInt8, DType::kUint8, DType::kBool})
    if (types & dtypes(type)) text += (text.empty() ? "" : ", ") + std::string(dtype_name(type));
  return text;
}

// The inputs that an operator computes with; all of those that are computed at load, always.
std::size_t data_inputs(const NodeView& node, const Operator& row) {
  const std::size_t count = node.input_count();
  return row.data_inputs ? std::min(static_cast<std::size_t>(row.data_inputs), count) : count;
}

Result<void> check_types(const NodeView& node, const Operator& row) {
  if (kernel_of(node, row) == Kernel::kAlias) return {};
  for (std::size_t index = 0; index < data_inputs(node, row); ++index)
    if (node.has_input(index) && !(row.types & dtypes(node.input(index).type.dtype)))
      return node.error(ErrorCode::kUnsupported,
                        "its input '" + node.input(index).name + "' is " +
                            std::string(dtype_name(node.input(index).type.dtype)) +
                            "; what it can compute with is " + names(row.types));
  return {};
}

Result<void> check_not_empty(const NodeView& node) {
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index) && node.output_shape(index).elements() == 0)
      return node.error(ErrorCode::kInvalidShape,
                        "its output would be empty, " + to_string(node.output_shape(index)));
  return {};
}

// Nothing to compute.
bool all_empty(const NodeView& node) {
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index) && node.output_shape(index).elements() > 0) return false;
  return true;
}

std::vector<ConstBuffer> constants(const NodeView& node) {
  std::vector<ConstBuffer> in;
  for (std::size_t index = 0; index < node.input_count(); ++index)
    in.push_back(node.constant(index) ? buffer_of(*node.constant(index)) : ConstBuffer());
  return in;
}

Result<void> fill(const NodeView& node, const Operator& row, Outputs out) {
  const std::vector<ConstBuffer> in = constants(node);
  if (kernel_of(node, row) == Kernel::kPlain) {
    CNN_TRY(check_not_empty(node));
    row.plain(node, in, out);
    return {};
  }
  if (!row.count) return row.typed(node, in, out);
  Found found;
  CNN_TRY(row.count(node, in, found));
  return row.take(node, in, found, out);
}

// Whether the second module is there: without it no number depends on a run, and no node gives way
// to others.
bool has_second(const Graph& graph) {
  return std::ranges::any_of(
      graph.nodes, [](const Node& node) { return node.control || is_in_second_module(node.op); });
}

}  // namespace

Resolver::Resolver(Graph& graph, FoldingBudget& budget) : graph_(graph), budget_(budget) {
  kept_.reserve(graph.nodes.size());
  rewrites_ = has_second(graph);
  frames_.push_back({std::move(graph.nodes)});
}

Result<std::size_t> Resolver::step() {
  CNN_TRY(leave_frames());
  if (!frames_.empty()) {
    Frame& frame = frames_.back();
    Node node = std::move(frame.nodes[frame.next++]);
    CNN_ASSIGN(const bool is_gone,
               rewrites_ ? second::enter<second::rewrite>(*this, node) : resolve_or_replace(node));
    if (!is_gone) kept_.push_back(std::move(node));
    CNN_TRY(leave_frames());
  }
  std::size_t left = 0;
  for (const Frame& frame : frames_) left += frame.nodes.size() - frame.next;
  if (left == 0) finish();
  return left;
}

Result<void> Resolver::leave_frames() {
  while (!frames_.empty() && frames_.back().next == frames_.back().nodes.size()) {
    std::optional<Rounds> rounds = std::move(frames_.back().rounds);
    frames_.pop_back();
    if (rounds) CNN_TRY(second::enter<second::next_round>(*this, std::move(*rounds)));
  }
  return {};
}

void Resolver::finish() {
  graph_.nodes = std::move(kept_);
  graph_.unrolled = std::make_shared<const Held>(std::move(held_));
  for (std::size_t index = 0; index < graph_.nodes.size(); ++index)
    graph_.nodes[index].origin = static_cast<int>(index);
  if (computed_)
    graph_.notes.push_back(decimal(computed_) +
                           " nodes depend on constants alone and were computed once, at load");
  count_uses(graph_);
}

// A Clip whose bounds are not known here.
bool Resolver::has_computed_bounds(const Node& node) const {
  const auto is_computed = [&](ValueId id) { return id != kNoValue && !graph_.value(id).constant; };
  return node.op == "Clip" && !node.inputs.empty() && node.inputs.size() <= 3 &&
         node.outputs.size() == 1 &&
         std::ranges::any_of(std::span(node.inputs).subspan(1), is_computed);
}

// True: the node is a constant now, or others stand for it.
Result<bool> Resolver::resolve_or_replace(Node& node) {
  if (!has_computed_bounds(node)) return resolve_node(node);
  CNN_TRY(take_apart(node));
  return true;
}

// It becomes a Max with the lower bound and a Min with the upper one.
Result<void> Resolver::take_apart(const Node& clip) {
  const NodeView view(graph_, clip);
  const ValueType x = graph_.value(clip.inputs[0]).type;
  Frame frame;
  ValueId from = clip.inputs[0];
  const auto add = [&](std::string op, std::vector<ValueId> inputs) -> Result<ValueId> {
    CNN_ASSIGN(const ValueId to, new_value(graph_.value(clip.outputs[0]).name + "/" + op));
    graph_.value(to).consumers = 1;
    Node part;
    part.name = clip.name;
    part.op = std::move(op);
    part.opset = clip.opset;
    part.inputs = std::move(inputs);
    part.outputs = {to};
    frame.nodes.push_back(std::move(part));
    return to;
  };
  for (std::size_t index = 1; index < clip.inputs.size(); ++index) {
    ValueId bound = clip.inputs[index];
    if (bound == kNoValue) continue;
    const ValueType type = graph_.value(bound).type;
    if (type.dtype != x.dtype || type.shape.elements() != 1)
      return view.error(ErrorCode::kInvalidModel, "each of its bounds must be one " +
                                                      std::string(dtype_name(x.dtype)) + " number");
    // The result has the shape of what is clipped, whatever that of the bound is.
    if (type.shape.rank() > x.shape.rank()) {
      CNN_ASSIGN(bound, add("Squeeze", {bound}));
    }
    CNN_ASSIGN(from, add(index == 1 ? "Max" : "Min", {from, bound}));
  }
  frame.nodes.back().outputs = {clip.outputs[0]};
  return push_frame(std::move(frame));
}

// How many the node finds: of constants as it is, else as the last run has shown.
Result<void> Resolver::count(Node& node, const Operator& row) {
  const NodeView view(graph_, node);
  if (all_inputs_constant(view)) {
    CNN_TRY(check_types(view, row));
    CNN_TRY(spend_work(view, row, true));
    Found found;
    CNN_ASSIGN(node.count, row.count(view, constants(view), found));
  } else if (const auto found = graph_.findings.find(graph_.value(node.outputs[0]).name);
             found != graph_.findings.end()) {
    node.count = found->second;
  }
  return {};
}

// True: the node's outputs are constants now.
Result<bool> Resolver::resolve_node(Node& node) {
  const Operator& row = *find_operator(node.op);
  const NodeView view(graph_, node);
  CNN_TRY(parse_node(graph_, node, row));
  if (row.count) CNN_TRY(count(node, row));
  CNN_TRY(infer(view, row));
  const bool known = is_known(view, row);
  if (!known || !row.value) CNN_TRY(check_types(view, row));
  if (!known) return false;
  if (kernel_of(view, row) == Kernel::kAlias && view.output_shape(0) == view.shape(0)) {
    set_constant(view, 0, view.constant(0));  // the tensor can be shared
  } else {
    CNN_TRY(compute(view, row));
  }
  if (node.op != "Constant") ++computed_;
  return true;
}

Result<void> Resolver::infer(const NodeView& node, const Operator& row) {
  CNN_ASSIGN(std::vector<ValueType> types, row.infer(node));
  for (std::size_t index = 0; index < types.size(); ++index) {
    if (!node.has_output(index)) continue;
    if (auto checked = check(types[index].shape); !checked) return at_node(node, checked.error());
    output(node, index).type = std::move(types[index]);
  }
  return {};
}

Result<void> Resolver::compute(const NodeView& node, const Operator& row) {
  CNN_TRY(check_memory(node));
  const bool plain = row.plain && check_types(node, row) && check_not_empty(node);
  CNN_TRY(spend_work(node, row, !row.value || plain));
  if (row.value && !plain) {
    CNN_ASSIGN(TensorPtr tensor, row.value(node));
    set_constant(node, 0, std::move(tensor));
    return {};
  }
  if (kernel_of(node, row) != Kernel::kAlias) return compute_elements(node, row);
  auto copy = node.constant(0)->reshaped(node.output_shape(0));
  if (!copy) return at_node(node, copy.error());
  set_constant(node, 0, std::make_shared<const Tensor>(std::move(*copy)));
  return {};
}

Result<void> Resolver::compute_elements(const NodeView& node, const Operator& row) {
  std::vector<Tensor> tensors;
  std::vector<Buffer> out;
  for (std::size_t index = 0; index < node.output_count(); ++index) {
    if (!node.has_output(index)) continue;
    auto tensor = Tensor::zeros(node.output(index).type.dtype, node.output_shape(index));
    if (!tensor) return at_node(node, tensor.error());
    tensors.push_back(std::move(*tensor));
    out.push_back(buffer_of(tensors.back()));
  }
  if (!all_empty(node)) CNN_TRY(fill(node, row, out));
  auto next = tensors.begin();
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index))
      set_constant(node, index, std::make_shared<const Tensor>(std::move(*next++)));
  return {};
}

// Before anything is allocated: a few bytes in a file can stand for gigabytes.
Result<void> Resolver::check_memory(const NodeView& node) const {
  const Ledger* ledger = current_ledger();
  std::uint64_t bytes = 0;  // of at most kMaxElements elements an output
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index))
      bytes += static_cast<std::uint64_t>(node.output_shape(index).elements()) *
               size_of(node.output(index).type.dtype);
  if (!ledger || bytes <= ledger->left()) return {};
  return node.error(ErrorCode::kLimitExceeded,
                    "it stands for " + byte_size(bytes) + " of constants, more than the " +
                        byte_size(ledger->left()) + " that are left",
                    "use a smaller model, or raise maxMemory");
}

// Sums of positive numbers, none above kMaxElements * kMaxWindowTaps: the first that is too large
// ends it.
Result<void> Resolver::spend_work(const NodeView& node, const Operator& row, bool reads) {
  std::int64_t read = 0, written = 0;
  if (reads)
    for (std::size_t index = 0; index < node.input_count(); ++index)
      // Of an input that is not known, such as what a CastLike is to be like, nothing is read.
      if (node.has_input(index) && node.constant(index)) read += node.shape(index).elements();
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index)) written += node.output_shape(index).elements();
  std::int64_t taps = 1;  // of a window
  for (const std::int64_t size : node.get_ints("kernel_shape"))
    taps *= std::clamp<std::int64_t>(size, 1, limits::kMaxKernelArea);
  // Its plain loop visits every weight for every output; infer() has bounded the product.
  if (row.type == "ConvTranspose") taps = node.shape(1).elements();
  // It may compare every box with every other.
  if (row.type == "NonMaxSuppression") read += node.shape(1).elements() * node.shape(1)[2];
  // It sorts them.
  if (row.type == "Unique") read *= 2 * std::bit_width(static_cast<std::uint64_t>(read));
  const std::int64_t macs = row.macs ? row.macs(node) : 0;
  // Weights of a large network, each looked at once: what it makes stays, and memory bounds it.
  const std::int64_t share = row.type == "DequantizeLinear" || row.type == "Transpose" ? 4 : 1;
  constexpr std::int64_t kMost = limits::kMaxFoldedWork;
  if (read > kMost || macs > kMost || written > kMost || taps > kMost / (written + 1) ||
      (read + macs + written * taps) / share > budget_.left)
    return node.error(ErrorCode::kLimitExceeded,
                      "it depends on constants alone, and to compute all such nodes at load takes "
                      "too long",
                      "simplify the model before it is opened, for example with onnxsim");
  budget_.left -= (read + macs + written * taps) / share;
  return {};
}

Value& Resolver::output(const NodeView& node, std::size_t index) {
  return graph_.value(node.node().outputs[index]);
}

void Resolver::set_constant(const NodeView& node, std::size_t index, TensorPtr tensor) {
  Value& value = output(node, index);
  value.type = {tensor->dtype(), tensor->shape()};
  value.constant = std::move(tensor);
}

bool guess_again(const Graph& imported, const Graph& failed, Findings& findings) {
  return has_second(imported) && second::enter<second::guess_again>(imported, failed, findings);
}

Result<void> resolve(Graph& graph) {
  FoldingBudget budget;
  Resolver resolver(graph, budget);
  for (std::size_t left = 1; left > 0;) {
    CNN_ASSIGN(left, resolver.step());
  }
  return {};
}

}  // namespace cnn
