#include "ops/resize/resize_taps.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "core/text.h"

namespace cnn {
namespace {

// The attribute as one of the values the table names.
template <class T>
Result<T> choice(const NodeView& node, std::string_view attribute, std::string_view otherwise,
                 std::span<const std::pair<std::string_view, T>> table) {
  const std::string_view given = node.get_string(attribute, otherwise);
  for (const auto& [name, value] : table)
    if (name == given) return value;
  return node.error(ErrorCode::kUnsupported,
                    std::string(attribute) + " " + quoted(given) + " is not supported", {},
                    attribute);
}

constexpr std::pair<std::string_view, Coordinates> kCoordinates[] = {
    {"half_pixel", Coordinates::kHalfPixel},
    {"pytorch_half_pixel", Coordinates::kPytorchHalfPixel},
    {"half_pixel_symmetric", Coordinates::kHalfPixelSymmetric},
    {"align_corners", Coordinates::kAlignCorners},
    {"asymmetric", Coordinates::kAsymmetric},
    {"tf_half_pixel_for_nn", Coordinates::kTfHalfPixelForNearest},
    {"tf_crop_and_resize", Coordinates::kTfCropAndResize},
};
constexpr std::pair<std::string_view, ResizeMode> kModes[] = {
    {"nearest", ResizeMode::kNearest},
    {"linear", ResizeMode::kLinear},
    {"cubic", ResizeMode::kCubic},
};
constexpr std::pair<std::string_view, Rounding> kRoundings[] = {
    {"round_prefer_floor", Rounding::kPreferFloor},
    {"round_prefer_ceil", Rounding::kPreferCeil},
    {"floor", Rounding::kFloor},
    {"ceil", Rounding::kCeil},
};

// Where in the input, in elements, the output's element `at` lies, where the sizes say it: a ratio
// of integers, rounded once, so that it never passes an integer or a half.
double position_by_size(Coordinates coordinates, const ResizeAxis& axis, std::int64_t at) {
  const auto x = static_cast<double>(at), input = static_cast<double>(axis.input);
  const auto output = static_cast<double>(axis.output);
  if (coordinates == Coordinates::kAsymmetric) return x * input / output;
  const double doubled = (2 * x + 1) * input;
  if (coordinates == Coordinates::kTfHalfPixelForNearest) return doubled / (2 * output);
  return (doubled - output) / (2 * output);  // as many pixels as the scale calls for: symmetric
}

// The same where a scale says it. Which element is the nearest can hang on the last bit, so it is
// computed as onnxruntime and PyTorch do, in float32.
float position_by_scale(Coordinates coordinates, const ResizeAxis& axis, std::int64_t at) {
  const auto x = static_cast<float>(at), input = static_cast<float>(axis.input);
  if (coordinates == Coordinates::kAsymmetric) return x / axis.scale;
  if (coordinates == Coordinates::kTfHalfPixelForNearest) return (x + 0.5f) / axis.scale;
  if (coordinates != Coordinates::kHalfPixelSymmetric) return (x + 0.5f) / axis.scale - 0.5f;
  const float share = static_cast<float>(axis.output) / (axis.scale * input);
  const float offset = input / 2 * (1 - share);
  return static_cast<float>(offset + (x + 0.5) / axis.scale - 0.5);
}

// The region's ends fall on the first and the last element of the output.
float position_in_region(const ResizeAxis& axis, std::int64_t at) {
  const auto last = static_cast<float>(axis.input - 1), x = static_cast<float>(at);
  if (axis.output == 1) return static_cast<float>(0.5 * (axis.start + axis.end) * last);
  const float moved = x * (axis.end - axis.start) * last / static_cast<float>(axis.output - 1);
  return axis.start * last + moved;
}

double position(const ResizeSettings& settings, const ResizeAxis& axis, std::int64_t at) {
  if (keeps_axis(settings, axis)) return static_cast<double>(at);
  switch (settings.coordinates) {
    case Coordinates::kTfCropAndResize: return position_in_region(axis, at);
    case Coordinates::kAlignCorners:
      if (axis.output == 1) return 0;
      return static_cast<double>(at * (axis.input - 1)) / static_cast<double>(axis.output - 1);
    case Coordinates::kPytorchHalfPixel:
      if (axis.output == 1) return 0;
      break;
    default: break;
  }
  return axis.exact ? position_by_size(settings.coordinates, axis, at)
                    : position_by_scale(settings.coordinates, axis, at);
}

double rounded(Rounding rounding, double x, float scale) {
  // What float32 leaves of a half counts as one, as in onnxruntime.
  const bool half = std::abs(x - std::floor(x) - 0.5) < 1e-6;
  switch (rounding) {
    case Rounding::kPreferFloor: return half ? std::floor(x) : std::floor(x + 0.5);
    case Rounding::kPreferCeil: return half ? std::ceil(x) : std::floor(x + 0.5);
    case Rounding::kFloor: return std::floor(x);
    case Rounding::kCeil: return std::ceil(x);
    case Rounding::kUpDownByScale: return scale < 1 ? std::ceil(x) : std::floor(x);
  }
  return x;
}

// The filter's weight at a distance from its centre, in input elements.
double filter(const ResizeSettings& settings, double distance) {
  const double x = std::abs(distance), a = settings.cubic;
  if (settings.interpolation == ResizeMode::kLinear) return std::max(1 - x, 0.0);
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? ((x - 5) * x + 8) * a * x - 4 * a : 0;
}

// How much wider than between neighbours the filter is.
double stretch(const ResizeSettings& settings, const ResizeAxis& axis) {
  if (!settings.antialias) return 1;
  const double shrinks = axis.exact
                             ? static_cast<double>(axis.input) / static_cast<double>(axis.output)
                             : double{1 / axis.scale};
  return std::max(shrinks, 1.0);
}

double reach(const ResizeSettings& settings) {
  return settings.interpolation == ResizeMode::kLinear ? 1 : 2;
}

std::int64_t clamped(double index, const ResizeAxis& axis) {
  const auto last = static_cast<double>(axis.input - 1);
  return static_cast<std::int64_t>(std::min(std::max(index, 0.0), last));
}

// Index and weight of the elements around x, for linear and cubic interpolation.
void add_taps(const ResizeSettings& settings, const ResizeAxis& axis, double x, Taps& taps) {
  const double wider = stretch(settings, axis);
  // Before the first element, onnxruntime and PyTorch take it and 0 times the second, which may be
  // NaN.
  if (settings.interpolation == ResizeMode::kLinear && !settings.antialias)
    x = std::clamp(x, 0.0, static_cast<double>(axis.input - 1));
  const double first = std::floor(x) - static_cast<double>(taps.count / 2 - 1);
  std::vector<double> weights;
  double sum = 0;
  for (std::int64_t k = 0; k < taps.count; ++k) {
    const double index = first + static_cast<double>(k);
    const bool outside = index < 0 || index >= static_cast<double>(axis.input);
    const bool counts = !(outside && settings.exclude_outside);
    weights.push_back(counts ? filter(settings, (x - index) / wider) : 0);
    sum += weights.back();
    taps.indices.push_back(clamped(index, axis));
  }
  for (const double weight : weights)
    taps.weights.push_back(static_cast<float>(sum == 0 ? 0 : weight / sum));
}

}  // namespace

bool keeps_axis(const ResizeSettings& settings, const ResizeAxis& axis) {
  return axis.input == axis.output && (settings.antialias || axis.scale == 1);
}

Result<ResizeSettings> resize_settings(const NodeView& node) {
  ResizeSettings settings;
  CNN_ASSIGN(settings.interpolation, choice<ResizeMode>(node, "mode", "nearest", kModes));
  if (node.opset() < 11 || node.node().op == "Upsample") {
    settings.coordinates = Coordinates::kAsymmetric;
    settings.rounding = Rounding::kUpDownByScale;
    if (settings.interpolation == ResizeMode::kCubic)
      return node.error(ErrorCode::kUnsupported, "mode 'cubic' is not supported", {}, "mode");
    return settings;
  }
  CNN_ASSIGN(settings.coordinates, choice<Coordinates>(node, "coordinate_transformation_mode",
                                                       "half_pixel", kCoordinates));
  CNN_ASSIGN(settings.rounding,
             choice<Rounding>(node, "nearest_mode", "round_prefer_floor", kRoundings));
  settings.cubic = node.get_float("cubic_coeff_a", -0.75f);
  settings.exclude_outside = node.get_int("exclude_outside", 0) != 0;
  settings.antialias = node.get_int("antialias", 0) != 0;
  settings.extrapolation = node.get_float("extrapolation_value", 0.0f);
  if (!std::isfinite(settings.cubic))
    return node.error(ErrorCode::kInvalidModel, "cubic_coeff_a is no number", {}, "cubic_coeff_a");
  return settings;
}

std::int64_t tap_count(const ResizeSettings& settings, const ResizeAxis& axis) {
  if (settings.interpolation == ResizeMode::kNearest) return 1;
  return 2 * static_cast<std::int64_t>(std::ceil(reach(settings) * stretch(settings, axis)));
}

Taps resize_taps(const ResizeSettings& settings, const ResizeAxis& axis) {
  Taps taps;
  taps.count = tap_count(settings, axis);
  taps.fill = settings.extrapolation;
  const bool crops = settings.coordinates == Coordinates::kTfCropAndResize;
  for (std::int64_t at = 0; at < axis.output; ++at) {
    const double x = position(settings, axis, at);
    if (crops) taps.outside.push_back(x < 0 || x > static_cast<double>(axis.input - 1));
    if (settings.interpolation == ResizeMode::kNearest) {
      taps.indices.push_back(clamped(rounded(settings.rounding, x, axis.scale), axis));
      taps.weights.push_back(1);
    } else {
      add_taps(settings, axis, x, taps);
    }
  }
  return taps;
}

}  // namespace cnn
