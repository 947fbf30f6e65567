// protozero's reader, made strict: it only asserts that a field has the wire type its getter
// expects, which a hostile file decides, so here a mismatch throws like its other wire errors do.
#pragma once

#include <protozero/exception.hpp>

namespace cnn::onnx {

struct WireTypeMismatch : protozero::exception {
  const char* what() const noexcept override { return "a field has the wrong wire type"; }
};

}  // namespace cnn::onnx

#define protozero_assert(condition) \
  ((condition) ? static_cast<void>(0) : throw ::cnn::onnx::WireTypeMismatch())

#include <protozero/pbf_reader.hpp>
#include <string>

namespace cnn::onnx {

// A name that is not UTF-8: no caller could ask for it.
struct BadName {
  std::string name;
};

// The text of a field, paid for (charge.h). Throws BadName, and TextTooLong beyond
// limits::kMaxStringBytes.
struct TextTooLong {};
std::string read_text(protozero::pbf_reader& message);
std::string read_name(protozero::pbf_reader& message);

}  // namespace cnn::onnx
