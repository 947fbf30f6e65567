#include "xnn/library.h"

#include <pthreadpool.h>

// Defined by the log replacement that engine/third_party/patches adds to XNNPACK: the last error
// text.
extern "C" const char* cnn_xnn_last_message(void);
extern "C" void cnn_xnn_clear_message(void);

namespace cnn::xnn {

Result<void> initialize() {
  const xnn_status status = xnn_initialize(nullptr);
  if (status == xnn_status_success) return {};
  if (status == xnn_status_unsupported_hardware)
    return fail(ErrorCode::kBackend, "this processor lacks the SIMD instructions the engine needs");
  return std::unexpected(to_error(status, "XNNPACK could not start"));
}

Error to_error(xnn_status status, const std::string& what) {
  std::string detail = cnn_xnn_last_message();
  cnn_xnn_clear_message();
  if (status == xnn_status_out_of_memory)
    return Error(ErrorCode::kOutOfMemory, what + ": no memory left",
                 "close other tabs, or use a smaller model");
  if (detail.empty()) detail = "status " + decimal(static_cast<int>(status));
  return Error(ErrorCode::kBackend, what + ": " + detail);
}

void DeleteThreadPool::operator()(pthreadpool_t pool) const {
  pthreadpool_destroy(pool);
}

Result<ThreadPool> make_thread_pool(int threads) {
  if (threads <= 1) return ThreadPool();
  ThreadPool pool(pthreadpool_create(static_cast<std::size_t>(threads)));
  if (!pool)
    return fail(ErrorCode::kBackend, "could not start " + decimal(threads) + " threads",
                "run with one thread");
  return pool;
}

}  // namespace cnn::xnn
