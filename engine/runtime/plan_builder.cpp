#include "runtime/plan_builder.h"

#include <algorithm>
#include <string>

#include "core/byte_size.h"
#include "runtime/permute.h"

namespace cnn {
namespace {

// The shape as N, C, H, W: ones are put in front of a shape of lower rank.
Shape to_rank4(const Shape& shape) {
  Shape result;
  for (std::size_t rank = shape.rank(); rank < 4; ++rank) result.push_back(1);
  for (const std::int64_t dim : shape.dims()) result.push_back(dim);
  return result;
}

// Channels last and channels first are the same bytes.
bool same_in_both_layouts(const Shape& shape) {
  return shape.rank() > 4 || shape[1] == 1 || shape[2] * shape[3] == 1;
}

std::size_t data_inputs(const NodeView& view, const Operator& row) {
  return std::min(static_cast<std::size_t>(row.data_inputs), view.input_count());
}

// The fused bounds, for plain kernels; lowered operators apply them themselves.
void apply_bounds(const NodeView& view, Outputs out) {
  const float low = view.node().output_min, high = view.node().output_max;
  const std::int64_t count = view.output_shape(0).elements();
  for (std::int64_t i = 0; i < count; ++i) out[0][i] = std::min(std::max(out[0][i], low), high);
}

}  // namespace

Result<void> PlanBuilder::build() {
  const Graph& graph = plan_.graph_;
  plan_.threads_ = options_.threads;
  plan_.keeps_all_ = options_.kind != PlanKind::kFast;
  plan_.placements_.resize(graph.values.size());
  for (std::size_t index = 0; index < graph.inputs.size(); ++index)
    plan_.placements_[static_cast<std::size_t>(graph.inputs[index].value)] = {
        fixed_slot(options_.inputs[index]), Layout::kAsIs};
  for (const Node& node : graph.nodes) CNN_TRY(add_node(node));
  for (const ValueId id : graph.outputs) {
    Plan::Placement& placement = plan_.placements_[static_cast<std::size_t>(id)];
    if (placement.slot < 0) {
      CNN_ASSIGN(placement.slot, constant_slot(id, Layout::kAsIs));
    }
    plan_.slots_[static_cast<std::size_t>(placement.slot)].life.last = kAfterRun;
  }
  CNN_ASSIGN(const ArenaLayout layout, place_buffers());
  CNN_TRY(lower_steps());
  const auto bytes = static_cast<std::size_t>(layout.bytes);
  CNN_ASSIGN(plan_.arena_, Arena::allocate(bytes + workspace_bytes_));
  plan_.lower_bound_ = static_cast<std::size_t>(layout.lower_bound);
  return plan_.bind(bytes);
}

Result<void> PlanBuilder::add_node(const Node& node) {
  const Operator& row = *find_operator(node.op);
  const NodeView view(plan_.graph_, node);
  const LayoutRule rule = row.layout ? row.layout(view) : LayoutRule::kAsIs;
  const bool plain =
      !row.alias && (options_.kind == PlanKind::kPlain || rule == LayoutRule::kPlain);
  if (!plain && (rule == LayoutRule::kNhwcToAsIs || rule == LayoutRule::kAsIsToNhwc))
    return rename(view, rule == LayoutRule::kNhwcToAsIs ? Layout::kNhwc : Layout::kAsIs);
  const Layout layout = plain ? Layout::kAsIs : choose_layout(view, rule);
  std::vector<int> inputs;
  for (std::size_t index = 0; index < data_inputs(view, row); ++index) {
    CNN_ASSIGN(const int slot, slot_for(view, node.inputs[index], layout));
    inputs.push_back(slot);
  }
  if (row.alias) {
    plan_.placements_[static_cast<std::size_t>(node.outputs[0])] = {inputs[0], layout};
    return {};
  }
  add_step(view, row, plain, layout, std::move(inputs));
  return {};
}

// A transposition that only changes which layout the same bytes are called.
Result<void> PlanBuilder::rename(const NodeView& view, Layout from) {
  CNN_ASSIGN(const int slot, slot_for(view, view.node().inputs[0], from));
  plan_.placements_[static_cast<std::size_t>(view.node().outputs[0])] = {
      slot, from == Layout::kNhwc ? Layout::kAsIs : Layout::kNhwc};
  return {};
}

Layout PlanBuilder::choose_layout(const NodeView& view, LayoutRule rule) const {
  if (rule == LayoutRule::kNhwc) return view.shape(0).rank() == 4 ? Layout::kNhwc : Layout::kAsIs;
  if (rule != LayoutRule::kFollow || view.output_shape(0).rank() != 4) return Layout::kAsIs;
  for (const ValueId id : view.node().inputs)
    if (id != kNoValue && plan_.placements_[static_cast<std::size_t>(id)].layout == Layout::kNhwc)
      return Layout::kNhwc;
  return Layout::kAsIs;
}

void PlanBuilder::add_step(const NodeView& view, const Operator& row, bool plain, Layout layout,
                           std::vector<int> inputs) {
  const int index = static_cast<int>(plan_.steps_.size());
  for (const int slot : inputs) {
    int& last = plan_.slots_[static_cast<std::size_t>(slot)].life.last;
    last = std::max(last, index);
  }
  std::vector<int> outputs;
  for (std::size_t i = 0; i < view.output_count(); ++i) {
    if (!view.has_output(i)) continue;
    outputs.push_back(new_slot(view.output_shape(i).elements()));
    plan_.placements_[static_cast<std::size_t>(view.node().outputs[i])] = {
        outputs.back(), view.output_shape(i).rank() == 4 ? layout : Layout::kAsIs};
  }
  plan_.steps_.push_back({view, Step(), std::move(inputs), std::move(outputs), {}, {}});
  makers_.push_back([this, view, &row, plain, layout] { return lower(view, row, plain, layout); });
}

Result<Step> PlanBuilder::lower(const NodeView& view, const Operator& row, bool plain,
                                Layout layout) {
  if (!plain) {
    LowerContext context{view, layout, options_.threads, options_.weights};
    return row.lower(context);
  }
  Step step;
  step.body = [view, &row](Inputs in, Outputs out) {
    row.plain(view, in, out);
    apply_bounds(view, out);
  };
  return step;
}

Result<int> PlanBuilder::slot_for(const NodeView& reader, ValueId value, Layout layout) {
  if (plan_.graph_.value(value).constant) return constant_slot(value, layout);
  const Plan::Placement placement = plan_.placements_[static_cast<std::size_t>(value)];
  const Shape& shape = plan_.graph_.value(value).type.shape;
  if (placement.layout == layout || shape.rank() > 4 || same_in_both_layouts(to_rank4(shape)))
    return placement.slot;
  const auto found = converted_.find({value, layout});
  return found == converted_.end() ? convert(reader, value, layout) : found->second;
}

Result<int> PlanBuilder::constant_slot(ValueId id, Layout layout) {
  const auto found = converted_.find({id, layout});
  if (found != converted_.end()) return found->second;
  const Tensor& tensor = *plan_.graph_.value(id).constant;
  const float* data = tensor.data<float>().data();
  if (layout == Layout::kNhwc && tensor.shape().rank() <= 4) {
    const Shape shape = to_rank4(tensor.shape());
    if (!same_in_both_layouts(shape)) {
      CNN_ASSIGN(Tensor permuted, Tensor::zeros(DType::kFloat32, shape));
      nchw_to_nhwc(data, permuted.data<float>().data(), shape);
      plan_.constants_.push_back(std::move(permuted));
      data = plan_.constants_.back().data<float>().data();
    }
  }
  return converted_[{id, layout}] = fixed_slot(data);
}

int PlanBuilder::convert(const NodeView& reader, ValueId value, Layout layout) {
  const Shape shape = to_rank4(plan_.graph_.value(value).type.shape);
  const int from = plan_.placements_[static_cast<std::size_t>(value)].slot;
  const int index = static_cast<int>(plan_.steps_.size());
  int& last = plan_.slots_[static_cast<std::size_t>(from)].life.last;
  last = std::max(last, index);
  const int to = new_slot(shape.elements());
  plan_.steps_.push_back({reader, Step(), {from}, {to}, {}, {}});
  makers_.push_back(
      [this, reader, shape, layout] { return lower_transpose(reader, shape, layout); });
  converted_[{value, layout}] = to;
  return to;
}

Result<Step> PlanBuilder::lower_transpose(const NodeView& reader, const Shape& shape,
                                          Layout layout) {
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(reader, xnn_create_transpose_nd_x32(0, &op)));
  Step step;
  step.op.reset(op);
  constexpr std::size_t kToNhwc[] = {0, 2, 3, 1}, kToNchw[] = {0, 3, 1, 2};
  const bool to_nhwc = layout == Layout::kNhwc;
  const auto dims = physical_dims(shape, to_nhwc ? Layout::kAsIs : Layout::kNhwc);
  CNN_TRY(backend(reader, xnn_reshape_transpose_nd_x32(
                              op, 4, dims.data(), to_nhwc ? kToNhwc : kToNchw, options_.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_transpose_nd_x32(op, in[0], out[0]);
  };
  return step;
}

int PlanBuilder::new_slot(std::int64_t elements) {
  // A slot is written by the step about to be added; without reuse it lives from start to end.
  const int step = static_cast<int>(plan_.steps_.size());
  const bool keep = options_.kind != PlanKind::kFast;
  Plan::Slot slot;
  slot.life = {static_cast<std::size_t>(elements) * sizeof(float), keep ? 0 : step,
               keep ? kAfterRun : step};
  plan_.slots_.push_back(slot);
  return static_cast<int>(plan_.slots_.size()) - 1;
}

int PlanBuilder::fixed_slot(const float* data) {
  Plan::Slot slot;
  slot.fixed = data;
  plan_.slots_.push_back(slot);
  return static_cast<int>(plan_.slots_.size()) - 1;
}

Result<ArenaLayout> PlanBuilder::place_buffers() {
  std::vector<Lifetime> lifetimes;
  std::vector<Plan::Slot*> owners;
  for (Plan::Slot& slot : plan_.slots_) {
    if (slot.fixed) continue;
    lifetimes.push_back(slot.life);
    owners.push_back(&slot);
  }
  ArenaLayout layout = place(lifetimes);
  if (layout.bytes > options_.max_bytes)
    return fail(ErrorCode::kLimitExceeded,
                "the activations of this network need " + byte_size(layout.bytes) +
                    ", more than the " + byte_size(options_.max_bytes) + " that are left",
                "use a smaller picture or model, or raise maxMemory");
  for (std::size_t index = 0; index < owners.size(); ++index)
    owners[index]->offset = static_cast<std::size_t>(layout.offsets[index]);
  return layout;
}

Result<void> PlanBuilder::lower_steps() {
  for (std::size_t index = 0; index < makers_.size(); ++index) {
    CNN_ASSIGN(plan_.steps_[index].step, makers_[index]());
    workspace_bytes_ = std::max(workspace_bytes_, plan_.steps_[index].step.workspace_bytes);
  }
  return {};
}

Result<std::unique_ptr<Plan>> Plan::build(Graph graph, const PlanOptions& options) {
  std::unique_ptr<Plan> plan(new Plan(std::move(graph)));
  CNN_TRY(PlanBuilder(*plan, options).build());
  return plan;
}

}  // namespace cnn
