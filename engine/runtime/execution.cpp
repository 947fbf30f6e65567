#include "runtime/execution.h"

namespace cnn {

Result<std::size_t> Execution::step(double budget_ms) {
  const LedgerScope scope(ledger_);
  const double start = clock_();
  double before = start;
  while (!finished()) {
    CNN_TRY(plan_->run(next_));
    const double now = clock_();
    node_ms_[static_cast<std::size_t>(plan_->origin(next_))] += now - before;
    before = now;
    if (plan_->found()) break;
    ++next_;
    if (now - start >= budget_ms) break;
  }
  return plan_->size() - next_;
}

}  // namespace cnn
