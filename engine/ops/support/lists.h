// Lists [batch, channels, length] in steps that work on maps channels last.
#pragma once

#include "ops/op.h"

namespace cnn {

// A step over channels last that infer() has passed, given what it reads and writes lists as they
// are: around it they are transposed. Errors: kLimitExceeded, kOutOfMemory, kBackend.
Result<Step> for_lists(LowerContext& context, Step step);

}  // namespace cnn
