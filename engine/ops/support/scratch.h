// Memory of a step of our own, beside what the plan gives it.
#pragma once

#include "ops/op.h"

namespace cnn {

// At least so many floats. Errors: kLimitExceeded, kOutOfMemory.
Result<Tensor> scratch_floats(std::int64_t elements);

// Room for the backend's workspace, and its first address that is aligned as the backend wants it.
Result<Tensor> scratch_workspace(std::size_t bytes);
void* workspace_in(Tensor& scratch);

}  // namespace cnn
