// Reads an ONNX file (protobuf ModelProto) into onnx::Model.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "core/error.h"
#include "core/limits.h"
#include "onnx/model.h"

namespace cnn::onnx {

struct ReadOptions {
  // Bytes of tensors and structure (names, attributes, lists), where there is no current ledger;
  // else that one tells.
  std::size_t max_bytes = limits::kDefaultMaxMemory;
};

// Reads a file piece by piece, so that a caller can stop between two of them.
class ModelReader {
 public:
  // file: whole; only read until take(), every tensor is copied out.
  explicit ModelReader(std::span<const std::byte> file);
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

// file: the whole file; only read during the call, every tensor is copied out.
// Errors: kNotAModel (named by its first bytes where they are known: HTML, zip, Git LFS
// pointer...), kTruncated, kInvalidModel (a tensor whose data contradicts its dims), kUnsupported
// (external data, element types the engine does not store), kLimitExceeded, kOutOfMemory.
Result<Model> read_model(std::span<const std::byte> file, const ReadOptions& options = {});

}  // namespace cnn::onnx
