// Reads an ONNX file (protobuf ModelProto) into onnx::Model.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "core/error.h"
#include "core/limits.h"
#include "onnx/external.h"
#include "onnx/model.h"

namespace cnn::onnx {

struct ReadOptions {
  // Files beside the model that hold weights of it; those that it does not name are not looked at.
  std::span<const ExternalFile> external;
  // Bytes of tensors and structure (names, attributes, lists), where there is no current ledger;
  // else that one tells.
  std::size_t max_bytes = limits::kDefaultMaxMemory;
};

// Reads a file piece by piece, so that a caller can stop between two of them.
class ModelReader {
 public:
  // file, and the external ones: whole; only read until take(), every tensor is copied out.
  ModelReader(std::span<const std::byte> file, std::span<const ExternalFile> external);
  ~ModelReader();
  ModelReader(const ModelReader&) = delete;
  ModelReader& operator=(const ModelReader&) = delete;

  // Reads on by one node, initialiser or other field. Returns the bytes still to read, 0 when done.
  // What the structure takes is counted in the current ledger, generously: copies that the engine
  // makes of it later are paid for here, and it is not given back.
  // Errors: those of read_model.
  Result<std::size_t> step();
  // The model, once, after step() has returned 0.
  Model take();

 private:
  struct State;
  Result<std::size_t> read_on();
  std::unique_ptr<State> state_;
};

// file, and the external ones: whole files, only read during the call; every tensor is copied out.
// Errors: kNotAModel (named by its first bytes where they are known: HTML, zip, Git LFS
// pointer...), kTruncated, kInvalidModel (a tensor whose data contradicts its dims), kUnsupported
// (element types the engine does not store), kMissingFile (weights in files that were not given),
// kInvalidArgument (of `external`), kLimitExceeded, kOutOfMemory.
Result<Model> read_model(std::span<const std::byte> file, const ReadOptions& options = {});

}  // namespace cnn::onnx
