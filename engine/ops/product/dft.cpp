// DFT and STFT: how much of each frequency a signal, or each piece of it, has.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/late.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// The axis became an input at opset 20.
constexpr AttributeSpec kDft[] = {{"axis", AttributeSpec::kInt, 19},
                                  {"inverse", AttributeSpec::kInt},
                                  {"onesided", AttributeSpec::kInt}};
constexpr AttributeSpec kStft[] = {{"onesided", AttributeSpec::kInt}};

// Lines of `given` numbers, `step` apart, as the sums of `length` of them (zeros behind the last
// one) at `bins` frequencies. Each number is `parts` floats: real alone, or real and imaginary.
struct Transform {
  std::int64_t given, length, bins, step, parts;
  bool inverse;
};

// The angles of a circle of `length` steps: cosines, then sines.
std::vector<double> circle(const Transform& t) {
  std::vector<double> table(static_cast<std::size_t>(2 * t.length));
  for (std::int64_t i = 0; i < t.length; ++i) {
    const double angle =
        2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(t.length);
    table[static_cast<std::size_t>(i)] = std::cos(angle);
    table[static_cast<std::size_t>(t.length + i)] = t.inverse ? std::sin(angle) : -std::sin(angle);
  }
  return table;
}

// weights: one a number, or null. Writes pairs `out_step` numbers apart.
void transform(const Transform& t, const double* table, const float* from, const float* weights,
               float* to, std::int64_t out_step) {
  const std::int64_t count = std::min(t.given, t.length);
  for (std::int64_t bin = 0; bin < t.bins; ++bin) {
    double real = 0, imaginary = 0;
    std::int64_t angle = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      const float* number = from + i * t.step * t.parts;
      const double weight = weights ? weights[i] : 1;
      const double x = number[0] * weight, y = t.parts == 2 ? number[1] * weight : 0;
      const double cosine = table[angle], sine = table[t.length + angle];
      real += x * cosine - y * sine;
      imaginary += x * sine + y * cosine;
      angle += bin;
      if (angle >= t.length) angle -= t.length;
    }
    const double scale = t.inverse ? 1 / static_cast<double>(t.length) : 1;
    to[bin * out_step * 2] = static_cast<float>(real * scale);
    to[bin * out_step * 2 + 1] = static_cast<float>(imaginary * scale);
  }
}

Result<void> check_length(const NodeView& node, std::int64_t length) {
  constexpr std::int64_t kLongest = 1 << 16;  // the work grows with the square
  if (length >= 1 && length <= kLongest) return {};
  return node.error(ErrorCode::kLimitExceeded, "it transforms " + decimal(length) + " numbers",
                    "pieces of 1 to " + decimal(kLongest) + " numbers can be transformed");
}

std::int64_t bins_of(const NodeView& node, std::int64_t length, std::int64_t otherwise) {
  return node.get_int("onesided", otherwise) != 0 ? length / 2 + 1 : length;
}

// What a DFT is parsed to.
struct Dft {
  Transform transform;
  std::size_t axis;
};

Result<ParsedPtr> parse_dft(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() < 2 || (x[x.rank() - 1] != 1 && x[x.rank() - 1] != 2))
    return node.error(ErrorCode::kInvalidShape,
                      "its input has shape " + to_string(x) +
                          "; the last axis should be 1, or 2 for real and imaginary numbers");
  std::int64_t along = node.opset() < 20 ? node.get_int("axis", 1) : -2;
  if (node.opset() >= 20 && node.has_input(2)) {
    CNN_ASSIGN(along, one_integer(node, 2));
  }
  CNN_ASSIGN(const std::size_t axis, node.axis(along, x.rank(), "axis"));
  if (axis + 1 == x.rank())
    return node.error(ErrorCode::kInvalidModel, "it transforms along its last axis", {}, "axis");
  const bool inverse = node.get_int("inverse", 0) != 0;
  if (inverse && node.get_int("onesided", 0) != 0)
    return node.error(ErrorCode::kUnsupported, "the inverse of one side is not supported", {},
                      "onesided");
  std::int64_t length = x[axis];
  if (node.has_input(1)) {
    CNN_ASSIGN(length, one_integer(node, 1));
  }
  CNN_TRY(check_length(node, length));
  return parsed_as(Dft{{x[axis], length, bins_of(node, length, 0),
                        x.elements(axis + 1, x.rank() - 1), x[x.rank() - 1], inverse},
                       axis});
}

Result<std::vector<ValueType>> infer_dft(const NodeView& node) {
  const Dft& dft = node.parsed<Dft>();
  Shape y = node.shape(0);
  y[dft.axis] = dft.transform.bins;
  y[y.rank() - 1] = 2;
  return one_output(DType::kFloat32, std::move(y));
}

Result<void> typed_dft(const NodeView& node, Inputs in, Outputs out) {
  const auto& [t, axis] = node.parsed<Dft>();
  const std::vector<double> table = circle(t);
  for (std::int64_t outer = 0; outer < node.shape(0).elements(0, axis); ++outer)
    for (std::int64_t place = 0; place < t.step; ++place)
      transform(t, table.data(), in[0] + (outer * t.given * t.step + place) * t.parts, nullptr,
                out[0] + (outer * t.bins * t.step + place) * 2, t.step);
  return {};
}

std::int64_t macs_dft(const NodeView& node) {
  const Transform& t = node.parsed<Dft>().transform;
  return node.output_shape(0).elements() * std::min(t.given, t.length);
}

// ---- STFT: a window that slides along a signal [batch, samples, 1] ----

// What an STFT is parsed to.
struct Stft {
  Transform transform;
  std::int64_t frames, hop;
};

Result<ParsedPtr> parse_stft(const NodeView& node) {
  const Shape& x = node.shape(0);
  const bool flat = x.rank() == 2;
  if (!flat && (x.rank() != 3 || x[2] < 1 || x[2] > 2))
    return node.error(ErrorCode::kInvalidShape, "its signal has shape " + to_string(x) +
                                                    ", not [batch, samples, 1] or [.., .., 2]");
  CNN_ASSIGN(const std::int64_t hop, one_integer(node, 1));
  if (!node.has_input(2) && !node.has_input(3))
    return node.error(ErrorCode::kInvalidModel, "it has neither a window nor a length of frames");
  std::int64_t length = 0;
  if (node.has_input(3)) {
    CNN_ASSIGN(length, one_integer(node, 3));
  } else {
    length = node.shape(2).elements();
  }
  if (node.has_input(2) && node.input(2).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kUnsupported, "its window is not of type float32");
  if (node.has_input(2) && node.shape(2) != Shape{length})
    return node.error(ErrorCode::kInvalidShape, "its window is not as long as a frame");
  CNN_TRY(check_length(node, length));
  if (hop < 1 || x[1] < length)
    return node.error(ErrorCode::kInvalidShape, "its frames do not fit into the signal");
  return parsed_as(Stft{{length, length, bins_of(node, length, 1), 1, flat ? 1 : x[2], false},
                        (x[1] - length) / hop + 1,
                        hop});
}

Result<std::vector<ValueType>> infer_stft(const NodeView& node) {
  const Stft& stft = node.parsed<Stft>();
  return one_output(DType::kFloat32, {node.shape(0)[0], stft.frames, stft.transform.bins, 2});
}

Result<void> typed_stft(const NodeView& node, Inputs in, Outputs out) {
  const auto& [t, frames, hop] = node.parsed<Stft>();
  const std::vector<double> table = circle(t);
  const float* window = floats_of(node, in, 2);
  float* to = out[0];
  for (std::int64_t batch = 0; batch < node.shape(0)[0]; ++batch)
    for (std::int64_t frame = 0; frame < frames; ++frame, to += 2 * t.bins)
      transform(t, table.data(), in[0] + (batch * node.shape(0)[1] + frame * hop) * t.parts, window,
                to, 1);
  return {};
}

std::int64_t macs_stft(const NodeView& node) {
  return node.output_shape(0).elements() * node.parsed<Stft>().transform.length;
}

constexpr Operator kTable[] = {
    {.type = "DFT",
     .help = "Takes a signal apart into waves: how much of each frequency it has, or back.",
     .attributes = kDft,
     .max_inputs = 3,
     .parse = parse_dft,
     .infer = infer_dft,
     .typed = typed_dft,
     .macs = macs_dft,
     .formula = "the sum of x, turned by the angle of its place and the frequency",
     .parameters = "x; length: how many numbers are transformed; axis: which one, the last but one "
                   "without it | axis=1: which one, before opset 20; inverse=0: 1 makes the signal "
                   "again; onesided=0: 1 leaves out frequencies that follow from others",
     .facts = any_of_x},
    {.type = "STFT",
     .help = "Takes each piece of a signal apart into waves.",
     .attributes = kStft,
     .min_inputs = 2,
     .max_inputs = 4,
     .open_inputs = 0b100,
     .parse = parse_stft,
     .infer = infer_stft,
     .typed = typed_stft,
     .macs = macs_stft,
     .formula = "the sum of x, turned by the angle of its place and the frequency",
     .parameters = "x; hop: samples from one piece to the next; window: what each piece is "
                   "multiplied by; length: of a piece | onesided=1: 0 keeps frequencies that "
                   "follow from others",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> dft_table() {
  return kTable;
}

}  // namespace cnn
