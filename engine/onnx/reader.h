// Reads an ONNX file (protobuf ModelProto) into onnx::Model.
#pragma once

#include <cstddef>
#include <span>

#include "core/error.h"
#include "onnx/model.h"

namespace cnn::onnx {

// file: the whole file; only read during the call, every tensor is copied out.
// Errors: kNotAModel (named by its first bytes where they are known: HTML, zip, Git LFS
// pointer...), kTruncated, kInvalidModel (a tensor whose data contradicts its dims), kUnsupported
// (external data, element types the engine does not store), kLimitExceeded, kOutOfMemory.
Result<Model> read_model(std::span<const std::byte> file);

}  // namespace cnn::onnx
