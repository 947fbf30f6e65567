// Cast: another element type. The engine stores float16 as float32, so between those two nothing is
// left to do.
#include <optional>
#include <string>

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

// TensorProto.DataType of onnx.proto, where the engine stores exactly that type. It keeps what a
// file calls double as float32, here as in its weights.
std::optional<DType> target(const NodeView& node) {
  switch (node.get_int("to", 0)) {
    case 1:
    case 11: return DType::kFloat32;
    case 2: return DType::kUint8;
    case 3: return DType::kInt8;
    case 6: return DType::kInt32;
    case 7: return DType::kInt64;
    case 9: return DType::kBool;
    default: return std::nullopt;
  }
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  if (!node.attribute("to"))
    return node.error(ErrorCode::kInvalidModel, "the attribute 'to' is missing", {}, "to");
  const auto to = target(node);
  if (!to)
    return node.error(
        ErrorCode::kUnsupported,
        "casting to the element type " + decimal(node.get_int("to", 0)) + " is not supported",
        "export the network in float32; only its weights may be stored as float16", "to");
  return one_output(*to, node.shape(0));
}

// One operand, and so no function.
Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Operand operand = input_operand(node, in, 0);
  return combine(node, std::span(&operand, 1), Function(), out.data(0));
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
     .types = kAnyType,
     .layout = layout_follow,
     .infer = infer,
     .typed = typed,
     .formula = "x",
     .parameters = "x | to: the new type; saturate=1: how float8 overflows, unused here; "
                   "round_mode=up: how float8 is rounded, unused here",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> cast_table() {
  return kTable;
}

}  // namespace cnn
