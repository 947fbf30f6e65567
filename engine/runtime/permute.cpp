#include "runtime/permute.h"

#include "kernels/transpose.h"

namespace cnn {

void nchw_to_nhwc(const float* from, float* to, const Shape& shape) {
  transpose(from, to, shape[0], shape[1], shape[2] * shape[3]);
}

void nhwc_to_nchw(const float* from, float* to, const Shape& shape) {
  transpose(from, to, shape[0], shape[2] * shape[3], shape[1]);
}

}  // namespace cnn
