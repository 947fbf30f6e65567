#include "session.h"

#include <algorithm>
#include <utility>

#include "core/byte_size.h"
#include "onnx/reader.h"
#include "ops/choose_kernel.h"
#include "passes/passes.h"
#include "session_import.h"

namespace cnn {

namespace {

bool is_open(const GraphInput& input) {
  return !input.has_shape || std::ranges::find(input.declared, -1) != input.declared.end();
}

// Channels that the first convolution reading `input` has weights for; 0 when there is none.
std::int64_t channels_read(const Graph& graph, ValueId input) {
  for (const Node& node : graph.nodes) {
    const NodeView view(graph, node);
    if (node.op == "Conv" && view.has_input(0) && node.inputs[0] == input && view.constant(1) &&
        view.shape(1).rank() == 4)
      return view.shape(1)[1] * view.get_int("group", 1);
  }
  return 0;
}

// Fills the open dimensions of the input shapes: channels as its convolution wants them, `side`
// pixels in height and width.
void guess_shapes(Graph& graph, std::int64_t side) {
  for (const GraphInput& input : graph.inputs) {
    Shape& shape = graph.value(input.value).type.shape;
    if (shape.rank() != 4) continue;
    const auto open = [&](std::size_t axis) {
      return !input.has_shape || input.declared[axis] < 0;
    };
    const std::int64_t channels = channels_read(graph, input.value);
    if (open(1) && channels > 0) shape[1] = channels;
    if (open(2)) shape[2] = side;
    if (open(3)) shape[3] = side;
  }
}

// The graph resolved for its declared input shapes. Where a file leaves them open but its dense
// layer fits one size only, that size is found among the usual ones, until the caller gives
// another.
Result<Graph> resolve_first(const Graph& imported, std::uint64_t max_bytes) {
  constexpr std::int64_t kUsualSides[] = {224, 32,  64,  28,  96,  128, 160,
                                          192, 227, 256, 299, 384, 512};
  const bool open = std::ranges::any_of(imported.inputs, is_open);
  std::optional<Error> first;
  for (const std::int64_t side : kUsualSides) {
    Graph graph = imported;
    if (open) guess_shapes(graph, side);
    auto resolved = resolve(graph, max_bytes);
    if (resolved) return graph;
    if (!first) first = std::move(resolved).error();
    if (!open) break;
  }
  if (open && first->hint.empty())
    first->hint =
        "the file leaves the size of its input open and no usual size fits; export it with "
        "a fixed one";
  return std::unexpected(std::move(*first));
}

Result<void> check_weights_fit(std::uint64_t bytes, std::size_t max_memory) {
  if (bytes <= max_memory) return {};
  return fail(ErrorCode::kLimitExceeded,
              "the weights and the input of this network take " + byte_size(bytes) +
                  ", more than the " + byte_size(max_memory) + " allowed",
              "use a smaller model, or raise maxMemory");
}

}  // namespace

Result<std::unique_ptr<Session>> Session::load(std::span<const std::byte> file,
                                               const LoadOptions& options) {
  CNN_TRY(xnn::initialize());
  CNN_ASSIGN(onnx::Model model, onnx::read_model(file));
  CNN_ASSIGN(Graph imported, import_model(std::move(model)));
  std::unique_ptr<Session> session(new Session(options));
  CNN_ASSIGN(session->threads_, xnn::make_thread_pool(options.threads));
  CNN_TRY(check_supported(imported));
  CNN_TRY(check_weights_fit(constant_bytes(imported), options.max_memory));
  CNN_TRY(session->adopt(std::move(imported)));
  CNN_TRY(check_weights_fit(session->loaded_weight_bytes(), options.max_memory));
  return session;
}

Result<void> Session::adopt(Graph imported) {
  CNN_ASSIGN(graph_, resolve_first(imported, options_.max_memory));
  imported_ = std::move(imported);
  for (const GraphInput& input : graph_.inputs) {
    CNN_ASSIGN(Tensor tensor, Tensor::zeros(DType::kFloat32, graph_.value(input.value).type.shape));
    inputs_.push_back(std::move(tensor));
  }
  return {};
}

NodeCost Session::cost(const Node& node) const {
  const Operator& row = *find_operator(node.op);
  const NodeView view(graph_, node);
  NodeCost cost;
  for (std::size_t index = 0; index < std::min<std::size_t>(view.input_count(), 32); ++index)
    if ((row.parameter_inputs >> index & 1) && view.constant(index))
      cost.params += view.shape(index).elements();
  if (row.macs) cost.macs = row.macs(view);
  return cost;
}

bool Session::runs_plain(const Node& node) const {
  const Operator& row = *find_operator(node.op);
  const NodeView view(graph_, node);
  const Kernel kernel = choose_kernel(view, row, Kernels::kAll).kernel;
  return kernel == Kernel::kPlain || kernel == Kernel::kTyped;
}

Result<std::span<float>> Session::input(std::string_view name, const Shape& shape) {
  const auto found = std::ranges::find_if(graph_.inputs, [&](const GraphInput& input) {
    return graph_.value(input.value).name == name;
  });
  if (found == graph_.inputs.end())
    return fail(ErrorCode::kInvalidArgument,
                "the network has no input called '" + std::string(name) + "'");
  const auto index = static_cast<std::size_t>(found - graph_.inputs.begin());
  bool fits = !found->has_shape || found->declared.size() == shape.rank();
  for (std::size_t axis = 0; fits && found->has_shape && axis < found->declared.size(); ++axis)
    fits = found->declared[axis] < 0 || found->declared[axis] == shape[axis];
  if (!fits)
    return fail(ErrorCode::kInvalidArgument, "the input '" + std::string(name) + "' takes shape " +
                                                 to_string(Shape(found->declared)) + ", not " +
                                                 to_string(shape) + " (-1: any size)");
  if (shape != inputs_[index].shape()) {
    CNN_TRY(check(shape));
    if (static_cast<std::uint64_t>(shape.elements()) * sizeof(float) > options_.max_memory)
      return fail(ErrorCode::kLimitExceeded,
                  "an input of shape " + to_string(shape) + " does not fit into the " +
                      byte_size(options_.max_memory) + " allowed",
                  "use a smaller picture, or raise maxMemory");
    CNN_ASSIGN(Tensor tensor, Tensor::zeros(DType::kFloat32, shape));
    drop_plans();  // they, and the last run, read the old tensor
    inputs_[index] = std::move(tensor);
    shapes_changed_ = true;
  }
  return inputs_[index].data<float>();
}

// graph_ for the shapes of inputs_.
Result<void> Session::resolve_shapes() {
  Graph resolved = imported_;
  for (std::size_t i = 0; i < resolved.inputs.size(); ++i)
    resolved.value(resolved.inputs[i].value).type.shape = inputs_[i].shape();
  CNN_TRY(resolve(resolved, options_.max_memory));
  graph_ = std::move(resolved);
  shapes_changed_ = false;
  return {};
}

void Session::drop_plans() {
  execution_.reset();
  for (auto& plan : plans_) plan.reset();
  weights_.clear();
}

Result<std::unique_ptr<Plan>> Session::build_plan(PlanKind kind, std::span<const ValueId> kept) {
  for (std::span<const ValueId> asked = {};;) {
    auto plan = build_plan_in_what_is_left(kind, asked);
    if (plan) return plan;
    const ErrorCode code = plan.error().code;
    if (code != ErrorCode::kLimitExceeded && code != ErrorCode::kOutOfMemory) return plan;
    const auto exists = [](const auto& other) { return other != nullptr; };
    if (std::ranges::any_of(plans_, exists)) {
      drop_plans();
    } else {
      if (asked.size() == kept.size()) return plan;
      asked = kept;
    }
  }
}

Result<std::unique_ptr<Plan>> Session::build_plan_in_what_is_left(PlanKind kind,
                                                                  std::span<const ValueId> kept) {
  PlanOptions options{kind, threads_.get(), &weights_, 0, {}, kept};
  const MemoryUse use = memory();
  const std::size_t held = use.weights + use.fast + use.inspect;
  options.max_bytes = options_.max_memory > held ? options_.max_memory - held : 0;
  for (const Tensor& tensor : inputs_) options.inputs.push_back(buffer_of(tensor));
  Graph graph = graph_;
  if (kind == PlanKind::kFast)
    for (const Pass& pass : fast_passes()) CNN_TRY(pass.run(graph));
  return Plan::build(std::move(graph), options);
}

Result<std::size_t> Session::begin(PlanKind kind, std::span<const std::string> keep) {
  execution_.reset();
  if (shapes_changed_) CNN_TRY(resolve_shapes());
  std::unique_ptr<Plan>& plan = plans_[static_cast<std::size_t>(kind)];
  std::vector<ValueId> kept;
  if (kind == PlanKind::kInspect) {
    for (const std::string& name : keep)
      if (const ValueId id = graph_.find(name); id != kNoValue) kept.push_back(id);
    if (plan && !plan->keeps(kept)) plan.reset();
  }
  if (!plan) {
    CNN_ASSIGN(plan, build_plan(kind, kept));
  }
  plan->use_threads(single_ ? nullptr : threads_.get());
  execution_.emplace(*plan, options_.clock, graph_.nodes.size());
  return plan->size();
}

void Session::use_threads(int threads) {
  single_ = threads <= 1;
  for (const auto& plan : plans_)
    if (plan) plan->use_threads(single_ ? nullptr : threads_.get());
}

Result<std::size_t> Session::step(double budget_ms) {
  if (!execution_) return fail(ErrorCode::kInvalidArgument, "no run was begun");
  auto left = execution_->step(budget_ms);
  if (!left) execution_.reset();
  return left;
}

Result<void> Session::run(PlanKind kind) {
  CNN_TRY(begin(kind));
  while (!execution_->finished()) CNN_TRY(step(1e9));
  return {};
}

std::span<const double> Session::timings() const {
  if (!execution_ || !execution_->finished()) return {};
  return execution_->node_ms();
}

Result<const Execution*> Session::finished_run() const {
  if (execution_ && execution_->finished()) return &*execution_;
  return fail(ErrorCode::kInvalidArgument, "there is no finished run to read from",
              "run the network first");
}

Result<ValueView> Session::read(ValueId id, const Located& where) {
  const auto& [dtype, shape] = graph_.value(id).type;
  CNN_ASSIGN(Tensor copy, Tensor::zeros(dtype, shape));
  read_value(where, shape, copy.data<std::byte>());
  scratch_ = std::move(copy);
  return ValueView{dtype, shape, std::as_const(*scratch_).data<std::byte>()};
}

Result<ValueView> Session::value(std::string_view name) {
  const ValueId id = graph_.find(name);
  if (id == kNoValue)
    return fail(ErrorCode::kInvalidArgument,
                "the network has no value called '" + std::string(name) + "'");
  if (const TensorPtr constant = graph_.value(id).constant)
    return ValueView{constant->dtype(), constant->shape(), constant->data<std::byte>()};
  CNN_ASSIGN(const Execution* run, finished_run());
  const auto where = run->plan().locate(id);
  if (!where)
    return fail(ErrorCode::kInvalidArgument,
                "the value '" + std::string(name) + "' was not kept by this run",
                "run the inspect plan with a list that names it");
  return read(id, *where);
}

Result<std::vector<NamedStatistics>> Session::statistics() {
  CNN_ASSIGN(const Execution* run, finished_run());
  std::vector<NamedStatistics> result;
  const auto add = [&](ValueId id) {
    const Value& value = graph_.value(id);
    const auto where = run->plan().locate(id);
    if (!where || value.constant || value.type.dtype != DType::kFloat32) return;
    const auto count = static_cast<std::size_t>(value.type.shape.elements());
    // The order of the elements does not matter here, so nothing is copied.
    result.push_back({value.name, cnn::statistics(std::span(where->buffer.as<float>(), count))});
  };
  for (const GraphInput& input : graph_.inputs) add(input.value);
  for (const Node& node : graph_.nodes)
    for (const ValueId id : node.outputs)
      if (id != kNoValue) add(id);
  return result;
}

std::size_t Session::loaded_weight_bytes() const {
  auto bytes = static_cast<std::size_t>(constant_bytes(graph_));  // all of it is in memory
  for (const Tensor& input : inputs_) bytes += input.bytes();
  return bytes;
}

MemoryUse Session::memory() const {
  const auto bytes = [&](PlanKind kind) {
    const Plan* found = plan(kind);
    return found ? found->activation_bytes() : 0;
  };
  const Plan* fast = plan(PlanKind::kFast);
  return {loaded_weight_bytes() + weights_.bytes(), bytes(PlanKind::kFast),
          bytes(PlanKind::kInspect), fast ? fast->activation_lower_bound() : 0};
}

}  // namespace cnn
