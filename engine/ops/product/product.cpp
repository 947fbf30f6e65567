#include "ops/product/product.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/limits.h"
#include "ops/support/scratch.h"

namespace cnn {
namespace {

// What XNNPACK packs the second operand into: its columns in groups of at most 16, and as many
// biases.
constexpr std::int64_t kMostColumns = 16;
constexpr std::int64_t kMaxPacked = limits::kMaxElements / 2;

std::int64_t size_of(const std::vector<std::int64_t>& dims) {
  std::int64_t size = 1;
  for (const std::int64_t dim : dims) size *= dim;
  return size;
}

std::vector<std::size_t> sizes(const std::vector<std::int64_t>& dims) {
  return {dims.begin(), dims.end()};
}

// What a product needs beside its operands, when it cannot be run as one step of the backend.
struct Scratch {
  xnn::Operator op;
  Tensor a, b, out, packed;
};

Result<Tensor> room_for(const std::optional<Strided>& view) {
  return view ? scratch_floats(size_of(view->sizes)) : Tensor();
}

const float* picked(const std::optional<Strided>& view, const float* from, Tensor& to) {
  if (!view) return from;
  copy_strided(*view, sizeof(float), from, to.data<float>().data());
  return to.data<float>().data();
}

Result<Step> with_copies(LowerContext& context, Product product, Step prepared) {
  const auto scratch = std::make_shared<Scratch>();
  CNN_ASSIGN(scratch->a, room_for(product.a));
  CNN_ASSIGN(scratch->b, room_for(product.b));
  CNN_ASSIGN(scratch->out, room_for(product.out));
  CNN_ASSIGN(scratch->packed, scratch_workspace(prepared.workspace_bytes));
  scratch->op = std::move(prepared.op);
  Step step;
  step.body = [scratch, product = std::move(product), threads = context.running](Inputs in,
                                                                                 Outputs out) {
    const float* a = picked(product.a, in[0], scratch->a);
    const float* b = picked(product.b, in[1], scratch->b);
    float* result = product.out ? scratch->out.data<float>().data() : out[0];
    xnn_operator_t op = scratch->op.get();  // neither call can fail after the reshape has not
    xnn_setup_batch_matrix_multiply_nc_f32(op, workspace_in(scratch->packed), a, b, result);
    xnn_run_operator(op, *threads);
    if (product.out) copy_strided(*product.out, sizeof(float), result, out[0]);
    if (product.finish) product.finish(in, out[0]);
  };
  return step;
}

}  // namespace

Result<void> check_product(const NodeView& node, const Product& product) {
  const auto& [batch_a, batch_b, rows, inner, columns, transposed, a, b, out, finish] = product;
  if (rows * inner == 0 || columns == 0 || size_of(batch_a) * size_of(batch_b) == 0)
    return {};  // nothing to multiply: zeros, if anything
  const std::int64_t groups = (columns + kMostColumns - 1) / kMostColumns;
  if (size_of(batch_b) <= kMaxPacked / (groups * kMostColumns) / (inner + kMostColumns)) return {};
  return node.error(ErrorCode::kLimitExceeded,
                    "its second operand, " + to_string(node.shape(1)) + ", is too large");
}

Result<Step> lower_product(LowerContext& context, Product product) {
  const NodeView& node = context.node;
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(node, xnn_create_batch_matrix_multiply_nc_f32(
                            product.b_transposed ? XNN_FLAG_TRANSPOSE_B : 0, &op)));
  Step step;
  step.op.reset(op);
  const auto batch_a = sizes(product.batch_a), batch_b = sizes(product.batch_b);
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  std::size_t alignment = 0;
  CNN_TRY(backend(node, xnn_reshape_batch_matrix_multiply_nc_f32(
                            op, batch_a.size(), batch_a.data(), batch_b.data(), size(product.rows),
                            size(product.inner), size(product.columns), &step.workspace_bytes,
                            &alignment, context.threads)));
  if (product.a || product.b || product.out || product.finish)
    return with_copies(context, std::move(product), std::move(step));
  step.setup = [op](Inputs in, Outputs out, void* workspace) {
    return xnn_setup_batch_matrix_multiply_nc_f32(op, workspace, in[0], in[1], out[0]);
  };
  return step;
}

}  // namespace cnn
