// The parts of PlanBuilder that let values share memory.
#include <algorithm>
#include <cstring>

#include "runtime/plan_builder.h"

namespace cnn {
namespace {

struct Copy {
  std::size_t pixels, channels, from_stride, to_stride;  // in floats
};

Step copy_pixels(const Copy& copy) {
  Step step;
  step.body = [copy](Inputs in, Outputs out) {
    for (std::size_t pixel = 0; pixel < copy.pixels; ++pixel)
      std::memcpy(out[0] + pixel * copy.to_stride, in[0] + pixel * copy.from_stride,
                  copy.channels * sizeof(float));
  };
  return step;
}

std::size_t channels(const Shape& shape) {
  return static_cast<std::size_t>(shape[1]);
}

std::size_t pixels(const Shape& shape) {
  return static_cast<std::size_t>(shape.elements() / shape[1]);
}

}  // namespace

bool PlanBuilder::shares_memory(const NodeView& view, const Operator& row, Layout layout) const {
  const auto axis = row.joins ? row.joins : row.splits;
  if (slices_.empty() || !axis || layout != Layout::kNhwc || axis(view) != 1) return false;
  // What is read after the run must lie dense.
  return row.joins || std::ranges::none_of(view.node().outputs, [&](ValueId id) {
           return id != kNoValue && plan_.is_kept_[static_cast<std::size_t>(id)];
         });
}

int PlanBuilder::whole_slot(ValueId value) {
  const auto [whole, is_new] = wholes_.try_emplace(value, 0);
  if (is_new) whole->second = new_slot(plan_.graph_.value(value).type.shape.elements());
  return whole->second;
}

std::optional<Plan::Placement> PlanBuilder::slice_for(ValueId value) {
  if (slices_.empty() || slices_[static_cast<std::size_t>(value)].whole == kNoValue) return {};
  std::int64_t channel = 0;
  for (Slice slice = slices_[static_cast<std::size_t>(value)]; slice.whole != kNoValue;
       slice = slices_[static_cast<std::size_t>(slice.whole)]) {
    channel += slice.channel;
    value = slice.whole;
  }
  return Placement{whole_slot(value), Layout::kNhwc, static_cast<std::size_t>(channel),
                   channels(plan_.graph_.value(value).type.shape)};
}

Result<void> PlanBuilder::join(const NodeView& view) {
  const ValueId whole = view.node().outputs[0];
  const auto slice = slice_for(whole);
  Placement to = slice ? *slice : Placement{whole_slot(whole), Layout::kNhwc};
  plan_.placements_[static_cast<std::size_t>(whole)] = to;
  if (!to.stride) to.stride = channels(view.output_shape(0));
  for (std::size_t index = 0; index < view.input_count(); ++index) {
    const Shape& shape = view.shape(index);
    CNN_ASSIGN(const Placement from,
               placement_for(view, view.node().inputs[index], Layout::kNhwc, true));
    if (from.slot != to.slot || from.offset != to.offset) {
      const std::size_t stride = from.stride ? from.stride : channels(shape);
      const Copy copy = {pixels(shape), channels(shape), stride, to.stride};
      add_step(view, {from}, {to}, [copy] { return Result<Step>(copy_pixels(copy)); });
    }
    to.offset += channels(shape);
  }
  return {};
}

Result<void> PlanBuilder::split(const NodeView& view) {
  CNN_ASSIGN(Placement part, placement_for(view, view.node().inputs[0], Layout::kNhwc, true));
  if (!part.stride) part.stride = channels(view.shape(0));
  for (std::size_t index = 0; index < view.output_count(); ++index) {
    plan_.placements_[static_cast<std::size_t>(view.node().outputs[index])] = part;
    part.offset += channels(view.output_shape(index));
  }
  return {};
}

Plan::Placement PlanBuilder::make_dense(const NodeView& reader, const Placement& from,
                                        const Shape& shape) {
  const Placement to = {new_slot(shape.elements()), Layout::kNhwc};
  const Copy copy = {pixels(shape), channels(shape), from.stride, channels(shape)};
  add_step(reader, {from}, {to}, [copy] { return Result<Step>(copy_pixels(copy)); });
  return to;
}

// A step may write over an input that nothing reads later.
void PlanBuilder::reuse_inputs() {
  std::vector<int> same(plan_.slots_.size());
  for (std::size_t slot = 0; slot < same.size(); ++slot) same[slot] = static_cast<int>(slot);
  for (std::size_t index = 0; index < plan_.steps_.size(); ++index) {
    Plan::Planned& planned = plan_.steps_[index];
    const auto redirect = [&](Placement& placement) {
      placement.slot = same[static_cast<std::size_t>(placement.slot)];
    };
    std::ranges::for_each(planned.inputs, redirect);
    if (planned.in_place && !planned.outputs[0].stride) {
      const int out = planned.outputs[0].slot;
      Plan::Slot& output = plan_.slots_[static_cast<std::size_t>(out)];
      for (const Placement& input : planned.inputs) {
        Plan::Slot& slot = plan_.slots_[static_cast<std::size_t>(input.slot)];
        if (slot.fixed || input.stride || slot.life.bytes != output.life.bytes ||
            slot.life.last != static_cast<int>(index))
          continue;
        slot.life.last = output.life.last;
        output.life.bytes = 0;
        same[static_cast<std::size_t>(out)] = input.slot;
        break;
      }
    }
    std::ranges::for_each(planned.outputs, redirect);
  }
  for (Placement& placement : plan_.placements_)
    if (placement.slot >= 0) placement.slot = same[static_cast<std::size_t>(placement.slot)];
}

}  // namespace cnn
