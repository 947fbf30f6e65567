// Functions of two operands of any element type, element by element, with repetition where their
// shapes differ. They see a row at a time, as one of two types that hold every element exactly:
// float32 as double, all others as int64. So they are written twice at most, not once a type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>

#include "ops/op.h"

namespace cnn {

union Wide {
  std::int64_t integer;
  double real;
};

// to[i] = element number at + i * step of `from`, for i < count. real: as double in any case; else
// as what the type calls for. A bool is 0 or 1, whatever its byte.
void widen(DType type, const void* from, std::int64_t at, std::int64_t step, std::size_t count,
           bool real, Wide* to);

// Writes `count` elements from number `at` of `to` on. Integers wrap around, as ONNX's Cast does;
// reals are cut toward zero. False where a real has no place in an integer type.
bool narrow(const Wide* from, bool real, std::size_t count, DType type, void* to, std::int64_t at);

struct Operand {
  DType type;
  const Shape* shape;
  const void* data;
};

inline Operand input_operand(const NodeView& node, Inputs in, std::size_t index) {
  return {in.type(index), &node.shape(index), in.data(index)};
}

// out[i] from a[i] and b[i]; out may be a. False where a result is not defined.
using RowFunction = bool (*)(const Wide* a, const Wide* b, Wide* out, std::size_t count);

struct Function {
  RowFunction integers;
  RowFunction reals;   // where an operand is float32
  bool truth = false;  // the result of either is the integer 0 or 1
};

// The function over the operands, one after another: what is there so far, with the next one. The
// result is the node's output 0. Errors: kInvalidModel where a result is not defined (a division by
// zero), kUnsupported where the output's type cannot hold one.
Result<void> combine(const NodeView& node, std::span<const Operand> operands,
                     const Function& function, void* out);

// combine() over all of the node's data inputs.
template <const Function& kFunction>
Result<void> combine_inputs(const NodeView& node, Inputs in, Outputs out) {
  std::vector<Operand> operands;
  for (std::size_t index = 0; index < in.size(); ++index)
    operands.push_back(input_operand(node, in, index));
  return combine(node, operands, kFunction, out.data(0));
}

// F: a function object over two int64 that gives an int64, or an empty optional where the result is
// not defined.
template <class F>
bool integer_row(const Wide* a, const Wide* b, Wide* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto result = F()(a[i].integer, b[i].integer);
    if constexpr (std::is_same_v<decltype(result), const std::optional<std::int64_t>>) {
      if (!result) return false;
      out[i].integer = *result;
    } else {
      out[i].integer = result;
    }
  }
  return true;
}

// F: a function object over two double that gives a double or, in a comparison, a bool.
template <class F>
bool real_row(const Wide* a, const Wide* b, Wide* out, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto result = F()(a[i].real, b[i].real);
    if constexpr (std::is_same_v<decltype(result), const bool>)
      out[i].integer = result;
    else
      out[i].real = result;
  }
  return true;
}

template <class F>
inline constexpr Function kFunctionOf = {integer_row<F>, real_row<F>};
template <class F>
inline constexpr Function kComparison = {integer_row<F>, real_row<F>, true};

// Integers wrap around, like NumPy's.
struct Plus {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
  }
  double operator()(double a, double b) const { return a + b; }
};
struct Times {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
  }
  double operator()(double a, double b) const { return a * b; }
};
// The first where neither is larger; NaN, which no comparison holds for, where either is NaN.
struct Maximum {
  template <class T>
  T operator()(T a, T b) const {
    return a >= b || a != a ? a : b;
  }
};
struct Minimum {
  template <class T>
  T operator()(T a, T b) const {
    return a <= b || a != a ? a : b;
  }
};

}  // namespace cnn
