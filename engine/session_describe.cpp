#include "session_describe.h"

#include <algorithm>
#include <bit>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/element_type.h"
#include "core/json.h"
#include "ops/op.h"
#include "ops/support/facts.h"

namespace cnn {
namespace {

// JSON has no numbers for infinity and NaN, and decimals would round: the bits of a float32.
std::int64_t bits(float value) {
  return std::bit_cast<std::uint32_t>(value);
}

// The largest that JavaScript counts to stands for what is larger.
std::int64_t whole(double number) {
  return static_cast<std::int64_t>(std::min(number, 0x1p53));
}

struct WriteAttribute {
  Json& json;
  std::string_view name;

  void operator()(std::int64_t value) const { json.number(name, value); }
  void operator()(const std::string& value) const { json.text(name, value); }
  void operator()(const std::vector<std::int64_t>& values) const { json.numbers(name, values); }
  void operator()(const std::vector<std::string>& values) const {
    json.open(name, '[');
    for (const std::string& value : values) json.text(Json::kItem, value);
    json.close(']');
  }
  void operator()(float value) const {
    json.open(name, '{');
    json.number("bits", bits(value));
    json.close('}');
  }
  void operator()(const std::vector<float>& values) const {
    json.open(name, '{');
    json.open("bits", '[');
    for (const float value : values) json.number(Json::kItem, bits(value));
    json.close(']');
    json.close('}');
  }
  void operator()(const TensorPtr& tensor) const {
    json.text(name, "tensor " + to_string(tensor->shape()));
  }
  void operator()(OpaqueAttribute) const { json.text(name, "(not shown)"); }
};

void write_value(Json& json, const Value& value, std::span<const std::int64_t> dims,
                 bool any_shape = false) {
  json.open(Json::kItem, '{');
  json.text("name", value.name);
  const std::string_view stored = dtype_name(value.type.dtype);
  const bool as_declared = stored_type(value.declared) == value.type.dtype;
  const std::string_view type = as_declared ? element_type_name(value.declared) : stored;
  json.text("type", type);
  if (type != stored) json.text("runsAs", stored);
  json.numbers("shape", dims);
  if (any_shape) json.truth("anyShape", true);
  json.close('}');
}

void write_value(Json& json, const Value& value) {
  write_value(json, value, value.type.shape.dims());
}

class Describer {
 public:
  explicit Describer(const Session& session) : session_(session), graph_(session.graph()) {}

  std::string describe() {
    json_.open(Json::kItem, '{');
    json_.text("producer", graph_.producer);
    json_.number("opset", graph_.opset);
    write_values();
    write_nodes();
    json_.open("operators", '{');
    for (const Operator* row : rows_) {
      json_.open(row->type, '{');
      json_.text("help", row->help);
      json_.text("parameters", row->parameters);
      json_.close('}');
    }
    json_.close('}');
    json_.open("facts", '[');
    for (const std::string_view facts : facts_) json_.json(Json::kItem, facts);
    json_.close(']');
    write_left_out();
    json_.open("metadata", '{');
    if (graph_.metadata)
      for (const auto& [key, text] : *graph_.metadata) json_.text(key, text);
    json_.close('}');
    json_.open("notes", '[');
    const Plan* fast = session_.plan(PlanKind::kFast);
    for (const std::string& note : fast ? fast->graph().notes : graph_.notes)
      json_.text(Json::kItem, note);
    json_.close(']');
    json_.close('}');
    return json_.take();
  }

 private:
  void write_values() {
    json_.open("inputs", '[');
    for (const GraphInput& input : graph_.inputs) {
      const Value& value = graph_.value(input.value);
      const auto dims = value.type.shape.dims();
      write_value(json_, value, input.has_shape ? std::span(input.declared) : dims,
                  !input.has_shape);
    }
    json_.close(']');
    json_.open("outputs", '[');
    for (const ValueId id : graph_.outputs) write_value(json_, graph_.value(id));
    json_.close(']');
    json_.open("initializers", '[');
    for (const Value& value : graph_.values)
      if (value.initializer || (value.constant && value.consumers > 0)) write_value(json_, value);
    json_.close(']');
  }

  void write_left_out() {
    if (!graph_.left_out) return;
    json_.open("leftOut", '[');
    for (const auto& [name, op, reason] : *graph_.left_out) {
      json_.open(Json::kItem, '{');
      json_.text("name", name);
      json_.text("op", op);
      if (!reason.empty()) json_.text("reason", reason);
      json_.close('}');
    }
    json_.close(']');
  }

  void write_names(std::string_view key, std::span<const ValueId> ids) {
    json_.open(key, '[');
    for (const ValueId id : ids)
      json_.text(Json::kItem, id == kNoValue ? std::string_view() : graph_.value(id).name);
    json_.close(']');
  }

  void write_shapes(std::string_view key, std::span<const ValueId> ids) {
    json_.open(key, '[');
    for (const ValueId id : ids)
      json_.numbers(Json::kItem, id == kNoValue ? std::span<const std::int64_t>()
                                                : graph_.value(id).type.shape.dims());
    json_.close(']');
  }

  void write_nodes() {
    double params = 0, macs = 0;
    json_.open("nodes", '[');
    for (const Node& node : graph_.nodes) {
      const NodeCost cost = session_.cost(node);
      params += static_cast<double>(cost.params);
      macs += static_cast<double>(cost.macs);
      const Operator* row = find_operator(node.op);
      if (std::ranges::find(rows_, row) == rows_.end()) rows_.push_back(row);
      json_.open(Json::kItem, '{');
      json_.text("name", node.name);
      json_.text("op", node.op);
      write_names("inputs", node.inputs);
      write_names("outputs", node.outputs);
      json_.open("attributes", '{');
      for (const Attribute& attribute : node.attributes)
        std::visit(WriteAttribute{json_, attribute.name}, attribute.value);
      json_.close('}');
      write_shapes("inputShapes", node.inputs);
      write_shapes("outputShapes", node.outputs);
      json_.number("params", cost.params);
      json_.number("macs", cost.macs);
      json_.number("facts", facts_index(facts_json(NodeView(graph_, node), *row)));
      json_.truth("plainKernel", session_.runs_plain(node));
      json_.close('}');
    }
    json_.close(']');
    json_.number("params", whole(params));
    json_.number("macs", whole(macs));
  }

  // Layers of one kind and size share what is known of them: 20,000 nodes would not be read in
  // time.
  std::int64_t facts_index(std::string facts) {
    const auto [found, is_new] = facts_index_.try_emplace(std::move(facts), facts_.size());
    if (is_new) facts_.push_back(found->first);
    return static_cast<std::int64_t>(found->second);
  }

  const Session& session_;
  const Graph& graph_;
  Json json_;
  std::vector<const Operator*> rows_;  // of the nodes, each once
  std::map<std::string, std::size_t> facts_index_;
  std::vector<std::string_view> facts_;  // keys of facts_index_, by index
};

}  // namespace

std::string describe_json(const Session& session) {
  return Describer(session).describe();
}

}  // namespace cnn
