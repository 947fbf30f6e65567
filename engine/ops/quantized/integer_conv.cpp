// ConvInteger and QLinearConv: convolutions of 8-bit integers, added up exactly in 32 bits.
#include <algorithm>
#include <string>

#include "core/text.h"
#include "kernels/convolution.h"
#include "kernels/integer_product.h"
#include "ops/op.h"
#include "ops/quantized/quantized.h"
#include "ops/support/facts.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"auto_pad", AttributeSpec::kString}, {"dilations", AttributeSpec::kInts},
    {"group", AttributeSpec::kInt},       {"kernel_shape", AttributeSpec::kInts},
    {"pads", AttributeSpec::kInts},       {"strides", AttributeSpec::kInts},
};

// Which inputs are what; -1: the operator has none such. x is input 0.
struct Places {
  int weight, x_zero, weight_scale, weight_zero, y_zero, bias;
};
constexpr Places kInteger = {1, 2, -1, 3, -1, -1};
constexpr Places kLinear = {3, 2, 4, 5, 7, 8};

const Places& places_of(const NodeView& node) {
  return node.node().op == "ConvInteger" ? kInteger : kLinear;
}

bool is_linear(const NodeView& node) {
  return node.node().op == "QLinearConv";
}

const Shape& weights_of(const NodeView& node) {
  return node.shape(static_cast<std::size_t>(places_of(node).weight));
}

Result<void> check_is_byte(const NodeView& node, int input) {
  const Value& value = node.input(static_cast<std::size_t>(input));
  if (kBytes & dtypes(value.type.dtype)) return {};
  return node.error(ErrorCode::kInvalidModel, "its input " + quoted(value.name) +
                                                  " must be int8 or uint8, not " +
                                                  std::string(dtype_name(value.type.dtype)));
}

Result<void> check_types_of(const NodeView& node) {
  const Places& at = places_of(node);
  CNN_TRY(check_is_byte(node, 0));
  CNN_TRY(check_is_byte(node, at.weight));
  CNN_TRY(check_type(node, at.x_zero, node.input(0).type.dtype, "its zero point"));
  CNN_TRY(check_type(node, at.weight_zero,
                     node.input(static_cast<std::size_t>(at.weight)).type.dtype, "its zero point"));
  if (!is_linear(node)) return {};
  for (const int scale : {1, 4, 6}) CNN_TRY(check_type(node, scale, DType::kFloat32, "its scale"));
  CNN_TRY(check_is_byte(node, at.y_zero));
  return check_type(node, at.bias, DType::kInt32, "its bias");
}

// W: [out_channels, in_channels / groups, height, width].
Result<void> check_channels(const NodeView& node) {
  CNN_TRY(check_map(node));
  const Shape &x = node.shape(0), &w = weights_of(node);
  if (w.rank() != x.rank() || w.elements() == 0)
    return node.error(ErrorCode::kInvalidModel, "its weights must be of its input's rank");
  const std::int64_t groups = node.get_int("group", 1);
  if (groups < 1 || w[0] % groups != 0 || x[1] % groups != 0)
    return node.error(ErrorCode::kInvalidModel,
                      "group " + decimal(groups) + " does not divide its channels", {}, "group");
  if (w[1] * groups != x[1])
    return node.error(ErrorCode::kInvalidShape, "its input has " + decimal(x[1]) +
                                                    " channels, but its weights are for " +
                                                    decimal(w[1] * groups));
  const auto stated = node.get_ints("kernel_shape");
  if (!stated.empty() && !std::ranges::equal(stated, w.dims().subspan(2)))
    return node.error(ErrorCode::kInvalidModel, "kernel_shape contradicts the shape of its weights",
                      {}, "kernel_shape");
  return {};
}

// Scales and zero points: of the weights one or one an output channel, of the rest one.
Result<void> check_counts(const NodeView& node) {
  const Places& at = places_of(node);
  const std::int64_t channels = weights_of(node)[0];
  CNN_TRY(check_per_channel(node, at.x_zero, 1));
  CNN_TRY(check_per_channel(node, at.weight_zero, channels));
  if (!is_linear(node)) return {};
  for (const int input : {1, 6, 7}) CNN_TRY(check_per_channel(node, input, 1));
  CNN_TRY(check_per_channel(node, at.weight_scale, channels));
  if (const Shape bias{channels}; node.has_input(8) && node.shape(8) != bias)
    return node.error(ErrorCode::kInvalidShape, "its bias must be int32 " + to_string(bias));
  return {};
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_types_of(node));
  CNN_TRY(check_channels(node));
  CNN_TRY(check_counts(node));
  const Shape w = map_of(weights_of(node));
  CNN_ASSIGN(const Window window, resolve_window(node, {w[2], w[3]}, WindowUse::kConvolution));
  return parsed_as(
      ConvolutionShape{node.shape(0)[0], node.shape(0)[1], w[0], node.get_int("group", 1), window});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const auto& [batch, in_channels, out_channels, groups, window] = node.parsed<ConvolutionShape>();
  return one_output(is_linear(node) ? node.input(7).type.dtype : DType::kInt32,
                    as_input(node, {batch, out_channels, window.y.output, window.x.output}));
}

// One node's convolution, while it runs: for each group a matrix product of its kernels and of the
// windows, gathered some at a time.
class Convolve {
 public:
  Convolve(const NodeView& node, Inputs in, Outputs out)
      : node_(node),
        at_(places_of(node)),
        in_(in),
        out_(out),
        shape_(node.parsed<ConvolutionShape>()),
        group_in_(shape_.in_channels / shape_.groups),
        group_out_(shape_.out_channels / shape_.groups),
        depth_(group_in_ * shape_.window.y.kernel * shape_.window.x.kernel),
        pitch_(row_pitch(depth_)),
        pixels_(shape_.window.y.output * shape_.window.x.output) {}

  Result<void> run() {
    CNN_ASSIGN(scratch_,
               Tensor::zeros(DType::kInt32, Shape{group_out_ + kTileColumns, pitch_ / 2}));
    kernels_ = reinterpret_cast<std::int16_t*>(scratch_.data<std::int32_t>().data());
    windows_ = kernels_ + group_out_ * pitch_;
    for (std::int64_t group = 0; group < shape_.groups; ++group) {
      gather_kernels(group);
      for (std::int64_t n = 0; n < shape_.batch; ++n)
        for (std::int64_t pixel = 0; pixel < pixels_; pixel += kTileColumns)
          convolve(n, group, pixel, std::min(kTileColumns, pixels_ - pixel));
    }
    return {};
  }

 private:
  ConstBuffer operand(int input) const {
    const auto index = static_cast<std::size_t>(input);
    return {in_.data(index), in_.type(index)};
  }

  void gather_kernels(std::int64_t group) {
    for (std::int64_t i = 0; i < group_out_; ++i) {
      const std::int64_t channel = group * group_out_ + i;
      subtract_zero(
          operand(at_.weight), channel * depth_, 1, depth_,
          zero_at(node_, in_, at_.weight_zero, channel_of(node_, at_.weight_zero, channel)),
          kernels_ + i * pitch_);
    }
  }

  // x: the first input channel of the group. Padding stands for 0, and so is none of the integers.
  template <class T>
  void gather_window(const T* x, std::int64_t pixel, std::int16_t* to) const {
    const auto& [y_axis, x_axis] = shape_.window;
    const std::int32_t zero = zero_at(node_, in_, at_.x_zero, 0);
    const std::int64_t top = y_axis.start(pixel / x_axis.output);
    const std::int64_t left = x_axis.start(pixel % x_axis.output);
    for (std::int64_t channel = 0; channel < group_in_; ++channel, x += y_axis.input * x_axis.input)
      for (std::int64_t ky = 0; ky < y_axis.kernel; ++ky) {
        const std::int64_t row = top + ky * y_axis.dilation;
        const bool inside = row >= 0 && row < y_axis.input;
        for (std::int64_t kx = 0; kx < x_axis.kernel; ++kx) {
          const std::int64_t column = left + kx * x_axis.dilation;
          *to++ = inside && column >= 0 && column < x_axis.input
                      ? static_cast<std::int16_t>(x[row * x_axis.input + column] - zero)
                      : std::int16_t{0};
        }
      }
  }

  void convolve(std::int64_t n, std::int64_t group, std::int64_t pixel, std::int64_t count) {
    const std::int64_t first = (n * shape_.in_channels + group * group_in_) *
                               shape_.window.y.input * shape_.window.x.input;
    for (std::int64_t j = 0; j < count; ++j) {
      if (in_.type(0) == DType::kInt8)
        gather_window(in_.as<std::int8_t>(0) + first, pixel + j, windows_ + j * pitch_);
      else
        gather_window(in_.as<std::uint8_t>(0) + first, pixel + j, windows_ + j * pitch_);
    }
    for (std::int64_t i = 0; i < group_out_; i += kTileRows) {
      const std::int64_t rows = std::min(kTileRows, group_out_ - i);
      std::int32_t sums[kTileRows * kTileColumns];
      integer_products(kernels_ + i * pitch_, rows, windows_, count, pitch_, sums);
      for (std::int64_t row = 0; row < rows; ++row) {
        const std::int64_t channel = group * group_out_ + i + row;
        finish(channel, (n * shape_.out_channels + channel) * pixels_ + pixel, count,
               sums + row * kTileColumns);
      }
    }
  }

  // Some sums of one channel, which go to the output from element `to` on.
  void finish(std::int64_t channel, std::int64_t to, std::int64_t count,
              const std::int32_t* sums) const {
    if (!is_linear(node_)) {
      std::copy_n(sums, count, out_.as<std::int32_t>(0) + to);
      return;
    }
    const auto bias = static_cast<std::uint32_t>(zero_at(node_, in_, at_.bias, channel));
    const float scale =
        in_[1][0] * in_[4][channel_of(node_, at_.weight_scale, channel)] / in_[6][0];
    const std::int32_t zero = zero_at(node_, in_, at_.y_zero, 0);
    const IntegerRange range = range_of(out_.type(0));
    auto* out = out_.as<std::byte>(0) + to;
    for (std::int64_t j = 0; j < count; ++j) {
      const auto sum = static_cast<std::int32_t>(static_cast<std::uint32_t>(sums[j]) + bias);
      out[j] = static_cast<std::byte>(quantize(static_cast<float>(sum) * scale, zero, range));
    }
  }

  const NodeView& node_;
  const Places& at_;
  Inputs in_;
  Outputs out_;
  const ConvolutionShape& shape_;
  std::int64_t group_in_, group_out_, depth_, pitch_, pixels_;
  Tensor scratch_;
  std::int16_t* kernels_ = nullptr;  // of the group, a row each
  std::int16_t* windows_ = nullptr;
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  return Convolve(node, in, out).run();
}

std::int64_t macs(const NodeView& node) {
  const Shape& w = weights_of(node);
  return node.output_shape(0).elements() * w.elements(1, w.rank());
}

// One number, or one an output channel.
void add_read(Facts& facts, const NodeView& node, int input, std::string_view letter) {
  if (input < 0 || !node.has_input(static_cast<std::size_t>(input))) return;
  Read read = {letter, input};
  if (node.shape(static_cast<std::size_t>(input)).elements() > 1) read.axes = {at(1)};
  facts.reads.push_back(std::move(read));
}

// As Conv's.
Facts facts_of(const NodeView& node, std::size_t) {
  const Places& place = places_of(node);
  const ConvolutionShape& shape = node.parsed<ConvolutionShape>();
  const std::int64_t inputs = shape.in_channels / shape.groups;
  AxisRead channel = along(0);
  if (shape.groups > 1)
    channel = {
        .from = 1, .along = 0, .stride = inputs, .divide = shape.out_channels / shape.groups};
  Facts facts{.terms = {inputs, shape.window.y.kernel, shape.window.x.kernel}};
  facts.reads.push_back({"x", 0, map_of(node.shape(0)), window_reads(shape.window, channel, 1)});
  facts.reads.push_back(
      {"weight", place.weight, map_of(weights_of(node)), {at(1), along(0), along(1), along(2)}});
  add_read(facts, node, place.x_zero, "x_zero");
  add_read(facts, node, place.weight_zero, "weight_zero");
  facts.out = map_of(node.output_shape(0));
  if (!is_linear(node)) {
    facts.formula = sum_formula(node.has_input(2), node.has_input(3));
    return facts;
  }
  add_read(facts, node, 1, "x_scale");
  add_read(facts, node, 4, "weight_scale");
  add_read(facts, node, 6, "scale");
  add_read(facts, node, 7, "zero");
  if (node.has_input(8)) facts.reads.push_back({"bias", 8, {}, {at(1)}});
  if (node.output(0).type.dtype == DType::kInt8)
    facts.formula =
        "min(127, max(-128, round((sum((x - x_zero) * (weight - weight_zero)) + bias) * x_scale * "
        "weight_scale / scale) + zero))";
  return facts;
}

#define CNN_WINDOW_PARAMETERS                                                                      \
  "group=1: parts of the channels that do not mix; kernel_shape: height and width of the window; " \
  "pads=0: cells added at the beginnings and ends; strides=1: cells from one window to the next; " \
  "dilations=1: cells from one element of the window to the next; auto_pad: padding that keeps "   \
  "the size"

constexpr Operator kTable[] = {
    {.type = "ConvInteger",
     .help = "Slides kernels of small integers over small integers; the sums are exact.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 4,
     .data_inputs = 4,
     .parameter_inputs = 0b10,
     .types = kBytes,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .macs = macs,
     .formula = "sum((x - x_zero) * (weight - weight_zero))",
     .parameters = "x; weight: a kernel for each output channel; x_zero: the integer that stands "
                   "for 0 in x; weight_zero: the same of the weights | " CNN_WINDOW_PARAMETERS,
     .facts = facts_of},
    {.type = "QLinearConv",
     .help = "A convolution of small integers that stand for numbers, rounded to such again.",
     .attributes = kAttributes,
     .min_inputs = 8,
     .max_inputs = 9,
     .data_inputs = 9,
     .parameter_inputs = 0b100001000,
     .types = kBytes | kFloatOnly | dtypes(DType::kInt32),
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .macs = macs,
     .formula = "min(255, max(0, round((sum((x - x_zero) * (weight - weight_zero)) + bias) * "
                "x_scale * weight_scale / scale) + zero))",
     .parameters = "x; x_scale: size of its steps; x_zero: the integer that stands for 0 in it; "
                   "weight: a kernel for each output channel; weight_scale: size of its steps; "
                   "weight_zero: the integer that stands for 0 in it; scale: size of a step of the "
                   "result; zero: the integer that stands for 0 in it; bias: added to each output "
                   "channel | " CNN_WINDOW_PARAMETERS,
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> integer_conv_table() {
  return kTable;
}

}  // namespace cnn
