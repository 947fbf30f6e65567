#include "fuzz/try_file.h"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/support/random.h"
#include "engine/support/threads.h"
#include "ops/op.h"
#include "session.h"

namespace cnn::fuzz {
namespace {

// A run that costs more is left out: the engine promises that a long run can be stopped between its
// steps, not that it is short, and a fuzzer learns more from a thousand short ones.
constexpr std::int64_t kMostMacs = std::int64_t{1} << 21;
constexpr std::int64_t kMostElements = std::int64_t{1} << 20;  // what is copied here counts, too

// Operators that move or pick elements and change none: their outputs are the same to the bit in
// every plan.
constexpr std::string_view kMovers[] = {"Concat",  "DepthToSpace", "Dropout",      "Expand",
                                        "Flatten", "Gather",       "Identity",     "Pad",
                                        "Reshape", "Slice",        "SpaceToDepth", "Split",
                                        "Squeeze", "Tile",         "Transpose",    "Unsqueeze"};

// Operators that turn numbers which are not finite into such numbers, and others of moderate size
// into others of moderate size, however they are computed. (Not Mul: 0 times infinity is NaN, but a
// sum that is 0 in one plan may be 1e-9 in another.)
constexpr std::string_view kSteady[] = {"Abs",
                                        "Add",
                                        "AveragePool",
                                        "Clip",
                                        "Conv",
                                        "Gemm",
                                        "GlobalAveragePool",
                                        "GlobalMaxPool",
                                        "LeakyRelu",
                                        "MatMul",
                                        "Max",
                                        "MaxPool",
                                        "Min",
                                        "Neg",
                                        "ReduceMax",
                                        "ReduceMean",
                                        "ReduceMin",
                                        "ReduceSum",
                                        "Relu",
                                        "Sub",
                                        "Sum"};
constexpr float kModerate = 1e15f;  // sums of products of two of these are far from infinity

constexpr std::size_t kMostFiles = 4;

double no_time_passes() {
  return 0;
}

std::uint64_t hash(std::span<const std::byte> file) {  // FNV-1a
  std::uint64_t value = 0xcbf29ce484222325u;
  for (const std::byte byte : file)
    value = (value ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3u;
  return value;
}

std::string_view plan_name(PlanKind kind) {
  switch (kind) {
    case PlanKind::kFast: return "fast";
    case PlanKind::kInspect: return "inspect";
    case PlanKind::kPlain: return "plain";
  }
  return "";
}

// The trial's copies of values lie in pages of their own: they are no memory of the engine, which
// HeapUse counts.
template <class T>
struct OwnPages {
  using value_type = T;
  T* allocate(std::size_t count) {
    constexpr int kAccess = PROT_READ | PROT_WRITE, kKind = MAP_PRIVATE | MAP_ANONYMOUS;
    void* pages = mmap(nullptr, count * sizeof(T), kAccess, kKind, -1, 0);
    if (pages == MAP_FAILED) std::abort();
    return static_cast<T*>(pages);
  }
  void deallocate(T* pages, std::size_t count) { munmap(pages, count * sizeof(T)); }
  bool operator==(const OwnPages&) const = default;
};
using Bytes = std::vector<std::byte, OwnPages<std::byte>>;

// What one run gave: the bytes of every output, or the error that ended it.
struct Outcome {
  std::vector<Bytes> outputs;
  std::optional<Error> error;

  bool lacks_memory() const {
    return error &&
           (error->code == ErrorCode::kLimitExceeded || error->code == ErrorCode::kOutOfMemory);
  }
};

class Trial {
 public:
  explicit Trial(std::span<const std::byte> file) : file_(file), random_(hash(file)) {}

  std::string run() {
    LoadOptions options;
    options.threads = random_.chance(12) ? test::most_threads() : 1;
    options.max_memory = kMaxMemory;
    options.clock = no_time_passes;
    draw_external_files();
    options.external = external_;
    auto loaded = Session::load(file_, options);
    if (!loaded) {
      check_error(loaded.error());
      return broken_;
    }
    session_ = std::move(*loaded);
    fill_inputs();
    compare_plans();
    if (broken_.empty() && random_.chance(50) && open_other_shapes()) compare_plans();
    return broken_;
  }

 private:
  // Keeps the first promise that was broken.
  void promise(bool kept, const std::string& what) {
    if (!kept && broken_.empty()) broken_ = what;
  }

  // Files of numbers for the weights that lie beside the model; sometimes one is missing or short.
  void draw_external_files() {
    auto names = onnx::external_names(file_);
    if (!names) return check_error(names.error());
    const std::size_t count = std::min(names->size(), kMostFiles);
    contents_.reserve(count);  // the views must stay
    for (std::size_t i = 0; i < count; ++i) {
      if (random_.chance(10)) continue;
      auto& numbers = contents_.emplace_back(random_.chance(80) ? 4096 : random_.integer(0, 64));
      for (float& number : numbers) number = random_.real();
      external_.push_back({std::move((*names)[i]), std::as_bytes(std::span(numbers))});
    }
  }

  void check_error(const Error& error) {
    promise(!error.message.empty(), "an error has no message");
    promise(error.files.empty() != (error.code == ErrorCode::kMissingFile) ||
                error.code == ErrorCode::kTruncated,
            "an error about missing files names none, or another one does");
    promise(error.code != ErrorCode::kBackend,
            "XNNPACK refused what the engine's own checks let through: " + error.message);
  }

  // Reals between -1 and 1; for some files with special values among them.
  void fill_inputs() {
    constexpr float kSpecial[] = {std::numeric_limits<float>::quiet_NaN(),
                                  std::numeric_limits<float>::infinity(),
                                  -std::numeric_limits<float>::infinity(),
                                  std::numeric_limits<float>::denorm_min(),
                                  -0.0f,
                                  1e30f};
    const bool special = random_.chance(30);
    const Graph graph = session_->graph();
    for (const GraphInput& input : graph.inputs) {
      const Value& value = graph.value(input.value);
      const auto view = session_->input_view(value.name, value.type.shape);
      promise(view.has_value(), "an input refuses its own shape");
      if (!view) return;
      if (view->dtype != DType::kFloat32) {  // small whole numbers, which any type holds
        for (std::size_t i = 0; i < std::min<std::size_t>(view->bytes.size(), 4096); i += 8)
          view->bytes[i] = static_cast<std::byte>(random_.integer(0, 1));
        continue;
      }
      const std::span<float> elements = view->data<float>();
      // Many equal values would do no better, and take long to draw.
      const auto drawn = std::min<std::size_t>(elements.size(), 4096);
      for (std::size_t i = 0; i < drawn; ++i)
        elements[i] =
            special && random_.chance(20) ? kSpecial[random_.integer(0, 5)] : random_.real();
    }
  }

  // Other sizes for the open dimensions. False where there are none, or nothing new is accepted.
  bool open_other_shapes() {
    const Graph graph = session_->graph();
    bool changed = false;
    for (const GraphInput& input : graph.inputs) {
      Shape shape = graph.value(input.value).type.shape;
      for (std::size_t axis = 0; axis < shape.rank(); ++axis)
        if (input.has_shape && input.declared[axis] < 0) shape[axis] = random_.integer(1, 40);
      if (shape == graph.value(input.value).type.shape) continue;
      auto elements = session_->input_view(graph.value(input.value).name, shape);
      if (elements)
        changed = true;
      else
        check_error(elements.error());
    }
    return changed;
  }

  bool costs_too_much() const {
    const Graph& graph = session_->graph();
    std::int64_t macs = 0, elements = 0;
    for (const Value& value : graph.values)
      if (elements <= kMostElements) elements += value.type.shape.elements();
    for (const Node& node : graph.nodes)
      if (macs <= kMostMacs) macs += session_->cost(node).macs;
    return macs > kMostMacs || elements > kMostElements;
  }

  void compare_plans() {
    // The graph, and so what a run costs, is that of the last begin().
    static_cast<void>(session_->begin(PlanKind::kInspect));
    if (costs_too_much()) return;
    is_moderate_ = true;
    Outcome outcomes[3];
    for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast, PlanKind::kPlain}) {
      Outcome& outcome = outcomes[static_cast<std::size_t>(kind)];
      outcome = run_twice(kind);
      if (!broken_.empty()) return;
    }
    const bool exact = consists_of(kMovers, {});
    if (is_moderate_ && consists_of(kMovers, kSteady) && has_finite_weights())
      compare_finite(outcomes);
    for (const PlanKind kind : {PlanKind::kFast, PlanKind::kPlain})
      compare(outcomes[static_cast<std::size_t>(PlanKind::kInspect)],
              outcomes[static_cast<std::size_t>(kind)], kind, exact);
  }

  // A number that one plan rounds to 0 and another does not leads to other shapes.
  bool depends_on_data() const {
    const Graph& graph = session_->graph();
    return !graph.watched.empty() || std::ranges::any_of(graph.nodes, [](const Node& node) {
      return find_operator(node.op)->count != nullptr;
    });
  }

  bool consists_of(std::span<const std::string_view> some,
                   std::span<const std::string_view> others) const {
    return std::ranges::all_of(session_->graph().nodes, [&](const Node& node) {
      return std::ranges::find(some, node.op) != some.end() ||
             std::ranges::find(others, node.op) != others.end();
    });
  }

  // XNNPACK multiplies weights with the zeros of a padding, the plain loops do not: all are finite.
  bool has_finite_weights() const {
    return std::ranges::all_of(session_->graph().values, [](const Value& value) {
      if (!value.constant || value.type.dtype != DType::kFloat32) return true;
      return std::ranges::all_of(value.constant->data<float>(), [](float number) {
        return std::abs(number) < kModerate;  // false for NaN
      });
    });
  }

  static std::span<const float> floats(const Bytes& bytes) {
    return {reinterpret_cast<const float*>(bytes.data()), bytes.size() / sizeof(float)};
  }

  static bool are_moderate(std::span<const float> numbers) {
    return std::ranges::all_of(numbers, [](float number) {
      return !std::isfinite(number) || std::abs(number) < kModerate;
    });
  }

  // Every plan has its NaN and infinities in the same places.
  void compare_finite(std::span<const Outcome, 3> outcomes) {
    if (std::ranges::any_of(outcomes, [](const Outcome& one) { return one.error.has_value(); }))
      return;
    const Graph& graph = session_->graph();
    for (std::size_t i = 0; i < graph.outputs.size(); ++i) {
      if (graph.value(graph.outputs[i]).type.dtype != DType::kFloat32) continue;
      std::vector<bool> finite[3];
      for (std::size_t plan = 0; plan < 3; ++plan)
        for (const float number : floats(outcomes[plan].outputs[i]))
          finite[plan].push_back(std::isfinite(number));
      promise(finite[0] == finite[1] && finite[0] == finite[2],
              "the plans have their NaN and infinities in different places");
    }
  }

  void compare(const Outcome& inspect, const Outcome& other, PlanKind kind, bool exact) {
    if (inspect.lacks_memory() || other.lacks_memory()) return;
    if (depends_on_data()) return;
    const std::string plans = "the plans inspect and " + std::string(plan_name(kind));
    promise(inspect.error.has_value() == other.error.has_value(),
            plans + " do not refuse the same: " +
                (inspect.error ? *inspect.error : other.error.value_or(Error())).message);
    if (exact && !inspect.error && !other.error)
      promise(inspect.outputs == other.outputs,
              plans + " give different values, though every operator only moves elements");
  }

  // The second run uses one thread, or is begun and left; its values are the same.
  Outcome run_twice(PlanKind kind) {
    Outcome first = run_once(kind);
    if (first.error || !broken_.empty()) return first;
    session_->use_threads(1);
    if (random_.chance(20)) leave_halfway(kind);
    const Outcome second = run_once(kind);
    session_->use_threads(2);
    promise(!second.error && first.outputs == second.outputs,
            "two runs of the plan " + std::string(plan_name(kind)) + " differ");
    return first;
  }

  void leave_halfway(PlanKind kind) {
    if (session_->begin(kind)) static_cast<void>(session_->step(0));
  }

  // Time stands still, so that a step only leaves anything where the run starts again, with other
  // shapes.
  Result<void> run_to_end(PlanKind kind) {
    CNN_ASSIGN(std::size_t left, session_->begin(kind));
    while (left > 0) {
      CNN_ASSIGN(left, session_->step(1));
      if (left > 0 && costs_too_much())
        return fail(ErrorCode::kLimitExceeded, "more than is tried here");
    }
    return {};
  }

  Outcome run_once(PlanKind kind) {
    Outcome outcome;
    if (auto result = run_to_end(kind); !result) {
      check_error(result.error());
      outcome.error = std::move(result).error();
      return outcome;
    }
    const MemoryUse use = session_->memory();
    promise(use.fast + use.inspect <= kMaxMemory, "the activations pass the memory limit");
    promise(session_->timings().size() == session_->graph().nodes.size(),
            "there is not one time for each node");
    if (auto statistics = session_->statistics(); !statistics) check_error(statistics.error());
    read_values(kind, outcome);
    return outcome;
  }

  void read_values(PlanKind kind, Outcome& outcome) {
    const Graph& graph = session_->graph();
    for (const ValueId id : graph.outputs) {
      auto bytes = read(graph.value(id));
      promise(bytes.has_value(), "an output cannot be read after a run");
      outcome.outputs.push_back(std::move(bytes).value_or(Bytes()));
    }
    if (kind == PlanKind::kFast) return;
    for (const Value& value : graph.values)
      if (const auto bytes = read(value); bytes && value.type.dtype == DType::kFloat32)
        is_moderate_ = is_moderate_ && are_moderate(floats(*bytes));
  }

  std::optional<Bytes> read(const Value& value) {
    const auto view = session_->value(value.name);
    if (!view) return std::nullopt;
    promise(view->shape == value.type.shape && view->dtype == value.type.dtype,
            "a value is not of the type that the graph names");
    return Bytes(view->bytes.begin(), view->bytes.end());
  }

  std::span<const std::byte> file_;
  test::Random random_;
  std::unique_ptr<Session> session_;
  std::vector<std::vector<float>> contents_;  // of the files beside the model
  std::vector<onnx::ExternalFile> external_;
  bool is_moderate_ = false;  // so was every number of the plans that keep them all
  std::string broken_;
};

}  // namespace

std::string try_file(std::span<const std::byte> file) {
  return Trial(file).run();
}

}  // namespace cnn::fuzz
