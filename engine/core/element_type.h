// Element types as ONNX numbers them (TensorProto.DataType), and what the engine stores each as.
#pragma once

#include <optional>
#include <string_view>

#include "core/tensor.h"

namespace cnn {

// float16, bfloat16 and float64 are stored as float32; int16 and uint16 as int32; uint32 and uint64
// as int64. Empty for what is not stored: strings, complex numbers, float8, int4, and 0, which
// stands for a type that the file does not state.
std::optional<DType> stored_type(int onnx_type);

// "float16", "uint16", ..., as onnxruntime-web spells them; empty for a type that is not stored.
std::string_view element_type_name(int onnx_type);

}  // namespace cnn
