// Cast: another element type. The engine stores float16 as float32, so between those two nothing is
// left to do.
#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"saturate", AttributeSpec::kInt},  // speaks of float8 only, which is refused
    {"to", AttributeSpec::kInt},
};

// TensorProto.DataType of onnx.proto, where the engine stores exactly that type.
std::optional<DType> target(const NodeView& node) {
  switch (node.get_int("to", 0)) {
    case 1: return DType::kFloat32;
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
    return node.error(ErrorCode::kUnsupported,
                      "casting to the element type " + std::to_string(node.get_int("to", 0)) +
                          " is not supported",
                      "export the network in float32; only its weights may be stored as float16",
                      "to");
  return one_output(*to, node.shape(0));
}

// False where `value` has no place in type To (NaN has none in an integer). In double every bound
// of the types below 64 bits is exact, and of int64 the upper one is excluded.
template <class To, class From>
bool fits(From value) {
  if constexpr (std::is_same_v<To, float> || std::is_same_v<To, From>) {
    return true;
  } else {
    const double low = static_cast<double>(std::numeric_limits<To>::min());
    const double end = static_cast<double>(std::numeric_limits<To>::max() / 2 + 1) * 2;
    const auto wide = static_cast<double>(value);
    return wide > low - 1 && wide < end;
  }
}

template <class To, class From>
bool convert(std::span<const From> from, void* to) {
  auto* out = static_cast<To*>(to);
  for (const From value : from) {
    if (!fits<To>(value)) return false;
    *out++ = static_cast<To>(value);
  }
  return true;
}

template <class From>
bool convert_to(DType type, std::span<const From> from, void* to) {
  switch (type) {
    case DType::kFloat32: return convert<float>(from, to);
    case DType::kInt64: return convert<std::int64_t>(from, to);
    case DType::kInt32: return convert<std::int32_t>(from, to);
    case DType::kInt8: return convert<std::int8_t>(from, to);
    case DType::kUint8: return convert<std::uint8_t>(from, to);
    case DType::kBool:
      std::ranges::transform(from, static_cast<std::uint8_t*>(to),
                             [](From value) { return value != 0; });
  }
  return true;
}

template <class From>
bool convert_from(const NodeView& node, const void* from, void* to) {
  const auto count = static_cast<std::size_t>(node.shape(0).elements());
  return convert_to(*target(node), std::span(static_cast<const From*>(from), count), to);
}

bool convert_any(const NodeView& node, const void* from, void* to) {
  switch (node.input(0).type.dtype) {
    case DType::kFloat32: return convert_from<float>(node, from, to);
    case DType::kInt64: return convert_from<std::int64_t>(node, from, to);
    case DType::kInt32: return convert_from<std::int32_t>(node, from, to);
    case DType::kInt8: return convert_from<std::int8_t>(node, from, to);
    case DType::kUint8:
    case DType::kBool: return convert_from<std::uint8_t>(node, from, to);
  }
  return false;
}

Result<void> typed(const NodeView& node, RawInputs in, RawOutputs out) {
  if (convert_any(node, in[0], out[0])) return {};
  return node.error(
      ErrorCode::kUnsupported,
      "it meets a number that " + std::string(dtype_name(*target(node))) + " cannot hold");
}

constexpr Operator kTable[] = {
    {.type = "Cast",
     .help = "Turns numbers into another type; weights stored as float16 become float32 by it.",
     .attributes = kAttributes,
     .alias = true,
     .types = kAnyType,
     .layout = layout_follow,
     .infer = infer,
     .typed = typed},
};

}  // namespace

std::span<const Operator> cast_table() {
  return kTable;
}

}  // namespace cnn
