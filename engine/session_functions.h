// The functions that a file defines, and the calls of them that are being put in place.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/error.h"
#include "graph/graph.h"
#include "onnx/model.h"

namespace cnn {

// "Conv" of the standard domain, "com.microsoft.Gelu" of another one.
std::string qualified(const std::string& domain, const std::string& op);

// The opset of the standard operators. Errors: kUnsupported where none is stated, or one that is
// not read.
Result<std::int64_t> standard_opset(const std::vector<onnx::Opset>& opsets);

// Bytes of a node's attributes and lists, roughly. Tensors are shared, and cost nothing.
std::size_t structure_bytes(const onnx::Node& node);

class Functions {
 public:
  // functions: outlive the result.
  explicit Functions(const std::vector<onnx::Function>& functions);

  // The function that the node calls; nullptr where it is an operator.
  const onnx::Function* find(const onnx::Node& node) const;

  // The nodes that follow are those of the function, for the call `node`, until leave().
  // outputs: how many the call names. Errors: kInvalidModel (it has other inputs, outputs or
  // attributes, or calls itself), kLimitExceeded, those of standard_opset.
  Result<void> enter(const onnx::Function& function, const Node& node, std::size_t outputs,
                     std::int64_t graph_opset);
  void leave() { calls_.pop_back(); }
  bool inside() const { return !calls_.empty(); }

  // The node's attributes, and those that it takes from the call. What the call leaves out, and has
  // no default, the node is without.
  std::vector<Attribute> bound(const onnx::Node& node) const;
  // Of the function's nodes; 0 where it is that of the graph.
  int opset() const { return calls_.empty() ? 0 : calls_.back().opset; }

 private:
  struct Call {
    const onnx::Function* function;
    std::vector<Attribute> attributes;
    int opset;
  };

  std::map<std::string, const onnx::Function*> functions_;  // by domain, name and overload
  std::vector<Call> calls_;
};

}  // namespace cnn
