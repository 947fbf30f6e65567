#include "kernels/add.h"

#include <algorithm>

namespace cnn {

void add_clamped(const float* a, const float* b, float low, float high, std::size_t count,
                 float* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = std::min(std::max(a[i] + b[i], low), high);
}

}  // namespace cnn
