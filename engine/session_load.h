// Loading a file in slices, so that a caller can show how far it is, and stop it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "core/error.h"
#include "session.h"

namespace cnn {

class Loader {
 public:
  // file: a whole ONNX file, kept until take(), as is whatever `options` points to.
  Loader(std::span<const std::byte> file, const LoadOptions& options);
  ~Loader();
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;

  // Goes on until about budget_ms have passed, at least by one node or initialiser. Returns the
  // share that is done, which never falls: half of it is reading the file, the other half is
  // resolving the network. 1: take() the session.
  // Errors: those of Session::load; any further step then gives kInvalidArgument.
  // Ends early where needs_second_module() becomes true.
  Result<double> step(double budget_ms);
  // Once the file is read: whether its network has operators of the second WebAssembly module,
  // which must be there before the next step(). Natively they are always there.
  bool needs_second_module() const;
  // Once, after step() has returned 1.
  std::unique_ptr<Session> take();

 private:
  class Stages;
  std::unique_ptr<Stages> stages_;
  Clock clock_;
  bool failed_ = false;
};

}  // namespace cnn
