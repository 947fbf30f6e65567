// Operators that move no data: another shape for the same elements, or nothing at all.
#include <algorithm>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kFlattenAttributes[] = {{"axis", AttributeSpec::kInt}};
constexpr AttributeSpec kReshapeAttributes[] = {{"allowzero", AttributeSpec::kInt}};
constexpr AttributeSpec kDropoutAttributes[] = {{"is_test", AttributeSpec::kInt, 6},
                                                {"ratio", AttributeSpec::kFloat},
                                                {"seed", AttributeSpec::kInt}};
constexpr AttributeSpec kConstantAttributes[] = {
    {"value", AttributeSpec::kTensor},        {"value_float", AttributeSpec::kFloat},
    {"value_floats", AttributeSpec::kFloats}, {"value_int", AttributeSpec::kInt},
    {"value_ints", AttributeSpec::kInts},
};

Result<std::vector<ValueType>> infer_same(const NodeView& node) {
  return std::vector<ValueType>{node.input(0).type};
}

Result<std::vector<ValueType>> infer_flatten(const NodeView& node) {
  const Shape& x = node.shape(0);
  const std::int64_t rank = static_cast<std::int64_t>(x.rank());
  const std::int64_t given = node.get_int("axis", 1);
  if (given < -rank || given > rank)
    return node.error(ErrorCode::kInvalidModel,
                      "axis " + decimal(given) + " does not exist in " + to_string(x), {}, "axis");
  const auto axis = static_cast<std::size_t>(given < 0 ? given + rank : given);
  return one_output(node.input(0).type.dtype,
                    Shape{x.elements(0, axis), x.elements(axis, x.rank())});
}

// Of an empty tensor whose empty axes are copied: what the others leave for the axis that is open.
std::int64_t open_beside_copies(const Shape& x, const Tensor& wanted) {
  std::int64_t rest = 1, known = 1;
  const auto dims = wanted.data<std::int64_t>();
  for (std::size_t axis = 0; axis < std::max(x.rank(), dims.size()); ++axis) {
    const bool is_copied = axis < dims.size() && dims[axis] == 0;
    if (is_copied) continue;
    if (axis < x.rank()) rest *= x[axis];
    if (axis < dims.size() && dims[axis] > 0) known *= dims[axis];
  }
  return rest / known;
}

Result<std::vector<ValueType>> infer_reshape(const NodeView& node) {
  const TensorPtr wanted = node.constant(1);
  if (!wanted)
    return node.error(ErrorCode::kUnsupported, "its target shape is computed at run time");
  if (wanted->dtype() != DType::kInt64 || wanted->shape().rank() != 1)
    return node.error(ErrorCode::kInvalidModel, "its target shape must be a list of int64");
  const Shape& x = node.shape(0);
  const bool keep_zero = node.get_int("allowzero", 0) != 0;
  Shape result;
  std::int64_t known = 1;
  int open = -1;
  for (const std::int64_t dim : wanted->data<std::int64_t>()) {
    std::int64_t value = dim;
    if (dim == 0 && !keep_zero) {
      if (result.rank() >= x.rank())
        return node.error(ErrorCode::kInvalidShape, "its target shape copies an axis that " +
                                                        to_string(x) + " does not have");
      value = x[result.rank()];
    } else if (dim == -1) {
      if (open >= 0)
        return node.error(ErrorCode::kInvalidModel, "its target shape leaves two axes open");
      open = static_cast<int>(result.rank());
      value = 1;
    }
    result.push_back(value);
    if (auto checked = check(result); !checked)
      return node.error(checked.error().code, "its target shape: " + checked.error().message);
    known *= value;
  }
  if (open >= 0 && known > 0) result[static_cast<std::size_t>(open)] = x.elements() / known;
  if (open >= 0 && known == 0)
    result[static_cast<std::size_t>(open)] = open_beside_copies(x, *wanted);
  if (!check(result) || result.elements() != x.elements())
    return node.error(ErrorCode::kInvalidShape,
                      to_string(x) + " cannot take the shape " + to_string(result));
  return one_output(node.input(0).type.dtype, std::move(result));
}

// Output 1, the mask, says what was kept.
DType mask_type(const NodeView& node) {
  return node.opset() < 10 ? DType::kFloat32 : DType::kBool;
}

// torchvision's Swin asks for training with a ratio of 0.
bool drops_nothing(const NodeView& node) {
  const TensorPtr ratio = node.constant(1);
  return ratio && ratio->dtype() == DType::kFloat32 && ratio->elements() == 1 &&
         ratio->data<float>()[0] == 0;
}

bool trains(const NodeView& node) {
  if (node.opset() == 6) return node.get_int("is_test", 0) == 0;
  if (!node.has_input(2) || drops_nothing(node)) return false;
  const TensorPtr training = node.constant(2);
  return !training || training->elements() != 1 || training->dtype() != DType::kBool ||
         training->data<std::uint8_t>()[0] != 0;
}

Result<std::vector<ValueType>> infer_dropout(const NodeView& node) {
  if (trains(node))
    return node.error(ErrorCode::kUnsupported, "it is in training mode",
                      "call model.eval() before the export");
  return std::vector<ValueType>{node.input(0).type, {mask_type(node), node.shape(0)}};
}

// At inference everything is kept.
Result<void> dropout_with_mask(const NodeView& node, Inputs in, Outputs out) {
  const auto count = static_cast<std::size_t>(node.shape(0).elements());
  std::copy_n(in[0], count, out[0]);
  if (mask_type(node) == DType::kBool)
    std::fill_n(out.as<std::uint8_t>(1), count, std::uint8_t{1});
  else
    std::fill_n(out[1], count, 1.0f);
  return {};
}

// What a Constant is parsed to: the TensorPtr.
Result<TensorPtr> read_constant(const NodeView& node) {
  const auto share = [](Result<Tensor> tensor) -> Result<TensorPtr> {
    if (!tensor) return std::unexpected(std::move(tensor).error());
    return std::make_shared<const Tensor>(std::move(*tensor));
  };
  if (node.node().attributes.size() != 1)
    return node.error(ErrorCode::kInvalidModel, "it needs exactly one value");
  const AttributeValue& value = node.node().attributes[0].value;
  if (const auto* tensor = std::get_if<TensorPtr>(&value)) return *tensor;
  if (const auto* number = std::get_if<float>(&value)) {
    return share(Tensor::from(std::span(number, 1), Shape{}));
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return share(Tensor::from(std::span(number, 1), Shape{}));
  }
  const auto length = [](const auto& list) {
    return Shape{static_cast<std::int64_t>(list.size())};
  };
  if (const auto* list = std::get_if<std::vector<float>>(&value))
    return share(Tensor::from(std::span<const float>(*list), length(*list)));
  if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value))
    return share(Tensor::from(std::span<const std::int64_t>(*list), length(*list)));
  return node.error(ErrorCode::kUnsupported, "its value is of a kind that is not supported");
}

Result<ParsedPtr> parse_constant(const NodeView& node) {
  CNN_ASSIGN(TensorPtr value, read_constant(node));
  return parsed_as(std::move(value));
}

Result<TensorPtr> constant_value(const NodeView& node) {
  return node.parsed<TensorPtr>();
}

Result<std::vector<ValueType>> infer_constant(const NodeView& node) {
  const TensorPtr& value = node.parsed<TensorPtr>();
  return one_output(value->dtype(), value->shape());
}

constexpr Operator kTable[] = {
    {.type = "Identity",
     .help = "Passes its input on unchanged.",
     .alias = true,
     .layout = layout_follow,
     .infer = infer_same,
     .formula = "x",
     .parameters = "x",
     .facts = same_order},
    {.type = "Dropout",
     .help = "Switches values off at random in training; here it passes them on unchanged.",
     .attributes = kDropoutAttributes,
     .max_inputs = 3,
     .max_outputs = 2,
     .alias = true,
     .layout = layout_follow,
     .infer = infer_dropout,
     .typed = dropout_with_mask,
     .formula = "x",
     .parameters = "x; ratio: unused here; training_mode: unused here | ratio=0.5: unused here; "
                   "seed: unused here; is_test=0: 0 for training (opset 6)",
     .facts = same_order},
    {.type = "Flatten",
     .help = "Lines all feature maps up into one long list of numbers.",
     .attributes = kFlattenAttributes,
     .alias = true,
     .infer = infer_flatten,
     .formula = "x",
     .parameters = "x | axis=1: first axis of the second half",
     .facts = same_order},
    {.type = "Reshape",
     .help = "Gives the same numbers another shape.",
     .attributes = kReshapeAttributes,
     .min_inputs = 2,
     .max_inputs = 2,
     .alias = true,
     .infer = infer_reshape,
     .formula = "x",
     .parameters = "x; shape: the new one, -1 for what is left, 0 for the old size | allowzero=0: "
                   "1 takes a 0 as a size",
     .facts = same_order},
    {.type = "Constant",
     .help = "A value stored in the model.",
     .attributes = kConstantAttributes,
     .min_inputs = 0,
     .max_inputs = 0,
     .data_inputs = 0,
     .parse = parse_constant,
     .infer = infer_constant,
     .value = constant_value,
     .formula = "value",
     .parameters = " | value: the tensor; value_float: one number; value_floats: a list; "
                   "value_int: one number; value_ints: a list",
     .facts = no_cells},
};

}  // namespace

std::span<const Operator> shape_table() {
  return kTable;
}

}  // namespace cnn
