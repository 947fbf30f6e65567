// Tells what a file is when it is not ONNX, from its first bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace cnn::onnx {

struct Sniffed {
  std::string_view what;  // "an HTML page"; empty when the bytes look like nothing known
  std::string_view hint;
};

Sniffed sniff(std::span<const std::byte> file);

}  // namespace cnn::onnx
