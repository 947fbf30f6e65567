// Cast: another element type. The engine stores float16 as float32, so between those two nothing is
// left to do; everything else is done at load, on constants.
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
  if (*to != node.input(0).type.dtype && !node.constant(0))
    return node.error(ErrorCode::kUnsupported,
                      "casting to " + std::string(dtype_name(*to)) + " at run time", {}, "to");
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

template <class From, class To>
bool convert(const Tensor& from, Tensor& to) {
  const auto in = from.data<From>();
  const auto out = to.data<To>();
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!fits<To>(in[i])) return false;
    out[i] = static_cast<To>(in[i]);
  }
  return true;
}

template <class From>
bool to_bool(const Tensor& from, Tensor& to) {
  const auto out = to.data<std::uint8_t>();
  std::ranges::transform(from.data<From>(), out.begin(), [](From value) { return value != 0; });
  return true;
}

template <class From>
bool convert_from(const Tensor& from, Tensor& to) {
  switch (to.dtype()) {
    case DType::kFloat32: return convert<From, float>(from, to);
    case DType::kInt64: return convert<From, std::int64_t>(from, to);
    case DType::kInt32: return convert<From, std::int32_t>(from, to);
    case DType::kInt8: return convert<From, std::int8_t>(from, to);
    case DType::kUint8: return convert<From, std::uint8_t>(from, to);
    case DType::kBool: return to_bool<From>(from, to);
  }
  return false;
}

bool convert_any(const Tensor& from, Tensor& to) {
  switch (from.dtype()) {
    case DType::kFloat32: return convert_from<float>(from, to);
    case DType::kInt64: return convert_from<std::int64_t>(from, to);
    case DType::kInt32: return convert_from<std::int32_t>(from, to);
    case DType::kInt8: return convert_from<std::int8_t>(from, to);
    case DType::kUint8:
    case DType::kBool: return convert_from<std::uint8_t>(from, to);
  }
  return false;
}

Result<TensorPtr> value(const NodeView& node) {
  const TensorPtr from = node.constant(0);
  const DType type = *target(node);
  CNN_ASSIGN(Tensor to, Tensor::zeros(type, from->shape()));
  if (!convert_any(*from, to))
    return node.error(ErrorCode::kUnsupported, "its constant holds a number that " +
                                                   std::string(dtype_name(type)) + " cannot hold");
  return std::make_shared<const Tensor>(std::move(to));
}

constexpr Operator kTable[] = {
    {.type = "Cast",
     .help = "Turns numbers into another type; weights stored as float16 become float32 by it.",
     .attributes = kAttributes,
     .alias = true,
     .layout = layout_follow,
     .infer = infer,
     .value = value},
};

}  // namespace

std::span<const Operator> cast_table() {
  return kTable;
}

}  // namespace cnn
