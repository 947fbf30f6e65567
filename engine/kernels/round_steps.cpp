#include "kernels/round_steps.h"

namespace cnn {

void round_steps(std::int64_t count, const float* x, float scale, float low, float high,
                 float* out) {
  // Beyond 2^23 a float32 has no fraction: the sum rounds, and what is taken away again is exact.
  // Compilers have vectors for this, but not everywhere for nearbyint().
  constexpr float kLarge = 0x1.8p23f;
  for (std::int64_t i = 0; i < count; ++i) {
    float steps = x[i] / scale;
    steps = steps > low ? steps : low;
    steps = steps < high ? steps : high;
    out[i] = (steps + kLarge - kLarge) * scale;
  }
}

}  // namespace cnn
