#include "core/error.h"

#include "core/text.h"

namespace cnn {
namespace {

// No sentence of ours comes near it: what does holds a long text of a file that nothing shortened.
constexpr std::size_t kLongestText = 1000;

}  // namespace

Error::Error() = default;
Error::Error(ErrorCode code, std::string message, std::string hint)
    : code(code), message(shortened(message, kLongestText)), hint(shortened(hint, kLongestText)) {}
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;
Error::~Error() = default;

std::string decimal(std::int64_t number) {
  // The digits of negative numbers, since the least has no positive counterpart.
  std::string digits;
  for (std::int64_t left = number < 0 ? number : -number; digits.empty() || left != 0; left /= 10)
    digits.insert(digits.begin(), static_cast<char>('0' - left % 10));
  return number < 0 ? "-" + digits : digits;
}

std::unexpected<Error> fail(ErrorCode code, std::string_view message, std::string_view hint) {
  return std::unexpected(Error(code, std::string(message), std::string(hint)));
}

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument: return "invalid-argument";
    case ErrorCode::kNotAModel: return "not-a-model";
    case ErrorCode::kMissingFile: return "missing-file";
    case ErrorCode::kTruncated: return "truncated";
    case ErrorCode::kInvalidModel: return "invalid-model";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kInvalidShape: return "invalid-shape";
    case ErrorCode::kLimitExceeded: return "limit-exceeded";
    case ErrorCode::kOutOfMemory: return "out-of-memory";
    case ErrorCode::kBackend: return "backend";
  }
  return "unknown";
}

}  // namespace cnn
