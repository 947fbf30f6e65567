#include "session.h"

#include <algorithm>
#include <utility>

#include "core/byte_size.h"
#include "core/limits.h"
#include "ops/choose_kernel.h"
#include "passes/passes.h"
#include "session_load.h"

namespace cnn {

Result<std::unique_ptr<Session>> Session::load(std::span<const std::byte> file,
                                               const LoadOptions& options) {
  Loader loader(file, options);
  for (double done = 0; done < 1;) {
    CNN_ASSIGN(done, loader.step(1e9));
  }
  return loader.take();
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

Result<InputView> Session::input_view(std::string_view name, const Shape& shape) {
  // The importer makes the inputs' values one after the other.
  const ValueId id = names_.find(graph_, name);
  const auto found = std::ranges::lower_bound(graph_.inputs, id, {}, &GraphInput::value);
  if (found == graph_.inputs.end() || found->value != id)
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
    if (static_cast<std::uint64_t>(shape.elements()) * size_of(inputs_[index].dtype()) >
        ledger_->limit() - without_plans_)
      return fail(ErrorCode::kLimitExceeded,
                  "an input of shape " + to_string(shape) + " does not fit into the " +
                      byte_size(options_.max_memory) + " allowed",
                  "use a smaller picture, or raise maxMemory");
    drop_plans();  // they, and the last run, read the old tensor
    const LedgerScope scope(ledger_);
    CNN_ASSIGN(Tensor tensor, Tensor::zeros(inputs_[index].dtype(), shape));
    inputs_[index] = std::move(tensor);
    shapes_changed_ = true;
    count_loaded();
  }
  return InputView{inputs_[index].dtype(), inputs_[index].data<std::byte>()};
}

// graph_ for the shapes of inputs_.
Result<void> Session::resolve_shapes() {
  auto done = try_findings();
  if (done || imported_.findings.empty()) return done;
  forget_findings();
  return try_findings();
}

// They are of another input, or lead to what cannot run.
void Session::forget_findings() {
  imported_.findings.clear();
  shapes_changed_ = true;
}

// As resolve_shapes(), for what the last run found.
Result<void> Session::try_findings() {
  Graph resolved;
  std::optional<Error> first;
  Findings findings = imported_.findings;
  for (int attempt = 0;; ++attempt) {
    resolved = imported_;
    resolved.findings = findings;
    for (std::size_t i = 0; i < resolved.inputs.size(); ++i)
      resolved.value(resolved.inputs[i].value).type.shape = inputs_[i].shape();
    auto done = resolve(resolved);
    if (done) break;
    if (!first) first = std::move(done).error();
    if (attempt == limits::kMaxGuesses || !guess_again(imported_, resolved, findings))
      return std::unexpected(std::move(*first));
  }
  // Loops make other values for other shapes.
  const bool others = imported_.values.size() != graph_.values.size() ||
                      resolved.values.size() != graph_.values.size();
  graph_ = std::move(resolved);
  if (others) names_ = NameIndex(graph_);
  shapes_changed_ = false;
  ++resolutions_;
  count_loaded();
  return {};
}

// What was packed for them stays.
void Session::end_plans() {
  execution_.reset();
  for (auto& plan : plans_) plan.reset();
  scratch_.reset();
}

void Session::drop_plans() {
  end_plans();
  weights_.clear();
  without_plans_ = ledger_->used();
}

void Session::count_loaded() {
  loaded_bytes_ = static_cast<std::size_t>(constant_bytes(graph_));  // all of it is in memory
  for (const Tensor& input : inputs_) loaded_bytes_ += input.bytes();
  without_plans_ = ledger_->used() - weights_.counted();
}

Result<std::unique_ptr<Plan>> Session::build_plan(PlanKind kind, std::span<const ValueId> kept) {
  const auto exists = [](const auto& other) { return other != nullptr; };
  // What is packed then is of a plan that failed, or ended, and may not be wanted any more.
  if (std::ranges::none_of(plans_, exists)) weights_.expect_others();
  for (std::span<const ValueId> asked = {};;) {
    auto plan = build_plan_in_what_is_left(kind, asked);
    if (plan) return plan;
    const ErrorCode code = plan.error().code;
    if (code != ErrorCode::kLimitExceeded && code != ErrorCode::kOutOfMemory) return plan;
    if (std::ranges::any_of(plans_, exists) || weights_.has_unused()) {
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
  options.max_bytes = ledger_->left();
  for (const Tensor& tensor : inputs_) options.inputs.push_back(buffer_of(tensor));
  Graph graph = graph_;
  if (kind == PlanKind::kFast)
    for (const Pass& pass : fast_passes()) CNN_TRY(pass.run(graph));
  return Plan::build(std::move(graph), options);
}

Result<std::size_t> Session::begin(PlanKind kind, std::span<const std::string> keep) {
  kind_ = kind;
  keep_.assign(keep.begin(), keep.end());
  restarts_ = 0;
  return begin();
}

Result<std::size_t> Session::begin() {
  execution_.reset();
  const LedgerScope scope(ledger_);
  if (shapes_changed_) CNN_TRY(resolve_shapes());
  auto made = make_plan();
  if (!made && !imported_.findings.empty()) {
    // What was found may need more memory than there is: it is of another input, or the run fails.
    forget_findings();
    if (restarts_ > 0) return std::unexpected(std::move(made).error());
    CNN_TRY(resolve_shapes());
    made = make_plan();
  }
  if (!made) return std::unexpected(std::move(made).error());
  Plan& plan = *plans_[static_cast<std::size_t>(kind_)];
  plan.use_threads(single_ ? nullptr : threads_.get());
  execution_.emplace(plan, ledger_, options_.clock, graph_.nodes.size());
  return plan.size();
}

// The plan of that kind, where there is none that keeps what is to be kept.
Result<void> Session::make_plan() {
  std::unique_ptr<Plan>& plan = plans_[static_cast<std::size_t>(kind_)];
  std::vector<ValueId> kept;
  if (kind_ == PlanKind::kInspect) {
    for (const std::string& name : keep_)
      if (const ValueId id = names_.find(graph_, name); id != kNoValue) kept.push_back(id);
    if (plan && !plan->keeps(kept)) plan.reset();
  }
  if (!plan) {
    CNN_ASSIGN(plan, build_plan(kind_, kept));
    weights_.drop_unused();
  }
  return {};
}

void Session::use_threads(int threads) {
  single_ = threads <= 1;
  for (const auto& plan : plans_)
    if (plan) plan->use_threads(single_ ? nullptr : threads_.get());
}

Result<std::size_t> Session::step(double budget_ms) {
  if (!execution_) return fail(ErrorCode::kInvalidArgument, "no run was begun");
  auto left = execution_->step(budget_ms);
  if (left && execution_->plan().found()) left = begin_again();
  if (!left) execution_.reset();
  return left;
}

// The run has shown a number that the plan was not made for. Most of what is packed for it is for
// the next one too.
Result<std::size_t> Session::begin_again() {
  const auto [found, before] = *execution_->plan().found();
  end_plans();
  weights_.expect_others();
  if (++restarts_ > limits::kMaxRestarts) {
    forget_findings();
    return fail(ErrorCode::kLimitExceeded,
                "the shapes of this network depend on its own numbers in more than " +
                    decimal(limits::kMaxRestarts) +
                    " places, or a Loop of it goes on for more rounds than that",
                "export the network without its post-processing, or with loops of fixed length");
  }
  shapes_changed_ = true;
  if (auto applied = apply_finding(found, before); !applied) {
    forget_findings();
    return std::unexpected(std::move(applied).error());
  }
  return begin();
}

// Where shapes do not fit, what had the same number before may have found the same: a list of boxes
// and one of scores that one condition picks from.
Result<void> Session::apply_finding(const Findings::value_type& found, std::int64_t before) {
  const LedgerScope scope(ledger_);
  const auto [name, number] = found;
  imported_.findings[name] = number;
  auto alone = try_findings();
  if (alone) return alone;
  for (const Node& node : graph_.nodes)
    if (node.count == before && find_operator(node.op)->count)
      imported_.findings[graph_.value(node.outputs[0]).name] = number;
  return try_findings() ? Result<void>() : std::move(alone);
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
  const auto bytes = static_cast<std::size_t>(shape.elements()) * size_of(dtype);
  if (is_in_order(where, shape))
    return ValueView{dtype, shape, {where.buffer.as<std::byte>(), bytes}};
  // Counted by the plan, from when it was made: what has run can be read. The memory is kept, since
  // values are read one after the other.
  if (!scratch_ || scratch_->bytes() < bytes) {
    scratch_.reset();
    CNN_ASSIGN(scratch_, Tensor::zeros(dtype, shape));
  }
  const std::span<std::byte> copy = scratch_->data<std::byte>().first(bytes);
  read_value(where, shape, copy);
  return ValueView{dtype, shape, copy};
}

Result<ValueView> Session::value(std::string_view name) {
  const ValueId id = names_.find(graph_, name);
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

MemoryUse Session::memory() const {
  const auto bytes = [&](PlanKind kind) {
    const Plan* found = plan(kind);
    return found ? found->activation_bytes() : 0;
  };
  const Plan* fast = plan(PlanKind::kFast);
  MemoryUse use = {loaded_bytes_ + weights_.bytes(), bytes(PlanKind::kFast),
                   bytes(PlanKind::kInspect), fast ? fast->activation_lower_bound() : 0, 0};
  const std::size_t plain = bytes(PlanKind::kPlain);
  use.other =
      static_cast<std::size_t>(ledger_->used()) - use.weights - use.fast - use.inspect - plain;
  return use;
}

}  // namespace cnn
