// preprocess() against Pillow and torchvision, bit for bit. The cases are in
// tests/golden/image.txt, written by tests/golden/image.py, where the format is documented.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "image/preprocess.h"
#include "synthetic_picture.h"

namespace cnn {
namespace {

struct Sample {
  std::size_t index = 0;
  float value = 0;
};

struct GoldenCase {
  std::string text;
  std::string colours, alphas;
  std::uint32_t seed = 0;
  int width = 0, height = 0;
  PreprocessSpec spec;
  std::uint32_t pixel_crc = 0, tensor_crc = 0;
  std::vector<Sample> samples;
};

GoldenCase parse(const std::string& text) {
  GoldenCase golden;
  golden.text = text;
  std::istringstream in(text);
  std::string interpolation, order, layout;
  PreprocessSpec& spec = golden.spec;
  in >> golden.colours >> golden.alphas >> golden.seed >> golden.width >> golden.height;
  in >> spec.resize >> spec.crop_width >> spec.crop_height >> interpolation >> spec.channels;
  in >> order >> layout;
  double number = 0;  // torch, too, rounds these to float32 from double
  in >> number;
  spec.divisor = static_cast<float>(number);
  for (float& mean : spec.mean) in >> number, mean = static_cast<float>(number);
  for (float& std : spec.std) in >> number, std = static_cast<float>(number);
  in >> std::hex >> golden.pixel_crc >> golden.tensor_crc;
  spec.interpolation = interpolation == "nearest"   ? Interpolation::kNearest
                       : interpolation == "bicubic" ? Interpolation::kBicubic
                                                    : Interpolation::kBilinear;
  spec.order = order == "BGR" ? ChannelOrder::kBgr : ChannelOrder::kRgb;
  spec.layout = layout == "NHWC" ? TensorLayout::kNhwc : TensorLayout::kNchw;
  for (std::string field; in >> field;) {
    const std::size_t colon = field.find(':');
    golden.samples.push_back({std::stoul(field.substr(0, colon)),
                              std::bit_cast<float>(static_cast<std::uint32_t>(
                                  std::stoul(field.substr(colon + 1), nullptr, 16)))});
  }
  return golden;
}

std::vector<GoldenCase> read_cases() {
  std::ifstream file(CNN_TEST_DATA "/image.txt");
  std::vector<GoldenCase> cases;
  for (std::string text; std::getline(file, text);)
    if (!text.empty() && text[0] != '#') cases.push_back(parse(text));
  return cases;
}

std::uint32_t crc32(const void* data, std::size_t size) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> entries;
    for (std::uint32_t i = 0; i < 256; ++i) {
      entries[i] = i;
      for (int bit = 0; bit < 8; ++bit)
        entries[i] = (entries[i] >> 1) ^ ((entries[i] & 1) ? 0xEDB88320u : 0);
    }
    return entries;
  }();
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  std::uint32_t crc = ~0u;
  for (std::size_t i = 0; i < size; ++i) crc = (crc >> 8) ^ table[(crc ^ bytes[i]) & 255];
  return ~crc;
}

std::vector<float> run(const Picture& picture, const PreprocessSpec& spec) {
  const Result<Shape> shape = preprocess_shape(spec);
  if (!shape) {
    ADD_FAILURE() << shape.error().message;
    return {};
  }
  std::vector<float> out(static_cast<std::size_t>(shape->elements()), -12345.0F);
  const Result<void> done = preprocess(picture, spec, out);
  if (!done) ADD_FAILURE() << done.error().message;
  return out;
}

// The 8-bit pixels behind the tensor: with these settings step 5 changes nothing.
std::vector<std::uint8_t> run_pixels(const Picture& picture, PreprocessSpec spec) {
  spec.divisor = 1;
  spec.mean = {0, 0, 0};
  spec.std = {1, 1, 1};
  spec.order = ChannelOrder::kRgb;
  spec.layout = TensorLayout::kNhwc;
  const std::vector<float> values = run(picture, spec);
  return {values.begin(), values.end()};
}

TEST(ImageGolden, FileHoldsTheCases) {
  EXPECT_EQ(read_cases().size(), 123u);
}

TEST(ImageGolden, PixelsEqualPillow) {
  for (const GoldenCase& golden : read_cases()) {
    const auto picture = test::synthetic_picture(golden.colours, golden.alphas, golden.seed,
                                                 golden.width, golden.height);
    const std::vector<std::uint8_t> pixels = run_pixels(picture.view(), golden.spec);
    EXPECT_EQ(crc32(pixels.data(), pixels.size()), golden.pixel_crc) << golden.text;
  }
}

TEST(ImageGolden, TensorEqualsTorchvision) {
  static_assert(std::endian::native == std::endian::little);
  for (const GoldenCase& golden : read_cases()) {
    const auto picture = test::synthetic_picture(golden.colours, golden.alphas, golden.seed,
                                                 golden.width, golden.height);
    const std::vector<float> tensor = run(picture.view(), golden.spec);
    ASSERT_FALSE(golden.samples.empty());
    for (const auto [index, value] : golden.samples) {
      ASSERT_LT(index, tensor.size());
      EXPECT_EQ(tensor[index], value) << "element " << index << " of " << golden.text;
    }
    EXPECT_EQ(crc32(tensor.data(), tensor.size() * sizeof(float)), golden.tensor_crc)
        << golden.text;
  }
}

}  // namespace
}  // namespace cnn
