# pthreadpool: the thread pool that XNNPACK's operators run on. There are two of it, and an executable
# links one: cnn_pool_threads, or cnn_pool_single, a shim that runs everything on the caller's thread.

set(root "${pthreadpool_SOURCE_DIR}")
add_library(cnn_third_party_pthreadpool INTERFACE)
target_include_directories(cnn_third_party_pthreadpool SYSTEM INTERFACE "${root}/include")

function(cnn_pool name)
  list(TRANSFORM ARGN PREPEND "${root}/src/" OUTPUT_VARIABLE sources)
  add_library(cnn_pool_${name} STATIC ${sources})
  target_include_directories(cnn_pool_${name} PRIVATE "${root}/src")
  target_include_directories(cnn_pool_${name} SYSTEM PRIVATE "${fxdiv_SOURCE_DIR}/include")
  target_link_libraries(cnn_pool_${name} PUBLIC cnn_third_party_pthreadpool)
  target_compile_definitions(cnn_pool_${name} PRIVATE
    _GNU_SOURCE PTHREADPOOL_USE_CPUINFO=0 PTHREADPOOL_USE_FUTEX=0 PTHREADPOOL_USE_CONDVAR=1
    PTHREADPOOL_USE_EVENT=0 PTHREADPOOL_USE_GCD=0)
  target_compile_options(cnn_pool_${name} PRIVATE -O2 -w)
  if(CNN_SANITIZE)
    # XNNPACK hands it tasks as pointers of other function types (xnnpack.cmake).
    target_compile_options(cnn_pool_${name} PRIVATE -fno-sanitize=function)
  endif()
  set_target_properties(cnn_pool_${name} PROPERTIES C_STANDARD 11)
endfunction()
cnn_pool(threads pthreads.c memory.c portable-api.c fastpath.c)
if(EMSCRIPTEN)
  cnn_pool(single shim.c)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(cnn_pool_threads PUBLIC Threads::Threads)
endif()
