// What a model's tensors are read from besides the model itself. Internal to engine/onnx; throws
// protozero's exceptions on broken wire data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "onnx/external.h"
#include "onnx/external_walk.h"

namespace cnn::onnx {

class ExternalFiles {
 public:
  // Both, and the paths of `given`, have to outlive the result.
  // Errors: kMissingFile, which lists every file that `model` names and `given` lacks;
  // kInvalidModel as add_named_files; kInvalidArgument for a given path that no model can name, or
  // that comes twice.
  static Result<ExternalFiles> collect(std::span<const std::byte> model,
                                       std::span<const ExternalFile> given);

  // The `bytes` bytes at `place`, which is one of the model's, in the file's memory, not aligned.
  // The messages of its errors go on after the name of the tensor. Errors: kInvalidModel (a number
  // that is none, a length other than `bytes`), kTruncated (the file ends before).
  Result<std::string_view> find(const ExternalPlace& place, std::uint64_t bytes) const;

 private:
  std::vector<FileView> files_;  // sorted by path
};

}  // namespace cnn::onnx
