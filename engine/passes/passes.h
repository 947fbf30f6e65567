// Transformations of a Graph, each a named function. What one did is added to Graph::notes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "graph/graph.h"

namespace cnn {

// Checks every node against the operator tables, and the types of the inputs. Errors: kUnsupported,
// listing all that cannot run (input, operator, attribute or output; nodes of one kind together),
// or kInvalidModel for the first node that is not valid ONNX. Further outputs that nothing reads (a
// Dropout's mask) are dropped.
Result<void> check_supported(Graph& graph);

// The same for nodes that are about to become part of the graph: those of a branch or a loop. They
// may read values of the graph and each other's.
Result<void> check_supported(Graph& graph, std::span<Node> nodes);

// The network ends at the values of these names, which become its outputs in that order. What they
// do not depend on leaves it: Graph::left_out lists the nodes. Errors: kInvalidArgument for a name
// of nothing that a node computes.
Result<void> end_at(Graph& graph, std::span<const std::string> names);

// What of a graph cannot run.
struct Refused {
  std::vector<const Node*> nodes;
  std::vector<ValueId> inputs;
};

// Adds to a refusal the last values that can be computed without it, if there are any: all that is
// refused is given, or it is the node that the error names.
void add_reachable(const Graph& graph, const Refused& refused, Error& error);
void add_reachable(const Graph& graph, Error& error);

// Infers the type of every value from the input types, in node order, and computes at once what
// depends on constants and shapes alone: those nodes leave the graph and their outputs become
// constants.
// Every If gives way to the branch that its condition takes, and every Loop to its rounds. What of
// that only a run shows is as in Graph::findings.
// Errors: those of the rows' infer functions; kUnsupported for an element type that a row does not
// take; kLimitExceeded, before anything is allocated, for constants beyond the current ledger or
// core/limits.h.
Result<void> resolve(Graph& graph);

// Of a graph that could not be resolved: other numbers for what no run has told of, which is what
// `imported` has no finding for. First a branch that was taken gives way to the other one, and a
// Loop of no rounds to one of one, the last first; then every node that counts is taken to find
// one, then 16, and so on. False where nothing is left to try.
bool guess_again(const Graph& imported, const Graph& failed, Findings& findings);

// Conv -> BatchNormalization becomes one Conv with scaled weights, where nothing else reads
// between.
Result<void> fold_batch_norm(Graph& graph);

// Conv, Gemm, pools, ... -> Relu or Clip becomes one node with bounds on its output.
Result<void> fuse_activation(Graph& graph);

// A Concat over channels whose inputs begin with all inputs of an earlier one reads that one's
// output instead: the plan then needs one buffer for all of a dense block.
Result<void> nest_concat(Graph& graph);

// x * Sigmoid(x) becomes one node (SiLU), and x * HardSigmoid(x) with a slope of 1/6 a HardSwish.
Result<void> fuse_gates(Graph& graph);

// x / 2 * (1 + Erf(x / sqrt(2))), in whatever order exporters write the product, becomes a Gelu.
Result<void> fuse_gelu(Graph& graph);

// Means, differences, squares, a root and a quotient over the last axes become a
// LayerNormalization, with the scale and the bias behind them.
Result<void> fuse_layer_norm(Graph& graph);

// DequantizeLinear of a QuantizeLinear with the same scale becomes one function of float32, so that
// what stands around such pairs runs as in a network that was never quantised.
Result<void> fuse_quantize(Graph& graph);

struct Pass {
  std::string_view name;
  Result<void> (*run)(Graph&);
};

// What the fast plan applies to a resolved graph, in this order.
std::span<const Pass> fast_passes();

}  // namespace cnn
