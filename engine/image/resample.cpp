#include "image/resample.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <vector>

#include "image/filter.h"
#include "image/picture_rows.h"

namespace cnn {
namespace {

constexpr std::int32_t kHalf = 1 << (kWeightBits - 1);

std::uint8_t to_pixel(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> kWeightBits, 0, 255));
}

// Four lanes for the four bytes of a pixel (vector types of GCC and Clang). A plain loop gets
// vectorised along the taps instead, which takes about twice as long in WebAssembly.
using Bytes4 = std::uint8_t __attribute__((vector_size(4)));
using Lanes4 = std::int32_t __attribute__((vector_size(16)));

void weighted_pixel(const std::uint8_t* pixels, std::span<const std::int32_t> weights,
                    std::uint8_t* out) {
  Lanes4 sums = {kHalf, kHalf, kHalf, kHalf};
  for (const std::int32_t weight : weights) {
    Bytes4 pixel;
    std::memcpy(&pixel, pixels, sizeof pixel);
    sums += __builtin_convertvector(pixel, Lanes4) * weight;
    pixels += 4;
  }
  for (int c = 0; c < 4; ++c) out[c] = to_pixel(sums[c]);
}

void weighted_luma(const std::uint8_t* pixels, std::span<const std::int32_t> weights,
                   std::uint8_t* out) {
  std::int32_t sum = kHalf;
  for (std::size_t t = 0; t < weights.size(); ++t) sum += pixels[t] * weights[t];
  *out = to_pixel(sum);
}

// One row along x. in: from source pixel `weights.source().begin` on.
template <int kBytes>
void resample_row(const std::uint8_t* in, const FilterWeights& weights, std::uint8_t* out) {
  const int origin = weights.source().begin;
  for (std::size_t x = 0; x < weights.taps.size(); ++x) {
    const auto [first, count] = weights.taps[x];
    const std::uint8_t* pixels = in + static_cast<std::ptrdiff_t>(first - origin) * kBytes;
    const std::span<const std::int32_t> w(weights.weights_of(static_cast<int>(x)),
                                          static_cast<std::size_t>(count));
    if constexpr (kBytes == 1)
      weighted_luma(pixels, w, out + x);
    else
      weighted_pixel(pixels, w, out + x * 4);
  }
}

// Weighted sum of `rows`, byte by byte. In blocks, so that the sums stay in registers.
void combine_rows(std::span<const std::uint8_t* const> rows, const std::int32_t* weights,
                  std::span<std::uint8_t> out) {
  constexpr std::size_t kBlock = 32;
  for (std::size_t begin = 0; begin < out.size(); begin += kBlock) {
    std::array<std::int32_t, kBlock> sums;
    sums.fill(kHalf);
    const std::size_t count = std::min(kBlock, out.size() - begin);
    for (std::size_t t = 0; t < rows.size(); ++t) {
      const std::uint8_t* row = rows[t] + begin;
      if (count == kBlock)
        for (std::size_t i = 0; i < kBlock; ++i) sums[i] += row[i] * weights[t];
      else
        for (std::size_t i = 0; i < count; ++i) sums[i] += row[i] * weights[t];
    }
    for (std::size_t i = 0; i < count; ++i) out[begin + i] = to_pixel(sums[i]);
  }
}

// Two passes, along x and then along y, with 8-bit pixels in between as in Pillow. The rows between
// the passes live in a ring that holds just those one output row reads.
class FilterStream final : public RowStream {
 public:
  FilterStream(const Picture& picture, int channels, Interpolation interpolation, Size size,
               Span columns, Span rows)
      : horizontal_(filter_weights(interpolation, picture.width, size.width, columns)),
        vertical_(filter_weights(interpolation, picture.height, size.height, rows)),
        source_(picture, channels, horizontal_.source()),
        rows_(rows),
        bytes_(pixel_bytes(channels)),
        row_bytes_(static_cast<std::size_t>(columns.count()) * static_cast<std::size_t>(bytes_)),
        next_source_row_(vertical_.source().begin),
        ring_(row_bytes_ * static_cast<std::size_t>(vertical_.stride)),
        out_(row_bytes_) {}

  std::span<const std::uint8_t> row(int y) override {
    const int index = y - rows_.begin;
    const auto [first, count] = vertical_.taps[static_cast<std::size_t>(index)];
    for (; next_source_row_ < first + count; ++next_source_row_) fill(next_source_row_);
    inputs_.clear();
    for (int t = 0; t < count; ++t) inputs_.push_back(slot(first + t));
    combine_rows(inputs_, vertical_.weights_of(index), out_);
    return out_;
  }

 private:
  std::uint8_t* slot(int source_row) {
    return ring_.data() + row_bytes_ * static_cast<std::size_t>(source_row % vertical_.stride);
  }

  void fill(int source_row) {
    const std::uint8_t* in = source_.row(source_row).data();
    if (bytes_ == 1)
      resample_row<1>(in, horizontal_, slot(source_row));
    else
      resample_row<4>(in, horizontal_, slot(source_row));
  }

  FilterWeights horizontal_;
  FilterWeights vertical_;
  PictureRows source_;
  Span rows_;
  int bytes_;
  std::size_t row_bytes_;
  int next_source_row_;
  std::vector<std::uint8_t> ring_;
  std::vector<const std::uint8_t*> inputs_;
  std::vector<std::uint8_t> out_;
};

// Source pixel of each output pixel in `window`. Pillow adds the step up instead of multiplying,
// and the rounding of those sums decides ties, so the sum has to start at output pixel 0.
std::vector<int> nearest_pixels(int in_size, int out_size, Span window) {
  const double step = static_cast<double>(in_size) / out_size;
  double position = step * 0.5;
  for (int i = 0; i < window.begin; ++i) position += step;
  std::vector<int> pixels(static_cast<std::size_t>(window.count()));
  for (int& pixel : pixels) {
    pixel = std::min(static_cast<int>(position), in_size - 1);
    position += step;
  }
  return pixels;
}

// Nearest neighbour; also the identity, whose step of exactly 1 finds every pixel itself.
class NearestStream final : public RowStream {
 public:
  NearestStream(const Picture& picture, int channels, Size size, Span columns, Span rows)
      : xs_(nearest_pixels(picture.width, size.width, columns)),
        ys_(nearest_pixels(picture.height, size.height, rows)),
        source_(picture, channels, {xs_.front(), xs_.back() + 1}),
        rows_(rows),
        bytes_(static_cast<std::size_t>(pixel_bytes(channels))),
        out_(xs_.size() * bytes_) {}

  std::span<const std::uint8_t> row(int y) override {
    const int source_row = ys_[static_cast<std::size_t>(y - rows_.begin)];
    if (source_row == current_) return out_;
    current_ = source_row;
    const std::uint8_t* in = source_.row(source_row).data();
    for (std::size_t x = 0; x < xs_.size(); ++x)
      std::memcpy(&out_[x * bytes_], in + static_cast<std::size_t>(xs_[x] - xs_.front()) * bytes_,
                  bytes_);
    return out_;
  }

 private:
  std::vector<int> xs_;
  std::vector<int> ys_;
  PictureRows source_;
  Span rows_;
  std::size_t bytes_;
  int current_ = -1;
  std::vector<std::uint8_t> out_;
};

}  // namespace

std::unique_ptr<RowStream> make_row_stream(const Picture& picture, int channels,
                                           Interpolation interpolation, Size size, Span columns,
                                           Span rows) {
  const bool same_size = size == Size{picture.width, picture.height};
  if (same_size || interpolation == Interpolation::kNearest)
    return std::make_unique<NearestStream>(picture, channels, size, columns, rows);
  return std::make_unique<FilterStream>(picture, channels, interpolation, size, columns, rows);
}

}  // namespace cnn
