// What a number becomes when it is quantised and turned back.
#pragma once

#include <cstdint>

namespace cnn {

// out[i] = the multiple of `scale` next to x[i], halves to the even one, between low * scale and
// high * scale, which are whole numbers below 2^22; NaN becomes the lower bound. out may be x.
void round_steps(std::int64_t count, const float* x, float scale, float low, float high,
                 float* out);

}  // namespace cnn
