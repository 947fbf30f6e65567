// Pictures from integer formulas, the same as tests/golden/image.py makes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "image/preprocess_spec.h"

namespace cnn::test {

struct SyntheticPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;

  Picture view() const { return {rgba, width, height}; }
};

inline std::uint8_t hashed(std::uint32_t seed, std::uint32_t index) {
  std::uint32_t x = seed * 0x9E3779B9u + index;
  x ^= x >> 16;
  x *= 0x7FEB352Du;
  x ^= x >> 15;
  x *= 0x846CA68Bu;
  x ^= x >> 16;
  return static_cast<std::uint8_t>(x >> 24);
}

inline std::uint8_t colour(std::string_view kind, std::uint32_t seed, std::uint32_t x,
                           std::uint32_t y, std::uint32_t width, std::uint32_t c) {
  if (kind == "noise") return hashed(seed, (y * width + x) * 4 + c);
  if (kind == "blocks") return hashed(seed, (y / 5 * 4096 + x / 7) * 4 + c);
  if (kind == "extremes") return hashed(seed, (y / 2 * 4096 + x / 3) * 4 + c) < 128 ? 0 : 255;
  if (kind == "ramp") {
    const std::uint32_t value = c == 0 ? 3 * x + y : c == 1 ? x + 5 * y : x * y;
    return static_cast<std::uint8_t>(value + seed);
  }
  return static_cast<std::uint8_t>(x);  // sweep
}

inline std::uint8_t alpha(std::string_view kind, std::uint32_t seed, std::uint32_t x,
                          std::uint32_t y, std::uint32_t width) {
  if (kind == "opaque") return 255;
  if (kind == "noise") return hashed(seed, (y * width + x) * 4 + 3);
  if (kind == "holes") return (x / 3 + y / 4) % 3 == 0 ? 0 : 255;
  return static_cast<std::uint8_t>(y);  // sweep
}

inline SyntheticPicture synthetic_picture(std::string_view colours, std::string_view alphas,
                                          std::uint32_t seed, int width, int height) {
  SyntheticPicture picture{width, height, {}};
  const auto w = static_cast<std::uint32_t>(width);
  for (std::uint32_t y = 0; y < static_cast<std::uint32_t>(height); ++y)
    for (std::uint32_t x = 0; x < w; ++x) {
      for (std::uint32_t c = 0; c < 3; ++c)
        picture.rgba.push_back(colour(colours, seed, x, y, w, c));
      picture.rgba.push_back(alpha(alphas, seed, x, y, w));
    }
  return picture;
}

}  // namespace cnn::test
