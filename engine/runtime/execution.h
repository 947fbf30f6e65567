// Runs a plan step by step, so that a caller can stop between steps, and times each step.
#pragma once

#include <utility>
#include <vector>

#include "core/error.h"
#include "core/ledger.h"
#include "runtime/plan.h"

namespace cnn {

// Milliseconds from any fixed moment. The engine reads no clock by itself.
using Clock = double (*)();

class Execution {
 public:
  // ledger: counts what a step takes while it runs, and what is not there is refused.
  Execution(Plan& plan, LedgerPtr ledger, Clock clock, std::size_t nodes)
      : plan_(&plan), ledger_(std::move(ledger)), clock_(clock), node_ms_(nodes, 0.0) {}

  // Runs at least one step, and on until all are done or budget_ms have passed.
  // Returns the number of steps left. Stops where Plan::found() tells of something: it cannot go
  // on. Errors: kBackend, those of Operator::typed.
  Result<std::size_t> step(double budget_ms);

  bool finished() const { return next_ == plan_->size(); }
  // Milliseconds by Node::origin; a fused node's time counts for the node it went into.
  const std::vector<double>& node_ms() const { return node_ms_; }
  const Plan& plan() const { return *plan_; }

 private:
  Plan* plan_;
  LedgerPtr ledger_;
  Clock clock_;
  std::size_t next_ = 0;
  std::vector<double> node_ms_;
};

}  // namespace cnn
