// The sliding window of convolutions and pools: sizes along one axis.
#pragma once

#include <cstdint>

namespace cnn {

// Along one spatial axis. All sizes in elements.
struct WindowAxis {
  std::int64_t input = 0;
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t dilation = 1;
  std::int64_t pad_begin = 0;
  std::int64_t pad_end = 0;   // as the model states it
  std::int64_t overhang = 0;  // further padding that ceil_mode adds after pad_end
  std::int64_t output = 0;

  // What the kernel spans: dilation * (kernel - 1) + 1.
  std::int64_t extent() const { return dilation * (kernel - 1) + 1; }
  std::int64_t padded() const { return input + pad_begin + pad_end; }
  // First input index under the window at output position `at`; may be negative (padding).
  std::int64_t start(std::int64_t at) const { return at * stride - pad_begin; }
};

struct Window {
  WindowAxis y, x;
};

// Calls element(input index, kernel index) for every kernel position over the input at output
// position (oy, ox), passing over padding. Both indices count within one plane, row by row.
template <class Element>
void visit_window(const Window& window, std::int64_t oy, std::int64_t ox, Element element) {
  for (std::int64_t ky = 0; ky < window.y.kernel; ++ky) {
    const std::int64_t iy = window.y.start(oy) + ky * window.y.dilation;
    if (iy < 0 || iy >= window.y.input) continue;
    for (std::int64_t kx = 0; kx < window.x.kernel; ++kx) {
      const std::int64_t ix = window.x.start(ox) + kx * window.x.dilation;
      if (ix < 0 || ix >= window.x.input) continue;
      element(iy * window.x.input + ix, ky * window.x.kernel + kx);
    }
  }
}

}  // namespace cnn
