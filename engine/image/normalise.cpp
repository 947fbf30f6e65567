#include "image/normalise.h"

#include <algorithm>
#include <cstddef>

#include "image/picture_rows.h"

namespace cnn {
namespace {

// Where in a pixel the byte of tensor channel c is.
std::size_t source_byte(const PreprocessSpec& spec, std::size_t c) {
  return spec.channels == 3 && spec.order == ChannelOrder::kBgr ? 2 - c : c;
}

}  // namespace

NormaliseTable normalise_table(const PreprocessSpec& spec) {
  NormaliseTable table{};
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.channels); ++c)
    for (std::size_t pixel = 0; pixel < 256; ++pixel)
      table[c][pixel] = (static_cast<float>(pixel) / spec.divisor - spec.mean[c]) / spec.std[c];
  return table;
}

void fill_black(const NormaliseTable& table, const PreprocessSpec& spec, std::span<float> out) {
  const auto channels = static_cast<std::size_t>(spec.channels);
  const std::size_t plane = out.size() / channels;
  for (std::size_t c = 0; c < channels; ++c) {
    const float black = table[c][0];
    if (spec.layout == TensorLayout::kNchw)
      std::ranges::fill(out.subspan(c * plane, plane), black);
    else
      for (std::size_t i = c; i < out.size(); i += channels) out[i] = black;
  }
}

void write_row(const NormaliseTable& table, const PreprocessSpec& spec,
               std::span<const std::uint8_t> pixels, int x, int y, std::span<float> out) {
  const auto channels = static_cast<std::size_t>(spec.channels);
  const auto bytes = static_cast<std::size_t>(pixel_bytes(spec.channels));
  const std::size_t first =
      static_cast<std::size_t>(y) * static_cast<std::size_t>(spec.crop_width) +
      static_cast<std::size_t>(x);
  const bool planar = spec.layout == TensorLayout::kNchw;
  const std::size_t step = planar ? 1 : channels;
  for (std::size_t c = 0; c < channels; ++c) {
    const std::array<float, 256>& values = table[c];
    float* target =
        out.data() + (planar ? c * (out.size() / channels) + first : first * channels + c);
    const std::uint8_t* pixel = pixels.data() + source_byte(spec, c);
    for (std::size_t i = 0; i < pixels.size() / bytes; ++i)
      target[i * step] = values[pixel[i * bytes]];
  }
}

}  // namespace cnn
