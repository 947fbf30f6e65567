// QuantizeLinear and DequantizeLinear: between real numbers and integers that stand for them.
#include <algorithm>
#include <optional>
#include <string>

#include "core/text.h"
#include "ops/op.h"
#include "ops/quantized/quantized.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kQuantizeAttributes[] = {
    {"axis", AttributeSpec::kInt},         {"block_size", AttributeSpec::kInt},
    {"output_dtype", AttributeSpec::kInt}, {"precision", AttributeSpec::kInt},
    {"saturate", AttributeSpec::kInt},
};
constexpr AttributeSpec kDequantizeAttributes[] = {
    {"axis", AttributeSpec::kInt},
    {"block_size", AttributeSpec::kInt},
    {"output_dtype", AttributeSpec::kInt},
};

// What can be quantised to, by TensorProto.DataType. The engine keeps 16 bits in int32, and 4 or 2
// in a byte; the range is the type's own.
struct Target {
  std::int64_t code;
  DType type;
  IntegerRange range;
  std::string_view formula;
};
constexpr Target kTargets[] = {
    {2, DType::kUint8, {0, 255}, "min(255, max(0, round(x / scale) + zero))"},
    {3, DType::kInt8, {-128, 127}, "min(127, max(-128, round(x / scale) + zero))"},
    {4, DType::kInt32, {0, 65535}, "min(65535, max(0, round(x / scale) + zero))"},
    {5, DType::kInt32, {-32768, 32767}, "min(32767, max(-32768, round(x / scale) + zero))"},
    {21, DType::kUint8, {0, 15}, "min(15, max(0, round(x / scale) + zero))"},
    {22, DType::kInt8, {-8, 7}, "min(7, max(-8, round(x / scale) + zero))"},
    {25, DType::kUint8, {0, 3}, "min(3, max(0, round(x / scale) + zero))"},
    {26, DType::kInt8, {-2, 1}, "min(1, max(-2, round(x / scale) + zero))"},
};

// What a node is parsed to: the tensor as [outer, length, inner], where `length` is the axis along
// which scales differ.
struct Linear {
  Target target = {};  // of QuantizeLinear
  std::size_t axis = 0;
  bool single = true;      // one scale for all
  std::int64_t block = 0;  // so many positions of the axis share a scale; 0: none do
  std::int64_t length = 1, inner = 1, blocks = 1;
};

// Number of the scale of one element after another.
class ScaleWalk {
 public:
  explicit ScaleWalk(const Linear& linear) : linear_(linear) {}

  std::int64_t at() const {
    if (linear_.single) return 0;
    if (linear_.block == 0) return position_;
    return (outer_ * linear_.blocks + position_ / linear_.block) * linear_.inner + inner_;
  }
  void next() {
    if (linear_.single || ++inner_ < linear_.inner) return;
    inner_ = 0;
    if (++position_ < linear_.length) return;
    position_ = 0;
    ++outer_;
  }

 private:
  const Linear& linear_;
  std::int64_t outer_ = 0, position_ = 0, inner_ = 0;
};

std::string type_name(std::int64_t code) {
  if (code >= 17 && code <= 20) return "float8";
  return "the element type " + decimal(code);
}

// What QuantizeLinear makes: the zero point says it, or `output_dtype`, or it is uint8. Where a
// file holds a zero point of a type that the engine does not keep, import_model() has put it there.
Result<Target> target_of(const NodeView& node) {
  const std::optional<DType> zero =
      node.has_input(2) ? std::optional(node.input(2).type.dtype) : std::nullopt;
  std::int64_t code = node.get_int("output_dtype", 0);
  if (code == 0) code = zero == DType::kInt8 ? 3 : 2;
  const auto* const found = std::ranges::find(kTargets, code, &Target::code);
  if (found == std::end(kTargets))
    return node.error(ErrorCode::kUnsupported,
                      "quantising to " + type_name(code) + " is not supported",
                      "quantise to int8 or uint8", "output_dtype");
  if (zero && *zero != found->type)
    return node.error(ErrorCode::kInvalidModel,
                      "its zero point is " + std::string(dtype_name(*zero)) +
                          ", and what it makes " + std::string(dtype_name(found->type)));
  return *found;
}

Result<void> check_attributes(const NodeView& node) {
  if (const std::int64_t precision = node.get_int("precision", 0); precision > 1)
    return node.error(ErrorCode::kUnsupported, "it divides in float32 (1) alone", {}, "precision");
  if (node.node().op == "QuantizeLinear") return {};
  if (const std::int64_t type = node.get_int("output_dtype", 0); type > 1)
    return node.error(ErrorCode::kUnsupported,
                      "what it makes is float32 (1), not " + type_name(type), {}, "output_dtype");
  return {};
}

Result<void> check_inputs(const NodeView& node) {
  CNN_TRY(check_type(node, 1, DType::kFloat32, "its scale"));
  if (node.has_input(2) && node.shape(2).elements() != node.shape(1).elements())
    return node.error(ErrorCode::kInvalidShape, "its zero point has the shape " +
                                                    to_string(node.shape(2)) + ", its scale " +
                                                    to_string(node.shape(1)));
  if (node.node().op == "QuantizeLinear") return {};
  if (node.input(0).type.dtype == DType::kFloat32)
    return node.error(ErrorCode::kInvalidModel, "its input is float32, no integers");
  return check_type(node, 2, node.input(0).type.dtype, "its zero point");
}

std::unexpected<Error> scale_does_not_fit(const NodeView& node) {
  return node.error(ErrorCode::kInvalidShape, "its scale of shape " + to_string(node.shape(1)) +
                                                  " does not fit its input along the axis");
}

// Blocks of `size` along the axis: the scale has the input's shape, with a position a block.
Result<void> read_blocks(const NodeView& node, std::int64_t size, Linear& linear) {
  const Shape& x = node.shape(0);
  if (size < 1) return node.error(ErrorCode::kInvalidModel, "a block of no size", {}, "block_size");
  Shape expected = x;
  linear.block = size;
  linear.blocks = expected[linear.axis] = (linear.length - 1) / size + 1;
  if (node.shape(1) != expected) return scale_does_not_fit(node);
  return {};
}

Result<void> read_axis(const NodeView& node, Linear& linear) {
  const Shape &x = node.shape(0), &scale = node.shape(1);
  const std::int64_t block = node.get_int("block_size", 0);
  linear.single = scale.elements() == 1 && scale.rank() <= 1 && block == 0;
  if (linear.single) return {};
  if (x.rank() == 0) return scale_does_not_fit(node);
  // Until opset 13 there was one scale; its node may have no more.
  CNN_ASSIGN(linear.axis, node.axis(node.get_int("axis", 1), x.rank(), "axis"));
  linear.length = x[linear.axis];
  linear.inner = x.elements(linear.axis + 1, x.rank());
  if (block != 0) return read_blocks(node, block, linear);
  if (scale.rank() != 1 || scale[0] != linear.length) return scale_does_not_fit(node);
  return {};
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_attributes(node));
  CNN_TRY(check_inputs(node));
  Linear linear;
  if (node.node().op == "QuantizeLinear") {
    CNN_ASSIGN(linear.target, target_of(node));
  }
  CNN_TRY(read_axis(node, linear));
  return parsed_as(linear);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const bool integers = node.node().op == "QuantizeLinear";
  return one_output(integers ? node.parsed<Linear>().target.type : DType::kFloat32, node.shape(0));
}

// change(element, scale, zero) of every element, in place, on rows of `kBlock` of them.
template <class Change>
void for_elements(const NodeView& node, Inputs in, Outputs out, bool to_real, Change change) {
  constexpr std::int64_t kBlock = 256;
  ScaleWalk walk(node.parsed<Linear>());
  const float* scale = in[1];
  const std::int64_t total = node.shape(0).elements();
  Wide row[kBlock];
  for (std::int64_t start = 0; start < total; start += kBlock) {
    const auto count = static_cast<std::size_t>(std::min(kBlock, total - start));
    widen(in.type(0), in.data(0), start, 1, count, !to_real, row);
    for (std::size_t i = 0; i < count; ++i, walk.next())
      change(row[i], scale[walk.at()], zero_at(node, in, 2, walk.at()));
    narrow(row, to_real, count, out.type(0), out.data(0), start);
  }
}

Result<void> quantize_all(const NodeView& node, Inputs in, Outputs out) {
  const IntegerRange range = node.parsed<Linear>().target.range;
  for_elements(node, in, out, false, [range](Wide& x, float scale, std::int32_t zero) {
    // A zero point of 16 bits lies in 32, and could be anything.
    x.integer = quantize(static_cast<float>(x.real) / scale,
                         std::clamp(zero, range.low, range.high), range);
  });
  return {};
}

Result<void> dequantize_all(const NodeView& node, Inputs in, Outputs out) {
  for_elements(node, in, out, true, [](Wide& x, float scale, std::int32_t zero) {
    x.real = static_cast<float>(x.integer - zero) * scale;
  });
  return {};
}

// Where a scale or zero point lies along the axis, in blocks or not.
std::vector<AxisRead> scale_axes(const NodeView& node) {
  const Linear& linear = node.parsed<Linear>();
  if (linear.single) return {};
  if (linear.block == 0) return {at(linear.axis)};
  auto axes = own_axes(node.shape(0).rank());
  axes[linear.axis].divide = linear.block;
  return axes;
}

Facts facts_of(const NodeView& node, std::size_t) {
  Facts facts{.formula = node.parsed<Linear>().target.formula};
  facts.reads = {{"x"}, {"scale", 1, {}, scale_axes(node)}};
  if (node.has_input(2)) facts.reads.push_back({"zero", 2, {}, scale_axes(node)});
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "QuantizeLinear",
     .help = "Rounds every number to one of the few steps that a small integer can stand for.",
     .attributes = kQuantizeAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kFloatOnly | kBytes | dtypes(DType::kInt32),
     .parse = parse,
     .infer = infer,
     .typed = quantize_all,
     .formula = "round(x / scale) + zero",
     .parameters = "x; scale: size of a step; zero: the integer that stands for 0 | axis=1: along "
                   "which scales differ; block_size=0: positions of the axis that share a scale; "
                   "output_dtype: type of the integers; precision: float type it divides in; "
                   "saturate=1: how float8 overflows, unused here",
     .facts = facts_of},
    {.type = "DequantizeLinear",
     .help = "Turns integers back into the numbers that they stand for.",
     .attributes = kDequantizeAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kFloatOnly | kBytes | dtypes(DType::kInt32),
     .parse = parse,
     .infer = infer,
     .typed = dequantize_all,
     .formula = "(x - zero) * scale",
     .parameters = "x; scale: size of a step; zero: the integer that stands for 0 | axis=1: along "
                   "which scales differ; block_size=0: positions of the axis that share a scale; "
                   "output_dtype: float type of the result",
     .facts = facts_of},
};

}  // namespace

std::optional<QuantizedSteps> steps_of(const NodeView& node) {
  const auto& [target, axis, single, block, length, inner, blocks] = node.parsed<Linear>();
  const TensorPtr scale = node.constant(1), zero = node.constant(2);
  if (!single || !scale || (node.has_input(2) && !zero)) return std::nullopt;
  QuantizedSteps steps{scale->data<float>()[0], 0, target.range};
  if (zero) steps.zero = integer_at(zero->dtype(), zero->data<std::byte>().data(), 0);
  if (node.node().op == "QuantizeLinear")
    steps.zero = std::clamp(steps.zero, steps.range.low, steps.range.high);
  return steps;
}

std::span<const Operator> linear_table() {
  return kTable;
}

}  // namespace cnn
