// An ONNX file as plain structs: decoded, bounded, not yet checked against ONNX's rules.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/attribute.h"
#include "core/tensor.h"

namespace cnn::onnx {

struct Graph;

// An attribute that is a graph: a branch of an If, the body of a Loop. Node::attributes has an
// OpaqueAttribute of that name.
struct GraphAttribute {
  std::string name;
  std::shared_ptr<const Graph> graph;
};

// Inside a function: an attribute whose value is that of an attribute of the call.
struct AttributeReference {
  std::string name;
  std::string of;  // the attribute of the call
};

struct Node {
  std::string name;  // may be empty
  std::string op;
  std::string domain;               // "" and "ai.onnx" are the standard operators
  std::string overload;             // tells functions of one name apart
  std::vector<std::string> inputs;  // "" for an omitted optional input
  std::vector<std::string> outputs;
  std::vector<Attribute> attributes;
  std::vector<GraphAttribute> graphs;
  std::vector<AttributeReference> references;
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

struct Graph {
  std::string graph_name;
  std::vector<Node> nodes;
  std::vector<Initializer> initializers;
  std::vector<ValueInfo> inputs;
  std::vector<ValueInfo> outputs;
};

// A function that the model defines itself. Names are its own.
struct Function {
  std::string name;
  std::string domain;
  std::string overload;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<std::string> attributes;  // those without a default
  std::vector<Attribute> defaults;
  std::vector<Node> nodes;
  std::vector<Opset> opsets;
};

struct Model : Graph {
  std::int64_t ir_version = 0;
  std::string producer;
  std::vector<Opset> opsets;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<Function> functions;
  // Of everything, graphs inside of nodes and functions included: nodes, what they read and write,
  // and initialisers.
  std::size_t all_nodes = 0;
  std::size_t edges = 0;
  std::size_t all_initializers = 0;
};

}  // namespace cnn::onnx
