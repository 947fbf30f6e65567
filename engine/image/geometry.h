// Sizes and positions of torchvision's Resize and CenterCrop. Callers have validated all arguments.
#pragma once

namespace cnn {

struct Size {
  int width = 0;
  int height = 0;
  bool operator==(const Size&) const = default;
};

// Pixel indices [begin, end) along one axis.
struct Span {
  int begin = 0;
  int end = 0;
  int count() const { return end - begin; }
};

// Size after transforms.Resize(shorter_side); the size itself when shorter_side is 0.
Size resized_size(Size size, int shorter_side);

// One axis of transforms.CenterCrop: which pixels of the picture it keeps, and how many black ones
// come before them.
struct AxisCrop {
  Span kept;
  int padding_before = 0;
};
AxisCrop centre_crop(int size, int crop);

}  // namespace cnn
