// What a network wants a picture turned into: plain data, shared by the files of this folder.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace cnn {

// A borrowed 8-bit RGBA picture: rows top to bottom without padding, 4 bytes a pixel in the order
// red, green, blue, alpha, alpha not premultiplied. rgba.size() == width * height * 4.
struct Picture {
  std::span<const std::uint8_t> rgba;
  int width = 0;
  int height = 0;
};

enum class Interpolation : std::uint8_t { kNearest, kBilinear, kBicubic };
enum class ChannelOrder : std::uint8_t { kRgb, kBgr };
enum class TensorLayout : std::uint8_t { kNchw, kNhwc };

struct PreprocessSpec {
  int resize = 0;  // shorter side after resizing, pixels; 0 keeps the picture's own size
  int crop_width = 0;
  int crop_height = 0;
  Interpolation interpolation = Interpolation::kBilinear;
  // Tensor channel c holds (pixel / divisor - mean[c]) / std[c], pixel 0..255. With kBgr, index 0
  // is blue; with one channel only index 0 is used.
  float divisor = 255.0F;
  std::array<float, 3> mean = {0.0F, 0.0F, 0.0F};
  std::array<float, 3> std = {1.0F, 1.0F, 1.0F};
  ChannelOrder order = ChannelOrder::kRgb;
  TensorLayout layout = TensorLayout::kNchw;
  int channels = 3;  // 3, or 1 for greyscale
};

}  // namespace cnn
