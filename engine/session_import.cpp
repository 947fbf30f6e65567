#include "session_import.h"

#include <algorithm>
#include <utility>

#include "core/element_type.h"
#include "core/limits.h"
#include "core/text.h"
#include "graph/node_view.h"
#include "ops/op.h"
#include "session_functions.h"
#include "session_scopes.h"

namespace cnn {
namespace {

constexpr std::string_view kFaulty =
    "the file is damaged or was written by a faulty exporter; export it again";

// TensorProto.DataType of integers that the engine keeps as a wider type, or with a sign that they
// do not have: uint16, int16, uint32, uint64, uint4, int4, uint2, int2.
bool is_narrow(int type) {
  return type == 4 || type == 5 || type == 12 || type == 13 || type == 21 || type == 22 ||
         type == 25 || type == 26;
}

class Importer {
 public:
  explicit Importer(onnx::Model model)
      : model_(std::move(model)), functions_(model_.functions), scopes_(graph_) {}

  Result<Graph> run() {
    CNN_ASSIGN(graph_.opset, standard_opset(model_.opsets));
    scopes_.enter(Scopes::Kind::kGraph, "");
    CNN_TRY(add_initializers(model_.initializers));
    CNN_TRY(add_inputs());
    // Before any node, so that a name of the file comes before those that are made up.
    for (const onnx::Node& node : model_.nodes)
      for (const std::string& name : node.outputs)
        if (!name.empty()) CNN_TRY(scopes_.find(name));
    CNN_TRY(add_nodes(model_.nodes, graph_.nodes));
    CNN_TRY(add_outputs());
    CNN_TRY(check_defined());
    state_narrow_types();
    graph_.producer = model_.producer;
    graph_.metadata = std::make_shared<const Metadata>(std::move(model_.metadata));
    CNN_TRY(sort_topologically(graph_));
    return std::move(graph_);
  }

 private:
  // Of a name that comes twice the last one counts, as in onnxruntime.
  Result<void> add_initializers(const std::vector<onnx::Initializer>& initializers) {
    for (const onnx::Initializer& initializer : initializers) {
      ValueId id = scopes_.find_own(initializer.name);
      if (id == kNoValue) {
        CNN_ASSIGN(id, scopes_.define(initializer.name));
      } else {  // another weight: inputs and nodes come later
        graph_.notes.push_back("the file has two weights called " + quoted(initializer.name) +
                               "; the last one counts");
      }
      Value& value = graph_.value(id);
      value.type = {initializer.tensor->dtype(), initializer.tensor->shape()};
      value.constant = initializer.tensor;
      value.initializer = true;
      if (is_narrow(initializer.element_type))
        value.declared = element_type_code(initializer.element_type);
    }
    return {};
  }

  // Of a zero point of 16, 4 or 2 bits the tensor is of a wider type: the attribute that newer
  // files have says what to quantise to.
  void state_narrow_types() {
    for (Node& node : graph_.nodes) {
      if (!node.op.ends_with("QuantizeLinear") || node.inputs.size() < 3) continue;
      if (node.inputs[2] == kNoValue || NodeView(graph_, node).attribute("output_dtype")) continue;
      const std::uint8_t type = graph_.value(node.inputs[2]).declared;
      if (is_narrow(type)) node.attributes.push_back({"output_dtype", std::int64_t{type}});
    }
  }

  Result<void> add_inputs() {
    for (const onnx::ValueInfo& info : model_.inputs) {
      // Files of IR version 3 list their weights among the inputs.
      const ValueId own = scopes_.find_own(info.name);
      if (own != kNoValue && graph_.value(own).constant) continue;
      CNN_ASSIGN(const ValueId id, scopes_.define(info.name));
      GraphInput input{id, info.has_shape, {}, {}};
      for (const onnx::Dimension& dim : info.dims) {
        input.declared.push_back(dim.value > 0 ? dim.value : -1);
        input.symbols.push_back(dim.value > 0 ? std::string() : dim.symbol);
      }
      Value& value = graph_.value(id);
      value.declared = element_type_code(info.element_type);
      value.type = {stored_type(value.declared).value_or(DType::kFloat32),
                    info.has_shape ? default_input_shape(input.declared) : Shape{1, 3, 224, 224}};
      if (auto checked = check(value.type.shape); !checked) {
        checked.error().message = "the input " + quoted(info.name) + ": " + checked.error().message;
        return checked;
      }
      graph_.inputs.push_back(std::move(input));
    }
    if (graph_.inputs.empty())
      return fail(ErrorCode::kInvalidModel, "the network has no input",
                  "export it with the picture as its input");
    return {};
  }

  // A code that Value::declared has no place for stands for a type as unknown as 8, a string.
  static std::uint8_t element_type_code(int type) {
    return static_cast<std::uint8_t>(type >= 0 && type < 256 ? type : 8);
  }

  Result<void> add_nodes(const std::vector<onnx::Node>& nodes, std::vector<Node>& target) {
    for (std::size_t index = 0; index < nodes.size(); ++index)
      CNN_TRY(add_node(nodes[index], index, target));
    return {};
  }

  // Appends the node, or the nodes of the function that it calls.
  Result<void> add_node(const onnx::Node& from, std::size_t index, std::vector<Node>& target) {
    Node node;
    node.op = qualified(from.domain, from.op);
    node.name = scopes_.prefix() + (from.name.empty() ? node.op + "_" + decimal(index) : from.name);
    CNN_TRY(count(from, node));
    for (const std::string& name : from.inputs) {
      if (name.empty()) {
        node.inputs.push_back(kNoValue);
        continue;
      }
      CNN_ASSIGN(const ValueId id, scopes_.find(name));
      if (id != kNoValue && scopes_.is_too_early(id)) return too_early(node, name);
      node.inputs.push_back(id);
    }
    // Omitted inputs at the end are as good as not listed.
    while (!node.inputs.empty() && node.inputs.back() == kNoValue) node.inputs.pop_back();
    node.attributes = functions_.bound(from);
    node.opset = functions_.opset();
    if (is_over_volumes(node)) node.op += kOverVolumes;
    if (is_in_training(node)) node.op += kInTraining;
    if (const onnx::Function* function = functions_.find(from))
      return call(*function, from, std::move(node), target);
    if (!from.graphs.empty() && (node.op == "If" || node.op == "Loop" || node.op == "Scan"))
      CNN_TRY(add_control(from, node));
    for (const std::string& name : from.outputs) {
      node.outputs.push_back(kNoValue);
      if (name.empty()) continue;
      CNN_ASSIGN(node.outputs.back(), scopes_.define(name));
    }
    CNN_TRY(name_first_output(node));
    target.push_back(std::move(node));
    return {};
  }

  // A window that slides along three axes makes another operator of the node. Of a pool over whole
  // maps only its input tells: that of the network does, and where shapes are inferred its own
  // (Resolver::tell_volumes).
  bool is_over_volumes(const Node& node) const {
    if (node.op == "GlobalAveragePool" || node.op == "GlobalMaxPool")
      return graph_.value(graph_.inputs[0].value).type.shape.rank() == 5;
    static constexpr std::string_view kWindows[] = {"Conv", "ConvTranspose", "MaxPool",
                                                    "AveragePool"};
    if (std::ranges::find(kWindows, node.op) == std::end(kWindows)) return false;
    for (const Attribute& attribute : node.attributes)
      if (const auto* sizes = std::get_if<std::vector<std::int64_t>>(&attribute.value);
          sizes && attribute.name == "kernel_shape")
        return sizes->size() == 3;
    return node.inputs.size() > 1 && node.inputs[1] != kNoValue &&
           graph_.value(node.inputs[1]).type.shape.rank() == 5;
  }

  bool is_in_training(const Node& node) const {
    if (node.op != "BatchNormalization") return false;
    const NodeView view(graph_, node);
    // Opset 6 says the opposite.
    return view.opset() == 6 ? view.get_int("is_test", 0) == 0
                             : view.get_int("training_mode", 0) != 0;
  }

  // A recurrent node may give its last state alone. Every row counts on its first output.
  Result<void> name_first_output(Node& node) {
    const bool any = std::ranges::any_of(node.outputs, [](ValueId id) { return id != kNoValue; });
    if (!any || node.outputs[0] != kNoValue) return {};
    CNN_ASSIGN(node.outputs[0], scopes_.define(node.name + " (sequence)"));
    return {};
  }

  // Before the node is made: a file of few bytes can call functions that stand for many.
  Result<void> count(const onnx::Node& from, const Node& node) {
    made_nodes_ += 1;
    made_edges_ += from.inputs.size() + from.outputs.size();
    if (made_nodes_ > limits::kMaxNodes || made_edges_ > limits::kMaxEdges)
      return fail(ErrorCode::kLimitExceeded, "the functions of the model make more than " +
                                                 decimal(limits::kMaxNodes) + " nodes of it");
    if (!functions_.inside()) return {};
    return pay_for_structure(structure_bytes(from) + node.name.size() + kBlock);
  }

  std::unexpected<Error> too_early(const Node& node, const std::string& name) {
    return fail(ErrorCode::kInvalidModel,
                shortened(node.op) + " " + quoted(node.name) + " reads the value " + quoted(name) +
                    " before it is computed",
                kFaulty);
  }

  Result<void> call(const onnx::Function& function, const onnx::Node& from, Node node,
                    std::vector<Node>& target) {
    std::vector<ValueId> outputs;
    for (const std::string& name : from.outputs) {
      outputs.push_back(kNoValue);
      if (name.empty()) continue;
      CNN_ASSIGN(outputs.back(), scopes_.declare(name));
    }
    CNN_TRY(functions_.enter(function, node, from.outputs.size(), graph_.opset));
    scopes_.enter(Scopes::Kind::kFunction, node.name + "/");
    for (std::size_t i = 0; i < function.inputs.size(); ++i)
      scopes_.bind(function.inputs[i], i < node.inputs.size() ? node.inputs[i] : kNoValue);
    std::vector<std::size_t> copied;  // outputs that are inputs, or listed twice
    for (std::size_t i = 0; i < outputs.size(); ++i)
      if (outputs[i] != kNoValue && !scopes_.bind(function.outputs[i], outputs[i]))
        copied.push_back(i);
    CNN_TRY(add_nodes(function.nodes, target));
    for (const std::size_t i : copied) {
      CNN_ASSIGN(const ValueId value, scopes_.find(function.outputs[i]));
      scopes_.mark_defined(outputs[i]);
      target.push_back(identity(node.name, value, outputs[i]));
    }
    scopes_.leave();
    functions_.leave();
    return {};
  }

  static Node identity(const std::string& name, ValueId from, ValueId to) {
    Node node;
    node.op = "Identity";
    node.name = name;
    node.inputs = {from};
    node.outputs = {to};
    return node;
  }

  // Reads the graphs of an If or a Loop, and lists what they read of this one among its inputs.
  Result<void> add_control(const onnx::Node& from, Node& node) {
    const auto control = std::make_shared<Control>();
    control->inputs = node.inputs.size();
    std::vector<ValueId> captured;
    for (const onnx::GraphAttribute& attribute : from.graphs) {
      Subgraph& graph = attribute.name == "else_branch" ? control->otherwise : control->body;
      scopes_.enter(Scopes::Kind::kInner, scopes_.prefix());
      CNN_TRY(add_subgraph(*attribute.graph, graph));
      for (const ValueId id : scopes_.leave()) captured.push_back(id);
      std::erase_if(node.attributes, [&](auto& each) { return each.name == attribute.name; });
    }
    node.inputs.insert(node.inputs.end(), captured.begin(), captured.end());
    node.control = control;
    return {};
  }

  Result<void> add_subgraph(const onnx::Graph& from, Subgraph& graph) {
    CNN_TRY(add_initializers(from.initializers));
    for (const onnx::ValueInfo& input : from.inputs) {
      CNN_ASSIGN(graph.inputs.emplace_back(), scopes_.define(input.name));
    }
    CNN_TRY(add_nodes(from.nodes, graph.nodes));
    for (const onnx::ValueInfo& output : from.outputs) {
      CNN_ASSIGN(const ValueId id, scopes_.find(output.name));
      graph.outputs.push_back(id);
      if (id == kNoValue || graph_.value(id).constant || graph_.value(id).declared) continue;
      // What a loop of no rounds would have made.
      Shape shape;
      for (const onnx::Dimension& dim : output.dims) shape.push_back(dim.value > 0 ? dim.value : 0);
      graph_.value(id).type = {stored_type(output.element_type).value_or(DType::kFloat32),
                               std::move(shape)};
    }
    return {};
  }

  Result<void> add_outputs() {
    for (const onnx::ValueInfo& info : model_.outputs) {
      CNN_ASSIGN(const ValueId id, scopes_.find(info.name));
      graph_.outputs.push_back(id);
      if (stored_type(info.element_type))
        graph_.value(id).declared = element_type_code(info.element_type);
    }
    if (graph_.outputs.empty())
      return fail(ErrorCode::kInvalidModel, "the network has no output",
                  "export it with its predictions as the output");
    return {};
  }

  Result<void> check_defined() {
    for (std::size_t id = 0; id < graph_.values.size(); ++id) {
      if (scopes_.is_defined(static_cast<ValueId>(id))) continue;
      const std::string value = quoted(graph_.values[id].name);
      Error error(ErrorCode::kInvalidModel, "the output " + value + " is never computed",
                  std::string(kFaulty));
      const auto reads = [&](const Node& node) {
        return std::ranges::find(node.inputs, static_cast<ValueId>(id)) != node.inputs.end();
      };
      if (const auto reader = std::ranges::find_if(graph_.nodes, reads);
          reader != graph_.nodes.end()) {
        error.node = shortened(reader->name);
        error.op = shortened(reader->op);
        error.message = error.op + " " + quoted(reader->name) + " reads the value " + value +
                        ", which nothing computes";
      }
      return std::unexpected(std::move(error));
    }
    return {};
  }

  onnx::Model model_;
  Graph graph_;
  Functions functions_;
  Scopes scopes_;
  std::size_t made_nodes_ = 0, made_edges_ = 0;
};

}  // namespace

bool is_channels_last(const std::vector<std::int64_t>& declared) {
  const auto are_channels = [](std::int64_t size) { return size == 1 || size == 3; };
  return declared.size() == 4 && are_channels(declared[3]) && !are_channels(declared[1]);
}

Shape default_input_shape(const std::vector<std::int64_t>& declared) {
  constexpr std::int64_t kPicture[] = {1, 3, 224, 224}, kChannelsLast[] = {1, 224, 224, 3};
  const std::int64_t* usual = is_channels_last(declared) ? kChannelsLast : kPicture;
  Shape shape;
  for (std::size_t axis = 0; axis < declared.size(); ++axis) {
    const std::int64_t otherwise = declared.size() == 4 ? usual[axis] : 1;
    shape.push_back(declared[axis] > 0 ? declared[axis] : otherwise);
  }
  return shape;
}

Result<Graph> import_model(onnx::Model model) {
  return Importer(std::move(model)).run();
}

}  // namespace cnn
