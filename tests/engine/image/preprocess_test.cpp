// Properties of preprocess() that need no reference implementation, and its errors.
#include "image/preprocess.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/limits.h"
#include "synthetic_picture.h"

namespace cnn {
namespace {

using test::synthetic_picture;
using test::SyntheticPicture;

constexpr Interpolation kAll[] = {Interpolation::kNearest, Interpolation::kBilinear,
                                  Interpolation::kBicubic};

// Values are the 8-bit pixels themselves.
PreprocessSpec pixel_spec(int resize, int crop_width, int crop_height,
                          Interpolation interpolation = Interpolation::kBilinear) {
  PreprocessSpec spec;
  spec.resize = resize;
  spec.crop_width = crop_width;
  spec.crop_height = crop_height;
  spec.interpolation = interpolation;
  spec.divisor = 1;
  return spec;
}

std::vector<float> run(const SyntheticPicture& picture, const PreprocessSpec& spec) {
  const Result<Shape> shape = preprocess_shape(spec);
  EXPECT_TRUE(shape.has_value());
  std::vector<float> out(static_cast<std::size_t>(shape->elements()), -1.0F);
  const Result<void> done = preprocess(picture.view(), spec, out);
  EXPECT_TRUE(done.has_value()) << done.error().message;
  return out;
}

SyntheticPicture flipped(const SyntheticPicture& picture) {
  SyntheticPicture result = picture;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      std::copy_n(
          &picture.rgba[static_cast<std::size_t>(4 * (y * picture.width + x))], 4,
          &result.rgba[static_cast<std::size_t>(4 * (y * picture.width + picture.width - 1 - x))]);
  return result;
}

TEST(Preprocess, ConstantPictureStaysConstant) {
  for (const Interpolation interpolation : kAll)
    for (const int resize : {0, 1, 9, 50, 131}) {
      SyntheticPicture picture{50, 77, {}};
      for (int i = 0; i < 50 * 77; ++i) picture.rgba.insert(picture.rgba.end(), {7, 128, 255, 255});
      const int side = resize == 0 ? 50 : resize;
      const auto tensor = run(picture, pixel_spec(resize, side, side, interpolation));
      const std::size_t plane = tensor.size() / 3;
      for (std::size_t i = 0; i < tensor.size(); ++i)
        ASSERT_EQ(tensor[i], i < plane ? 7 : i < 2 * plane ? 128 : 255);
    }
}

TEST(Preprocess, MirroredPictureGivesMirroredTensor) {
  // Scales that are exact in binary, so that the weights of both halves are the same numbers.
  for (const Interpolation interpolation : {Interpolation::kBilinear, Interpolation::kBicubic})
    for (const int resize : {16, 32, 64, 128}) {
      const SyntheticPicture picture = synthetic_picture("noise", "opaque", 3, 64, 64);
      const PreprocessSpec spec = pixel_spec(resize, resize, resize, interpolation);
      const auto tensor = run(picture, spec);
      const auto mirrored = run(flipped(picture), spec);
      const auto side = static_cast<std::size_t>(resize);
      for (std::size_t row = 0; row < 3 * side; ++row)
        for (std::size_t x = 0; x < side; ++x)
          ASSERT_EQ(tensor[row * side + x], mirrored[row * side + side - 1 - x]);
    }
}

TEST(Preprocess, SmallerCropIsTheMiddleOfTheWholePicture) {
  for (const Interpolation interpolation : kAll) {
    const SyntheticPicture picture = synthetic_picture("noise", "noise", 4, 90, 60);
    const auto whole = run(picture, pixel_spec(40, 60, 40, interpolation));
    const auto middle = run(picture, pixel_spec(40, 20, 10, interpolation));
    for (std::size_t c = 0; c < 3; ++c)
      for (std::size_t y = 0; y < 10; ++y)
        for (std::size_t x = 0; x < 20; ++x)
          ASSERT_EQ(middle[(c * 10 + y) * 20 + x], whole[(c * 40 + y + 15) * 60 + x + 20]);
  }
}

TEST(Preprocess, PadsSmallPictureWithBlackAfterNormalising) {
  PreprocessSpec spec = pixel_spec(0, 4, 3);
  spec.divisor = 255;
  spec.mean = {0.5F, 0.25F, 0.0F};
  spec.std = {0.5F, 0.5F, 2.0F};
  const SyntheticPicture white{1, 1, {255, 255, 255, 255}};
  const auto tensor = run(white, spec);
  for (std::size_t i = 0; i < 12; ++i) {
    const bool inside = i == 1 * 4 + 1;  // margins of 3 and 2: one column left, one row above
    EXPECT_EQ(tensor[i], inside ? 1.0F : -1.0F);
    EXPECT_EQ(tensor[12 + i], inside ? 1.5F : -0.5F);
    EXPECT_EQ(tensor[24 + i], inside ? 0.5F : 0.0F);
  }
}

TEST(Preprocess, TransparentPixelsAreWhite) {
  const SyntheticPicture clear{2, 1, {9, 8, 7, 0, 0, 0, 0, 0}};
  for (const float value : run(clear, pixel_spec(0, 2, 1))) EXPECT_EQ(value, 255.0F);
}

TEST(Preprocess, LongThinPictureCostsOnlyItsCrop) {
  // Resized in full this would be 3.7 million x 224 pixels.
  const SyntheticPicture picture =
      synthetic_picture("noise", "opaque", 5, limits::kMaxPictureSide, 1);
  for (const Interpolation interpolation : kAll) {
    const auto tensor = run(picture, pixel_spec(224, 224, 224, interpolation));
    // 224 copies of one row, out of the two or so pixels in the middle.
    for (std::size_t i = 224; i < 224 * 224; ++i) ASSERT_EQ(tensor[i], tensor[i - 224]);
  }
}

TEST(Preprocess, ShapeFollowsLayoutAndChannels) {
  PreprocessSpec spec = pixel_spec(0, 5, 7);
  EXPECT_EQ(*preprocess_shape(spec), (Shape{1, 3, 7, 5}));
  spec.layout = TensorLayout::kNhwc;
  EXPECT_EQ(*preprocess_shape(spec), (Shape{1, 7, 5, 3}));
  spec.channels = 1;
  EXPECT_EQ(*preprocess_shape(spec), (Shape{1, 7, 5, 1}));
}

TEST(CropRectangle, IsInPixelsOfTheOriginal) {
  // 640 x 480 to 320 x 240, crop 200 x 240: 60 of 320 columns go on each side.
  const Result<CropRectangle> rectangle = crop_rectangle(pixel_spec(240, 200, 240), 640, 480);
  ASSERT_TRUE(rectangle.has_value());
  EXPECT_DOUBLE_EQ(rectangle->left, 120);
  EXPECT_DOUBLE_EQ(rectangle->top, 0);
  EXPECT_DOUBLE_EQ(rectangle->width, 400);
  EXPECT_DOUBLE_EQ(rectangle->height, 480);
}

TEST(CropRectangle, ReachesPastAPictureSmallerThanTheCrop) {
  const Result<CropRectangle> rectangle = crop_rectangle(pixel_spec(0, 10, 4), 6, 8);
  ASSERT_TRUE(rectangle.has_value());
  EXPECT_DOUBLE_EQ(rectangle->left, -2);
  EXPECT_DOUBLE_EQ(rectangle->top, 2);
  EXPECT_DOUBLE_EQ(rectangle->width, 10);
  EXPECT_DOUBLE_EQ(rectangle->height, 4);
}

void expect_bad_spec(void (*change)(PreprocessSpec&), ErrorCode code, const std::string& part) {
  PreprocessSpec spec = pixel_spec(8, 8, 8);
  change(spec);
  const Result<Shape> shape = preprocess_shape(spec);
  ASSERT_FALSE(shape.has_value()) << part;
  EXPECT_EQ(shape.error().code, code) << part;
  EXPECT_NE(shape.error().message.find(part), std::string::npos) << shape.error().message;
  EXPECT_FALSE(crop_rectangle(spec, 8, 8).has_value()) << part;
  std::vector<float> out(3 * 8 * 8, 42.0F);
  const SyntheticPicture picture = synthetic_picture("noise", "opaque", 1, 8, 8);
  EXPECT_FALSE(preprocess(picture.view(), spec, out).has_value()) << part;
  EXPECT_EQ(std::ranges::count(out, 42.0F), 3 * 8 * 8) << part;
}

TEST(PreprocessErrors, NameTheFieldOfTheSpec) {
  using Spec = PreprocessSpec;
  constexpr auto kInvalid = ErrorCode::kInvalidArgument;
  constexpr auto kLimit = ErrorCode::kLimitExceeded;
  expect_bad_spec([](Spec& s) { s.crop_width = 0; }, kInvalid, "0 x 8");
  expect_bad_spec([](Spec& s) { s.crop_height = -3; }, kInvalid, "8 x -3");
  expect_bad_spec([](Spec& s) { s.crop_width = 16385; }, kLimit, "16385 x 8");
  expect_bad_spec([](Spec& s) { s.crop_width = s.crop_height = 16384; }, kLimit, "16384 x 16384");
  expect_bad_spec([](Spec& s) { s.resize = -1; }, kInvalid, "-1");
  expect_bad_spec([](Spec& s) { s.resize = 16385; }, kLimit, "16385");
  expect_bad_spec([](Spec& s) { s.channels = 4; }, kInvalid, "4 channels");
  expect_bad_spec([](Spec& s) { s.divisor = 0; }, kInvalid, "divisor");
  expect_bad_spec([](Spec& s) { s.divisor = std::numeric_limits<float>::quiet_NaN(); }, kInvalid,
                  "divisor");
  expect_bad_spec([](Spec& s) { s.std[2] = 0; }, kInvalid, "std of channel 2");
  expect_bad_spec([](Spec& s) { s.mean[1] = std::numeric_limits<float>::infinity(); }, kInvalid,
                  "mean of channel 1");
  expect_bad_spec([](Spec& s) { s.std[0] = 1e-38F; }, kInvalid, "float32");
}

TEST(PreprocessErrors, ChannelsThatAreNotUsedAreNotChecked) {
  PreprocessSpec spec = pixel_spec(0, 1, 1);
  spec.channels = 1;
  spec.std = {1, 0, 0};
  EXPECT_TRUE(preprocess_shape(spec).has_value());
}

TEST(PreprocessErrors, NameTheSizeOfThePicture) {
  EXPECT_TRUE(check_picture_size(1, 1).has_value());
  EXPECT_TRUE(check_picture_size(limits::kMaxPictureSide, 1).has_value());
  EXPECT_EQ(check_picture_size(0, 5).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(check_picture_size(5, -1).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(check_picture_size(limits::kMaxPictureSide + 1, 1).error().code,
            ErrorCode::kLimitExceeded);
  EXPECT_EQ(check_picture_size(10'000, 10'000).error().code, ErrorCode::kLimitExceeded);
  EXPECT_NE(check_picture_size(10'000, 10'000).error().message.find("10000 x 10000"),
            std::string::npos);
}

TEST(PreprocessErrors, NameTheBufferOfTheWrongLength) {
  const std::vector<std::uint8_t> rgba(8 * 8 * 4 - 1);
  std::vector<float> out(3 * 8 * 8);
  Result<void> done = preprocess({rgba, 8, 8}, pixel_spec(0, 8, 8), out);
  ASSERT_FALSE(done.has_value());
  EXPECT_NE(done.error().message.find("RGBA"), std::string::npos);

  const SyntheticPicture picture = synthetic_picture("noise", "opaque", 1, 8, 8);
  out.resize(3 * 8 * 8 + 1);
  done = preprocess(picture.view(), pixel_spec(0, 8, 8), out);
  ASSERT_FALSE(done.has_value());
  EXPECT_NE(done.error().message.find("193 elements, not 192"), std::string::npos);
}

}  // namespace
}  // namespace cnn
