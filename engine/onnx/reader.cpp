#include "onnx/reader.h"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include "core/limits.h"
#include "core/text.h"
#include "onnx/charge.h"
#include "onnx/external_files.h"
#include "onnx/sniff.h"
#include "onnx/tensor_proto.h"
#include "onnx/wire.h"

// protozero reports broken wire data by throwing. This folder is the only one compiled with
// exceptions, and read_model the only function that catches them: nothing passes it.

namespace cnn::onnx {
namespace {

using protozero::pbf_reader;

// Field numbers below are those of onnx.proto (ONNX IR version 3 and later).

template <class T, class Packed, class Single>
void repeated(pbf_reader& message, std::vector<T>& values, Packed packed, Single single) {
  if (message.wire_type() == protozero::pbf_wire_type::length_delimited)
    for (const auto value : packed(message)) push(values, value);
  else
    push(values, single(message));
}

// What reading one graph shares with reading those inside of it.
struct Context {
  const ExternalFiles& external;
  Model& model;  // counts
  int depth = 0;

  Context inside() const { return {external, model, depth + 1}; }
};

std::unexpected<Error> too_many(std::size_t most, std::string_view what) {
  return fail(ErrorCode::kLimitExceeded, "the model has more than " +
                                             decimal(static_cast<std::int64_t>(most)) + " " +
                                             std::string(what));
}

Result<void> read_graph_field(pbf_reader& message, const Context& context, Graph& graph);

Result<std::shared_ptr<const Graph>> read_inner_graph(pbf_reader message, const Context& context) {
  if (context.depth >= limits::kMaxGraphDepth)
    return too_many(limits::kMaxGraphDepth, "graphs inside of each other");
  charge(sizeof(Graph) + kBlock);
  const auto graph = std::make_shared<Graph>();
  while (message.next()) CNN_TRY(read_graph_field(message, context.inside(), *graph));
  return graph;
}

// Into the lists of `node` that it belongs to.
Result<void> read_attribute(pbf_reader message, const Context& context, Node& node) {
  // AttributeProto.type; older exporters leave it out, then the field that is set decides.
  enum Kind { kNone, kFloat, kInt, kString, kTensor, kGraph, kFloats, kInts, kStrings };
  Attribute attribute;
  std::string reference;
  std::shared_ptr<const Graph> graph;
  int kind = kNone, seen = kNone;
  float f = 0;
  std::int64_t i = 0;
  std::string s;
  TensorPtr tensor;
  std::vector<float> floats;
  std::vector<std::int64_t> ints;
  std::vector<std::string> strings;
  while (message.next()) {
    switch (message.tag()) {
      case 1: attribute.name = read_name(message); break;
      case 2: f = message.get_float(), seen = kFloat; break;
      case 3: i = message.get_int64(), seen = kInt; break;
      case 4: s = read_text(message), seen = kString; break;
      case 5: {
        CNN_ASSIGN(NamedTensor named, read_tensor(message.get_message(), context.external));
        tensor = std::make_shared<const Tensor>(std::move(named.tensor));
        seen = kTensor;
        break;
      }
      case 6: {
        CNN_ASSIGN(graph, read_inner_graph(message.get_message(), context));
        seen = kGraph;
        break;
      }
      case 7:
        repeated(
            message, floats, [](auto& m) { return m.get_packed_float(); },
            [](auto& m) { return m.get_float(); });
        seen = kFloats;
        break;
      case 8:
        repeated(
            message, ints, [](auto& m) { return m.get_packed_int64(); },
            [](auto& m) { return m.get_int64(); });
        seen = kInts;
        break;
      case 9: push(strings, read_text(message)), seen = kStrings; break;
      case 20: kind = message.get_int32(); break;
      case 21: reference = read_name(message); break;
      default: message.skip();
    }
  }
  if (!reference.empty()) {
    push(node.references, {std::move(attribute.name), std::move(reference)});
    return {};
  }
  switch (kind == kNone ? seen : kind) {
    case kFloat: attribute.value = f; break;
    case kInt: attribute.value = i; break;
    case kString: attribute.value = std::move(s); break;
    case kTensor:
      if (tensor)
        attribute.value = std::move(tensor);
      else
        attribute.value = OpaqueAttribute{};
      break;
    case kFloats: attribute.value = std::move(floats); break;
    case kInts: attribute.value = std::move(ints); break;
    case kStrings: attribute.value = std::move(strings); break;
    default: attribute.value = OpaqueAttribute{};
  }
  if (graph) push(node.graphs, {attribute.name, std::move(graph)});
  push(node.attributes, std::move(attribute));
  return {};
}

Result<Node> read_node(pbf_reader message, const Context& context) {
  Node node;
  while (message.next()) {
    switch (message.tag()) {
      case 1: push(node.inputs, read_name(message)); break;
      case 2:
        charge(kValue);
        push(node.outputs, read_name(message));
        break;
      case 3: node.name = read_name(message); break;
      case 4: node.op = read_name(message); break;
      case 5:
        CNN_TRY(read_attribute(message.get_message(), context, node));
        if (node.attributes.size() + node.references.size() > limits::kMaxAttributes)
          return too_many(limits::kMaxAttributes, "attributes in one node");
        break;
      case 7: node.domain = read_name(message); break;
      case 8: node.overload = read_name(message); break;
      default: message.skip();
    }
  }
  return node;
}

Dimension read_dimension(pbf_reader message) {
  Dimension dimension;
  while (message.next()) {
    switch (message.tag()) {
      case 1: dimension.value = message.get_int64(); break;
      case 2: dimension.symbol = read_text(message); break;
      default: message.skip();
    }
  }
  return dimension;
}

void read_shape(pbf_reader message, ValueInfo& info) {
  info.has_shape = true;
  while (message.next(1)) push(info.dims, read_dimension(message.get_message()));
}

void read_tensor_type(pbf_reader message, ValueInfo& info) {
  while (message.next()) {
    switch (message.tag()) {
      case 1: info.element_type = message.get_int32(); break;
      case 2: read_shape(message.get_message(), info); break;
      default: message.skip();
    }
  }
}

ValueInfo read_value_info(pbf_reader message) {
  ValueInfo info;
  while (message.next()) {
    if (message.tag() == 1) {
      info.name = read_name(message);
    } else if (message.tag() == 2) {
      pbf_reader type = message.get_message();
      while (type.next(1)) read_tensor_type(type.get_message(), info);  // 1 = tensor_type
    } else {
      message.skip();
    }
  }
  return info;
}

ValueInfo read_graph_value(pbf_reader message) {
  charge(kValue);
  return read_value_info(message);
}

Result<void> add_node(pbf_reader message, const Context& context, std::vector<Node>& nodes) {
  CNN_ASSIGN(Node node, read_node(message, context));
  Model& model = context.model;
  model.edges += node.inputs.size() + node.outputs.size();
  push(nodes, std::move(node));
  if (++model.all_nodes > limits::kMaxNodes) return too_many(limits::kMaxNodes, "nodes");
  if (model.edges > limits::kMaxEdges)
    return too_many(limits::kMaxEdges, "inputs and outputs of nodes");
  return {};
}

Result<void> add_initializer(pbf_reader message, const Context& context, Graph& graph) {
  charge(kValue);
  CNN_ASSIGN(NamedTensor named, read_tensor(message, context.external));
  push(graph.initializers,
       {std::move(named.name), std::make_shared<const Tensor>(std::move(named.tensor)),
        named.element_type});
  if (++context.model.all_initializers > limits::kMaxTensors)
    return too_many(limits::kMaxTensors, "initialisers");
  return {};
}

// The field of a GraphProto that `message` stands at.
Result<void> read_graph_field(pbf_reader& message, const Context& context, Graph& graph) {
  switch (message.tag()) {
    case 1: return add_node(message.get_message(), context, graph.nodes);
    case 2: graph.graph_name = read_text(message); break;
    case 5: return add_initializer(message.get_message(), context, graph);
    case 11:
      push(graph.inputs, read_graph_value(message.get_message()));
      if (graph.inputs.size() > limits::kMaxTensors) return too_many(limits::kMaxTensors, "inputs");
      break;
    case 12:
      push(graph.outputs, read_graph_value(message.get_message()));
      if (graph.outputs.size() > limits::kMaxNodes) return too_many(limits::kMaxNodes, "outputs");
      break;
    case 15:
      return fail(ErrorCode::kUnsupported, "the model has sparse initialisers",
                  "export the network with dense weights");
    default: message.skip();
  }
  return {};
}

Opset read_opset(pbf_reader message) {
  Opset opset;
  while (message.next()) {
    switch (message.tag()) {
      case 1: opset.domain = read_text(message); break;
      case 2: opset.version = message.get_int64(); break;
      default: message.skip();
    }
  }
  return opset;
}

Result<Function> read_function(pbf_reader message, const Context& context) {
  Function function;
  Node defaults;  // holds the attributes as a node does
  while (message.next()) {
    switch (message.tag()) {
      case 1: function.name = read_name(message); break;
      case 4: push(function.inputs, read_name(message)); break;
      case 5: push(function.outputs, read_name(message)); break;
      case 6: push(function.attributes, read_name(message)); break;
      case 7: CNN_TRY(add_node(message.get_message(), context.inside(), function.nodes)); break;
      case 9: push(function.opsets, read_opset(message.get_message())); break;
      case 10: function.domain = read_name(message); break;
      case 11: CNN_TRY(read_attribute(message.get_message(), context.inside(), defaults)); break;
      case 13: function.overload = read_name(message); break;
      default: message.skip();
    }
    if (defaults.attributes.size() + function.attributes.size() > limits::kMaxAttributes)
      return too_many(limits::kMaxAttributes, "attributes in one function");
  }
  context.model.edges += function.inputs.size() + function.outputs.size();
  if (context.model.edges > limits::kMaxEdges)
    return too_many(limits::kMaxEdges, "inputs and outputs of nodes");
  function.defaults = std::move(defaults.attributes);
  return function;
}

Result<void> add_function(pbf_reader message, const Context& context) {
  CNN_ASSIGN(Function function, read_function(message, context));
  push(context.model.functions, std::move(function));
  if (context.model.functions.size() > limits::kMaxFunctions)
    return too_many(limits::kMaxFunctions, "functions");
  return {};
}

std::pair<std::string, std::string> read_metadata(pbf_reader message) {
  std::pair<std::string, std::string> entry;
  while (message.next()) {
    switch (message.tag()) {
      case 1: entry.first = read_text(message); break;
      case 2: entry.second = read_text(message); break;
      default: message.skip();
    }
  }
  return entry;
}

// The field of a ModelProto that `message` stands at, but for the graph.
Result<void> read_model_field(pbf_reader& message, const Context& context) {
  Model& model = context.model;
  switch (message.tag()) {
    case 1: model.ir_version = message.get_int64(); break;
    case 2: model.producer = read_text(message); break;
    case 8: push(model.opsets, read_opset(message.get_message())); break;
    case 14:
      push(model.metadata, read_metadata(message.get_message()));
      if (model.metadata.size() > limits::kMaxMetadata)
        return too_many(limits::kMaxMetadata, "entries of metadata");
      break;
    case 25: return add_function(message.get_message(), context);
    default: message.skip();
  }
  return {};
}

std::unexpected<Error> not_a_model(const Sniffed& sniffed) {
  if (!sniffed.what.empty())
    return fail(ErrorCode::kNotAModel,
                "this is " + std::string(sniffed.what) + ", not an ONNX model",
                std::string(sniffed.hint));
  return fail(ErrorCode::kNotAModel, "this file is not an ONNX model", "choose an .onnx file");
}

// Only a model's own fields tell "cut short" from "something else altogether".
bool starts_like_a_model(std::span<const std::byte> file) {
  // ir_version (field 1, varint) is what every known exporter writes first.
  return file.size() >= 2 && file[0] == std::byte{0x08} && file[1] <= std::byte{0x20};
}

}  // namespace

struct ModelReader::State {
  std::span<const std::byte> file;
  std::span<const ExternalFile> given;
  ExternalFiles external;
  pbf_reader model_fields, graph_fields;
  Model model;
  bool begun = false;
};

ModelReader::ModelReader(std::span<const std::byte> file, std::span<const ExternalFile> external)
    : state_(std::make_unique<State>()) {
  state_->file = file;
  state_->given = external;
  state_->model_fields = pbf_reader(reinterpret_cast<const char*>(file.data()), file.size());
}

ModelReader::~ModelReader() = default;

// As step(), but throws.
Result<std::size_t> ModelReader::read_on() {
  State& state = *state_;
  const Context context{state.external, state.model};
  if (state.graph_fields.next()) {
    CNN_TRY(read_graph_field(state.graph_fields, context, state.model));
  } else if (state.model_fields.next()) {
    if (state.model_fields.tag() == 7)
      state.graph_fields = state.model_fields.get_message();
    else
      CNN_TRY(read_model_field(state.model_fields, context));
  }
  return state.model_fields.length() + state.graph_fields.length();
}

Result<std::size_t> ModelReader::step() {
  const auto file = state_->file;
  const bool first = !std::exchange(state_->begun, true);
  if (first)
    if (const Sniffed sniffed = sniff(file); !sniffed.what.empty()) return not_a_model(sniffed);
  try {
    if (first) {
      CNN_ASSIGN(state_->external, ExternalFiles::collect(file, state_->given));
    }
    CNN_ASSIGN(const std::size_t left, read_on());
    const Model& model = state_->model;
    if (left > 0 || !model.nodes.empty() || !model.outputs.empty()) return left;
    if (starts_like_a_model(file))
      return fail(ErrorCode::kTruncated, "the file ends before the network's graph",
                  "download or export the model again");
    return not_a_model({});
  } catch (const protozero::exception&) {
    if (!starts_like_a_model(file)) return not_a_model({});
    return fail(ErrorCode::kTruncated,
                "the model file breaks off or is damaged (" + decimal(file.size()) + " bytes read)",
                "download or export the model again");
  } catch (const BadName& bad) {
    return fail(ErrorCode::kInvalidModel,
                "the file holds the name " + quoted(bad.name) + ", which is not UTF-8 text",
                "the file is damaged or was written by a faulty exporter; export it again");
  } catch (const TextTooLong&) {
    return fail(ErrorCode::kLimitExceeded, "the model holds a name or text of more than " +
                                               decimal(limits::kMaxStringBytes) + " bytes");
  } catch (const NoMemoryLeft& asked) {
    return not_left(asked.bytes, "the next name, attribute or list of the model");
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "no memory left while reading the model",
                "close other tabs, or use a smaller model");
  }
}

Model ModelReader::take() {
  return std::move(state_->model);
}

Result<Model> read_model(std::span<const std::byte> file, const ReadOptions& options) {
  const LedgerPtr own = std::make_shared<Ledger>(options.max_bytes);
  std::optional<LedgerScope> scope;
  if (!current_ledger()) scope.emplace(own);
  ModelReader reader(file, options.external);
  for (std::size_t left = 1; left > 0;) {
    CNN_ASSIGN(left, reader.step());
  }
  return reader.take();
}

}  // namespace cnn::onnx
