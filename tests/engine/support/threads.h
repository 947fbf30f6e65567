// How many threads there are to test with.
#pragma once

#ifdef __EMSCRIPTEN__
#include <emscripten/threading.h>
#endif

namespace cnn::test {

// Threads that a session can have here: a module without them has one.
inline int most_threads() {
#ifdef __EMSCRIPTEN__
  return emscripten_has_threading_support() ? 2 : 1;
#else
  return 2;
#endif
}

}  // namespace cnn::test
