#include "graph/node_view.h"

#include <algorithm>

#include "core/text.h"

namespace cnn {

bool NodeView::has_input(std::size_t index) const {
  return index < node_->inputs.size() && node_->inputs[index] != kNoValue;
}

bool NodeView::has_output(std::size_t index) const {
  return index < node_->outputs.size() && node_->outputs[index] != kNoValue;
}

TensorPtr NodeView::constant(std::size_t index) const {
  return has_input(index) ? input(index).constant : nullptr;
}

const Attribute* NodeView::attribute(std::string_view name) const {
  const auto found = std::ranges::find(node_->attributes, name, &Attribute::name);
  return found == node_->attributes.end() ? nullptr : &*found;
}

namespace {

// Pointer to the attribute's value when it has type T. Types were checked at load (ops/registry).
template <class T>
const T* value_of(const Attribute* attribute) {
  return attribute ? std::get_if<T>(&attribute->value) : nullptr;
}

}  // namespace

std::int64_t NodeView::get_int(std::string_view name, std::int64_t otherwise) const {
  const auto* value = value_of<std::int64_t>(attribute(name));
  return value ? *value : otherwise;
}

float NodeView::get_float(std::string_view name, float otherwise) const {
  const auto* value = value_of<float>(attribute(name));
  return value ? *value : otherwise;
}

std::string_view NodeView::get_string(std::string_view name, std::string_view otherwise) const {
  const auto* value = value_of<std::string>(attribute(name));
  return value ? std::string_view(*value) : otherwise;
}

std::span<const std::int64_t> NodeView::get_ints(std::string_view name) const {
  const auto* value = value_of<std::vector<std::int64_t>>(attribute(name));
  return value ? std::span<const std::int64_t>(*value) : std::span<const std::int64_t>();
}

std::unexpected<Error> NodeView::error(ErrorCode code, std::string_view message,
                                       std::string_view hint, std::string_view attribute) const {
  constexpr std::size_t kMostShapes = 16;
  std::string text = shortened(node_->op) + " " + quoted(node_->name) + ": ";
  text += message;
  Error error(code, std::move(text), std::string(hint));
  error.node = shortened(node_->name);
  error.op = shortened(node_->op);
  error.attribute = shortened(attribute);
  for (std::size_t index = 0; index < std::min(input_count(), kMostShapes); ++index)
    if (has_input(index))
      error.shapes.push_back(shortened(input(index).name) + " " + to_string(shape(index)));
  return std::unexpected(std::move(error));
}

Result<std::size_t> NodeView::axis(std::int64_t value, std::size_t rank,
                                   std::string_view attribute) const {
  const auto signed_rank = static_cast<std::int64_t>(rank);
  if (value < -signed_rank || value >= signed_rank)
    return error(ErrorCode::kInvalidModel,
                 "axis " + decimal(value) + " does not exist in a tensor of rank " + decimal(rank),
                 {}, attribute);
  return static_cast<std::size_t>(value < 0 ? value + signed_rank : value);
}

}  // namespace cnn
