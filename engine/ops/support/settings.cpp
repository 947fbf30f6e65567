#include "ops/support/settings.h"

#include <string>

#include "core/text.h"

namespace cnn {

Result<std::vector<std::int64_t>> integers(const NodeView& node, std::size_t index) {
  const TensorPtr tensor = node.constant(index);
  if (!tensor)
    return node.error(ErrorCode::kUnsupported,
                      "its input " + quoted(node.input(index).name) + " is computed at run time");
  const bool wide = tensor->dtype() == DType::kInt64;
  if (tensor->shape().rank() > 1 || !(wide || tensor->dtype() == DType::kInt32))
    return node.error(ErrorCode::kInvalidModel, "its input " + quoted(node.input(index).name) +
                                                    " must be a list of integers");
  std::vector<std::int64_t> values;
  if (wide)
    for (const std::int64_t value : tensor->data<std::int64_t>()) values.push_back(value);
  else
    for (const std::int32_t value : tensor->data<std::int32_t>()) values.push_back(value);
  return values;
}

Result<std::int64_t> one_integer(const NodeView& node, std::size_t index) {
  // Before a list of any length is copied.
  if (node.constant(index) && node.shape(index).elements() != 1)
    return node.error(ErrorCode::kInvalidModel,
                      "its input " + quoted(node.input(index).name) + " is not one number");
  CNN_ASSIGN(const std::vector<std::int64_t> given, integers(node, index));
  return given[0];
}

Result<std::optional<std::vector<std::int64_t>>> setting(const NodeView& node,
                                                         std::string_view name, std::size_t index) {
  if (node.has_input(index)) {
    if (node.attribute(name))
      return node.error(ErrorCode::kInvalidModel,
                        "the attribute '" + std::string(name) + "' is also given as an input", {},
                        name);
    CNN_ASSIGN(std::vector<std::int64_t> values, integers(node, index));
    return values;
  }
  if (!node.attribute(name)) return std::nullopt;
  const auto values = node.get_ints(name);
  return std::vector<std::int64_t>(values.begin(), values.end());
}

Result<Flags> named_axes(const NodeView& node, std::span<const std::int64_t> axes,
                         std::size_t rank) {
  Flags named(rank, false);
  for (const std::int64_t value : axes) {
    CNN_ASSIGN(const std::size_t axis, node.axis(value, rank, "axes"));
    if (named[axis])
      return node.error(ErrorCode::kInvalidModel, "axis " + decimal(value) + " is named twice", {},
                        "axes");
    named[axis] = true;
  }
  return named;
}

}  // namespace cnn
