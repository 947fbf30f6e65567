// The network as values and nodes. Shapes are the model's own (NCHW for pictures); how a value lies
// in memory at run time is the plan's business (engine/runtime).
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/attribute.h"
#include "core/error.h"
#include "core/ledger.h"
#include "core/tensor.h"
#include "graph/parsed.h"

namespace cnn {

using ValueId = int;
inline constexpr ValueId kNoValue = -1;  // an omitted optional input
inline constexpr int kNoNode = -1;

// What shape inference knows about a value.
struct ValueType {
  DType dtype = DType::kFloat32;
  Shape shape;
};

struct Value {
  std::string name;
  ValueType type;
  TensorPtr constant;        // set for initialisers and folded constants; its type is `type`
  bool initializer = false;  // a weight of the file, as opposed to a folded constant
  // Of an input or output of the graph, or of a weight of integers that are stored as others: the
  // TensorProto.DataType that the file states, 0 for none.
  std::uint8_t declared = 0;
  int producer = kNoNode;  // node that computes it; kNoNode for inputs and initialisers
  int consumers = 0;       // node inputs that read it, one more if it is a graph output or watched
  int reader = kNoNode;    // the last node that reads it
};

struct Control;

struct Node {
  std::string name;
  std::string op;
  std::vector<Attribute> attributes;
  std::vector<ValueId> inputs;
  std::vector<ValueId> outputs;
  // Of an If or a Loop, until shapes are inferred: after that its nodes are there in its place.
  std::shared_ptr<const Control> control;
  int opset = 0;  // of the function that the node comes from; 0: the graph's
  // Bounds that a pass fused into the node: output = min(max(output, min), max).
  float output_min = -std::numeric_limits<float>::infinity();
  float output_max = std::numeric_limits<float>::infinity();
  int origin = kNoNode;  // index of this node in the graph as loaded
  // Of an operator whose row has `count`: how many it finds, as far as is known. See
  // Graph::findings.
  std::int64_t count = 0;
  // Set where shapes are inferred; null where the row has no `parse`. Of a node that stands for
  // others which could not be written: the Error.
  ParsedPtr parsed;
};

// A graph inside of a node. Its values are among those of the graph; its nodes read those of the
// graph around it, too.
struct Subgraph {
  std::vector<ValueId> inputs;
  std::vector<Node> nodes;  // in an order in which every input is computed before it is read
  std::vector<ValueId> outputs;
};

// What an If, a Loop or a Scan runs.
struct Control {
  // The node's own inputs. What its subgraphs read of the graph around them follows in
  // Node::inputs.
  std::size_t inputs = 0;
  Subgraph body;       // of a Loop or a Scan, or of an If whose condition holds
  Subgraph otherwise;  // of an If
};

struct GraphInput {
  ValueId value = kNoValue;
  bool has_shape = false;              // whether the file declares one at all
  std::vector<std::int64_t> declared;  // as in the file; -1 for an open dimension
  std::vector<std::string> symbols;    // names of open dimensions, "" for those without
};

// A node that is in the file and not in the graph.
struct LeftOut {
  std::string name, op;
  std::string reason;  // why it could not run; may be empty
};

using Metadata = std::vector<std::pair<std::string, std::string>>;

// Numbers by the name of a value.
using Findings = std::map<std::string, std::int64_t, std::less<>>;

struct Graph {
  std::vector<Value> values;
  std::vector<Node> nodes;  // in an order in which every input is computed before it is read
  std::vector<GraphInput> inputs;
  std::vector<ValueId> outputs;
  std::int64_t opset = 0;
  std::string producer;
  std::shared_ptr<const Metadata> metadata;              // one for all copies; may be null
  std::shared_ptr<const std::vector<LeftOut>> left_out;  // of the file's nodes; may be null
  std::vector<std::string> notes;        // what load and the passes decided, a sentence each
  std::shared_ptr<const Held> unrolled;  // the memory of loops that were unrolled; may be null
  // What only a run shows and shapes depend on, as the last run found it: how many a node found, by
  // the name of its output, whether a condition held, how many rounds a Loop has, and how many a
  // TopK is asked for. 0 where no run has told.
  Findings findings;
  // Conditions and numbers of rounds that were taken to be what `findings` says: a run has to look
  // whether they are.
  std::map<ValueId, std::int64_t> watched;

  const Value& value(ValueId id) const { return values[static_cast<std::size_t>(id)]; }
  Value& value(ValueId id) { return values[static_cast<std::size_t>(id)]; }
  // kNoValue when no value has that name. Looks at every value: see NameIndex.
  ValueId find(std::string_view name) const;
};

// Orders graph.nodes so that producers come first and fills Value::producer and ::consumers.
// Keeps the file's order where it already is one. Linear in nodes + edges, not recursive.
// Errors: kInvalidModel for a cycle, naming the nodes on it.
Result<void> sort_topologically(Graph& graph);

// Removes nodes that no output of the graph depends on, and recounts. Returns how many there were.
// Linear, not recursive. The order of the rest stays.
std::size_t prune(Graph& graph);

// Recounts Value::producer, ::consumers and ::reader after a pass changed nodes.
void count_uses(Graph& graph);

// Bytes of all constants. Values may share a tensor, so tensors count.
std::uint64_t constant_bytes(const Graph& graph);

}  // namespace cnn
