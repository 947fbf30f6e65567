#include "runtime/plan.h"

#include <algorithm>

namespace cnn {

Buffer Plan::buffer(const Placement& placement) const {
  const Slot& slot = slots_[static_cast<std::size_t>(placement.slot)];
  // Fixed slots are only ever inputs of steps; outputs take the arena's address.
  std::byte* start = slot.fixed ? static_cast<std::byte*>(const_cast<void*>(slot.fixed))
                                : arena_.data() + slot.offset;
  return {start + placement.offset * size_of(placement.type), placement.type};
}

Result<void> Plan::bind(std::size_t workspace_offset) {
  for (Planned& planned : steps_) {
    for (const Placement& input : planned.inputs) planned.in.push_back(buffer(input));
    for (const Placement& output : planned.outputs) planned.out.push_back(buffer(output));
    if (!planned.step.op) continue;
    CNN_TRY(backend(planned.view,
                    planned.step.setup(planned.in, planned.out, arena_.data() + workspace_offset)));
  }
  return {};
}

Result<void> Plan::run(std::size_t index) {
  Planned& planned = steps_[index];
  found_.reset();
  if (planned.step.count) {
    CNN_ASSIGN(const std::int64_t number, planned.step.count(planned.in));
    if (number != planned.expected) {
      found_.emplace(NewNumber{{graph_.value(planned.counted).name, number}, planned.expected});
      return {};
    }
    if (!planned.step.checked) return {};
  }
  if (planned.step.op)
    return backend(planned.view, xnn_run_operator(planned.step.op.get(), threads_));
  if (planned.step.checked) return planned.step.checked(planned.in, planned.out);
  planned.step.body(planned.in, planned.out);
  return {};
}

bool Plan::keeps(std::span<const ValueId> values) const {
  if (keeps_all_ || values.empty()) return keeps_all_;
  return std::ranges::all_of(values,
                             [&](ValueId id) { return is_kept_[static_cast<std::size_t>(id)]; });
}

std::optional<Located> Plan::locate(ValueId id) const {
  const Placement& placement = placements_[static_cast<std::size_t>(id)];
  if (placement.slot < 0) return std::nullopt;
  if (!keeps_all_ && !is_kept_[static_cast<std::size_t>(id)]) return std::nullopt;
  return Located{buffer(placement), placement.layout};
}

}  // namespace cnn
