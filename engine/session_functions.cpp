#include "session_functions.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/ledger.h"
#include "core/limits.h"
#include "core/text.h"

namespace cnn {
namespace {

// What an operator means at which of them is its row's business: ops/op.h.
constexpr std::int64_t kOldestOpset = 6;
constexpr std::int64_t kNewestOpset = 26;

bool is_standard(std::string_view domain) {
  return domain.empty() || domain == "ai.onnx";
}

std::string key(const std::string& domain, const std::string& name, const std::string& overload) {
  return qualified(domain, name) + '\n' + overload;
}

std::size_t bytes_of(const AttributeValue& value) {
  const auto list = [](const auto* items) {
    return items ? items->size() * sizeof((*items)[0]) : std::size_t{0};
  };
  std::size_t bytes = list(std::get_if<std::string>(&value)) +
                      list(std::get_if<std::vector<std::int64_t>>(&value)) +
                      list(std::get_if<std::vector<float>>(&value));
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
    for (const std::string& text : *texts) bytes += sizeof(text) + text.size();
  return bytes;
}

std::unexpected<Error> wrong_call(const onnx::Function& function, const Node& node,
                                  std::string_view what) {
  return fail(ErrorCode::kInvalidModel,
              quoted(node.name) + " calls the function " +
                  quoted(qualified(function.domain, function.name)) + " " + std::string(what),
              "the file is damaged or was written by a faulty exporter; export it again");
}

}  // namespace

std::string qualified(const std::string& domain, const std::string& op) {
  return is_standard(domain) ? op : domain + "." + op;
}

Result<std::int64_t> standard_opset(const std::vector<onnx::Opset>& opsets) {
  std::int64_t version = 0;
  for (const onnx::Opset& opset : opsets)
    if (is_standard(opset.domain)) version = opset.version;
  if (version >= kOldestOpset && version <= kNewestOpset) return version;
  if (version == 0)
    return fail(ErrorCode::kUnsupported, "the model does not say which ONNX opset it uses",
                "export it again");
  return fail(ErrorCode::kUnsupported,
              "the model uses ONNX opset " + decimal(version) + ", and opsets " +
                  decimal(kOldestOpset) + " to " + decimal(kNewestOpset) + " are read",
              version < kOldestOpset
                  ? "convert it with onnx.version_converter.convert_version(model, 17)"
                  : "export it with torch.onnx.export(..., opset_version=18), or another opset "
                    "up to " +
                        decimal(kNewestOpset));
}

std::size_t structure_bytes(const onnx::Node& node) {
  std::size_t bytes = sizeof(Node) + node.op.size() + node.domain.size() +
                      (node.inputs.size() + node.outputs.size()) * sizeof(ValueId);
  for (const Attribute& attribute : node.attributes)
    bytes += sizeof(attribute) + attribute.name.size() + bytes_of(attribute.value);
  return bytes + (node.references.size() + node.graphs.size()) * (sizeof(Attribute) + kBlock);
}

Functions::Functions(const std::vector<onnx::Function>& functions) {
  for (const onnx::Function& function : functions)
    functions_[key(function.domain, function.name, function.overload)] = &function;
}

const onnx::Function* Functions::find(const onnx::Node& node) const {
  if (functions_.empty()) return nullptr;
  const auto found = functions_.find(key(node.domain, node.op, node.overload));
  return found == functions_.end() ? nullptr : found->second;
}

Result<void> Functions::enter(const onnx::Function& function, const Node& node, std::size_t outputs,
                              std::int64_t graph_opset) {
  if (calls_.size() >= static_cast<std::size_t>(limits::kMaxGraphDepth))
    return fail(ErrorCode::kLimitExceeded, "functions of the model call each other more than " +
                                               decimal(limits::kMaxGraphDepth) + " deep");
  for (const Call& call : calls_)
    if (call.function == &function) return wrong_call(function, node, "inside of itself");
  if (node.inputs.size() > function.inputs.size() || outputs > function.outputs.size())
    return wrong_call(function, node, "with more inputs or outputs than it has");
  Call call{&function, node.attributes, 0};
  for (const Attribute& given : node.attributes) {
    const bool known =
        std::ranges::find(function.attributes, given.name) != function.attributes.end() ||
        std::ranges::find(function.defaults, given.name, &Attribute::name) !=
            function.defaults.end();
    if (!known)
      return wrong_call(function, node,
                        "with the attribute " + quoted(given.name) + ", which it does not have");
  }
  for (const Attribute& other : function.defaults)
    if (std::ranges::find(node.attributes, other.name, &Attribute::name) == node.attributes.end())
      call.attributes.push_back(other);
  const auto standard = [](const onnx::Opset& opset) { return is_standard(opset.domain); };
  if (std::ranges::any_of(function.opsets, standard)) {
    CNN_ASSIGN(const std::int64_t opset, standard_opset(function.opsets));
    if (opset != graph_opset) call.opset = static_cast<int>(opset);
  }
  calls_.push_back(std::move(call));
  return {};
}

std::vector<Attribute> Functions::bound(const onnx::Node& node) const {
  std::vector<Attribute> attributes = node.attributes;
  if (calls_.empty()) return attributes;
  for (const onnx::AttributeReference& reference : node.references) {
    const std::vector<Attribute>& given = calls_.back().attributes;
    const auto found = std::ranges::find(given, reference.of, &Attribute::name);
    if (found != given.end()) attributes.push_back({reference.name, found->value});
  }
  return attributes;
}

}  // namespace cnn
