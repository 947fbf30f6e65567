// Element order between channels first and channels last, for constants and taps (not the hot
// path).
#pragma once

#include "core/shape.h"

namespace cnn {

// shape: [N, C, H, W], the logical shape of both.
void nchw_to_nhwc(const float* from, float* to, const Shape& shape);
void nhwc_to_nchw(const float* from, float* to, const Shape& shape);

}  // namespace cnn
