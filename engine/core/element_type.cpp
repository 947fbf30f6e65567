#include "core/element_type.h"

#include <array>
#include <cstddef>

namespace cnn {
namespace {

struct ElementType {
  std::string_view name = {};
  DType stored = DType::kFloat32;
};

// By TensorProto.DataType.
constexpr std::array<ElementType, 17> kTypes = {{
    {},
    {"float32", DType::kFloat32},
    {"uint8", DType::kUint8},
    {"int8", DType::kInt8},
    {"uint16", DType::kInt32},
    {"int16", DType::kInt32},
    {"int32", DType::kInt32},
    {"int64", DType::kInt64},
    {},  // string
    {"bool", DType::kBool},
    {"float16", DType::kFloat32},
    {"float64", DType::kFloat32},
    {"uint32", DType::kInt64},
    {"uint64", DType::kInt64},
    {},  // complex64
    {},  // complex128
    {"bfloat16", DType::kFloat32},
}};

const ElementType& known(int onnx_type) {
  const auto index = static_cast<std::size_t>(onnx_type);
  return kTypes[index < kTypes.size() ? index : 0];
}

}  // namespace

std::optional<DType> stored_type(int onnx_type) {
  const ElementType& type = known(onnx_type);
  if (type.name.empty()) return std::nullopt;
  return type.stored;
}

std::string_view element_type_name(int onnx_type) {
  return known(onnx_type).name;
}

}  // namespace cnn
