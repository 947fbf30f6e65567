#include <cstring>
#include <memory>
#include <string>

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"axis", AttributeSpec::kInt}};

std::size_t axis_of(const NodeView& node) {
  return *node.axis(node.get_int("axis", 0), node.shape(0).rank(), "axis");
}

// The places along the axis, negative ones counted from its end. Empty for one that is outside.
std::optional<std::vector<std::size_t>> places(const NodeView& node, std::int64_t dim) {
  const TensorPtr indices = node.constant(1);
  std::vector<std::size_t> result;
  const auto add = [&](const auto& list) {
    for (const std::int64_t index : list) {
      if (index < -dim || index >= dim) return false;
      result.push_back(static_cast<std::size_t>(index < 0 ? index + dim : index));
    }
    return true;
  };
  const bool inside = indices->dtype() == DType::kInt64 ? add(indices->data<std::int64_t>())
                                                        : add(indices->data<std::int32_t>());
  if (!inside) return std::nullopt;
  return result;
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  const TensorPtr indices = node.constant(1);
  if (!indices) return node.error(ErrorCode::kUnsupported, "its indices are computed at run time");
  if (indices->dtype() != DType::kInt64 && indices->dtype() != DType::kInt32)
    return node.error(ErrorCode::kInvalidModel, "its indices must be integers");
  if (x.rank() == 0) return node.error(ErrorCode::kInvalidModel, "its data is a scalar");
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", 0), x.rank(), "axis"));
  if (!places(node, x[axis]))
    return node.error(ErrorCode::kInvalidModel,
                      "an index is outside of an axis of " + std::to_string(x[axis]));
  Shape result;
  for (std::size_t i = 0; i < axis; ++i) result.push_back(x[i]);
  for (const std::int64_t dim : indices->shape().dims()) result.push_back(dim);
  for (std::size_t i = axis + 1; i < x.rank(); ++i) result.push_back(x[i]);
  return one_output(node.input(0).type.dtype, std::move(result));
}

void gather(const NodeView& node, std::size_t element_bytes, const void* from, void* to) {
  const Shape& x = node.shape(0);
  const std::size_t axis = axis_of(node);
  const auto dim = static_cast<std::size_t>(x[axis]);
  const std::size_t length =
      static_cast<std::size_t>(x.elements(axis + 1, x.rank())) * element_bytes;
  const std::int64_t blocks = x.elements(0, axis);
  const std::vector<std::size_t> picked = *places(node, x[axis]);  // infer() has checked them
  const auto* source = static_cast<const std::byte*>(from);
  auto* target = static_cast<std::byte*>(to);
  for (std::int64_t block = 0; length > 0 && block < blocks; ++block, source += dim * length) {
    for (const std::size_t place : picked) {
      std::memcpy(target, source + place * length, length);
      target += length;
    }
  }
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  gather(node, sizeof(float), in[0], out[0]);
}

Result<TensorPtr> value(const NodeView& node) {
  const Tensor& from = *node.constant(0);
  CNN_ASSIGN(Tensor to, Tensor::zeros(from.dtype(), node.output_shape(0)));
  gather(node, size_of(from.dtype()), from.data<std::byte>().data(), to.data<std::byte>().data());
  return std::make_shared<const Tensor>(std::move(to));
}

constexpr Operator kTable[] = {
    {.type = "Gather",
     .help = "Picks entries by their number, for example one of a shape's dimensions.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .layout = [](const NodeView&) { return LayoutRule::kPlain; },
     .infer = infer,
     .plain = plain,
     .value = value},
};

}  // namespace

std::span<const Operator> gather_table() {
  return kTable;
}

}  // namespace cnn
