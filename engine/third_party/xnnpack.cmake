# XNNPACK: the part of its operator API that a float32 CNN uses. Its own CMakeLists.txt knows neither
# Emscripten nor subsets, so the files are listed here; micro-kernels come from its generated lists.

set(root "${xnnpack_SOURCE_DIR}")

set(runtime_sources
  src/allocator.c src/cache.c src/datatype.c src/enums/datatype-strings.c
  src/enums/microkernel-type.c src/enums/operator-type.c src/indirection.c src/init.c src/memory.c
  src/microkernel-utils.c src/microparams-init.c src/normalization.c src/operator-delete.c
  src/operator-run.c src/operator-utils.c src/params.c src/reference/packing.cc
  src/tables/exp2-k-over-64.c src/tables/exp2minus-k-over-16.c src/tables/exp2minus-k-over-64.c)

set(operators
  average-pooling-nhwc batch-matrix-multiply-nc binary-elementwise-nd convolution-nhwc
  fully-connected-nc max-pooling-nhwc softmax-nc transpose-nd unary-elementwise-nc)

set(configs
  avgpool binary-elementwise dwconv gemm hardware maxpool pavgpool raddstoreexpminusmax rmax
  transpose unary-elementwise vmulcaddc)

list(TRANSFORM operators REPLACE "(.+)" "src/operators/\\1.c" OUTPUT_VARIABLE operator_sources)
list(TRANSFORM configs REPLACE "(.+)" "src/configs/\\1-config.c" OUTPUT_VARIABLE config_sources)

# Micro-kernels: production lists of the instruction sets in use, float32 and byte-moving ones only.
# Configurations of other data types name kernels that are left out; their code is never reached, so
# the linker drops it (--gc-sections) before it misses them. Scalar kernels are only compiled where
# no SIMD kernel exists.
set(wanted "^src/(f32-[a-z0-9]+|x(8|16|24|32|64)-transposec|x32-packw|xx-(copy|transposev))/")
set(unwanted "^src/f32-(argmaxpool|conv|dwconv2d|f16|gemminc|ibilinear|ppmm|prelu|qc4w|qc8w|qs8|qu8|rdsum|rsum|spmm|vcmul|vcopysign|velu|vexp|vgelu|vlog|vrelu|vrsqrt)|-chw")
set(scalar_only "/(f32-vsqrt|x24-transposec|x64-transposec|xx-copy|xx-transposev)/")
if(EMSCRIPTEN)
  # What xnnpack_few_kernels.h and patches/xnnpack-05 leave out.
  string(APPEND unwanted "|^src/x(8|16|24)-|f32-i?gemm-[0-9]+x[0-9]+-(relu-)?wasm|f32-dwconv-[0-9]+p[0-9]+c-wasm|-[0-9]x2c4-|-x2c4-|dwconv-25p|dwconv-[0-9]+p4c-")
endif()
set(compares_data "/f32-(maxpool|vbinary/gen/f32-v(max|min))")
if(EMSCRIPTEN)
  set(instruction_sets SCALAR WASMSIMD WASMRELAXEDSIMD)
  set(flags_WASMRELAXEDSIMD -mrelaxed-simd)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  set(instruction_sets SCALAR SSE SSE2 SSSE3 SSE41 AVX FMA3 AVX2)
  set(flags_SSSE3 -mssse3)
  set(flags_SSE41 -msse4.1)
  set(flags_AVX -mavx)
  set(flags_FMA3 -mavx -mfma)
  set(flags_AVX2 -mavx2 -mfma)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(instruction_sets SCALAR NEON NEON_AARCH64 NEONFMA NEONFMA_AARCH64 NEONV8)
else()
  message(FATAL_ERROR "The native build knows x86-64 and arm64, not ${CMAKE_SYSTEM_PROCESSOR}.")
endif()

foreach(set IN LISTS instruction_sets)
  string(TOLOWER "${set}" file)
  include("${root}/cmake/gen/${file}_microkernels.cmake")
  set(kernels ${PROD_${set}_MICROKERNEL_SRCS})
  list(FILTER kernels INCLUDE REGEX "${wanted}")
  list(FILTER kernels EXCLUDE REGEX "${unwanted}")
  if(set STREQUAL SCALAR)
    list(FILTER kernels INCLUDE REGEX "${scalar_only}")
  endif()
  # The tiles that patches/xnnpack-03 chooses are in no production list.
  set(taller_WASMSIMD 5x8-minmax-wasmsimd-x86-loadsplat)
  set(taller_WASMRELAXEDSIMD 6x8-minmax-wasmrelaxedsimd-fma-loadsplat)
  if(DEFINED taller_${set})
    foreach(kind IN ITEMS gemm igemm)
      list(APPEND kernels src/f32-${kind}/gen/f32-${kind}-${taller_${set}}.c)
    endforeach()
  endif()
  list(TRANSFORM kernels PREPEND "${root}/")
  set(kernels_${set} ${kernels})
endforeach()

# These three choose a kernel by data type at run time.
set(run_time_typed_sources ${operator_sources})
list(FILTER run_time_typed_sources INCLUDE REGEX "unary-elementwise|binary-elementwise|reduce-nd")
list(REMOVE_ITEM operator_sources ${run_time_typed_sources})

list(TRANSFORM run_time_typed_sources PREPEND "${root}/")
list(TRANSFORM runtime_sources PREPEND "${root}/")
list(TRANSFORM operator_sources PREPEND "${root}/")
list(TRANSFORM config_sources PREPEND "${root}/")

# What every XNNPACK source is compiled with.
add_library(cnn_xnnpack_options INTERFACE)
target_include_directories(cnn_xnnpack_options SYSTEM INTERFACE
  "${root}/include" "${root}/src" "${root}" "${fp16_SOURCE_DIR}/include" "${fxdiv_SOURCE_DIR}/include")
target_compile_definitions(cnn_xnnpack_options INTERFACE
  XNN_ENABLE_MEMOPT=1 XNN_ENABLE_GEMM_M_SPECIALIZATION=1
  XNN_ENABLE_DWCONV_MULTIPASS=0 XNN_ENABLE_ASSEMBLY=0 XNN_ENABLE_SPARSE=0 XNN_ENABLE_KLEIDIAI=0)
if(EMSCRIPTEN)
  # Its messages, and the printf they need, are a twentieth of the module.
  target_compile_definitions(cnn_xnnpack_options INTERFACE XNN_ENABLE_CPUINFO=0 XNN_LOG_LEVEL=0)
else()
  # The folder holds a cpuinfo.h of ours, with the few answers XNNPACK needs.
  target_compile_definitions(cnn_xnnpack_options INTERFACE
    XNN_LOG_LEVEL=2 XNN_ENABLE_CPUINFO=1 XNN_MAX_UARCH_TYPES=1 _GNU_SOURCE
    XNN_ENABLE_ARM_BF16=0 XNN_ENABLE_ARM_DOTPROD=0 XNN_ENABLE_ARM_FP16_SCALAR=0
    XNN_ENABLE_ARM_FP16_VECTOR=0 XNN_ENABLE_ARM_I8MM=0 XNN_ENABLE_ARM_SME=0 XNN_ENABLE_ARM_SME2=0)
  target_include_directories(cnn_xnnpack_options INTERFACE "${CMAKE_CURRENT_LIST_DIR}/native")
endif()
target_compile_options(cnn_xnnpack_options INTERFACE
  -w "-fmacro-prefix-map=${root}/=" -fno-strict-aliasing
  $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
if(CNN_SANITIZE)
  # It keeps kernels and tasks in pointers of other function types and calls them through these, by design.
  target_compile_options(cnn_xnnpack_options INTERFACE -fno-sanitize=function)
endif()
target_link_libraries(cnn_xnnpack_options INTERFACE cnn_third_party_pthreadpool)

# The kernels, many to a translation unit: most of their compile time is headers. Those that compare
# data with data keep NaN in another way than those that clamp (xnnpack_keep_nan.h).
set(kernel_targets)
function(cnn_xnnpack_kernels target set)
  if(ARGN)
    add_library(${target} OBJECT ${ARGN})
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 20)
    target_compile_options(${target} PRIVATE -O3 -fno-math-errno ${flags_${set}}
      -include "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/xnnpack_keep_nan.h")
    set(kernel_targets ${kernel_targets} ${target} PARENT_SCOPE)
  endif()
endfunction()
foreach(set IN LISTS instruction_sets)
  string(TOLOWER "cnn_xnnpack_${set}" target)
  set(clamps ${kernels_${set}})
  set(compares ${kernels_${set}})
  list(FILTER clamps EXCLUDE REGEX "${compares_data}")
  list(FILTER compares INCLUDE REGEX "${compares_data}")
  cnn_xnnpack_kernels(${target} ${set} ${clamps})
  cnn_xnnpack_kernels(${target}_compares ${set} ${compares})
  if(TARGET ${target}_compares)
    target_compile_definitions(${target}_compares PRIVATE CNN_COMPARES_DATA)
  endif()
endforeach()

# Everything else runs once a layer: small matters more than fast.
add_library(cnn_xnnpack_by_type OBJECT ${run_time_typed_sources})
target_compile_options(cnn_xnnpack_by_type PRIVATE
  ${CNN_SMALL} -include "${CMAKE_CURRENT_LIST_DIR}/xnnpack_f32_only.h")
add_library(cnn_third_party_xnnpack STATIC
  ${runtime_sources} ${operator_sources} "${CMAKE_CURRENT_LIST_DIR}/xnnpack_log.c"
  $<TARGET_OBJECTS:cnn_xnnpack_by_type>)
foreach(target IN LISTS kernel_targets)
  target_sources(cnn_third_party_xnnpack PRIVATE $<TARGET_OBJECTS:${target}>)
endforeach()
target_compile_options(cnn_third_party_xnnpack PRIVATE ${CNN_SMALL})
if(EMSCRIPTEN)
  # Calls a kernel for every tile of an output: at -Oz convolutions of 1 x 1 take 8 % longer.
  set_source_files_properties("${root}/src/operator-run.c" PROPERTIES COMPILE_OPTIONS "-Os;-flto")
endif()

# The configurations choose among the kernels of what they were compiled for. In WebAssembly, they and
# the engine's own SIMD kernels are the only difference between plain and relaxed SIMD: everything
# else is shared, and a module links one of the two.
set(config_targets cnn_xnnpack_config)
add_library(cnn_xnnpack_config STATIC ${config_sources})
if(EMSCRIPTEN)
  list(APPEND config_targets cnn_xnnpack_config_relaxed)
  add_library(cnn_xnnpack_config_relaxed STATIC ${config_sources})
  target_compile_options(cnn_xnnpack_config_relaxed PRIVATE -mrelaxed-simd)
endif()
foreach(target IN LISTS config_targets)
  # x86's roots from an estimate of 1 / sqrt(x) make NaN or infinity of 0, denormals and infinity.
  target_compile_definitions(${target} PRIVATE
    xnn_f32_vsqrt_ukernel__fma3_rsqrt_u16=xnn_f32_vsqrt_ukernel__scalar_sqrt_u1
    xnn_f32_vsqrt_ukernel__avx_rsqrt_u16=xnn_f32_vsqrt_ukernel__scalar_sqrt_u1
    xnn_f32_vsqrt_ukernel__sse_rsqrt_u12=xnn_f32_vsqrt_ukernel__scalar_sqrt_u1)
  target_compile_options(${target} PRIVATE ${CNN_SMALL})
  if(EMSCRIPTEN)
    target_compile_options(${target} PRIVATE
      -include "${CMAKE_CURRENT_LIST_DIR}/xnnpack_few_kernels.h")
  endif()
endforeach()

# These, too, are mostly headers, and one translation unit each, but for two operators that define
# functions of the same names as others do.
set_target_properties(${config_targets} cnn_third_party_xnnpack PROPERTIES
  UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 100)
set_source_files_properties(
  "${root}/src/operators/average-pooling-nhwc.c" "${root}/src/operators/max-pooling-nhwc.c"
  "${CMAKE_CURRENT_LIST_DIR}/xnnpack_log.c"
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

foreach(target ${kernel_targets} ${config_targets} cnn_xnnpack_by_type cnn_third_party_xnnpack)
  target_link_libraries(${target} PRIVATE cnn_xnnpack_options)
  set_target_properties(${target} PROPERTIES C_STANDARD 11 C_EXTENSIONS ON CXX_STANDARD 17)
endforeach()
target_include_directories(cnn_third_party_xnnpack SYSTEM INTERFACE "${root}/include")
target_include_directories(cnn_third_party_xnnpack PUBLIC "${CMAKE_CURRENT_LIST_DIR}/include")
target_link_libraries(cnn_third_party_xnnpack PUBLIC cnn_third_party_pthreadpool m)
target_link_options(cnn_third_party_xnnpack INTERFACE -Wl,--gc-sections)
