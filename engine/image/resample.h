// Resizing as Pillow's Image.resize, one output row at a time and only where a window needs it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "image/geometry.h"
#include "image/preprocess_spec.h"

namespace cnn {

// Yields the rows of a resized picture. 8-bit, pixel_bytes(channels) bytes a pixel.
class RowStream {
 public:
  virtual ~RowStream() = default;
  // The windowed columns of output row y, valid until the next call. y never decreases.
  virtual std::span<const std::uint8_t> row(int y) = 0;
};

// Resizes `picture` (borrowed for the stream's life, composited on white) to `size`; `columns` and
// `rows` (not empty, inside `size`) say which part will be read. When the size does not change the
// pixels pass through, whatever the interpolation.
std::unique_ptr<RowStream> make_row_stream(const Picture& picture, int channels,
                                           Interpolation interpolation, Size size, Span columns,
                                           Span rows);

}  // namespace cnn
