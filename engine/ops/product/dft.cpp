// DFT and STFT: how much of each frequency a signal, or each piece of it, has.
#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
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

struct Complex {
  double real = 0, imaginary = 0;
};
Complex operator*(Complex a, Complex b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

// On the unit circle, `at` of `steps` steps around.
Complex on_circle(std::int64_t at, std::int64_t steps, bool backward) {
  const double angle = 2 * std::numbers::pi * static_cast<double>(at) / static_cast<double>(steps);
  return {std::cos(angle), backward ? -std::sin(angle) : std::sin(angle)};
}

// Up to this length one sum for each frequency costs no more than what a fast transform takes.
constexpr std::int64_t kFewNumbers = 64;

// The power of two that a fast transform of a length works on: the length, or, as Bluestein has
// it, one on which the products of each number with all angles are a convolution.
std::int64_t fast_size(std::int64_t length) {
  const auto size = static_cast<std::uint64_t>(length);
  return static_cast<std::int64_t>(std::bit_ceil(std::has_single_bit(size) ? size : 2 * size - 1));
}

// Transforms lines of one length, in place and not scaled.
class Fourier {
 public:
  Fourier(std::int64_t length, bool inverse)
      : length_(length),
        size_(length > kFewNumbers ? fast_size(length) : length),
        backward_(!inverse),
        work_(static_cast<std::size_t>(size_)) {
    for (std::int64_t i = 0; i < size_; ++i) roots_.push_back(on_circle(i, size_, backward_));
    if (size_ == length_) return;
    filter_.resize(work_.size());
    for (std::int64_t i = 0; i < length_; ++i) {
      const std::int64_t turn = i * i % (2 * length_);
      chirp_.push_back(on_circle(turn, 2 * length_, backward_));
      const Complex back = on_circle(turn, 2 * length_, !backward_);
      filter_[static_cast<std::size_t>(i)] = back;
      if (i > 0) filter_[static_cast<std::size_t>(size_ - i)] = back;
    }
    transform_powers(filter_);
  }

  void run(std::vector<Complex>& line) {
    if (length_ <= kFewNumbers) return sum_up(line);
    if (size_ == length_) return transform_powers(line);
    std::ranges::fill(work_, Complex{});
    for (std::size_t i = 0; i < line.size(); ++i) work_[i] = line[i] * chirp_[i];
    transform_powers(work_);
    // Conjugated there and back, the same transform is the inverse.
    for (std::size_t i = 0; i < work_.size(); ++i) work_[i] = conjugate(work_[i] * filter_[i]);
    transform_powers(work_);
    const double scale = 1 / static_cast<double>(size_);
    for (std::size_t i = 0; i < line.size(); ++i) {
      const Complex product = conjugate(work_[i]) * chirp_[i];
      line[i] = {product.real * scale, product.imaginary * scale};
    }
  }

 private:
  static Complex conjugate(Complex x) { return {x.real, -x.imaginary}; }

  void sum_up(std::vector<Complex>& line) {
    for (std::size_t bin = 0; bin < line.size(); ++bin) {
      Complex sum;
      std::size_t angle = 0;
      for (const Complex x : line) {
        const Complex part = x * roots_[angle];
        sum = {sum.real + part.real, sum.imaginary + part.imaginary};
        angle += bin;
        if (angle >= line.size()) angle -= line.size();
      }
      work_[bin] = sum;
    }
    std::ranges::copy(work_, line.begin());
  }

  // Of a power of two: pairs of halves are joined, after each number went where its index with the
  // bits in opposite order says.
  void transform_powers(std::vector<Complex>& x) const {
    const std::size_t size = x.size();
    for (std::size_t i = 1, j = 0; i < size; ++i) {
      std::size_t bit = size >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) std::swap(x[i], x[j]);
    }
    for (std::size_t half = 1; half < size; half *= 2)
      for (std::size_t first = 0; first < size; first += 2 * half)
        for (std::size_t i = 0; i < half; ++i) {
          Complex& low = x[first + i];
          Complex& high = x[first + half + i];
          const Complex turned = high * roots_[i * (size / (2 * half))];
          high = {low.real - turned.real, low.imaginary - turned.imaginary};
          low = {low.real + turned.real, low.imaginary + turned.imaginary};
        }
  }

  std::int64_t length_, size_;
  bool backward_;
  std::vector<Complex> roots_, chirp_, filter_, work_;
};

// The transform of every line, one after another.
class Lines {
 public:
  explicit Lines(const Transform& t)
      : t_(t), fourier_(t.length, t.inverse), line_(static_cast<std::size_t>(t.length)) {}

  // weights: one a number, or null. Writes pairs `out_step` numbers apart.
  void transform(const float* from, const float* weights, float* to, std::int64_t out_step) {
    const std::int64_t count = std::min(t_.given, t_.length);
    std::ranges::fill(line_, Complex{});
    for (std::int64_t i = 0; i < count; ++i) {
      const float* number = from + i * t_.step * t_.parts;
      const double weight = weights ? weights[i] : 1;
      line_[static_cast<std::size_t>(i)] = {number[0] * weight,
                                            t_.parts == 2 ? number[1] * weight : 0};
    }
    fourier_.run(line_);
    const double scale = t_.inverse ? 1 / static_cast<double>(t_.length) : 1;
    for (std::int64_t bin = 0; bin < t_.bins; ++bin, to += 2 * out_step) {
      const Complex sum = line_[static_cast<std::size_t>(bin)];
      to[0] = static_cast<float>(sum.real * scale);
      to[1] = static_cast<float>(sum.imaginary * scale);
    }
  }

 private:
  const Transform& t_;
  Fourier fourier_;
  std::vector<Complex> line_;
};

// What a line costs: all sums, or the joints of a fast transform, which Bluestein needs two of.
std::int64_t macs_of(const Transform& t) {
  if (t.length <= kFewNumbers) return 4 * t.length * t.length;
  const std::int64_t size = fast_size(t.length);
  return (size == t.length ? 2 : 4) * size * std::bit_width(static_cast<std::uint64_t>(size));
}

Result<void> check_length(const NodeView& node, std::int64_t length) {
  constexpr std::int64_t kLongest = 1 << 16;
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
  Lines lines(t);
  for (std::int64_t outer = 0; outer < node.shape(0).elements(0, axis); ++outer)
    for (std::int64_t place = 0; place < t.step; ++place)
      lines.transform(in[0] + (outer * t.given * t.step + place) * t.parts, nullptr,
                      out[0] + (outer * t.bins * t.step + place) * 2, t.step);
  return {};
}

std::int64_t macs_dft(const NodeView& node) {
  const Transform& t = node.parsed<Dft>().transform;
  return node.output_shape(0).elements() / (2 * t.bins) * macs_of(t);
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
  Lines lines(t);
  const float* window = floats_of(node, in, 2);
  float* to = out[0];
  for (std::int64_t batch = 0; batch < node.shape(0)[0]; ++batch)
    for (std::int64_t frame = 0; frame < frames; ++frame, to += 2 * t.bins)
      lines.transform(in[0] + (batch * node.shape(0)[1] + frame * hop) * t.parts, window, to, 1);
  return {};
}

std::int64_t macs_stft(const NodeView& node) {
  const Transform& t = node.parsed<Stft>().transform;
  return node.output_shape(0).elements() / (2 * t.bins) * macs_of(t);
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
