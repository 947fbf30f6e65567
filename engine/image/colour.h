// Colour conversions on rows of 8-bit pixels.
#pragma once

#include <cstdint>
#include <span>

namespace cnn {

// True when every pixel's alpha is 255. rgba: 4 bytes a pixel.
bool is_opaque(std::span<const std::uint8_t> rgba);

// Composites on white as Pillow's Image.alpha_composite does: each colour becomes
// round(c * a / 255 + 255 - a), alpha becomes 255. rgba, out: 4 bytes a pixel, equal lengths.
void composite_on_white(std::span<const std::uint8_t> rgba, std::span<std::uint8_t> out);

// ITU-R 601-2 luma as Pillow's convert('L'), alpha ignored.
// rgba: 4 bytes a pixel; out: 1 byte a pixel.
void to_luma(std::span<const std::uint8_t> rgba, std::span<std::uint8_t> out);

}  // namespace cnn
