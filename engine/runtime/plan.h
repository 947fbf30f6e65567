// A graph made ready to run: the order of steps, where every value lies, prepared operators.
#pragma once

#include <pthreadpool.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/buffer.h"
#include "core/error.h"
#include "core/flags.h"
#include "graph/graph.h"
#include "ops/op.h"
#include "runtime/arena.h"
#include "xnn/weights_cache.h"

namespace cnn {

enum class PlanKind : std::uint8_t {
  kFast,     // for a graph after fast_passes(); buffers reused: only outputs can be read afterwards
  kInspect,  // every value kept, or those of PlanOptions::kept
  kPlain,    // plain kernels only, every value kept: the reference for tests
};

struct PlanOptions {
  PlanKind kind = PlanKind::kFast;
  pthreadpool_t threads = nullptr;       // to cut the work for; null: the calling thread
  xnn::WeightsCache* weights = nullptr;  // outlives the plan
  std::size_t max_bytes = 0;             // bound on activation memory
  std::vector<ConstBuffer> inputs;       // of graph.inputs, as is; outlive the plan
  // Of an inspect plan: keeps these and the outputs alone, and reuses the other buffers. Empty:
  // all.
  std::span<const ValueId> kept = {};
};

// Where a value's elements are after a run.
struct Located {
  ConstBuffer buffer;
  Layout layout = Layout::kAsIs;
};

class Plan {
 public:
  // graph: resolved; taken over, so that later changes elsewhere do not matter.
  // Errors: kLimitExceeded when activations need more than max_bytes (named in the message),
  // kOutOfMemory, kBackend.
  static Result<std::unique_ptr<Plan>> build(Graph graph, const PlanOptions& options);

  std::size_t size() const { return steps_.size(); }
  // Runs step `index` (0 .. size() - 1); all earlier ones must have run on the same input. Where it
  // finds another number than the graph was resolved for, found() has it: nothing behind it can
  // run.
  Result<void> run(std::size_t index);
  // The name of a value with what belongs to it in Graph::findings, and what was there before.
  struct NewNumber {
    Findings::value_type found;
    std::int64_t before;
  };
  const std::optional<NewNumber>& found() const { return found_; }
  // The threads of the steps to come: those it was built with, or null for the calling one alone.
  // What a step computes does not depend on it.
  void use_threads(pthreadpool_t threads) { threads_ = threads; }
  // Node::origin of the node that step `index` belongs to.
  int origin(std::size_t index) const { return steps_[index].view.node().origin; }

  // False where one of `values`, or of all values where it is empty, cannot be read after a run.
  bool keeps(std::span<const ValueId> values) const;
  // Empty for a value the plan does not keep.
  std::optional<Located> locate(ValueId id) const;
  const Graph& graph() const { return graph_; }
  std::size_t activation_bytes() const { return arena_.bytes(); }
  // Least memory any placement of this plan's buffers needs.
  std::size_t activation_lower_bound() const { return lower_bound_; }

 private:
  friend class PlanBuilder;

  // Where a value of elements of `type` lies: in the slot at index `slot` of slots_, from element
  // `offset` on, and channels last with `stride` elements from pixel to pixel; 0: dense.
  struct Placement {
    int slot = -1;
    Layout layout = Layout::kAsIs;
    std::size_t offset = 0;
    std::size_t stride = 0;
    DType type = DType::kFloat32;  // no other lies channels last
  };
  struct Planned {
    NodeView view;
    Step step;
    std::vector<Placement> inputs, outputs;
    bool in_place = false;        // outputs[0] may take the memory of an input
    std::vector<ConstBuffer> in;  // filled by bind()
    std::vector<Buffer> out;
    ValueId counted = kNoValue;  // what Step::count is of
    std::int64_t expected = 0;   // the number that it has to be
  };
  // A piece of memory: in the arena, or fixed (an input, a constant).
  struct Slot {
    Lifetime life;
    const void* fixed = nullptr;
    std::size_t offset = 0;
  };

  explicit Plan(Graph graph) : graph_(std::move(graph)) {}
  Result<void> bind(std::size_t workspace_offset);
  Buffer buffer(const Placement& placement) const;

  Graph graph_;
  pthreadpool_t threads_ = nullptr;
  std::vector<Tensor> constants_;  // permuted copies of constant operands
  std::vector<Slot> slots_;
  std::vector<Placement> placements_;  // by ValueId
  std::vector<Planned> steps_;
  Arena arena_;
  std::size_t lower_bound_ = 0;
  Held to_read_;  // room for the largest value that is reordered when it is read
  bool keeps_all_ = false;
  std::vector<ValueId> kept_;  // the outputs, and what else is to be kept
  Flags is_kept_;              // by ValueId
  std::optional<NewNumber> found_;
};

}  // namespace cnn
