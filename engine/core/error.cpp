#include "core/error.h"

namespace cnn {

std::string_view error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument: return "invalid-argument";
    case ErrorCode::kNotAModel: return "not-a-model";
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
