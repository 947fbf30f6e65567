// DeformConv: a convolution whose window's elements are read where another tensor says, between
// pixels.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"dilations", AttributeSpec::kInts},    {"group", AttributeSpec::kInt},
    {"kernel_shape", AttributeSpec::kInts}, {"offset_group", AttributeSpec::kInt},
    {"pads", AttributeSpec::kInts},         {"strides", AttributeSpec::kInts},
};

enum Index : std::size_t { kX, kW, kOffset, kBias, kMask };

// What a node is parsed to.
struct Deform {
  Window window;
  std::int64_t groups, offset_groups;

  std::int64_t taps() const { return window.y.kernel * window.x.kernel; }
};

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_map(node));
  const Shape &x = node.shape(kX), &w = node.shape(kW);
  const std::int64_t groups = node.get_int("group", 1), offsets = node.get_int("offset_group", 1);
  if (x.rank() != 4 || w.rank() != 4 || groups < 1 || offsets < 1 || groups > w[0] ||
      offsets > x[1] || w[1] * groups != x[1] || w[0] % groups != 0 || x[1] % offsets != 0)
    return node.error(ErrorCode::kInvalidShape, "its weights do not fit its input");
  CNN_ASSIGN(const Window window, resolve_window(node, {w[2], w[3]}, WindowUse::kConvolution));
  const Deform deform{window, groups, offsets};
  const Shape all = {x[0], 2 * offsets * deform.taps(), window.y.output, window.x.output};
  Shape masked = all;
  masked[1] /= 2;
  if (node.shape(kOffset) != all || (node.has_input(kMask) && node.shape(kMask) != masked) ||
      (node.has_input(kBias) && node.shape(kBias) != Shape{w[0]}))
    return node.error(ErrorCode::kInvalidShape, "its offsets, mask or bias do not fit its window");
  return parsed_as(deform);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Window& window = node.parsed<Deform>().window;
  return one_output(DType::kFloat32,
                    {node.shape(kX)[0], node.shape(kW)[0], window.y.output, window.x.output});
}

// The map at a place between its pixels; zero outside.
double read(const float* map, std::int64_t height, std::int64_t width, double y, double x) {
  if (!(y > -1 && y < static_cast<double>(height) && x > -1 && x < static_cast<double>(width)))
    return 0;
  const double top = std::floor(y), left = std::floor(x);
  const auto pixel = [&](double row, double column) -> double {
    const auto r = static_cast<std::int64_t>(row), c = static_cast<std::int64_t>(column);
    return r >= 0 && r < height && c >= 0 && c < width ? map[r * width + c] : 0;
  };
  const double down = y - top, right = x - left;
  return (1 - down) * ((1 - right) * pixel(top, left) + right * pixel(top, left + 1)) +
         down * ((1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1));
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Deform& deform = node.parsed<Deform>();
  const auto& [y, x] = deform.window;
  const Shape &in_shape = node.shape(kX), &w = node.shape(kW);
  const std::int64_t taps = deform.taps(), places = y.output * x.output;
  const std::int64_t per_offset = in_shape[1] / deform.offset_groups;
  std::vector<double> seen(static_cast<std::size_t>(in_shape[1] * taps));  // under the window
  for (std::int64_t batch = 0; batch < in_shape[0]; ++batch)
    for (std::int64_t place = 0; place < places; ++place) {
      for (std::int64_t c = 0; c < in_shape[1]; ++c)
        for (std::int64_t tap = 0; tap < taps; ++tap) {
          const std::int64_t row = (batch * deform.offset_groups + c / per_offset) * taps + tap;
          const float* offset = in[kOffset] + 2 * row * places + place;
          const double from_y =
              static_cast<double>(y.start(place / x.output) + tap / x.kernel * y.dilation) +
              offset[0];
          const double from_x =
              static_cast<double>(x.start(place % x.output) + tap % x.kernel * x.dilation) +
              offset[places];
          const double share = node.has_input(kMask) ? in[kMask][row * places + place] : 1;
          seen[static_cast<std::size_t>(c * taps + tap)] =
              share * read(in[kX] + (batch * in_shape[1] + c) * y.input * x.input, y.input, x.input,
                           from_y, from_x);
        }
      for (std::int64_t channel = 0; channel < w[0]; ++channel) {
        double sum = node.has_input(kBias) ? in[kBias][channel] : 0;
        const float* weights = in[kW] + channel * w[1] * taps;
        const auto first = static_cast<std::size_t>(channel / (w[0] / deform.groups) * w[1] * taps);
        for (std::int64_t i = 0; i < w[1] * taps; ++i)
          sum += weights[i] * seen[first + static_cast<std::size_t>(i)];
        out[0][(batch * w[0] + channel) * places + place] = static_cast<float>(sum);
      }
    }
  return {};
}

std::int64_t macs(const NodeView& node) {
  const Shape& w = node.shape(kW);
  return node.output_shape(0).elements() * w.elements(1, 4);
}

constexpr Operator kTable[] = {
    {.type = "DeformConv",
     .help = "A convolution that reads its window's elements at places which the network chooses.",
     .attributes = kAttributes,
     .min_inputs = 3,
     .max_inputs = 5,
     .data_inputs = 5,
     .parameter_inputs = 0b1010,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .macs = macs,
     .formula = "the sum of x, read at the moved places, times weight, and the bias",
     .parameters =
         "x; weight: one kernel an output channel; offset: how far each element is moved; bias: "
         "added "
         "to each channel; mask: what each element counts for | kernel_shape: height and width of "
         "the "
         "kernel; pads=0: cells added at the beginnings and ends; strides=1: cells from one window "
         "to "
         "the next; dilations=1: cells from one element of the kernel to the next; group=1: parts "
         "that do not mix; offset_group=1: parts of the channels with offsets of their own",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> deform_conv_table() {
  return kTable;
}

}  // namespace cnn
