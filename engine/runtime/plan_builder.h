// Builds a Plan: chooses layouts, inserts transpositions, lowers every node, places buffers.
#pragma once

#include <climits>
#include <functional>

#include "runtime/plan.h"

namespace cnn {

class PlanBuilder {
 public:
  PlanBuilder(Plan& plan, const PlanOptions& options) : plan_(plan), options_(options) {}

  // Errors: those of Plan::build.
  Result<void> build();

 private:
  // Lifetime end of what must still be there when the run is over.
  static constexpr int kAfterRun = INT_MAX;

  Result<void> add_node(const Node& node);
  Result<void> rename(const NodeView& view, Layout from);
  Layout choose_layout(const NodeView& view, LayoutRule rule) const;
  void add_step(const NodeView& view, const Operator& row, bool plain, Layout layout,
                std::vector<int> inputs);
  Result<Step> lower(const NodeView& view, const Operator& row, bool plain, Layout layout);

  // The slot that holds `value` in `layout`, converting on first demand.
  Result<int> slot_for(const NodeView& reader, ValueId value, Layout layout);
  Result<int> constant_slot(ValueId value, Layout layout);
  int convert(const NodeView& reader, ValueId value, Layout layout);
  Result<Step> lower_transpose(const NodeView& reader, const Shape& shape, Layout layout);
  int new_slot(std::int64_t elements);
  int fixed_slot(const float* data);
  Result<ArenaLayout> place_buffers();
  Result<void> lower_steps();

  Plan& plan_;
  const PlanOptions& options_;
  std::map<std::pair<ValueId, Layout>, int> converted_;
  // How to prepare each step of the plan. Kept apart, because backends allocate when they prepare:
  // the memory that the buffers need is checked first.
  std::vector<std::function<Result<Step>()>> makers_;
  std::size_t workspace_bytes_ = 0;
};

}  // namespace cnn
