// From the attributes of a Resize to what each output element along an axis is made of.
#pragma once

#include <cstdint>

#include "core/error.h"
#include "graph/node_view.h"
#include "kernels/resample.h"

namespace cnn {

enum class Coordinates : std::uint8_t {
  kHalfPixel,
  kPytorchHalfPixel,
  kHalfPixelSymmetric,
  kAlignCorners,
  kAsymmetric,
  kTfHalfPixelForNearest,
  kTfCropAndResize,
};

enum class ResizeMode : std::uint8_t { kNearest, kLinear, kCubic };

enum class Rounding : std::uint8_t {
  kPreferFloor,
  kPreferCeil,
  kFloor,
  kCeil,
  kUpDownByScale,  // before opset 11: down, and up where the map shrinks
};

struct ResizeSettings {
  Coordinates coordinates = Coordinates::kHalfPixel;
  ResizeMode interpolation = ResizeMode::kNearest;
  Rounding rounding = Rounding::kPreferFloor;
  double cubic = -0.75;  // cubic_coeff_a
  bool exclude_outside = false;
  bool antialias = false;
  float extrapolation = 0;
};

// Along one axis.
struct ResizeAxis {
  std::int64_t input = 1, output = 1;
  float scale = 1;           // as the model states it: output / input may be a little less
  bool exact = false;        // the scale stands for output / input, as where sizes are given
  float start = 0, end = 1;  // region of interest, in shares of the input
};

// The attributes, with the defaults and rules of the node's opset. Errors: kUnsupported,
// kInvalidModel.
Result<ResizeSettings> resize_settings(const NodeView& node);

// Whether the axis stays as it is, whatever its region: its scale is 1, or a filter would only blur
// it. As in onnxruntime.
bool keeps_axis(const ResizeSettings& settings, const ResizeAxis& axis);

// How many input elements an output element is made of.
std::int64_t tap_count(const ResizeSettings& settings, const ResizeAxis& axis);

Taps resize_taps(const ResizeSettings& settings, const ResizeAxis& axis);

}  // namespace cnn
