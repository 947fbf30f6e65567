// What the engine knows about one ONNX operator: a row of a table. See README.md for how to add
// one.
#pragma once

#include <pthreadpool.h>

#include <cstdint>

#include <span>
#include <string_view>
#include <vector>

#include "core/buffer.h"
#include "core/error.h"
#include "core/move_function.h"
#include "graph/graph.h"
#include "graph/node_view.h"
#include "xnn/library.h"
#include "xnn/weights_cache.h"

namespace cnn {

// How a rank-4 value lies in memory. Values of other ranks are always kAsIs.
enum class Layout : std::uint8_t {
  kAsIs,  // in the order of its shape (NCHW)
  kNhwc,  // channels last
};

// Which layout a node wants for its rank-4 data inputs and gives its rank-4 outputs.
enum class LayoutRule : std::uint8_t {
  kNhwc,    // channels last
  kFollow,  // channels last when a rank-4 data input already is, else as is
  kAsIs,
  // Nothing to run, between two names for the same bytes: the input channels last is the output as
  // is, or the input as is is the output channels last.
  kNhwcToAsIs,
  kAsIsToNhwc,
  kPlain,  // no SIMD path for these attributes: run the plain kernel, as is
};

// Some buffers, for the length of a call.
template <class B>
class Buffers {
 public:
  Buffers(std::span<const B> buffers) : buffers_(buffers) {}     // NOLINT: as a span
  Buffers(const std::vector<B>& buffers) : buffers_(buffers) {}  // NOLINT: as a span

  std::size_t size() const { return buffers_.size(); }
  // Elements of number `index` as float32, which XNNPACK and `plain` compute with. Null where an
  // optional input is omitted.
  auto* operator[](std::size_t index) const { return as<float>(index); }
  // Likewise as any T that the buffer's type is stored as.
  template <class T>
  auto* as(std::size_t index) const {
    return buffers_[index].template as<T>();
  }
  auto* data(std::size_t index) const { return buffers_[index].data; }
  DType type(std::size_t index) const { return buffers_[index].type; }

 private:
  std::span<const B> buffers_;
};

// A node's data inputs, in the order of the row's data inputs, and its named outputs.
using Inputs = Buffers<ConstBuffer>;
using Outputs = Buffers<Buffer>;

// A set of element types.
using DTypes = std::uint32_t;
template <class... Types>
constexpr DTypes dtypes(Types... types) {
  return (... | (1u << static_cast<unsigned>(types)));
}
inline constexpr DTypes kFloatOnly = dtypes(DType::kFloat32);
inline constexpr DTypes kIntegers =
    dtypes(DType::kInt64, DType::kInt32, DType::kInt8, DType::kUint8);
inline constexpr DTypes kNumbers = kFloatOnly | kIntegers;
inline constexpr DTypes kAnyType = kNumbers | dtypes(DType::kBool);

// One prepared unit of work. Either an XNNPACK operator with the call that sets its pointers, or a
// function of our own.
struct Step {
  xnn::Operator op;
  MoveFunction<xnn_status(Inputs, Outputs, void* workspace)> setup;  // for op
  MoveFunction<void(Inputs, Outputs)> body;                          // without op
  MoveFunction<Result<void>(Inputs, Outputs)> checked;               // a body that can fail
  // Where shapes depend on data: the number that they were inferred for has to be this one.
  MoveFunction<Result<std::int64_t>(Inputs)> count;
  std::size_t workspace_bytes = 0;  // scratch memory, 64-byte aligned, shared between steps
};

struct LowerContext {
  NodeView node;
  Layout layout;          // of the rank-4 data inputs and outputs
  pthreadpool_t threads;  // to cut the work for; may be null: the calling thread
  xnn::WeightsCache* weights;
  // Where Step::body finds the threads to run on, at each run anew: those above, or none.
  const pthreadpool_t* running;
  // Floats from one pixel to the next, of data input 0 and of output 0; 0: the number of channels.
  // Only for rows that are `strided`.
  std::size_t in_stride = 0;
  std::size_t out_stride = 0;
};

struct AttributeSpec {
  enum Type : std::uint8_t { kInt, kFloat, kString, kInts, kFloats, kStrings, kTensor };
  std::string_view name;
  Type type;
  int until = 1 << 30;  // the last opset at which it has a meaning
};

struct Facts;  // support/facts.h

// What an operator's `count` hands on to its `take`.
using Found = std::vector<std::int64_t>;

inline constexpr int kAllInputs = 1 << 30;
inline constexpr int kAllOutputs = 1 << 30;

struct Operator {
  std::string_view type;
  std::string_view help;  // one line for a newcomer, shown by the page
  std::span<const AttributeSpec> attributes = {};
  // The first opset at which it means what this row computes; 0: all that are read. What changed
  // later is told apart by the functions below, with NodeView::opset(), or is in `attributes`.
  int since = 0;
  int min_inputs = 1;
  int max_inputs = 1;
  int max_outputs = 1;
  // The leading inputs that are read at run time; later ones are weights or settings, read at load.
  int data_inputs = 1;
  std::uint32_t parameter_inputs = 0;  // bit i: input i counts as trainable parameters
  // bit i: input i, beside those, may be computed at run time as well
  std::uint32_t open_inputs = 0;
  bool alias = false;  // output 0 is input 0's memory: see choose_kernel.h
  // Takes from `alias` the nodes that it returns true for.
  bool (*changes)(const NodeView&) = nullptr;
  bool clamps = false;  // lower() honours Node::output_min and ::output_max
  // As `clamps`, for nodes that it returns true for.
  bool (*clamps_for)(const NodeView&) = nullptr;
  // The step may write output 0 over a data input of the same size that nothing reads later.
  bool in_place = false;
  // lower() honours LowerContext::in_stride and ::out_stride for this node; null: it does not.
  bool (*strided)(const NodeView&) = nullptr;
  // The axis along which the data inputs lie side by side in output 0, or the outputs in input 0:
  // channels last, the pieces can then be parts of the whole's memory.
  std::size_t (*joins)(const NodeView&) = nullptr;
  std::size_t (*splits)(const NodeView&) = nullptr;
  DTypes types = kFloatOnly;  // of the data inputs; beyond float32 they need `typed`

  LayoutRule (*layout)(const NodeView&) = nullptr;  // null: kAsIs
  // Reads and checks the attributes, and the settings among the inputs, at the shapes of the
  // inputs. All functions below find the result as NodeView::parsed, and read no attribute again.
  // Null where only `infer` reads any. Errors: as those of `infer`.
  Result<ParsedPtr> (*parse)(const NodeView&) = nullptr;
  // Types of all outputs. Errors: kInvalidShape, kInvalidModel, kUnsupported, about this node.
  Result<std::vector<ValueType>> (*infer)(const NodeView&) = nullptr;
  // SIMD implementation. Null for aliases. Errors: kBackend, kOutOfMemory.
  Result<Step> (*lower)(LowerContext&) = nullptr;
  // The plain loop over float32: the oracle in tests, and the fallback. Everything as is (NCHW).
  void (*plain)(const NodeView&, Inputs, Outputs) = nullptr;
  // The plain loop over any of `types`, as is; where there is no `plain`, over float32 too. Sizes
  // may be 0. Errors: what only the data shows (a division by zero, an index out of range).
  Result<void> (*typed)(const NodeView&, Inputs, Outputs) = nullptr;
  // Of an operator that finds as many as its data has: how many. `infer` goes by Node::count, and
  // `take` runs next, on the same inputs, once that is the number. What it shall not look for again
  // stands in `found`, which may have anything in it before. Errors: those of `typed`.
  Result<std::int64_t> (*count)(const NodeView&, Inputs, Found& found) = nullptr;
  // In place of `typed`, for such an operator.
  Result<void> (*take)(const NodeView&, Inputs, const Found& found, Outputs) = nullptr;
  // Multiply-accumulates of one run; null: none.
  std::int64_t (*macs)(const NodeView&) = nullptr;
  // Output 0 at load, where no loop over the inputs' elements computes it (Shape).
  Result<TensorPtr> (*value)(const NodeView&) = nullptr;

  // How a cell of output 0 gets its value, in the letters of `parameters`: see README.md. A node
  // may have another one (Facts::formula).
  std::string_view formula = {};
  // What it reads, then its attributes: "x; weight: one kernel an output channel | group=1: ...".
  std::string_view parameters = {};
  // Which cells of the inputs a cell of that output is made of, for a node that infer() has passed.
  // Null: unknown, so everything has to be taken for a part of it.
  Facts (*facts)(const NodeView&, std::size_t output) = nullptr;
};

// The row of an operator type of the standard domain; nullptr when there is none. Where
// is_in_second_module(type), that module has to be there.
const Operator* find_operator(std::string_view type);

// All rows, in the order of the tables.
std::vector<const Operator*> all_operators();

// What the name of an operator over volumes [batch, channels, depth, height, width] ends in.
inline constexpr std::string_view kOverVolumes = " 3-D";

// What the name of a BatchNormalization ends in that takes its statistics from its input.
inline constexpr std::string_view kInTraining = " in training mode";

// True where the row is in the second WebAssembly module, which has to be there before it is looked
// for: see second.h.
bool is_in_second_module(std::string_view type);

// Sets Node::parsed. The node has passed check_node(). Errors: those of the row's `parse`.
Result<void> parse_node(const Graph& graph, Node& node, const Operator& row);

// Checks number of inputs and outputs and every attribute's name and type against the row, so that
// nothing the file asks for is silently ignored, and the opset against `since`. Errors:
// kUnsupported, kInvalidModel.
Result<void> check_node(const NodeView& node, const Operator& row);

// ---- helpers for the tables ----

inline LayoutRule layout_nhwc(const NodeView&) {
  return LayoutRule::kNhwc;
}
inline LayoutRule layout_follow(const NodeView&) {
  return LayoutRule::kFollow;
}

inline bool always_strided(const NodeView&) {
  return true;
}

inline Result<std::vector<ValueType>> one_output(DType dtype, Shape shape) {
  return std::vector<ValueType>{{dtype, std::move(shape)}};
}

// Floats from one pixel of `shape` [batch, channels, ...] to the next, channels last.
inline std::size_t pixel_stride(std::size_t given, const Shape& shape) {
  return given ? given : static_cast<std::size_t>(shape[1]);
}

// Turns a status into success, or an Error that names the node.
Result<void> backend(const NodeView& node, xnn_status status);

// The axes of a tensor of `rank` in the order in which they lie in `layout`, the outermost first.
std::vector<std::size_t> physical_axes(std::size_t rank, Layout layout);

// The dimensions of a rank-4 shape as XNNPACK wants them for `layout`, or the shape itself.
std::vector<std::size_t> physical_dims(const Shape& shape, Layout layout);

}  // namespace cnn
