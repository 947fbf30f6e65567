# pthreadpool: the thread pool that XNNPACK's operators run on. Without threads it is a shim that
# runs everything on the caller's thread.

set(root "${pthreadpool_SOURCE_DIR}")
if(CNN_THREADS)
  set(sources src/pthreads.c src/memory.c src/portable-api.c src/fastpath.c)
else()
  set(sources src/shim.c)
endif()
list(TRANSFORM sources PREPEND "${root}/")

add_library(cnn_third_party_pthreadpool STATIC ${sources})
target_include_directories(cnn_third_party_pthreadpool SYSTEM
  PUBLIC "${root}/include"
  PRIVATE "${fxdiv_SOURCE_DIR}/include")
target_include_directories(cnn_third_party_pthreadpool PRIVATE "${root}/src")
target_compile_definitions(cnn_third_party_pthreadpool PRIVATE
  _GNU_SOURCE PTHREADPOOL_USE_CPUINFO=0 PTHREADPOOL_USE_FUTEX=0 PTHREADPOOL_USE_CONDVAR=1
  PTHREADPOOL_USE_EVENT=0 PTHREADPOOL_USE_GCD=0)
target_compile_options(cnn_third_party_pthreadpool PRIVATE -O2 -w)
if(CNN_SANITIZE)
  # XNNPACK hands it tasks as pointers of other function types (xnnpack.cmake).
  target_compile_options(cnn_third_party_pthreadpool PRIVATE -fno-sanitize=function)
endif()
set_target_properties(cnn_third_party_pthreadpool PROPERTIES C_STANDARD 11 CXX_STANDARD 17)
if(CNN_THREADS AND NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
  target_link_libraries(cnn_third_party_pthreadpool PUBLIC Threads::Threads)
endif()
