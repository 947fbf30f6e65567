#include "kernels/pooling.h"

#include <cmath>
#include <limits>

namespace cnn {
namespace {

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
                visit_window(window, oy, ox, [&](std::int64_t at, std::int64_t) {
                  if (plane[at] > best || std::isnan(plane[at])) best = plane[at];
                });
                return best;
              });
}

void average_pool(std::int64_t planes, const Window& window, bool count_padding, const float* input,
                  float* output) {
  each_output(planes, window, input, output,
              [&](const float* plane, std::int64_t oy, std::int64_t ox) {
                double sum = 0;
                std::int64_t count = 0;
                visit_window(window, oy, ox,
                             [&](std::int64_t at, std::int64_t) { sum += plane[at], ++count; });
                if (count_padding) count = positions(window.y, oy) * positions(window.x, ox);
                return static_cast<float>(sum / static_cast<double>(count));
              });
}

}  // namespace cnn
