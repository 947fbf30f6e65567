// RAII over XNNPACK's handles, and its statuses as Errors.
#pragma once

#include <xnnpack.h>

#include <memory>
#include <string>

#include "core/error.h"

namespace cnn::xnn {

// Prepares XNNPACK once per process; cheap when called again.
// Errors: kBackend when the processor lacks SIMD, kOutOfMemory.
Result<void> initialize();

// The status as an Error: kOutOfMemory, or kBackend with XNNPACK's own words about the last
// failure.
Error to_error(xnn_status status, const std::string& what);

struct DeleteOperator {
  void operator()(xnn_operator_t handle) const { xnn_delete_operator(handle); }
};
using Operator = std::unique_ptr<xnn_operator, DeleteOperator>;

struct DeleteThreadPool {
  void operator()(pthreadpool_t pool) const;
};
using ThreadPool = std::unique_ptr<pthreadpool, DeleteThreadPool>;

// threads: 1 gives an empty pool, which XNNPACK takes as "the calling thread".
// Errors: kBackend when the threads could not be started.
Result<ThreadPool> make_thread_pool(int threads);

}  // namespace cnn::xnn
