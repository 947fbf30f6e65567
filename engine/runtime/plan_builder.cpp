#include "runtime/plan_builder.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

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

// The fused bounds, for plain kernels; lowered operators apply them themselves.
void apply_bounds(const NodeView& view, Outputs out) {
  if (out.type(0) != DType::kFloat32) return;
  const float low = view.node().output_min, high = view.node().output_max;
  const std::int64_t count = view.output_shape(0).elements();
  for (std::int64_t i = 0; i < count; ++i) out[0][i] = std::min(std::max(out[0][i], low), high);
}

// All of its outputs are empty: there is no step.
bool writes_nothing(const NodeView& view) {
  for (std::size_t index = 0; index < view.output_count(); ++index)
    if (view.has_output(index) && view.output_shape(index).elements() > 0) return false;
  return true;
}

Step plain_step(const NodeView& view, const Operator& row) {
  Step step;
  step.body = [view, &row](Inputs in, Outputs out) {
    row.plain(view, in, out);
    apply_bounds(view, out);
  };
  return step;
}

Step typed_step(const NodeView& view, const Operator& row) {
  Step step;
  step.checked = [view, &row](Inputs in, Outputs out) -> Result<void> {
    CNN_TRY(row.typed(view, in, out));
    apply_bounds(view, out);
    return {};
  };
  return step;
}

// What a step has found, from when it counts until it is taken.
struct Kept {
  Found found;
  Held held;
};

// Where nothing was found, there is nothing to take.
Step counting_step(const NodeView& view, const Operator& row) {
  Step step;
  const auto kept = std::make_shared<Kept>();
  step.count = [view, &row, kept](Inputs in) {
    auto number = row.count(view, in, kept->found);
    kept->held = Held();
    // It is looked for again where there is no room to keep it.
    if (!kept->held.grow(kept->found.capacity() * sizeof(Found::value_type))) *kept = Kept();
    return number;
  };
  if (!writes_nothing(view))
    step.checked = [view, &row, kept](Inputs in, Outputs out) {
      const Kept taken = std::exchange(*kept, Kept());
      return row.take(view, in, taken.found, out);
    };
  return step;
}

// Looks at a condition, or at a number of rounds.
Step watching_step() {
  Step step;
  step.count = [](Inputs in) -> Result<std::int64_t> {
    return in.type(0) == DType::kBool ? in.as<std::uint8_t>(0)[0] != 0 : in.as<std::int64_t>(0)[0];
  };
  return step;
}

}  // namespace

Result<void> PlanBuilder::build() {
  const Graph& graph = plan_.graph_;
  plan_.threads_ = options_.threads;
  plan_.keeps_all_ = options_.kind != PlanKind::kFast && options_.kept.empty();
  plan_.kept_ = graph.outputs;
  plan_.kept_.insert(plan_.kept_.end(), options_.kept.begin(), options_.kept.end());
  plan_.is_kept_.resize(graph.values.size());
  for (const ValueId id : plan_.kept_) plan_.is_kept_[static_cast<std::size_t>(id)] = true;
  plan_.placements_.resize(graph.values.size());
  if (options_.kind == PlanKind::kFast) slices_ = find_slices(graph);
  for (std::size_t index = 0; index < graph.inputs.size(); ++index)
    plan_.placements_[static_cast<std::size_t>(graph.inputs[index].value)] = {
        .slot = fixed_slot(options_.inputs[index].data), .type = options_.inputs[index].type};
  for (const Node& node : graph.nodes) {
    CNN_TRY(add_node(node));
    CNN_TRY(watch_outputs(node));
  }
  for (const ValueId id : plan_.kept_) {
    Placement& placement = plan_.placements_[static_cast<std::size_t>(id)];
    if (placement.slot < 0 && graph.value(id).constant) {
      CNN_ASSIGN(placement, constant_placement(id, Layout::kAsIs));
    }
    if (placement.slot < 0) continue;  // nothing computes it
    plan_.slots_[static_cast<std::size_t>(placement.slot)].life.last = kAfterRun;
  }
  if (options_.kind == PlanKind::kFast) reuse_inputs();
  CNN_ASSIGN(const ArenaLayout layout, place_buffers());
  CNN_TRY(hold_room_to_read());
  CNN_TRY(lower_steps());
  const auto bytes = static_cast<std::size_t>(layout.bytes);
  CNN_ASSIGN(plan_.arena_, Arena::allocate(bytes + workspace_bytes_));
  plan_.lower_bound_ = static_cast<std::size_t>(layout.lower_bound);
  return plan_.bind(bytes);
}

Result<void> PlanBuilder::add_node(const Node& node) {
  const Operator& row = *find_operator(node.op);
  const NodeView view(plan_.graph_, node);
  if (writes_nothing(view) && !row.count) {
    place_outputs(view, Layout::kAsIs, false);
    return {};
  }
  const auto [kernel, rule] =
      choose_kernel(view, row, options_.kind == PlanKind::kPlain ? Kernels::kLoops : Kernels::kAll);
  if (kernel == Kernel::kRename)
    return rename(view, rule == LayoutRule::kNhwcToAsIs ? Layout::kNhwc : Layout::kAsIs);
  const bool simd = kernel == Kernel::kSimd;
  const Layout layout = choose_layout(view, row, rule);
  if (simd && shares_memory(view, row, layout)) return row.joins ? join(view) : split(view);
  const bool strided = simd && layout == Layout::kNhwc && row.strided && row.strided(view);
  CNN_ASSIGN(std::vector<Placement> inputs, place_inputs(view, row, layout, strided));
  if (kernel == Kernel::kAlias) {
    plan_.placements_[static_cast<std::size_t>(node.outputs[0])] = {
        .slot = inputs[0].slot, .layout = layout, .type = inputs[0].type};
    return {};
  }
  std::vector<Placement> outputs = place_outputs(view, layout, strided);
  const LowerContext context{view,
                             layout,
                             options_.threads,
                             options_.weights,
                             &plan_.threads_,
                             strided ? inputs[0].stride : 0,
                             strided ? outputs[0].stride : 0};
  add_step(view, std::move(inputs), std::move(outputs),
           [this, context, &row, kernel] { return prepare(context, row, kernel); });
  Plan::Planned& planned = plan_.steps_.back();
  planned.in_place = row.in_place && simd;
  if (row.count) planned.counted = node.outputs[0], planned.expected = node.count;
  return {};
}

Result<void> PlanBuilder::watch_outputs(const Node& node) {
  const Graph& graph = plan_.graph_;
  for (const ValueId id : node.outputs) {
    const auto watched = graph.watched.find(id);
    if (watched == graph.watched.end()) continue;
    const NodeView view(graph, node);
    CNN_ASSIGN(Placement input, placement_for(view, id, Layout::kAsIs, false));
    add_step(view, {input}, {}, [] { return Result<Step>(watching_step()); });
    plan_.steps_.back().counted = id;
    plan_.steps_.back().expected = watched->second;
  }
  return {};
}

// A transposition that only changes which layout the same bytes are called.
Result<void> PlanBuilder::rename(const NodeView& view, Layout from) {
  CNN_ASSIGN(const Placement input, placement_for(view, view.node().inputs[0], from, false));
  plan_.placements_[static_cast<std::size_t>(view.node().outputs[0])] = {
      input.slot, from == Layout::kNhwc ? Layout::kAsIs : Layout::kNhwc};
  return {};
}

Layout PlanBuilder::choose_layout(const NodeView& view, const Operator& row,
                                  LayoutRule rule) const {
  if (rule == LayoutRule::kNhwc) return view.shape(0).rank() == 4 ? Layout::kNhwc : Layout::kAsIs;
  if (rule != LayoutRule::kFollow || view.output_shape(0).rank() != 4) return Layout::kAsIs;
  // Data alone, all of one type: only float32 changes its layout (lower_transpose), and other
  // values are never NHWC to be followed.
  for (const ValueId id : std::span(view.node().inputs).first(run_inputs(view, row)))
    if (id != kNoValue && plan_.placements_[static_cast<std::size_t>(id)].layout == Layout::kNhwc)
      return Layout::kNhwc;
  return Layout::kAsIs;
}

Result<std::vector<Plan::Placement>> PlanBuilder::place_inputs(const NodeView& view,
                                                               const Operator& row, Layout layout,
                                                               bool strided) {
  std::vector<Placement> inputs;
  for (std::size_t index = 0; index < run_inputs(view, row); ++index) {
    const bool gaps = strided && index == 0;
    CNN_ASSIGN(inputs.emplace_back(), placement_for(view, view.node().inputs[index], layout, gaps));
  }
  return inputs;
}

std::vector<Plan::Placement> PlanBuilder::place_outputs(const NodeView& view, Layout layout,
                                                        bool strided) {
  std::vector<Placement> outputs;
  for (std::size_t i = 0; i < view.output_count(); ++i) {
    if (!view.has_output(i)) continue;
    const ValueId id = view.node().outputs[i];
    const auto slice = strided && i == 0 ? slice_for(id) : std::nullopt;
    outputs.push_back(slice.value_or(
        Placement{.layout = view.output_shape(i).rank() == 4 ? layout : Layout::kAsIs,
                  .type = view.output(i).type.dtype}));
    if (!slice)
      outputs.back().slot = new_slot(view.output_shape(i).elements(), view.output(i).type.dtype);
    plan_.placements_[static_cast<std::size_t>(id)] = outputs.back();
  }
  return outputs;
}

void PlanBuilder::add_step(const NodeView& view, std::vector<Placement> inputs,
                           std::vector<Placement> outputs, MoveFunction<Result<Step>()> make) {
  const int index = static_cast<int>(plan_.steps_.size());
  const auto touch = [&](const Placement& placement) {
    int& last = plan_.slots_[static_cast<std::size_t>(placement.slot)].life.last;
    last = std::max(last, index);
  };
  std::ranges::for_each(inputs, touch);
  std::ranges::for_each(outputs, touch);
  plan_.steps_.push_back({view, Step(), std::move(inputs), std::move(outputs), false, {}, {}});
  makers_.push_back(std::move(make));
}

Result<Step> PlanBuilder::prepare(const LowerContext& context, const Operator& row, Kernel kernel) {
  if (kernel == Kernel::kPlain) return plain_step(context.node, row);
  if (kernel == Kernel::kTyped)
    return row.count ? counting_step(context.node, row) : typed_step(context.node, row);
  LowerContext own = context;
  return row.lower(own);
}

Result<Plan::Placement> PlanBuilder::placement_for(const NodeView& reader, ValueId id,
                                                   Layout layout, bool strided) {
  // An input that is left out, in front of others: the step does not look at it.
  static constexpr float kNothing = 0;
  if (id == kNoValue) return Placement{.slot = fixed_slot(&kNothing), .layout = layout};
  const Value& value = plan_.graph_.value(id);
  if (value.constant) return constant_placement(id, layout);
  const Placement placement = plan_.placements_[static_cast<std::size_t>(id)];
  const bool dense = placement.stride == 0 || (strided && layout == Layout::kNhwc);
  const Shape& shape = value.type.shape;
  const bool right = placement.layout == layout || shape.rank() > 4 ||
                     (placement.stride == 0 && same_in_both_layouts(to_rank4(shape)));
  if (dense && right) return placement;
  if (const auto found = converted_.find({id, layout}); found != converted_.end())
    return found->second;
  const Placement whole = dense ? placement : make_dense(reader, placement, shape);
  const bool there = placement.layout == layout || same_in_both_layouts(to_rank4(shape));
  return converted_[{id, layout}] = there ? whole : convert(reader, whole, shape, layout);
}

Result<Plan::Placement> PlanBuilder::constant_placement(ValueId id, Layout layout) {
  const auto found = converted_.find({id, layout});
  if (found != converted_.end()) return found->second;
  const Tensor& tensor = *plan_.graph_.value(id).constant;
  const void* data = tensor.data<std::byte>().data();
  if (layout == Layout::kNhwc && tensor.shape().rank() <= 4) {
    const Shape shape = to_rank4(tensor.shape());
    if (!same_in_both_layouts(shape)) {
      CNN_ASSIGN(Tensor permuted, Tensor::zeros(DType::kFloat32, shape));
      nchw_to_nhwc(tensor.data<float>().data(), permuted.data<float>().data(), shape);
      plan_.constants_.push_back(std::move(permuted));
      data = plan_.constants_.back().data<float>().data();
    }
  }
  return converted_[{id, layout}] = {
             .slot = fixed_slot(data), .layout = layout, .type = tensor.dtype()};
}

Plan::Placement PlanBuilder::convert(const NodeView& reader, const Placement& from,
                                     const Shape& shape, Layout layout) {
  const Placement to = {new_slot(shape.elements()), layout};
  add_step(reader, {from}, {to}, [this, reader, shape = to_rank4(shape), layout] {
    return lower_transpose(reader, shape, layout);
  });
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

int PlanBuilder::new_slot(std::int64_t elements, DType type) {
  // A slot is written by the step about to be added; without reuse it lives from start to end.
  const int step = static_cast<int>(plan_.steps_.size());
  const bool keep = plan_.keeps_all_;
  Plan::Slot slot;
  slot.life = {static_cast<std::size_t>(elements) * size_of(type), keep ? 0 : step,
               keep ? kAfterRun : step};
  plan_.slots_.push_back(slot);
  return static_cast<int>(plan_.slots_.size()) - 1;
}

int PlanBuilder::fixed_slot(const void* data) {
  Plan::Slot slot;
  slot.fixed = data;
  plan_.slots_.push_back(slot);
  return static_cast<int>(plan_.slots_.size()) - 1;
}

Result<ArenaLayout> PlanBuilder::place_buffers() {
  std::vector<Lifetime> lifetimes;
  std::vector<Plan::Slot*> owners;
  for (Plan::Slot& slot : plan_.slots_) {
    if (slot.fixed || slot.life.bytes == 0) continue;  // empty: in the memory of another
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

// What has run shall be read too: the copy is counted when the plan is made.
Result<void> PlanBuilder::hold_room_to_read() {
  std::uint64_t most = 0;
  for (std::size_t id = 0; id < plan_.placements_.size(); ++id) {
    const Placement& placement = plan_.placements_[id];
    const Shape& shape = plan_.graph_.values[id].type.shape;
    if (placement.slot < 0 || placement.layout != Layout::kNhwc || shape.rank() != 4) continue;
    if (plan_.keeps_all_ || plan_.is_kept_[id])
      most = std::max(most, static_cast<std::uint64_t>(shape.elements()) * sizeof(float));
  }
  auto held = hold(most);
  if (!held) return not_left(most, "the memory to read values from");
  plan_.to_read_ = std::move(*held);
  return {};
}

Result<void> PlanBuilder::lower_steps() {
  for (std::size_t index = 0; index < makers_.size(); ++index) {
    auto step = makers_[index]();
    if (!step && options_.weights && options_.weights->refused())
      return not_left(options_.weights->refused(), "the memory for packed weights");
    if (!step) return std::unexpected(std::move(step).error());
    plan_.steps_[index].step = std::move(*step);
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
