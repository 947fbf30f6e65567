// What the files beside this one share: each adds the small networks of a family of operators to
// the fuzzer's corpus.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/support/onnx_builder.h"

namespace cnn::fuzz {

using test::attribute;
using test::Message;
using test::ModelBuilder;
using Dims = std::vector<std::int64_t>;

// Writes networks into a folder.
class Seeds {
 public:
  explicit Seeds(std::string folder) : folder_(std::move(folder)) {}

  // Adds a network that gives `outputs`. It has to load.
  void add(const std::string& name, ModelBuilder model,
           const std::vector<std::string>& outputs = {"y"});
  // One node that reads x and gives y.
  void one(const std::string& op, const Dims& x, const std::vector<Message>& attributes = {},
           std::int64_t opset = 13, const std::string& suffix = "");

  bool all_load() const { return !failed_; }

 private:
  std::string folder_;
  bool failed_ = false;
};

// Random numbers.
std::vector<float> reals(std::int64_t count);
// A network with the input x.
ModelBuilder with_input(const Dims& x, std::int64_t opset = 13);
// Adds a weight of random numbers, or of these integers in a list.
ModelBuilder& weight(ModelBuilder& model, const std::string& name, const Dims& dims);
ModelBuilder& integers(ModelBuilder& model, const std::string& name, const Dims& values);
// Adds a constant without axes.
ModelBuilder& number(ModelBuilder& model, const std::string& name, std::int64_t value);
// The attribute of an If, a Loop or a Scan that is a graph.
Message graph_attribute(const std::string& name, const ModelBuilder& graph);

void add_attention(Seeds& seeds);
void add_counted(Seeds& seeds);
void add_elementwise(Seeds& seeds);
void add_functions(Seeds& seeds);
void add_lists(Seeds& seeds);
void add_networks(Seeds& seeds);
void add_norms_and_reductions(Seeds& seeds);
void add_picking(Seeds& seeds);
void add_products(Seeds& seeds);
void add_quantised(Seeds& seeds);
void add_rearranging(Seeds& seeds);
void add_recurrent(Seeds& seeds);
void add_regions(Seeds& seeds);
void add_resizing(Seeds& seeds);
void add_signals(Seeds& seeds);
void add_volumes(Seeds& seeds);
void add_windows(Seeds& seeds);

}  // namespace cnn::fuzz
