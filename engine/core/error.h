// Errors as values. Every public engine function returns Result<T>; nothing is thrown across it.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cnn {

// The closed list of what can go wrong. `error_code_name` gives the spelling used outside C++.
enum class ErrorCode {
  kInvalidArgument,  // the caller's request makes no sense (unknown value name, wrong length, ...)
  kNotAModel,        // the bytes are something else: HTML, zip, picture, Git LFS pointer, empty
  kMissingFile,    // the model keeps weights in files that were not given; Error::files names them
  kTruncated,      // the bytes end, or contradict their own lengths, before the model is complete
  kInvalidModel,   // ONNX that breaks ONNX's own rules (cycle, missing input, wrong attribute type)
  kUnsupported,    // valid ONNX that this engine does not run (operator, opset, data type)
  kInvalidShape,   // shapes that do not fit together, e.g. a kernel larger than its padded input
  kLimitExceeded,  // a bound of core/limits.h or of the caller
  kOutOfMemory,    // an allocation was refused
  kBackend,        // XNNPACK refused what the engine's own checks let through
};

std::string_view error_code_name(ErrorCode code);

// The number as text. std::to_string brings a function for every type, and a table.
std::string decimal(std::int64_t number);

struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;              // one sentence: what, and where
  std::string hint;                 // what the reader can do about it; may be empty
  std::string node;                 // ONNX node name, where one is concerned
  std::string op;                   // ONNX operator type of that node
  std::string attribute;            // attribute of that node, where one is concerned
  std::vector<std::string> shapes;  // "X [1,3,64,64]" of every input involved
  std::vector<std::string>
      files;  // names of the files that are missing or too short, as the model has them
  std::vector<std::string> reachable;  // of a network that cannot run: the last values that can

  // None of these is inline: every Result needs them, and a module is downloaded.
  Error();
  // Shortens a message or hint beyond 1000 bytes: see core/text.h.
  Error(ErrorCode code, std::string message, std::string hint = {});
  Error(const Error&);
  Error(Error&&) noexcept;
  Error& operator=(const Error&);
  Error& operator=(Error&&) noexcept;
  ~Error();
};

template <class T>
using Result = std::expected<T, Error>;

// return fail(ErrorCode::kInvalidShape, "...") from a function that returns Result<T>.
std::unexpected<Error> fail(ErrorCode code, std::string_view message, std::string_view hint = {});

}  // namespace cnn

#define CNN_CONCAT_INNER(a, b) a##b
#define CNN_CONCAT(a, b) CNN_CONCAT_INNER(a, b)

// CNN_TRY(expression): return the error of a Result<T>, drop its value.
#define CNN_TRY(...)                                         \
  do {                                                       \
    if (auto cnn_result = (__VA_ARGS__); !cnn_result)        \
      return std::unexpected(std::move(cnn_result).error()); \
  } while (false)

// CNN_ASSIGN(target, expression): return the error of a Result<T>, or bind its value to target.
#define CNN_ASSIGN(target, ...)                                                   \
  auto CNN_CONCAT(cnn_result_, __LINE__) = (__VA_ARGS__);                         \
  if (!CNN_CONCAT(cnn_result_, __LINE__))                                         \
    return std::unexpected(std::move(CNN_CONCAT(cnn_result_, __LINE__)).error()); \
  target = std::move(*CNN_CONCAT(cnn_result_, __LINE__))
