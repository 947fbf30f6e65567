#include "fuzz/mutate.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ops/op.h"

namespace cnn::fuzz {
namespace {

constexpr std::int64_t kIntegers[] = {
    0,         1,         -1,        2,         -2,           3,   4,   5,    7,     8,
    15,        16,        17,        63,        64,           127, 128, 255,  256,   1000,
    65535,     65536,     1 << 20,   1 << 24,   -8,           -16, -64, -128, -1000, 1 << 25,
    INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, INT64_MAX / 2};
constexpr float kFloats[] = {0.0f,
                             -0.0f,
                             1.0f,
                             -1.0f,
                             0.5f,
                             2.0f,
                             1e-5f,
                             1e30f,
                             -1e30f,
                             3.5f,
                             2147483648.0f,
                             std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::infinity(),
                             -std::numeric_limits<float>::infinity(),
                             std::numeric_limits<float>::denorm_min(),
                             std::numeric_limits<float>::max()};
constexpr const char* kTexts[] = {"",
                                  "SAME_UPPER",
                                  "SAME_LOWER",
                                  "VALID",
                                  "NOTSET",
                                  "constant",
                                  "reflect",
                                  "edge",
                                  "wrap",
                                  "nearest",
                                  "linear",
                                  "cubic",
                                  "tanh",
                                  "none",
                                  "DCR",
                                  "CRD",
                                  "align_corners",
                                  "asymmetric",
                                  "half_pixel",
                                  "pytorch_half_pixel",
                                  "tf_crop_and_resize",
                                  "floor",
                                  "ceil",
                                  "round_prefer_floor",
                                  "round_prefer_ceil",
                                  "add",
                                  "mul",
                                  "max",
                                  "min",
                                  "not_larger",
                                  "ij,jk->ik",
                                  "bij,bjk->bik",
                                  "ii->i",
                                  "...i,...i->...",
                                  "abcd->dcba"};

class Mutator {
 public:
  Mutator(Field& model, test::Random& random, MutateBytes mutate_bytes)
      : model_(model), random_(random), mutate_bytes_(mutate_bytes) {}

  void run() {
    Field* graph = model_.find(number::kModelGraph);
    if (!graph || graph->kind != Kind::kGraph) return change_leaf(model_);
    graph_ = graph;
    switch (random_.integer(0, 15)) {
      case 0: return change_operator();
      case 1:
      case 2: return change_attribute();
      case 3: return add_attribute();
      case 4:
      case 5: return change_dimension();
      case 6:
      case 7: return change_elements();
      case 8:
      case 9: return rewire();
      case 10: return duplicate_node();
      case 11: return remove_something();
      case 12: return add_node();
      case 13: return resize_tensor();
      case 14: return change_opset();
      default: return change_leaf(model_);
    }
  }

 private:
  template <class T, std::size_t N>
  const T& pick(const T (&from)[N]) {
    return from[random_.next() % N];
  }
  template <class T>
  T& pick(std::vector<T>& from) {
    return from[random_.next() % from.size()];
  }
  std::int64_t integer() { return random_.chance(70) ? random_.integer(-3, 12) : pick(kIntegers); }
  float real() { return random_.chance(30) ? random_.real() : pick(kFloats); }

  // A node of the graph, or nullptr.
  Field* node() {
    auto nodes = graph_->all(number::kGraphNode);
    return nodes.empty() ? nullptr : pick(nodes);
  }
  // The name of something that a node can read; may be one that comes later, or none at all.
  std::string value_name() {
    std::vector<std::string> names;
    for (Field& field : graph_->fields) {
      if (field.number == number::kGraphNode)
        for (Field* output : field.all(number::kNodeOutput)) names.push_back(output->bytes);
      const bool tensor = field.number == number::kGraphInitializer;
      if (tensor || field.number == number::kGraphInput)
        if (const Field* name = field.find(tensor ? number::kTensorName : number::kInfoName))
          names.push_back(name->bytes);
    }
    if (names.empty() || random_.chance(3)) return "";
    return pick(names);
  }
  std::string fresh_name() { return "f" + std::to_string(random_.next() % 1000000); }

  void change_operator() {
    static const auto rows = all_operators();
    Field* target = node();
    Field* op = target ? target->find(number::kNodeOp) : nullptr;
    if (op) op->bytes = rows[random_.next() % rows.size()]->type;
  }

  void change_attribute() {
    std::vector<Field*> attributes;
    collect(*graph_, [](const Field& field) { return field.kind == Kind::kAttribute; }, attributes);
    if (attributes.empty()) return add_attribute();
    Field& attribute = *pick(attributes);
    std::vector<Field*> values;
    for (Field& field : attribute.fields)
      if (field.number != number::kAttributeName) values.push_back(&field);
    if (values.empty()) return;
    Field& value = *pick(values);
    if (value.number == number::kAttributeInts && random_.chance(30)) {
      if (random_.chance(50))
        attribute.fields.push_back(varint_field(value.number, integer()));
      else
        erase(attribute, value);
      return;
    }
    if (value.number == number::kAttributeText)
      value.bytes = pick(kTexts);
    else
      change_value(value);
  }

  static void erase(Field& from, const Field& field) {
    from.fields.erase(from.fields.begin() + (&field - from.fields.data()));
  }

  // An attribute that the node's operator knows, with a value of the right type.
  void add_attribute() {
    Field* target = node();
    const Field* op = target ? target->find(number::kNodeOp) : nullptr;
    const Operator* row = op ? find_operator(op->bytes) : nullptr;
    if (!row || row->attributes.empty()) return;
    const AttributeSpec& spec = row->attributes[random_.next() % row->attributes.size()];
    Field attribute = text_field(number::kNodeAttribute, {});
    attribute.kind = Kind::kAttribute;
    attribute.fields.push_back(text_field(number::kAttributeName, spec.name));
    add_values(attribute, spec.type);
    for (Field* existing : target->all(number::kNodeAttribute)) {
      const Field* name = existing->find(number::kAttributeName);
      if (!name || name->bytes != spec.name) continue;
      *existing = std::move(attribute);
      return;
    }
    target->fields.push_back(std::move(attribute));
  }

  void add_values(Field& attribute, AttributeSpec::Type type) {
    const auto add = [&](Field field) { attribute.fields.push_back(std::move(field)); };
    const auto count = random_.integer(0, 5);
    int code = 0;
    switch (type) {
      case AttributeSpec::kInt:
        code = 2;
        add(varint_field(number::kAttributeInt, integer()));
        break;
      case AttributeSpec::kFloat:
        code = 1;
        add(float_field(number::kAttributeFloat, real()));
        break;
      case AttributeSpec::kString:
        code = 3;
        add(text_field(number::kAttributeText, pick(kTexts)));
        break;
      case AttributeSpec::kFloats:
        code = 6;
        for (int i = 0; i < count; ++i) add(float_field(number::kAttributeFloats, real()));
        break;
      default:
        code = 7;
        for (int i = 0; i < count; ++i) add(varint_field(number::kAttributeInts, integer()));
    }
    add(varint_field(number::kAttributeType, code));
  }

  void change_dimension() {
    std::vector<Field*> dims;
    const auto is_dim = [](const Field& field) { return field.kind == Kind::kDimension; };
    collect(*graph_, is_dim, dims);
    for (Field* tensor : graph_->all(number::kGraphInitializer))
      for (Field* dim : tensor->all(number::kTensorDim)) dims.push_back(dim);
    if (dims.empty()) return;
    Field& dim = *pick(dims);
    if (dim.kind != Kind::kDimension) return change_value(dim);
    dim.fields.clear();
    dim.fields.push_back(random_.chance(20) ? text_field(number::kDimensionSymbol, "N")
                                            : varint_field(number::kDimensionValue, integer()));
  }

  // Overwrites elements of a tensor with values of its type.
  void change_elements() {
    std::vector<Field*> tensors;
    collect(*graph_, [](const Field& field) { return field.kind == Kind::kTensor; }, tensors);
    if (tensors.empty()) return;
    Field& tensor = *pick(tensors);
    Field* raw = tensor.find(number::kTensorRaw);
    if (!raw || raw->bytes.empty()) return change_leaf(tensor);
    const Field* type = tensor.find(number::kTensorType);
    const bool wide = type && type->value == 7;  // int64
    const std::size_t size = wide ? 8 : 4;
    for (auto count = random_.integer(1, 4); count > 0 && raw->bytes.size() >= size; --count) {
      const std::size_t at = random_.next() % (raw->bytes.size() / size) * size;
      const std::int64_t whole = integer();
      const float element = real();
      std::memcpy(raw->bytes.data() + at, wide ? static_cast<const void*>(&whole) : &element, size);
    }
  }

  void rewire() {
    Field* target = node();
    if (!target) return;
    auto edges = target->all(random_.chance(85) ? number::kNodeInput : number::kNodeOutput);
    if (random_.chance(15)) {
      target->fields.push_back(text_field(number::kNodeInput, value_name()));
    } else if (random_.chance(10)) {
      auto outputs = graph_->all(number::kGraphOutput);
      Field* name = outputs.empty() ? nullptr : pick(outputs)->find(number::kInfoName);
      if (name) name->bytes = value_name();
    } else if (!edges.empty()) {
      pick(edges)->bytes = value_name();
    }
  }

  // The copy stands behind the graph's other nodes, gives new names, and is an output.
  void append_node(Field copy) {
    for (Field* output : copy.all(number::kNodeOutput)) {
      output->bytes = fresh_name();
      Field info = text_field(number::kGraphOutput, {});
      info.kind = Kind::kValueInfo;
      info.fields.push_back(text_field(number::kInfoName, output->bytes));
      graph_->fields.push_back(std::move(info));
    }
    graph_->fields.push_back(std::move(copy));
  }

  void duplicate_node() {
    const Field* target = node();
    if (!target) return;
    Field copy = *target;
    auto inputs = copy.all(number::kNodeInput);
    if (!inputs.empty() && random_.chance(70)) inputs[0]->bytes = value_name();
    append_node(std::move(copy));
  }

  void add_node() {
    static const auto rows = all_operators();
    const Operator& row = *rows[random_.next() % rows.size()];
    Field added = text_field(number::kGraphNode, {});
    added.kind = Kind::kNode;
    const auto most = std::min(row.max_inputs, row.min_inputs + 2);
    for (auto left = random_.integer(row.min_inputs, most); left > 0; --left)
      added.fields.push_back(text_field(number::kNodeInput, value_name()));
    added.fields.push_back(text_field(number::kNodeOutput, ""));
    added.fields.push_back(text_field(number::kNodeOp, row.type));
    append_node(std::move(added));
  }

  void remove_something() {
    Field* from = random_.chance(50) ? graph_ : node();
    if (from && !from->fields.empty()) erase(*from, pick(from->fields));
  }

  // New dimensions for a tensor, and as many elements as they need.
  void resize_tensor() {
    auto tensors = graph_->all(number::kGraphInitializer);
    if (tensors.empty()) return;
    Field& tensor = *pick(tensors);
    Field* raw = tensor.find(number::kTensorRaw);
    const Field* type = tensor.find(number::kTensorType);
    auto dims = tensor.all(number::kTensorDim);
    if (!raw || !type || dims.empty()) return;
    pick(dims)->value = static_cast<std::uint64_t>(random_.integer(0, 9));
    std::uint64_t bytes = type->value == 7 ? 8 : 4;
    for (const Field* dim : dims) bytes *= std::min<std::uint64_t>(dim->value, 64);
    if (bytes > 4096) return;
    const std::string old = raw->bytes;
    raw->bytes.resize(bytes);
    for (std::size_t at = old.size(); at < bytes && !old.empty(); ++at)
      raw->bytes[at] = old[at % old.size()];
  }

  void change_opset() {
    for (Field* opset : model_.all(number::kModelOpset))
      if (Field* version = opset->find(number::kOpsetVersion))
        version->value = static_cast<std::uint64_t>(random_.integer(5, 27));
  }

  void change_value(Field& field) {
    switch (field.wire) {
      case Wire::kVarint: field.value = static_cast<std::uint64_t>(integer()); break;
      case Wire::kFixed32: field.value = std::bit_cast<std::uint32_t>(real()); break;
      case Wire::kFixed64: field.value = random_.next(); break;
      case Wire::kLength: change_bytes(field.bytes); break;
    }
  }

  void change_bytes(std::string& bytes) {
    const std::size_t size = bytes.size();
    bytes.resize(size + 16);
    bytes.resize(mutate_bytes_(reinterpret_cast<std::uint8_t*>(bytes.data()), size, bytes.size()));
  }

  // Any field that holds no others.
  void change_leaf(Field& root) {
    std::vector<Field*> leaves;
    collect(root, [](const Field& field) { return field.kind == Kind::kBytes; }, leaves);
    if (!leaves.empty()) change_value(*pick(leaves));
  }

  Field& model_;
  test::Random& random_;
  MutateBytes mutate_bytes_;
  Field* graph_ = nullptr;
};

}  // namespace

void mutate(Field& model, test::Random& random, MutateBytes mutate_bytes) {
  Mutator(model, random, mutate_bytes).run();
}

void splice(Field& model, Field other, test::Random& random) {
  Field* graph = model.find(number::kModelGraph);
  Field* from = other.find(number::kModelGraph);
  if (!graph || !from || graph->kind != Kind::kGraph || from->kind != Kind::kGraph) return;
  std::vector<std::string> mine, fed;
  for (Field* node : graph->all(number::kGraphNode))
    for (Field* output : node->all(number::kNodeOutput)) mine.push_back(output->bytes);
  for (Field* input : from->all(number::kGraphInput))
    if (const Field* name = input->find(number::kInfoName)) fed.push_back(name->bytes);
  const std::string prefix = "s" + std::to_string(random.next() % 1000);
  const auto rename = [&](Field* name) {
    if (!name || name->bytes.empty()) return;
    const bool is_fed = std::ranges::find(fed, name->bytes) != fed.end();
    if (is_fed && !mine.empty())
      name->bytes = mine[random.next() % mine.size()];
    else
      name->bytes = prefix + name->bytes;
  };
  for (Field& field : from->fields) {
    if (field.number == number::kGraphInput && !mine.empty()) continue;
    if (field.number == number::kGraphNode)
      for (const int edge : {number::kNodeInput, number::kNodeOutput})
        for (Field* name : field.all(edge)) rename(name);
    if (field.number == number::kGraphInitializer) rename(field.find(number::kTensorName));
    if (field.number == number::kGraphInput || field.number == number::kGraphOutput)
      rename(field.find(number::kInfoName));
    if (field.kind != Kind::kBytes) graph->fields.push_back(std::move(field));
  }
}

}  // namespace cnn::fuzz
