#include "session_import.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/flags.h"
#include "core/text.h"
#include "graph/node_view.h"

namespace cnn {
namespace {

// What an operator means at which of them is its row's business: ops/op.h.
constexpr std::int64_t kOldestOpset = 6;
constexpr std::int64_t kNewestOpset = 26;
constexpr int kFloatElements = 1;  // TensorProto.DataType.FLOAT

bool is_standard(std::string_view domain) {
  return domain.empty() || domain == "ai.onnx";
}

// TensorProto.DataType of integers that the engine keeps as a wider type: uint16, int16, uint4,
// int4, uint2, int2.
bool is_narrow(int type) {
  return type == 4 || type == 5 || type == 21 || type == 22 || type == 25 || type == 26;
}

class Importer {
 public:
  explicit Importer(onnx::Model model) : model_(std::move(model)) {}

  Result<Graph> run() {
    CNN_TRY(read_opset());
    CNN_TRY(add_initializers());
    CNN_TRY(add_inputs());
    CNN_TRY(add_nodes());
    CNN_TRY(add_outputs());
    CNN_TRY(check_defined());
    state_narrow_types();
    graph_.producer = model_.producer;
    graph_.metadata = std::make_shared<const Metadata>(std::move(model_.metadata));
    CNN_TRY(sort_topologically(graph_));
    return std::move(graph_);
  }

 private:
  Result<void> read_opset() {
    for (const onnx::Opset& opset : model_.opsets)
      if (is_standard(opset.domain)) graph_.opset = opset.version;
    if (graph_.opset >= kOldestOpset && graph_.opset <= kNewestOpset) return {};
    if (graph_.opset == 0)
      return fail(ErrorCode::kUnsupported, "the model does not say which ONNX opset it uses",
                  "export it again");
    return fail(ErrorCode::kUnsupported,
                "the model uses ONNX opset " + decimal(graph_.opset) + ", and opsets " +
                    decimal(kOldestOpset) + " to " + decimal(kNewestOpset) + " are read",
                graph_.opset < kOldestOpset
                    ? "convert it with onnx.version_converter.convert_version(model, 17)"
                    : "export it with torch.onnx.export(..., opset_version=18), or another opset "
                      "up to " +
                          decimal(kNewestOpset));
  }

  ValueId value_of(const std::string& name) {
    const auto [found, added] = ids_.try_emplace(name, static_cast<ValueId>(graph_.values.size()));
    if (added) {
      graph_.values.emplace_back().name = name;
      defined_.push_back(false);
    }
    return found->second;
  }

  Result<void> define(ValueId id) {
    const auto index = static_cast<std::size_t>(id);
    if (defined_[index])
      return fail(ErrorCode::kInvalidModel,
                  "the value " + quoted(graph_.value(id).name) + " is defined twice",
                  "the file is damaged or was written by a faulty exporter; export it again");
    defined_[index] = true;
    return {};
  }

  Result<void> add_initializers() {
    for (onnx::Initializer& initializer : model_.initializers) {
      const ValueId id = value_of(initializer.name);
      CNN_TRY(define(id));
      Value& value = graph_.value(id);
      value.type = {initializer.tensor->dtype(), initializer.tensor->shape()};
      value.constant = std::move(initializer.tensor);
      value.initializer = true;
      if (is_narrow(initializer.element_type)) narrow_.emplace(id, initializer.element_type);
    }
    return {};
  }

  // Of a zero point of 16, 4 or 2 bits the tensor is of a wider type: the attribute that newer
  // files have says what to quantise to.
  void state_narrow_types() {
    for (Node& node : graph_.nodes) {
      if (!node.op.ends_with("QuantizeLinear") || node.inputs.size() < 3) continue;
      const auto type = narrow_.find(node.inputs[2]);
      if (type == narrow_.end() || NodeView(graph_, node).attribute("output_dtype")) continue;
      node.attributes.push_back({"output_dtype", std::int64_t{type->second}});
    }
  }

  Result<void> add_inputs() {
    for (const onnx::ValueInfo& info : model_.inputs) {
      const ValueId id = value_of(info.name);
      // Files of IR version 3 list their weights among the inputs.
      if (graph_.value(id).constant) continue;
      CNN_TRY(define(id));
      if (info.element_type != kFloatElements)
        return fail(ErrorCode::kUnsupported,
                    "the input " + quoted(info.name) + " is not a float32 tensor",
                    "export the network with a float32 input");
      GraphInput input{id, info.has_shape, {}};
      for (const onnx::Dimension& dim : info.dims)
        input.declared.push_back(dim.value > 0 ? dim.value : -1);
      graph_.value(id).type = {DType::kFloat32, info.has_shape ? default_input_shape(input.declared)
                                                               : Shape{1, 3, 224, 224}};
      if (auto checked = check(graph_.value(id).type.shape); !checked) {
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

  Result<void> add_nodes() {
    std::size_t index = 0;
    for (onnx::Node& from : model_.nodes) {
      Node node;
      node.op = is_standard(from.domain) ? from.op : from.domain + "." + from.op;
      node.name = from.name.empty() ? node.op + "_" + decimal(index) : from.name;
      node.attributes = std::move(from.attributes);
      for (const std::string& name : from.inputs)
        node.inputs.push_back(name.empty() ? kNoValue : value_of(name));
      // Omitted inputs at the end are as good as not listed.
      while (!node.inputs.empty() && node.inputs.back() == kNoValue) node.inputs.pop_back();
      for (const std::string& name : from.outputs) {
        node.outputs.push_back(name.empty() ? kNoValue : value_of(name));
        if (!name.empty()) CNN_TRY(define(node.outputs.back()));
      }
      graph_.nodes.push_back(std::move(node));
      ++index;
    }
    return {};
  }

  Result<void> add_outputs() {
    for (const onnx::ValueInfo& info : model_.outputs)
      graph_.outputs.push_back(value_of(info.name));
    if (graph_.outputs.empty())
      return fail(ErrorCode::kInvalidModel, "the network has no output",
                  "export it with its predictions as the output");
    return {};
  }

  Result<void> check_defined() {
    for (std::size_t id = 0; id < graph_.values.size(); ++id) {
      if (defined_[id]) continue;
      const std::string value = quoted(graph_.values[id].name);
      Error error(ErrorCode::kInvalidModel, "the output " + value + " is never computed",
                  "the file is damaged or was written by a faulty exporter; export it again");
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
  std::map<std::string, ValueId> ids_;
  Flags defined_;                  // by ValueId
  std::map<ValueId, int> narrow_;  // initialisers, with their type
};

}  // namespace

Shape default_input_shape(const std::vector<std::int64_t>& declared) {
  constexpr std::int64_t kPicture[] = {1, 3, 224, 224};
  Shape shape;
  for (std::size_t axis = 0; axis < declared.size(); ++axis) {
    const std::int64_t otherwise = declared.size() == 4 ? kPicture[axis] : 1;
    shape.push_back(declared[axis] > 0 ? declared[axis] : otherwise);
  }
  return shape;
}

Result<Graph> import_model(onnx::Model model) {
  return Importer(std::move(model)).run();
}

}  // namespace cnn
