# Every piece of third-party code, declared once: version, licence, and where it comes from.
#
# The sources are fetched into CNN_THIRD_PARTY_DIR by wasm/toolchain/third-party.mjs, which reads the
# declarations below: Debian 13's source package (any Debian revision of that upstream version; the
# tarball's SHA-256 is checked), or, where that cannot be had, upstream's git at the same commit.
# Files in patches/ whose names begin with "<name>-" are applied in order.

set(CNN_THIRD_PARTY_DIR "${CMAKE_SOURCE_DIR}/.cache/third_party" CACHE PATH
    "Where third-party sources are unpacked")

# cnn_third_party(name key value ...) defines ${name}_SOURCE_DIR.
function(cnn_third_party name)
  set(${name}_SOURCE_DIR "${CNN_THIRD_PARTY_DIR}/${name}" PARENT_SCOPE)
endfunction()

cnn_third_party(xnnpack
  VERSION 2024-11-08
  LICENSE BSD-3-Clause
  DEBIAN 0.0~git20241108.4ea82e5
  SHA256 90bde2caef0f880f627bab0dc805a86c4b8070cd98e3243db3046ab3f3be1a99
  GIT https://github.com/google/XNNPACK
  COMMIT 4ea82e595b36106653175dcb04b2aa532660d0d8)

cnn_third_party(pthreadpool
  VERSION 2024-06-16
  LICENSE BSD-2-Clause
  DEBIAN 0.0~git20240616.560c60d
  SHA256 4cc3cbd933b28131d2a34edc54f76af9fb41bc490af5eae1a5bd3cd07ea90708
  GIT https://github.com/Maratyszcza/pthreadpool
  COMMIT 560c60d342a76076f0557a3946924c6478470044)

cnn_third_party(fp16
  VERSION 2020-05-14
  LICENSE MIT
  DEBIAN 0.0~git20200514.4dfe081
  SHA256 7d7782b37b74136e0e12593a2a93ccbe7db831f4374cc408e44623d9b708b54e
  GIT https://github.com/Maratyszcza/FP16
  COMMIT 4dfe081cf6bcd15db339cf2680b9281b8451eeb3)

cnn_third_party(fxdiv
  VERSION 2020-04-17
  LICENSE MIT
  DEBIAN 0.0~git20200417.b408327
  SHA256 7953482badaf4cb34026c3487c257b8e4ab2df061c019bd6fabbbc12ad52c44b
  GIT https://github.com/Maratyszcza/FXdiv
  COMMIT b408327ac2a15ec3e43352421954f5b1967701d1)

cnn_third_party(protozero
  VERSION 1.8.1
  LICENSE "BSD-2-Clause AND Apache-2.0"
  DEBIAN 1.8.1
  SHA256 6c7a896f1dc08435e8cd4f3780ff688cd0bfce6890599b755f6f3cb36398dc25
  GIT https://github.com/mapbox/protozero
  TAG v1.8.1)

# For tests only.
cnn_third_party(googletest
  VERSION 1.16.0
  LICENSE BSD-3-Clause
  DEBIAN 1.16.0
  SHA256 2f54382b5d13d6cd0be2afc524f1e510d37f8ba78c2d439c5bea64ef37e30d01
  GIT https://github.com/google/googletest
  COMMIT 6910c9d9165801d8827d628cb72eb7ea9dd538c5)

# Costs a fraction of a second when everything is there.
find_program(CNN_NODE NAMES node REQUIRED)
execute_process(
  COMMAND "${CNN_NODE}" "${CMAKE_SOURCE_DIR}/wasm/toolchain/third-party.mjs" "${CNN_THIRD_PARTY_DIR}"
  RESULT_VARIABLE cnn_fetch_status)
if(NOT cnn_fetch_status EQUAL 0)
  message(FATAL_ERROR "Third-party sources are missing; see the message above.")
endif()
set_property(DIRECTORY "${CMAKE_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             "${CMAKE_CURRENT_LIST_FILE}")
