#include "kernels/pooling.h"

#include <algorithm>
#include <limits>

namespace cnn {
namespace {

// Calls element(value) for every input element under the window at (oy, ox).
template <class Element>
void visit(const Window& window, const float* plane, std::int64_t oy, std::int64_t ox,
           Element element) {
  for (std::int64_t ky = 0; ky < window.y.kernel; ++ky) {
    const std::int64_t iy = window.y.start(oy) + ky * window.y.dilation;
    if (iy < 0 || iy >= window.y.input) continue;
    for (std::int64_t kx = 0; kx < window.x.kernel; ++kx) {
      const std::int64_t ix = window.x.start(ox) + kx * window.x.dilation;
      if (ix < 0 || ix >= window.x.input) continue;
      element(plane[iy * window.x.input + ix]);
    }
  }
}

// How many kernel positions of the window lie inside the input and its stated padding.
std::int64_t positions(const WindowAxis& axis, std::int64_t at) {
  std::int64_t count = 0;
  for (std::int64_t k = 0; k < axis.kernel; ++k)
    count += axis.start(at) + k * axis.dilation < axis.input + axis.pad_end;
  return count;
}

template <class Pool>
void each_output(std::int64_t planes, const Window& window, const float* input, float* output,
                 Pool pool) {
  for (std::int64_t plane = 0; plane < planes; ++plane) {
    const float* from = input + plane * window.y.input * window.x.input;
    for (std::int64_t oy = 0; oy < window.y.output; ++oy)
      for (std::int64_t ox = 0; ox < window.x.output; ++ox) *output++ = pool(from, oy, ox);
  }
}

}  // namespace

void max_pool(std::int64_t planes, const Window& window, const float* input, float* output) {
  each_output(planes, window, input, output,
              [&](const float* plane, std::int64_t oy, std::int64_t ox) {
                float best = -std::numeric_limits<float>::infinity();
                visit(window, plane, oy, ox, [&](float value) { best = std::max(best, value); });
                return best;
              });
}

void average_pool(std::int64_t planes, const Window& window, bool count_padding, const float* input,
                  float* output) {
  each_output(planes, window, input, output,
              [&](const float* plane, std::int64_t oy, std::int64_t ox) {
                double sum = 0;
                std::int64_t count = 0;
                visit(window, plane, oy, ox, [&](float value) { sum += value, ++count; });
                if (count_padding) count = positions(window.y, oy) * positions(window.x, ox);
                return static_cast<float>(sum / static_cast<double>(count));
              });
}

}  // namespace cnn
