// MatMulInteger and QLinearMatMul: matrix products of 8-bit integers, added up exactly in 32 bits.
#include <algorithm>
#include <string>

#include "core/text.h"
#include "kernels/integer_product.h"
#include "ops/op.h"
#include "ops/product/matmul_shape.h"
#include "ops/quantized/quantized.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// Which inputs are what; -1: the operator has none such.
struct Places {
  Operands operands;
  int a_scale, a_zero, b_scale, b_zero, y_scale, y_zero;
};
constexpr Places kInteger = {{0, 1}, -1, 2, -1, 3, -1, -1};
constexpr Places kLinear = {{0, 3}, 1, 2, 4, 5, 6, 7};

const Places& places_of(const NodeView& node) {
  return node.node().op == "MatMulInteger" ? kInteger : kLinear;
}

std::int64_t count(const std::vector<std::int64_t>& dims) {
  std::int64_t product = 1;
  for (const std::int64_t dim : dims) product *= dim;
  return product;
}

bool has(const NodeView& node, int input) {
  return input >= 0 && node.has_input(static_cast<std::size_t>(input));
}

// A scale or zero point of an operand of `matrices` with so many `lines` (rows of a, columns of b):
// one number, one a line, or one a line of each matrix.
Result<void> check_lines(const NodeView& node, int input, std::int64_t matrices,
                         std::int64_t lines) {
  if (!has(node, input)) return {};
  const Shape& shape = node.shape(static_cast<std::size_t>(input));
  const std::int64_t given = shape.elements();
  if (given == 1 || given == lines || given == matrices * lines) return {};
  return node.error(ErrorCode::kInvalidShape,
                    "its input " + quoted(node.input(static_cast<std::size_t>(input)).name) +
                        " has the shape " + to_string(shape) + "; one number is expected, or " +
                        decimal(lines));
}

std::int64_t line_of(const NodeView& node, int input, std::int64_t matrix, std::int64_t line,
                     std::int64_t lines) {
  if (!has(node, input)) return 0;
  const std::int64_t given = node.shape(static_cast<std::size_t>(input)).elements();
  if (given == 1) return 0;
  return given == lines ? line : matrix * lines + line;
}

Result<void> check_operands(const NodeView& node) {
  for (const int operand : {places_of(node).operands.a, places_of(node).operands.b})
    if (const DType type = node.input(static_cast<std::size_t>(operand)).type.dtype;
        !(kBytes & dtypes(type)))
      return node.error(ErrorCode::kInvalidModel,
                        "it multiplies int8 and uint8, not " + std::string(dtype_name(type)));
  if (node.node().op == "MatMulInteger") {
    CNN_TRY(check_type(node, 2, node.input(0).type.dtype, "its zero point"));
    return check_type(node, 3, node.input(1).type.dtype, "its zero point");
  }
  CNN_TRY(check_scale_and_zero(node, 0));
  CNN_TRY(check_scale_and_zero(node, 3));
  CNN_TRY(check_type(node, 6, DType::kFloat32, "its scale"));
  if (!(kBytes & dtypes(node.input(7).type.dtype)))
    return node.error(
        ErrorCode::kInvalidModel,
        "what it makes is int8 or uint8, not " + std::string(dtype_name(node.input(7).type.dtype)));
  return {};
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Places& at = places_of(node);
  CNN_TRY(check_operands(node));
  CNN_ASSIGN(Shape shape, matmul_shape(node, at.operands));
  const Product product = matmul_product(node, at.operands);
  for (const int input : {at.a_scale, at.a_zero})
    CNN_TRY(check_lines(node, input, count(product.batch_a), product.rows));
  for (const int input : {at.b_scale, at.b_zero})
    CNN_TRY(check_lines(node, input, count(product.batch_b), product.columns));
  for (const int input : {at.y_scale, at.y_zero})
    CNN_TRY(check_lines(node, input, shape.elements() / (product.rows * product.columns),
                        product.rows));
  const DType type = at.y_zero < 0 ? DType::kInt32 : node.input(7).type.dtype;
  return one_output(type, std::move(shape));
}

// One node's product, while it runs.
class Multiply {
 public:
  Multiply(const NodeView& node, Inputs in, Outputs out)
      : node_(node),
        at_(places_of(node)),
        in_(in),
        out_(out),
        product_(matmul_product(node, at_.operands)),
        pitch_(row_pitch(product_.inner)) {}

  Result<void> run() {
    CNN_ASSIGN(scratch_,
               Tensor::zeros(DType::kInt32, Shape{product_.columns + kTileRows, pitch_ / 2}));
    columns_ = reinterpret_cast<std::int16_t*>(scratch_.data<std::int32_t>().data());
    rows_ = columns_ + product_.columns * pitch_;
    const std::int64_t matrices =
        node_.output_shape(0).elements() / (product_.rows * product_.columns);
    for (std::int64_t n = 0; n < matrices; ++n) multiply(n);
    return {};
  }

 private:
  ConstBuffer operand(int input) const {
    const auto index = static_cast<std::size_t>(input);
    return {in_.data(index), in_.type(index)};
  }

  // The columns of matrix `b`, each as a row.
  void gather_columns(std::int64_t b) {
    const std::int64_t columns = product_.columns, first = b * product_.inner * columns;
    for (std::int64_t j = 0; j < columns; ++j)
      subtract_zero(operand(at_.operands.b), first + j, columns, product_.inner,
                    zero_at(node_, in_, at_.b_zero, line_of(node_, at_.b_zero, b, j, columns)),
                    columns_ + j * pitch_);
    gathered_ = b;
  }

  void multiply(std::int64_t n) {
    const std::int64_t a = matrix_at(product_.batch_a, product_.batch_a, product_.batch_b, n);
    const std::int64_t b = matrix_at(product_.batch_b, product_.batch_a, product_.batch_b, n);
    if (gathered_ != b) gather_columns(b);
    for (std::int64_t row = 0; row < product_.rows; row += kTileRows) {
      const std::int64_t rows = std::min(kTileRows, product_.rows - row);
      for (std::int64_t i = 0; i < rows; ++i)
        subtract_zero(
            operand(at_.operands.a), (a * product_.rows + row + i) * product_.inner, 1,
            product_.inner,
            zero_at(node_, in_, at_.a_zero, line_of(node_, at_.a_zero, a, row + i, product_.rows)),
            rows_ + i * pitch_);
      for (std::int64_t column = 0; column < product_.columns; column += kTileColumns) {
        const std::int64_t columns = std::min(kTileColumns, product_.columns - column);
        std::int32_t sums[kTileRows * kTileColumns];
        integer_products(rows_, rows, columns_ + column * pitch_, columns, pitch_, sums);
        for (std::int64_t i = 0; i < rows; ++i)
          finish({n, a, b, row + i, column, columns}, sums + i * kTileColumns);
      }
    }
  }

  // Some sums of one row of the output.
  struct Run {
    std::int64_t n, a, b, row, column, count;
  };

  void finish(const Run& run, const std::int32_t* sums) {
    const std::int64_t at = (run.n * product_.rows + run.row) * product_.columns + run.column;
    if (at_.y_zero < 0) {
      std::copy_n(sums, run.count, out_.as<std::int32_t>(0) + at);
      return;
    }
    const auto number = [&](int input, std::int64_t matrix) {
      return line_of(node_, input, matrix, run.row, product_.rows);
    };
    const float a_scale = in_[1][number(at_.a_scale, run.a)];
    const float y_scale = in_[6][number(at_.y_scale, run.n)];
    const std::int32_t zero = zero_at(node_, in_, at_.y_zero, number(at_.y_zero, run.n));
    const IntegerRange range = range_of(out_.type(0));
    auto* to = out_.as<std::byte>(0) + at;
    for (std::int64_t j = 0; j < run.count; ++j) {
      const std::int64_t column =
          line_of(node_, at_.b_scale, run.b, run.column + j, product_.columns);
      const float scale = a_scale * in_[4][column] / y_scale;
      to[j] = static_cast<std::byte>(quantize(static_cast<float>(sums[j]) * scale, zero, range));
    }
  }

  const NodeView& node_;
  const Places& at_;
  Inputs in_;
  Outputs out_;
  Product product_;
  std::int64_t pitch_;
  Tensor scratch_;
  std::int16_t* columns_ = nullptr;  // of the matrix `gathered_`
  std::int16_t* rows_ = nullptr;
  std::int64_t gathered_ = -1;
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  return Multiply(node, in, out).run();
}

std::int64_t macs(const NodeView& node) {
  return node.output_shape(0).elements() * matmul_product(node, places_of(node).operands).inner;
}

// A scale or zero point of one number, or one a line along the output's axis `axis`; one a line of
// each matrix is read as the operand is, but for that axis.
void add_lines(Facts& facts, const NodeView& node, int input, std::string_view letter,
               std::size_t axis) {
  if (!has(node, input)) return;
  const Shape& shape = node.shape(static_cast<std::size_t>(input));
  Read read = {letter, input};
  if (shape.elements() > 1 && shape.rank() == 1) read.axes = {at(axis)};
  facts.reads.push_back(std::move(read));
}

Facts facts_of(const NodeView& node, std::size_t) {
  const Places& at = places_of(node);
  Facts facts = matmul_facts(node, at.operands);
  const std::size_t rank = node.output_shape(0).rank();
  const bool has_rows = node.shape(static_cast<std::size_t>(at.operands.a)).rank() > 1;
  const bool has_columns = node.shape(static_cast<std::size_t>(at.operands.b)).rank() > 1;
  const std::size_t column = rank > 0 ? rank - 1 : 0;
  const std::size_t row = has_rows ? column - (has_columns ? 1 : 0) : 0;
  add_lines(facts, node, at.a_scale, "x_scale", row);
  add_lines(facts, node, at.a_zero, "x_zero", row);
  add_lines(facts, node, at.b_scale, "weight_scale", column);
  add_lines(facts, node, at.b_zero, "weight_zero", column);
  add_lines(facts, node, at.y_scale, "scale", row);
  add_lines(facts, node, at.y_zero, "zero", row);
  if (at.y_zero < 0) facts.formula = sum_formula(node.has_input(2), node.has_input(3));
  if (at.y_zero >= 0 && node.output(0).type.dtype == DType::kInt8)
    facts.formula =
        "min(127, max(-128, round(sum((x - x_zero) * (weight - weight_zero)) * x_scale * "
        "weight_scale / scale) + zero))";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "MatMulInteger",
     .help = "A matrix product of small integers, exact.",
     .min_inputs = 2,
     .max_inputs = 4,
     .data_inputs = 4,
     .parameter_inputs = 0b10,
     .types = kBytes,
     .infer = infer,
     .typed = typed,
     .macs = macs,
     .formula = "sum((x - x_zero) * (weight - weight_zero))",
     .parameters = "x; weight: the right matrix; x_zero: the integer that stands for 0 in x; "
                   "weight_zero: the same of the weights",
     .facts = facts_of},
    {.type = "QLinearMatMul",
     .help = "A matrix product of small integers that stand for numbers, rounded to such again.",
     .min_inputs = 8,
     .max_inputs = 8,
     .data_inputs = 8,
     .parameter_inputs = 0b1000,
     .types = kBytes | kFloatOnly,
     .infer = infer,
     .typed = typed,
     .macs = macs,
     .formula = "min(255, max(0, round(sum((x - x_zero) * (weight - weight_zero)) * x_scale * "
                "weight_scale / scale) + zero))",
     .parameters = "x; x_scale: size of its steps; x_zero: the integer that stands for 0 in it; "
                   "weight: the right matrix; weight_scale: size of its steps; weight_zero: the "
                   "integer that stands for 0 in it; scale: size of a step of the result; zero: "
                   "the integer that stands for 0 in it",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> integer_matmul_table() {
  return kTable;
}

}  // namespace cnn
