// The facade: everything a binding needs. One session holds one network; it is not thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/buffer.h"
#include "core/error.h"
#include "core/ledger.h"
#include "core/limits.h"
#include "graph/graph.h"
#include "graph/name_index.h"
#include "onnx/external.h"
#include "runtime/execution.h"
#include "runtime/plan.h"
#include "runtime/taps.h"
#include "xnn/library.h"
#include "xnn/weights_cache.h"

namespace cnn {

// A size for a dimension that the file leaves open and names: "batch", "height".
struct FreeDimension {
  std::string name;
  std::int64_t size = 1;
};

struct LoadOptions {
  int threads = 1;  // the most, including the calling one; see Session::use_threads
  // Bytes of all that the session holds: weights (as loaded and packed), constants computed at
  // load, inputs, activations, scratch memory, and the names, attributes and lists of the network.
  // Refused before it is taken. What the backend allocates besides for itself is not counted, nor
  // is the file.
  std::size_t max_memory = limits::kDefaultMaxMemory;
  Clock clock = nullptr;  // required
  // Files beside the model that hold weights of it; only read during load().
  std::span<const onnx::ExternalFile> external;
  // Fixed for the session, as if the file said so; only read during load().
  std::span<const FreeDimension> dimensions;
  // Where the network shall end, by names of values; empty: at its own outputs. Only read during
  // load().
  std::span<const std::string> until;
};

// What one node costs at the current input shapes.
struct NodeCost {
  std::int64_t params = 0;  // elements of its trainable weights and biases
  std::int64_t macs = 0;    // multiply-accumulates of one run
};

struct MemoryUse {
  std::size_t weights = 0;  // as loaded and as packed for the kernels
  std::size_t fast = 0;     // activations of the fast plan; 0 until it is first used
  std::size_t inspect = 0;  // likewise
  // The most that is alive at one step of the fast plan: no placement of its buffers needs less.
  std::size_t fast_at_least = 0;
  // Names, attributes and lists of the network, as counted when it was read, and what plans hold
  // besides: permuted and folded weights, scratch memory of steps, room to read values.
  std::size_t other = 0;
};

struct NamedStatistics {
  std::string name;
  Statistics statistics;
};

// A value in the model's own order; bytes are valid until the next call on the session.
struct ValueView {
  DType dtype = DType::kFloat32;
  Shape shape;
  std::span<const std::byte> bytes;

  // T must be dtype's C++ type; the caller has compared dtype first.
  template <class T>
  std::span<const T> data() const {
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
};

// Elements of an input to fill, valid until its shape changes.
struct InputView {
  DType dtype = DType::kFloat32;
  std::span<std::byte> bytes;

  // T must be dtype's C++ type; the caller has compared dtype first.
  template <class T>
  std::span<T> data() const {
    return {reinterpret_cast<T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
};

class Session {
 public:
  // file: a whole ONNX file; may be freed after the call.
  // At once; Loader does it in slices.
  // A file that leaves sizes of its input open is not refused because those that load tries do not
  // fit: the graph then has no nodes until begin() finds ones that do, and Graph::notes says which
  // sizes to give.
  // Errors: those of onnx::read_model, import_model and the passes; kLimitExceeded when the weights
  // and inputs alone pass max_memory; kInvalidArgument for a dimension, or a value to end at, that
  // the file does not have.
  static Result<std::unique_ptr<Session>> load(std::span<const std::byte> file,
                                               const LoadOptions& options);

  // The graph at the input shapes of the last begin(), in running order, nothing fused.
  const Graph& graph() const { return graph_; }
  NodeCost cost(const Node& node) const;
  // True where `node` runs on a plain kernel because no SIMD one takes its attributes.
  bool runs_plain(const Node& node) const;

  // Sets the shape of an input for the next run, and returns its elements to fill, in the order of
  // `shape`; other inputs keep theirs. After a new shape, begin() infers all shapes anew.
  // Errors: kInvalidArgument (no such input, rank or a fixed dimension differs), kLimitExceeded,
  // kOutOfMemory; the session then stays as it was.
  Result<InputView> input_view(std::string_view name, const Shape& shape);
  // The same, as elements of type T. Errors: kInvalidArgument too where the input has others.
  template <class T = float>
  Result<std::span<T>> input(std::string_view name, const Shape& shape) {
    CNN_ASSIGN(const InputView view, input_view(name, shape));
    if (!is_stored_as<T>(view.dtype))
      return fail(ErrorCode::kInvalidArgument,
                  "the elements of this input are " + std::string(dtype_name(view.dtype)));
    return view.template data<T>();
  }

  // Starts a run on the inputs as they are; plans on first use and after a new input shape. Where
  // memory does not suffice for two plans, the other one is given up; where it does not suffice for
  // every value of the inspect plan either, that keeps the values named `keep` and the outputs
  // alone, if any are named. Returns the number of steps.
  // Errors: those of the passes and of Plan::build, among them every shape
  // error that a new input shape causes; graph() then stays as it was.
  Result<std::size_t> begin(PlanKind kind, std::span<const std::string> keep = {});
  // See Execution::step. Where shapes depend on data and are not what they were (Graph::findings),
  // they are inferred anew and the run starts again, so that there are more steps left than before.
  // Errors: kInvalidArgument when no run was begun, kBackend, what only a node's data shows, such
  // as a division by zero: kInvalidModel or kUnsupported, and those of begin().
  Result<std::size_t> step(double budget_ms);
  // The threads of the steps to come: 1 is the calling one alone, more are those of LoadOptions,
  // which is also how it starts. Costs nothing, changes no value, and may be called at any time.
  void use_threads(int threads);
  // Gives up the plans, what was packed for them and the values of the last run. Inputs stay, and
  // the next begin() plans anew.
  void drop_plans();
  // begin and step to the end.
  Result<void> run(PlanKind kind);

  // How often shapes were inferred: graph() is another one when it has changed.
  int resolutions() const { return resolutions_; }
  // Milliseconds by node of graph() in the last finished run; empty before one.
  std::span<const double> timings() const;
  // A value of the last finished run, or a weight.
  // Errors: kInvalidArgument for a name that does not exist, was not kept by that run's plan, or
  // before any run.
  Result<ValueView> value(std::string_view name);
  // Of every float32 value that the last finished run kept, weights excluded, in running order.
  Result<std::vector<NamedStatistics>> statistics();

  MemoryUse memory() const;
  const xnn::WeightsCache& weights_cache() const { return weights_; }
  // nullptr until the plan is first used.
  const Plan* plan(PlanKind kind) const { return plans_[static_cast<std::size_t>(kind)].get(); }

 private:
  friend class Loader;
  Session(const LoadOptions& options, LedgerPtr ledger)
      : ledger_(std::move(ledger)), options_(options) {}

  Result<void> resolve_shapes();
  Result<void> try_findings();
  Result<void> apply_finding(const Findings::value_type& found, std::int64_t before);
  Result<void> make_plan();
  Result<std::size_t> begin();
  Result<std::size_t> begin_again();
  Result<std::unique_ptr<Plan>> build_plan(PlanKind kind, std::span<const ValueId> kept);
  Result<std::unique_ptr<Plan>> build_plan_in_what_is_left(PlanKind kind,
                                                           std::span<const ValueId> kept);
  Result<const Execution*> finished_run() const;
  Result<ValueView> read(ValueId id, const Located& where);
  void count_loaded();
  void forget_findings();
  void end_plans();

  LedgerPtr ledger_;
  LoadOptions options_;
  Graph imported_;  // as in the file: resolved anew for each set of input shapes
  Graph graph_;
  NameIndex names_;               // of graph_
  std::size_t loaded_bytes_ = 0;  // of constants and inputs
  // What the ledger counts while there are no plans, and nothing is packed for them.
  std::uint64_t without_plans_ = 0;
  std::vector<Tensor> inputs_;   // by graph_.inputs
  bool shapes_changed_ = false;  // graph_ was resolved for other input shapes or findings
  int resolutions_ = 0;
  // The run under way: what begin() was given, and how often it started again.
  PlanKind kind_ = PlanKind::kFast;
  std::vector<std::string> keep_;
  int restarts_ = 0;
  // Declared before plans_: operators in the plans use both until they are destroyed.
  xnn::ThreadPool threads_;
  bool single_ = false;  // run on the calling thread alone
  xnn::WeightsCache weights_;
  std::unique_ptr<Plan> plans_[3];
  std::optional<Execution> execution_;
  std::optional<Tensor> scratch_;  // backs ValueView::bytes where a value is reordered
};

}  // namespace cnn
