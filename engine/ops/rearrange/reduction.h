// How ScatterND and ScatterElements combine what is there with what is put there.
#pragma once

#include "ops/op.h"
#include "ops/support/wide.h"

namespace cnn {

// The attribute `reduction`; nullptr for "none": updates replace. Errors: kUnsupported.
Result<const Function*> read_reduction(const NodeView& node);

// to[at, at + count) with as many updates from number `from` on; elements of `type`.
void reduce(DType type, const Function& function, const void* updates, std::int64_t from, void* to,
            std::int64_t at, std::int64_t count);

}  // namespace cnn
