#include "runtime/plan.h"

#include <algorithm>

namespace cnn {

float* Plan::address(int slot) const {
  const Slot& found = slots_[static_cast<std::size_t>(slot)];
  // Fixed slots are only ever inputs of steps; outputs take the arena's address.
  if (found.fixed) return const_cast<float*>(found.fixed);
  return reinterpret_cast<float*>(arena_.data() + found.offset);
}

Result<void> Plan::bind(std::size_t workspace_offset) {
  for (Planned& planned : steps_) {
    for (const int slot : planned.in_slots) planned.in.push_back(address(slot));
    for (const int slot : planned.out_slots) planned.out.push_back(address(slot));
    if (!planned.step.op) continue;
    CNN_TRY(backend(planned.view,
                    planned.step.setup(planned.in, planned.out, arena_.data() + workspace_offset)));
  }
  return {};
}

Result<void> Plan::run(std::size_t index) {
  Planned& planned = steps_[index];
  if (planned.step.op)
    return backend(planned.view, xnn_run_operator(planned.step.op.get(), threads_));
  planned.step.body(planned.in, planned.out);
  return {};
}

std::optional<Located> Plan::locate(ValueId id) const {
  const Placement& placement = placements_[static_cast<std::size_t>(id)];
  if (placement.slot < 0) return std::nullopt;
  const auto is_output = [&] {
    return std::ranges::find(graph_.outputs, id) != graph_.outputs.end();
  };
  if (!keeps_all_ && !is_output()) return std::nullopt;
  return Located{address(placement.slot), placement.layout};
}

}  // namespace cnn
