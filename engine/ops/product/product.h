// Products of two matrices, or of batches of them, that are both read at run time.
#pragma once

#include <optional>
#include <vector>

#include "core/move_function.h"
#include "kernels/strided.h"
#include "ops/op.h"

namespace cnn {

// [batch, rows, inner] times [batch, inner, columns] gives [batch, rows, columns].
struct Product {
  // As many axes each; one of length 1 repeats its matrices along the other operand's axis.
  std::vector<std::int64_t> batch_a = {}, batch_b = {};
  std::int64_t rows = 1, inner = 1, columns = 1;
  bool b_transposed = false;  // the second operand stands as [batch, columns, inner]
  // How to pick the operands, and the output from the product, where they do not lie as above.
  std::optional<Strided> a = {}, b = {}, out = {};
  // What is left to do with the output; null: nothing.
  MoveFunction<void(Inputs, float* out)> finish = {};
};

// Bounds what a product makes the engine allocate. Errors: kLimitExceeded, and kInvalidShape when
// there is nothing to multiply.
Result<void> check_product(const NodeView& node, const Product& product);

// The second operand is input 1. Errors: kBackend, kOutOfMemory.
Result<Step> lower_product(LowerContext& context, Product product);

}  // namespace cnn
