# Compiles and archives with the programs that Emscripten's scripts start, given the options that those
# scripts would give: a script takes 0.3 s of a file that takes 1 s. It still links.
#
# CMAKE_C_COMPILER, and with it CMake's own checks, stay Emscripten's; without em-config and "--cflags"
# everything stays as it was.

execute_process(COMMAND "${EMSCRIPTEN_ROOT_PATH}/em-config" LLVM_ROOT
  OUTPUT_VARIABLE llvm_root OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE no_root)
execute_process(COMMAND "${CMAKE_COMMAND}" -E env --unset=EM_COMPILER_WRAPPER
  "${CMAKE_CXX_COMPILER}" --cflags -pthread
  OUTPUT_VARIABLE cflags OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE no_cflags)
set(clang "${llvm_root}/clang")
set(llvm_ar "${llvm_root}/llvm-ar")
if(no_root OR no_cflags OR NOT EXISTS "${clang}" OR NOT EXISTS "${llvm_ar}")
  message(STATUS "Compiling through emcc: its clang was not found.")
  return()
endif()

# Emscripten's setjmp, which nothing calls, and ignored exceptions exclude the exceptions of the one
# folder that has them (CNN_CATCHES).
string(REPLACE "-mllvm -enable-emscripten-sjlj" "" cflags "${cflags}")
string(REPLACE "-fignore-exceptions" "" cflags "${cflags}")

set(catches "$<BOOL:$<TARGET_PROPERTY:CNN_CATCHES>>")
add_compile_options("$<$<AND:$<COMPILE_LANGUAGE:CXX>,$<NOT:${catches}>>:-fignore-exceptions>")
set(wrapper "$ENV{EM_COMPILER_WRAPPER}")  # as Emscripten has it, for ccache
foreach(language IN ITEMS C CXX)
  if(language STREQUAL CXX)
    set(driver --driver-mode=g++)
  else()
    set(driver -Werror=implicit-function-declaration)
  endif()
  set(CMAKE_${language}_COMPILE_OBJECT
    "${wrapper} ${clang} ${driver} ${cflags} <DEFINES> <INCLUDES> <FLAGS> -o <OBJECT> -c <SOURCE>")
  set(CMAKE_${language}_CREATE_STATIC_ARCHIVE "${llvm_ar} qcs <TARGET> <OBJECTS>")
endforeach()
