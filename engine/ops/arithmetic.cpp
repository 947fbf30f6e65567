#include <algorithm>

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// NumPy's rule: align at the last axis; a missing or 1-sized axis repeats.
Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& a = node.shape(0);
  const Shape& b = node.shape(1);
  if (std::max(a.rank(), b.rank()) > XNN_MAX_TENSOR_DIMS)
    return node.error(ErrorCode::kUnsupported, "tensors of more than 6 dimensions");
  Shape result = a.rank() >= b.rank() ? a : b;
  const Shape& other = a.rank() >= b.rank() ? b : a;
  const std::size_t offset = result.rank() - other.rank();
  for (std::size_t axis = 0; axis < other.rank(); ++axis) {
    std::int64_t& dim = result[offset + axis];
    if (dim != other[axis] && dim != 1 && other[axis] != 1)
      return node.error(ErrorCode::kInvalidShape,
                        "shapes " + to_string(a) + " and " + to_string(b) + " do not broadcast");
    if (dim == 1) dim = other[axis];
  }
  return one_output(DType::kFloat32, std::move(result));
}

Shape padded(const Shape& shape, std::size_t rank) {
  Shape result;
  for (std::size_t i = shape.rank(); i < rank; ++i) result.push_back(1);
  for (const std::int64_t dim : shape.dims()) result.push_back(dim);
  return result;
}

template <class Function>
void broadcast(const NodeView& node, Inputs in, Outputs out, Function function) {
  const Shape& result = node.output_shape(0);
  const Shape a = padded(node.shape(0), result.rank());
  const Shape b = padded(node.shape(1), result.rank());
  for (std::int64_t i = 0, count = result.elements(); i < count; ++i) {
    std::int64_t rest = i, at_a = 0, at_b = 0, step_a = 1, step_b = 1;
    for (std::size_t axis = result.rank(); axis-- > 0;) {
      const std::int64_t position = rest % result[axis];
      rest /= result[axis];
      if (a[axis] != 1) at_a += position * step_a;
      if (b[axis] != 1) at_b += position * step_b;
      step_a *= a[axis];
      step_b *= b[axis];
    }
    out[0][i] = function(in[0][at_a], in[1][at_b]);
  }
}

Result<Step> lower(LowerContext& context, xnn_binary_operator type) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_binary_elementwise_nd(type, xnn_datatype_fp32, nullptr, nullptr,
                                                         nullptr, 0, &op)));
  Step step;
  step.op.reset(op);
  // Channels last reorders the axes, so an operand of lower rank is first brought to the full one.
  const std::size_t rank = node.output_shape(0).rank();
  const auto a = physical_dims(padded(node.shape(0), rank), context.layout);
  const auto b = physical_dims(padded(node.shape(1), rank), context.layout);
  CNN_TRY(backend(node, xnn_reshape_binary_elementwise_nd(op, a.size(), a.data(), b.size(),
                                                          b.data(), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_binary_elementwise_nd(op, in[0], in[1], out[0]);
  };
  return step;
}

Result<Step> lower_add(LowerContext& context) {
  return lower(context, xnn_binary_add);
}
Result<Step> lower_mul(LowerContext& context) {
  return lower(context, xnn_binary_multiply);
}

void plain_add(const NodeView& node, Inputs in, Outputs out) {
  broadcast(node, in, out, [](float a, float b) { return a + b; });
}

void plain_mul(const NodeView& node, Inputs in, Outputs out) {
  broadcast(node, in, out, [](float a, float b) { return a * b; });
}

constexpr Operator kTable[] = {
    {.type = "Add",
     .help = "Adds two tensors element by element; a residual connection ends in one.",
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b11,
     .layout = layout_follow,
     .infer = infer,
     .lower = lower_add,
     .plain = plain_add},
    {.type = "Mul",
     .help = "Multiplies two tensors element by element; gates and attention weights use it.",
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parameter_inputs = 0b11,
     .layout = layout_follow,
     .infer = infer,
     .lower = lower_mul,
     .plain = plain_mul},
};

}  // namespace

std::span<const Operator> arithmetic_table() {
  return kTable;
}

}  // namespace cnn
