// Reads a picture row by row in the form the resampler works on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/geometry.h"
#include "image/preprocess_spec.h"

namespace cnn {

// Bytes a pixel between the steps: colour keeps four (the last one unused, so that a pixel fills a
// 32-bit lane and opaque rows need no copy), greyscale has one.
inline constexpr int pixel_bytes(int channels) {
  return channels == 1 ? 1 : 4;
}

class PictureRows {
 public:
  // Borrows picture.rgba. columns: the pixels of each row that will be read.
  PictureRows(const Picture& picture, int channels, Span columns);

  // Columns `columns` of row y, composited on white and, with one channel, as luma; pixel_bytes()
  // bytes a pixel. Valid until the next call.
  std::span<const std::uint8_t> row(int y);

 private:
  Picture picture_;
  int channels_;
  Span columns_;
  std::vector<std::uint8_t> composited_;  // grows at the first row that is not opaque
  std::vector<std::uint8_t> luma_;
};

}  // namespace cnn
