// Reads an ONNX file (protobuf ModelProto) into onnx::Model.
#pragma once

#include <cstddef>
#include <span>

#include "core/error.h"
#include "core/limits.h"
#include "onnx/external.h"
#include "onnx/model.h"

namespace cnn::onnx {

struct ReadOptions {
  // Files beside the model that hold weights of it; those that it does not name are not looked at.
  std::span<const ExternalFile> external;
  std::size_t max_bytes = limits::kDefaultMaxMemory;
};

// file, and the external ones: whole files, only read during the call; every tensor is copied out.
// Errors: kNotAModel (named by its first bytes where they are known: HTML, zip, Git LFS
// pointer...), kTruncated, kInvalidModel (a tensor whose data contradicts its dims), kUnsupported
// (element types the engine does not store), kMissingFile (weights in files that were not given),
// kInvalidArgument (of `external`), kLimitExceeded, kOutOfMemory.
Result<Model> read_model(std::span<const std::byte> file, const ReadOptions& options = {});

}  // namespace cnn::onnx
