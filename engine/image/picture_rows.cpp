#include "image/picture_rows.h"

#include <cstddef>

#include "image/colour.h"

namespace cnn {

PictureRows::PictureRows(const Picture& picture, int channels, Span columns)
    : picture_(picture), channels_(channels), columns_(columns) {
  if (channels_ == 1) luma_.resize(static_cast<std::size_t>(columns_.count()));
}

std::span<const std::uint8_t> PictureRows::row(int y) {
  const std::size_t first = static_cast<std::size_t>(y) * static_cast<std::size_t>(picture_.width) +
                            static_cast<std::size_t>(columns_.begin);
  std::span<const std::uint8_t> pixels =
      picture_.rgba.subspan(first * 4, static_cast<std::size_t>(columns_.count()) * 4);
  if (!is_opaque(pixels)) {
    composited_.resize(pixels.size());
    composite_on_white(pixels, composited_);
    pixels = composited_;
  }
  if (channels_ != 1) return pixels;
  to_luma(pixels, luma_);
  return luma_;
}

}  // namespace cnn
