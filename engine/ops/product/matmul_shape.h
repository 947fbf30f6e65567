// Shapes of MatMul and its quantised relatives, whose two operands are not always inputs 0 and 1.
#pragma once

#include <cstdint>
#include <vector>

#include "core/error.h"
#include "ops/product/product.h"
#include "ops/support/facts.h"

namespace cnn {

// Which inputs the operands are.
struct Operands {
  int a = 0, b = 1;
};

// The product after matmul_shape() has passed.
Product matmul_product(const NodeView& node, Operands operands);

// Shape of the result by NumPy's rule. Errors: kInvalidShape where the operands do not fit
// together, kLimitExceeded.
Result<Shape> matmul_shape(const NodeView& node, Operands operands);

// Which matrix of an operand's, whose batch axes are `operand`, the one at `position` among the
// output's is. a, b: the batch axes of both.
std::int64_t matrix_at(const std::vector<std::int64_t>& operand, const std::vector<std::int64_t>& a,
                       const std::vector<std::int64_t>& b, std::int64_t position);

// Reads a row of "x" and a column of "weight", along the term.
Facts matmul_facts(const NodeView& node, Operands operands);

}  // namespace cnn
