// A named attribute of an ONNX node, decoded to plain C++ values.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/tensor.h"

namespace cnn {

// Present in the file, but of a kind no supported operator reads (graphs, sparse tensors, ...).
struct OpaqueAttribute {};

using AttributeValue =
    std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<float>,
                 std::vector<std::string>, TensorPtr, OpaqueAttribute>;

struct Attribute {
  std::string name;
  AttributeValue value;
};

}  // namespace cnn
