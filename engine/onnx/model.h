// An ONNX file as plain structs: decoded, bounded, not yet checked against ONNX's rules.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/attribute.h"
#include "core/tensor.h"

namespace cnn::onnx {

struct Node {
  std::string name;  // may be empty
  std::string op;
  std::string domain;               // "" and "ai.onnx" are the standard operators
  std::vector<std::string> inputs;  // "" for an omitted optional input
  std::vector<std::string> outputs;
  std::vector<Attribute> attributes;
};

struct Initializer {
  std::string name;
  TensorPtr tensor;
  int element_type = 0;  // TensorProto.DataType in the file; the tensor may be of a wider type
};

struct Dimension {
  std::int64_t value = -1;  // -1: open
  std::string symbol;       // e.g. "batch", for an open dimension that has a name
};

// A graph input or output.
struct ValueInfo {
  std::string name;
  int element_type = 0;  // TensorProto.DataType; 0 when the file does not say
  bool has_shape = false;
  std::vector<Dimension> dims;
};

struct Opset {
  std::string domain;
  std::int64_t version = 0;
};

struct Model {
  std::int64_t ir_version = 0;
  std::string producer;
  std::vector<Opset> opsets;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::string graph_name;
  std::vector<Node> nodes;
  std::size_t edges = 0;  // inputs and outputs of all nodes
  std::vector<Initializer> initializers;
  std::vector<ValueInfo> inputs;
  std::vector<ValueInfo> outputs;
};

}  // namespace cnn::onnx
