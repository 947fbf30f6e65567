// TensorProto to Tensor. Internal to engine/onnx; throws protozero's exceptions on broken wire
// data, which read_model catches.
#pragma once

#include <string>

#include "core/error.h"
#include "core/tensor.h"
#include "onnx/external_files.h"
#include "onnx/wire.h"

namespace cnn::onnx {

struct NamedTensor {
  std::string name;
  Tensor tensor;
  int element_type = 0;  // TensorProto.DataType in the file
};

// float16, bfloat16 and float64 become float32; uint32 and uint64 become int64 where they
// fit; int16 and uint16 become int32; int4 and int2 become int8, and uint4 and uint2 uint8.
// Errors: as read_model's, with the tensor's name in the message.
Result<NamedTensor> read_tensor(protozero::pbf_reader message, const ExternalFiles& external);

}  // namespace cnn::onnx
