// Cast and CastLike: another element type. The engine stores float16 as float32, so between those
// two nothing is left to do.
#include <optional>
#include <span>
#include <string>

#include "core/element_type.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"round_mode", AttributeSpec::kString},  // this and the next speak of float8 only, which is
    {"saturate", AttributeSpec::kInt},       // refused
    {"to", AttributeSpec::kInt},
};
constexpr auto kLikeAttributes = std::span(kAttributes).first<2>();

// TensorProto.DataType of onnx.proto.
enum Target : std::int64_t {
  kUint16 = 4,
  kInt16 = 5,
  kUint32 = 12,
};

std::int64_t target(const NodeView& node) {
  return node.get_int("to", 0);
}

// Whole numbers of a type that is stored as a wider one wrap around. Real ones are not rounded:
// onnxruntime, too, takes the casts around what it computes in float32 away.
bool changes(const NodeView& node) {
  const std::int64_t to = target(node);
  return to == kUint16 || to == kInt16 || to == kUint32;
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  if (!node.attribute("to"))
    return node.error(ErrorCode::kInvalidModel, "the attribute 'to' is missing", {}, "to");
  const std::int64_t to = target(node);
  const auto stored = to > 0 && to < 256 ? stored_type(static_cast<int>(to)) : std::nullopt;
  if (!stored)
    return node.error(
        ErrorCode::kUnsupported, "casting to the element type " + decimal(to) + " is not supported",
        "export the network in float32; only its weights may be stored as float16", "to");
  return one_output(*stored, node.shape(0));
}

Result<std::vector<ValueType>> infer_like(const NodeView& node) {
  return one_output(node.input(1).type.dtype, node.shape(0));
}

template <class T, class Convert>
void convert_all(void* data, std::int64_t count, Convert convert) {
  T* values = static_cast<T*>(data);
  for (std::int64_t i = 0; i < count; ++i) values[i] = static_cast<T>(convert(values[i]));
}

// One operand, and so no function.
Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Operand operand = input_operand(node, in, 0);
  CNN_TRY(combine(node, std::span(&operand, 1), Function(), out.data(0)));
  const std::int64_t count = node.output_shape(0).elements();
  void* const data = out.data(0);
  switch (target(node)) {
    case kUint16:
      convert_all<std::int32_t>(data, count, [](auto x) { return static_cast<std::uint16_t>(x); });
      break;
    case kInt16:
      convert_all<std::int32_t>(data, count, [](auto x) { return static_cast<std::int16_t>(x); });
      break;
    case kUint32:
      convert_all<std::int64_t>(data, count, [](auto x) { return static_cast<std::uint32_t>(x); });
      break;
    default: break;
  }
  return {};
}

Facts facts_of(const NodeView& node, std::size_t output) {
  Facts facts = same_order(node, output);
  const DType to = node.output(0).type.dtype;
  if (to != DType::kFloat32) facts.formula = to == DType::kBool ? "x != 0" : "trunc(x)";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Cast",
     .help = "Turns numbers into another type; weights stored as float16 become float32 by it.",
     .attributes = kAttributes,
     .alias = true,
     .changes = changes,
     .types = kAnyType,
     .layout = layout_follow,
     .infer = infer,
     .typed = typed,
     .formula = "x",
     .parameters = "x | to: the new type; saturate=1: how float8 overflows, unused here; "
                   "round_mode=up: how float8 is rounded, unused here",
     .facts = facts_of},
    {.type = "CastLike",
     .help = "Turns numbers into the type of another tensor.",
     .attributes = kLikeAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .alias = true,
     .types = kAnyType,
     .infer = infer_like,
     .typed = typed,
     .formula = "x",
     .parameters =
         "x; like: a tensor of the wanted type | saturate=1: how float8 overflows, unused "
         "here; round_mode=up: how float8 is rounded, unused here",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> cast_table() {
  return kTable;
}

}  // namespace cnn
