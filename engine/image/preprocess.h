// RGBA picture to float32 input tensor, bit for bit what Pillow and torchvision compute.
//
// The steps, in this order:
//   1. alpha is composited on white: round(c * a / 255 + 255 - a), as Image.alpha_composite;
//   2. with one channel, greyscale as Image.convert('L');
//   3. the shorter side becomes `resize` as transforms.Resize(resize, interpolation): the longer
//   one
//      is floor(resize * longer / shorter); Pillow's antialiased filters, 8 bits between the
//      passes;
//   4. centre crop as transforms.CenterCrop((crop_height, crop_width)): an odd margin is halved to
//      the nearest even number, and a picture smaller than the crop is padded with black (0);
//   5. (pixel / divisor - mean) / std in float32, as ToTensor and Normalize.
//
// Only the pixels the crop keeps are resampled. Scratch memory stays under 2 MiB.
#pragma once

#include <cstdint>
#include <span>

#include "core/error.h"
#include "core/shape.h"
#include "image/preprocess_spec.h"

namespace cnn {

// A rectangle in pixels of the original picture, origin at its top left corner. It reaches past the
// picture (negative left or top) where the crop is larger than the resized picture.
struct CropRectangle {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

// Errors: kInvalidArgument when a side is below 1, kLimitExceeded when a side or the pixel count
// passes core/limits.h. Call it before allocating the bytes of a picture.
Result<void> check_picture_size(int width, int height);

// Shape of the tensor: [1,C,H,W] for kNchw, [1,H,W,C] for kNhwc, H x W the crop.
// Errors: kInvalidArgument when a field of `spec` makes no sense (a crop side below 1, a negative
// resize, channels other than 1 or 3, a divisor or std that is not above zero, a number that is not
// finite, scaling that overflows float32); kLimitExceeded when resize or the crop passes
// core/limits.h.
Result<Shape> preprocess_shape(const PreprocessSpec& spec);

// Fills `out` (f32, as many elements as preprocess_shape(spec) has, in that layout) from `picture`.
// Errors: those of check_picture_size and preprocess_shape; kInvalidArgument when the length of
// picture.rgba or `out` is wrong. `out` is untouched after an error.
Result<void> preprocess(const Picture& picture, const PreprocessSpec& spec, std::span<float> out);

// The same as whole numbers, for networks that take a picture's bytes: each value is rounded and
// held to 0..255. With divisor 1, mean 0 and std 1 they are the pixels themselves.
// Errors: those of the other form; kLimitExceeded and kOutOfMemory for the float32 on the way.
Result<void> preprocess(const Picture& picture, const PreprocessSpec& spec,
                        std::span<std::uint8_t> out);

// The part of a width x height picture that ends up in the tensor.
// Errors: those of check_picture_size and preprocess_shape.
Result<CropRectangle> crop_rectangle(const PreprocessSpec& spec, int width, int height);

}  // namespace cnn
