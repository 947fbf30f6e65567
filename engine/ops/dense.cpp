#include <bit>

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kGemmAttributes[] = {
    {"alpha", AttributeSpec::kFloat},
    {"beta", AttributeSpec::kFloat},
    {"transA", AttributeSpec::kInt},
    {"transB", AttributeSpec::kInt},
};

// A matrix product as one fully connected layer: rows x inputs times inputs x outputs.
struct Dense {
  std::int64_t rows, inputs, outputs;
  bool transposed;  // weights stand as [outputs, inputs]
};

Result<void> check_weights(const NodeView& node) {
  if (!node.constant(1))
    return node.error(
        ErrorCode::kUnsupported,
        "its second matrix is computed at run time; only constant weights are supported");
  if (node.shape(1).rank() != 2 || node.shape(1).elements() == 0 ||
      node.input(1).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kUnsupported, "its weights must be a float32 matrix");
  return {};
}

std::unexpected<Error> size_mismatch(const NodeView& node, std::int64_t got, std::int64_t wanted) {
  return node.error(ErrorCode::kInvalidShape,
                    "its input has " + std::to_string(got) + " features, but its weights are for " +
                        std::to_string(wanted),
                    "check the size of the picture the network was exported for");
}

Dense gemm_shape(const NodeView& node) {
  const Shape& a = node.shape(0);
  const Shape& b = node.shape(1);
  const bool transposed = node.get_int("transB", 0) != 0;
  return {a[0], a[1], transposed ? b[0] : b[1], transposed};
}

Result<std::vector<ValueType>> infer_gemm(const NodeView& node) {
  CNN_TRY(check_weights(node));
  const Shape& a = node.shape(0);
  if (a.rank() != 2)
    return node.error(ErrorCode::kInvalidShape, "its input must be a matrix, not " + to_string(a));
  if (node.get_int("transA", 0) != 0)
    return node.error(ErrorCode::kUnsupported, "transA = 1 is not supported", {}, "transA");
  const Dense dense = gemm_shape(node);
  const Shape& b = node.shape(1);
  if (const std::int64_t wanted = dense.transposed ? b[1] : b[0]; a[1] != wanted)
    return size_mismatch(node, a[1], wanted);
  if (node.has_input(2)) {
    if (!node.constant(2) || node.input(2).type.dtype != DType::kFloat32)
      return node.error(ErrorCode::kUnsupported, "its bias is computed at run time");
    const Shape& c = node.shape(2);
    const bool row = c.rank() == 0 || (c.elements() == c[c.rank() - 1]);
    if (c.rank() > 2 || !row || (c.elements() != 1 && c.elements() != dense.outputs))
      return node.error(ErrorCode::kUnsupported,
                        "only a bias of one number an output is supported, not " + to_string(c));
  }
  return one_output(DType::kFloat32, Shape{dense.rows, dense.outputs});
}

// beta * C for every output; empty without C.
std::vector<float> gemm_bias(const NodeView& node, std::int64_t outputs) {
  std::vector<float> bias;
  const TensorPtr c = node.constant(2);
  if (!c) return bias;
  const auto values = c->data<float>();
  const float beta = node.get_float("beta", 1.0f);
  for (std::size_t i = 0; i < static_cast<std::size_t>(outputs); ++i)
    bias.push_back(beta * values[values.size() == 1 ? 0 : i]);
  return bias;
}

Result<Step> lower_dense(LowerContext& context, const Dense& dense, const std::vector<float>& bias,
                         float alpha) {
  const NodeView& node = context.node;
  const TensorPtr weights = node.constant(1);
  TensorPtr scaled = weights;
  if (alpha != 1.0f) {
    CNN_ASSIGN(Tensor copy, weights->reshaped(weights->shape()));
    for (float& value : copy.data<float>()) value *= alpha;
    scaled = std::make_shared<const Tensor>(std::move(copy));
  }
  const float beta = node.get_float("beta", 1.0f);
  context.weights->next(weights, node.constant(2),
                        std::uint64_t{std::bit_cast<std::uint32_t>(alpha)} << 32 |
                            std::bit_cast<std::uint32_t>(beta));
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  xnn_operator_t op = nullptr;
  CNN_TRY(
      backend(node, xnn_create_fully_connected_nc_f32(
                        size(dense.inputs), size(dense.outputs), size(dense.inputs),
                        size(dense.outputs), scaled->data<float>().data(),
                        bias.empty() ? nullptr : bias.data(), node.node().output_min,
                        node.node().output_max, dense.transposed ? 0 : XNN_FLAG_TRANSPOSE_WEIGHTS,
                        nullptr, context.weights->provider(), &op)));
  Step step;
  step.op.reset(op);
  CNN_TRY(backend(node, xnn_reshape_fully_connected_nc_f32(op, size(dense.rows), context.threads)));
  step.setup = [op](Inputs in, Outputs out, void*) {
    return xnn_setup_fully_connected_nc_f32(op, in[0], out[0]);
  };
  return step;
}

void plain_dense(const NodeView& node, const Dense& dense, const std::vector<float>& bias,
                 float alpha, const float* in, float* out) {
  const float* weights = node.constant(1)->data<float>().data();
  const std::int64_t out_step = dense.transposed ? dense.inputs : 1;
  const std::int64_t in_step = dense.transposed ? 1 : dense.outputs;
  for (std::int64_t row = 0; row < dense.rows; ++row, in += dense.inputs) {
    for (std::int64_t o = 0; o < dense.outputs; ++o) {
      double sum = 0;
      for (std::int64_t i = 0; i < dense.inputs; ++i)
        sum +=
            static_cast<double>(in[i]) * static_cast<double>(weights[o * out_step + i * in_step]);
      const double shift = bias.empty() ? 0.0 : bias[static_cast<std::size_t>(o)];
      *out++ = static_cast<float>(alpha * sum + shift);
    }
  }
}

Result<Step> lower_gemm(LowerContext& context) {
  const Dense dense = gemm_shape(context.node);
  return lower_dense(context, dense, gemm_bias(context.node, dense.outputs),
                     context.node.get_float("alpha", 1.0f));
}

void plain_gemm(const NodeView& node, Inputs in, Outputs out) {
  const Dense dense = gemm_shape(node);
  plain_dense(node, dense, gemm_bias(node, dense.outputs), node.get_float("alpha", 1.0f), in[0],
              out[0]);
}

std::int64_t gemm_macs(const NodeView& node) {
  const Dense dense = gemm_shape(node);
  return dense.rows * dense.inputs * dense.outputs;
}

Dense matmul_shape(const NodeView& node) {
  const Shape& a = node.shape(0);
  return {a.elements(0, a.rank() - 1), a[a.rank() - 1], node.shape(1)[1], false};
}

Result<std::vector<ValueType>> infer_matmul(const NodeView& node) {
  CNN_TRY(check_weights(node));
  Shape a = node.shape(0);
  if (a.rank() < 2)
    return node.error(ErrorCode::kUnsupported, "its input must have at least 2 dimensions");
  std::int64_t& last = a[a.rank() - 1];
  if (last != node.shape(1)[0]) return size_mismatch(node, last, node.shape(1)[0]);
  last = node.shape(1)[1];
  return one_output(DType::kFloat32, std::move(a));
}

Result<Step> lower_matmul(LowerContext& context) {
  return lower_dense(context, matmul_shape(context.node), {}, 1.0f);
}

void plain_matmul(const NodeView& node, Inputs in, Outputs out) {
  plain_dense(node, matmul_shape(node), {}, 1.0f, in[0], out[0]);
}

std::int64_t matmul_macs(const NodeView& node) {
  const Dense dense = matmul_shape(node);
  return dense.rows * dense.inputs * dense.outputs;
}

constexpr Operator kTable[] = {
    {.type = "Gemm",
     .help = "A dense layer: every output is a weighted sum of all inputs plus a bias.",
     .attributes = kGemmAttributes,
     .min_inputs = 2,
     .max_inputs = 3,
     .parameter_inputs = 0b110,
     .clamps = true,
     .infer = infer_gemm,
     .lower = lower_gemm,
     .plain = plain_gemm,
     .macs = gemm_macs},
    {.type = "MatMul",
     .help = "A matrix product: every output is a weighted sum of a row of its input.",
     .min_inputs = 2,
     .max_inputs = 2,
     .parameter_inputs = 0b10,
     .clamps = true,
     .infer = infer_matmul,
     .lower = lower_matmul,
     .plain = plain_matmul,
     .macs = matmul_macs},
};

}  // namespace

std::span<const Operator> dense_table() {
  return kTable;
}

}  // namespace cnn
