// Element by element, with bounds: what ends a residual block.
#pragma once

#include <cstddef>

namespace cnn {

// out[i] = min(max(a[i] + b[i], low), high). out may be a or b.
void add_clamped(const float* a, const float* b, float low, float high, std::size_t count,
                 float* out);

}  // namespace cnn
