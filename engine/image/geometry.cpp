#include "image/geometry.h"

#include <algorithm>
#include <cstdint>

namespace cnn {

Size resized_size(Size size, int shorter_side) {
  if (shorter_side == 0) return size;
  const int shorter = std::min(size.width, size.height);
  const int longer = std::max(size.width, size.height);
  // torchvision truncates a double quotient. The sides are small enough (core/limits.h) for that
  // quotient never to round up to the next integer, so integer division gives the same.
  const int new_longer =
      static_cast<int>(std::int64_t{shorter_side} * longer / std::int64_t{shorter});
  return size.width <= size.height ? Size{shorter_side, new_longer}
                                   : Size{new_longer, shorter_side};
}

AxisCrop centre_crop(int size, int crop) {
  if (crop > size) return {.kept = {0, size}, .padding_before = (crop - size) / 2};
  const int margin = size - crop;
  int begin = margin / 2;
  if (margin % 2 == 1) begin += begin % 2;  // Python's round(): a half goes to the even neighbour
  return {.kept = {begin, begin + crop}, .padding_before = 0};
}

}  // namespace cnn
