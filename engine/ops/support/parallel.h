// Work on many elements or rows, spread over the threads of a plan.
#pragma once

#include <pthreadpool.h>

#include <cstdint>

namespace cnn {

// body(first, count) for ranges of at most `tile` that cover 0 to total - 1, by several threads at
// once. threads may be null: the calling thread.
template <class Body>
void parallel(pthreadpool_t threads, std::int64_t total, std::int64_t tile, const Body& body) {
  const auto run = [](void* context, std::size_t first, std::size_t count) {
    (*static_cast<const Body*>(context))(static_cast<std::int64_t>(first),
                                         static_cast<std::int64_t>(count));
  };
  pthreadpool_parallelize_1d_tile_1d(threads, run, const_cast<Body*>(&body),
                                     static_cast<std::size_t>(total),
                                     static_cast<std::size_t>(tile), 0);
}

}  // namespace cnn
