// Builds a Plan: chooses layouts, inserts transpositions, lowers every node, places buffers.
#pragma once

#include <climits>

#include <optional>

#include "core/move_function.h"
#include "ops/choose_kernel.h"
#include "runtime/plan.h"
#include "runtime/slices.h"

namespace cnn {

class PlanBuilder {
 public:
  PlanBuilder(Plan& plan, const PlanOptions& options) : plan_(plan), options_(options) {}

  // Errors: those of Plan::build.
  Result<void> build();

 private:
  // Lifetime end of what must still be there when the run is over.
  static constexpr int kAfterRun = INT_MAX;

  using Placement = Plan::Placement;

  Result<void> add_node(const Node& node);
  // Adds steps that look at those of its outputs that are in Graph::watched.
  Result<void> watch_outputs(const Node& node);
  Result<void> rename(const NodeView& view, Layout from);
  Layout choose_layout(const NodeView& view, const Operator& row, LayoutRule rule) const;
  Result<std::vector<Placement>> place_inputs(const NodeView& view, const Operator& row,
                                              Layout layout, bool strided);
  std::vector<Placement> place_outputs(const NodeView& view, Layout layout, bool strided);
  // Adds a step that `make` prepares once the memory for all buffers is known to be there.
  void add_step(const NodeView& view, std::vector<Placement> inputs, std::vector<Placement> outputs,
                MoveFunction<Result<Step>()> make);
  Result<Step> prepare(const LowerContext& context, const Operator& row, Kernel kernel);

  // Concat and Split over the channels of channels-last values: pieces that are not yet in place
  // are copied, one by one.
  bool shares_memory(const NodeView& view, const Operator& row, Layout layout) const;
  Result<void> join(const NodeView& view);
  Result<void> split(const NodeView& view);
  // The slot of a value that has slices, made when the first of them is written.
  int whole_slot(ValueId value);
  // The slice of another value's memory that `value` is; empty where it has memory of its own.
  std::optional<Placement> slice_for(ValueId value);

  // Where `value` lies in `layout`, converting on first demand. strided: gaps between pixels are
  // welcome.
  Result<Placement> placement_for(const NodeView& reader, ValueId value, Layout layout,
                                  bool strided);
  Result<Placement> constant_placement(ValueId value, Layout layout);
  Placement make_dense(const NodeView& reader, const Placement& from, const Shape& shape);
  Placement convert(const NodeView& reader, const Placement& from, const Shape& shape,
                    Layout layout);
  Result<Step> lower_transpose(const NodeView& reader, const Shape& shape, Layout layout);
  void reuse_inputs();
  int new_slot(std::int64_t elements, DType type = DType::kFloat32);
  int fixed_slot(const void* data);
  Result<ArenaLayout> place_buffers();
  Result<void> hold_room_to_read();
  Result<void> lower_steps();

  Plan& plan_;
  const PlanOptions& options_;
  std::map<std::pair<ValueId, Layout>, Placement> converted_;
  std::vector<Slice> slices_;      // by ValueId; empty unless the plan is fast
  std::map<ValueId, int> wholes_;  // slots of values that have slices
  // How to prepare each step of the plan. Kept apart, because backends allocate when they prepare:
  // the memory that the buffers need is checked first.
  std::vector<MoveFunction<Result<Step>()>> makers_;
  std::size_t workspace_bytes_ = 0;
};

}  // namespace cnn
