#include "image/colour.h"

#include <cstddef>

namespace cnn {

bool is_opaque(std::span<const std::uint8_t> rgba) {
  unsigned common = 255;  // no early exit: this way the loop vectorises
  for (std::size_t i = 3; i < rgba.size(); i += 4) common &= rgba[i];
  return common == 255;
}

void composite_on_white(std::span<const std::uint8_t> rgba, std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) {
    const unsigned alpha = rgba[i + 3];
    for (std::size_t c = 0; c < 3; ++c) {
      // (v + v / 256) / 256 with v = sum + 128 is the exact rounded sum / 255 for sum <= 255 * 255.
      const unsigned v = rgba[i + c] * alpha + 255 * (255 - alpha) + 128;
      out[i + c] = static_cast<std::uint8_t>((v + (v >> 8)) >> 8);
    }
    out[i + 3] = 255;
  }
}

void to_luma(std::span<const std::uint8_t> rgba, std::span<std::uint8_t> out) {
  // Weights 0.299, 0.587, 0.114 in 16-bit fixed point, rounded.
  constexpr unsigned kRed = 19595, kGreen = 38470, kBlue = 7471, kHalf = 1u << 15;
  for (std::size_t x = 0; x < out.size(); ++x) {
    const std::uint8_t* pixel = &rgba[x * 4];
    out[x] = static_cast<std::uint8_t>(
        (pixel[0] * kRed + pixel[1] * kGreen + pixel[2] * kBlue + kHalf) >> 16);
  }
}

}  // namespace cnn
