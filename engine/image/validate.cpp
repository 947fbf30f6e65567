#include "image/validate.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "core/limits.h"
#include "image/normalise.h"
#include "image/preprocess.h"

namespace cnn {
namespace {

std::string sides(int width, int height) {
  return decimal(width) + " x " + decimal(height);
}

bool within_limits(int width, int height) {
  return width <= limits::kMaxPictureSide && height <= limits::kMaxPictureSide &&
         std::int64_t{width} * height <= limits::kMaxPicturePixels;
}

std::string limits_hint() {
  return "The longest side may be " + decimal(limits::kMaxPictureSide) +
         " pixels, and a picture may have " + decimal(limits::kMaxPicturePixels) +
         " pixels in all.";
}

Result<void> check_sizes(const PreprocessSpec& spec) {
  if (spec.crop_width < 1 || spec.crop_height < 1)
    return fail(ErrorCode::kInvalidArgument,
                "the crop is " + sides(spec.crop_width, spec.crop_height) + " pixels",
                "Give a crop width and height of at least 1, normally the model's input size.");
  if (!within_limits(spec.crop_width, spec.crop_height))
    return fail(ErrorCode::kLimitExceeded,
                "a crop of " + sides(spec.crop_width, spec.crop_height) + " pixels is too large",
                limits_hint());
  if (spec.resize < 0)
    return fail(ErrorCode::kInvalidArgument,
                "the shorter side cannot be resized to " + decimal(spec.resize) + " pixels",
                "Give the number of pixels, or 0 to keep the picture's own size.");
  if (spec.resize > limits::kMaxPictureSide)
    return fail(ErrorCode::kLimitExceeded,
                "resizing the shorter side to " + decimal(spec.resize) + " pixels is too large",
                limits_hint());
  if (spec.channels != 1 && spec.channels != 3)
    return fail(ErrorCode::kInvalidArgument,
                "a picture cannot be turned into " + decimal(spec.channels) + " channels",
                "Give 3 channels for colour or 1 for greyscale.");
  return {};
}

Result<void> check_numbers(const PreprocessSpec& spec) {
  if (!std::isfinite(spec.divisor) || spec.divisor <= 0)
    return fail(ErrorCode::kInvalidArgument, "the divisor is not a number above 0",
                "Give 255 for values from 0 to 1, or 1 to keep 0 to 255.");
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.channels); ++c) {
    if (!std::isfinite(spec.mean[c]))
      return fail(ErrorCode::kInvalidArgument,
                  "the mean of channel " + decimal(c) + " is not a finite number");
    if (!std::isfinite(spec.std[c]) || spec.std[c] <= 0)
      return fail(ErrorCode::kInvalidArgument,
                  "the std of channel " + decimal(c) + " is not a number above 0",
                  "Give 1 to leave the values unscaled.");
  }
  // Values grow with the pixel, so if the ends are finite everything between is.
  const NormaliseTable table = normalise_table(spec);
  for (const auto& values : table)
    if (!std::isfinite(values.front()) || !std::isfinite(values.back()))
      return fail(ErrorCode::kInvalidArgument,
                  "divisor, mean and std take the pixels out of the range of float32",
                  "Check that divisor and std are not close to 0.");
  return {};
}

}  // namespace

Result<void> check_picture_size(int width, int height) {
  if (width < 1 || height < 1)
    return fail(ErrorCode::kInvalidArgument,
                "the picture is " + sides(width, height) + " pixels, so it has none");
  if (!within_limits(width, height))
    return fail(ErrorCode::kLimitExceeded,
                "a picture of " + sides(width, height) + " pixels is too large", limits_hint());
  return {};
}

Result<void> check_spec(const PreprocessSpec& spec) {
  CNN_TRY(check_sizes(spec));
  return check_numbers(spec);
}

}  // namespace cnn
