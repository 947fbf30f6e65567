// Operators on several tensors that few networks use: Mean, BitShift and those of single bits.
#include <cstdint>
#include <string>

#include "core/text.h"
#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kDirection[] = {{"direction", AttributeSpec::kString}};

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result = node.shape(0);
  for (std::size_t index = 1; index < node.input_count(); ++index) {
    if (!node.has_input(index)) return node.error(ErrorCode::kInvalidModel, "an input is missing");
    const auto both = broadcast_shapes(result, node.shape(index));
    if (!both || node.input(index).type.dtype != node.input(0).type.dtype)
      return node.error(ErrorCode::kInvalidShape,
                        "its inputs differ in type, or their shapes do not broadcast");
    result = *both;
  }
  return one_output(node.input(0).type.dtype, std::move(result));
}

Result<void> typed_mean(const NodeView& node, Inputs in, Outputs out) {
  CNN_TRY(combine_inputs<kFunctionOf<Plus>>(node, in, out));
  const auto count = static_cast<float>(in.size());
  for (std::int64_t i = 0; i < node.output_shape(0).elements(); ++i) out[0][i] /= count;
  return {};
}

// Bits that leave a number are lost.
struct ShiftLeft {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const {
    return b > 63 ? 0 : static_cast<std::int64_t>(static_cast<std::uint64_t>(a) << b);
  }
};
struct ShiftRight {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const {
    return b > 63 ? 0 : static_cast<std::int64_t>(static_cast<std::uint64_t>(a) >> b);
  }
};
// Unsigned numbers stay what they are: the bits above them are 0 in both. A BitwiseNot would turn
// those, so that of a type that is kept in a wider one is written otherwise (session_microsoft.h).
struct BitsOfBoth {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const { return a & b; }
};
struct BitsOfEither {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const { return a | b; }
};
struct BitsOfOne {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const { return a ^ b; }
};
template <class F>
constexpr Function kOfIntegers = {integer_row<F>, nullptr};

// What a BitShift is parsed to.
struct Shift {
  bool left;
};

Result<ParsedPtr> parse_shift(const NodeView& node) {
  const std::string_view direction = node.get_string("direction", "");
  if (direction != "LEFT" && direction != "RIGHT")
    return node.error(ErrorCode::kInvalidModel,
                      "its direction " + quoted(direction) + " is neither LEFT nor RIGHT", {},
                      "direction");
  return parsed_as(Shift{direction == "LEFT"});
}

// A negative distance is a large one once it is unsigned, as ONNX's types are.
Result<void> typed_shift(const NodeView& node, Inputs in, Outputs out) {
  const Operand operands[] = {input_operand(node, in, 0), input_operand(node, in, 1)};
  return combine(node, operands,
                 node.parsed<Shift>().left ? kOfIntegers<ShiftLeft> : kOfIntegers<ShiftRight>,
                 out.data(0));
}

template <class F>
Result<void> typed_bits(const NodeView& node, Inputs in, Outputs out) {
  const Operand operands[] = {input_operand(node, in, 0), input_operand(node, in, 1)};
  return combine(node, operands, kOfIntegers<F>, out.data(0));
}

// Of any type, all bits are 1 where all bytes are 255.
Result<void> typed_not(const NodeView& node, Inputs in, Outputs out) {
  constexpr std::uint64_t kOnes = ~std::uint64_t{0};
  const Shape scalar;
  const Operand operands[] = {input_operand(node, in, 0), {in.type(0), &scalar, &kOnes}};
  return combine(node, operands, kOfIntegers<BitsOfOne>, out.data(0));
}

constexpr Operator bits(std::string_view type, std::string_view help, std::string_view formula,
                        Result<void> (*typed)(const NodeView&, Inputs, Outputs)) {
  return {.type = type,
          .help = help,
          .min_inputs = 2,
          .max_inputs = 2,
          .data_inputs = 2,
          .types = kIntegers,
          .infer = infer,
          .typed = typed,
          .formula = formula,
          .parameters = "a; b",
          .facts = same_cell};
}

constexpr Operator kTable[] = {
    {.type = "Mean",
     .help = "The mean of several tensors, element by element.",
     .max_inputs = kAllInputs,
     .data_inputs = kAllInputs,
     .infer = infer,
     .typed = typed_mean,
     .formula = "mean(x)",
     .parameters = "x",
     .facts = same_cell},
    {.type = "BitShift",
     .help = "Shifts the bits of every integer to the left or right.",
     .attributes = kDirection,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kIntegers,
     .parse = parse_shift,
     .infer = infer,
     .typed = typed_shift,
     .formula = "x times or divided by 2 ^ distance",
     .parameters = "x; distance: how many bits | direction: LEFT or RIGHT",
     .facts = same_cell},
    bits("BitwiseAnd", "Keeps the bits that both integers have.", "the bits of both a and b",
         typed_bits<BitsOfBoth>),
    bits("BitwiseOr", "Takes the bits that either of two integers has.",
         "the bits of a, of b, or of both", typed_bits<BitsOfEither>),
    bits("BitwiseXor", "Takes the bits that only one of two integers has.",
         "the bits of either a or b", typed_bits<BitsOfOne>),
    {.type = "BitwiseNot",
     .help = "Turns every bit of every integer.",
     .types = kIntegers,
     .infer = infer,
     .typed = typed_not,
     .formula = "-1 - x, or the largest number of the type - x where it has no sign",
     .parameters = "x",
     .facts = same_cell},
};

}  // namespace

std::span<const Operator> operands_table() {
  return kTable;
}

}  // namespace cnn
