// Weights in files beside the model (external_data of ONNX).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"

namespace cnn::onnx {

// A file that the caller gives for a model.
struct ExternalFile {
  std::string path;                  // as the model names it, relative to the model's own folder
  std::span<const std::byte> bytes;  // the caller's own; the whole file
};

// The files that `model`, a whole ONNX file, keeps weights in: each once, sorted, without "./" in
// front. Walks the fields of the file and decodes no tensor. Empty where there are none.
// Errors: kInvalidModel for a name that could lead out of the model's folder, kTruncated,
// kOutOfMemory.
Result<std::vector<std::string>> external_names(std::span<const std::byte> model);

}  // namespace cnn::onnx
