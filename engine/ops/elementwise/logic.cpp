// Operators that compare, combine truths, and choose by them.
#include <cstdint>
#include <string>

#include "ops/op.h"
#include "ops/support/broadcast.h"
#include "ops/support/facts.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// The shape that inputs [first, end) of the node broadcast to.
Result<Shape> common_shape(const NodeView& node, std::size_t first) {
  Shape result = node.shape(first);
  for (std::size_t index = first + 1; index < node.input_count(); ++index) {
    const auto both = broadcast_shapes(result, node.shape(index));
    if (!both)
      return node.error(ErrorCode::kInvalidShape, "shapes " + to_string(result) + " and " +
                                                      to_string(node.shape(index)) +
                                                      " do not broadcast");
    result = *both;
  }
  return result;
}

Result<void> check_same_type(const NodeView& node, std::size_t first) {
  for (std::size_t index = first + 1; index < node.input_count(); ++index)
    if (node.input(index).type.dtype != node.input(first).type.dtype)
      return node.error(ErrorCode::kInvalidModel, "its inputs have different types");
  return {};
}

Result<std::vector<ValueType>> infer_truth(const NodeView& node) {
  CNN_TRY(check_same_type(node, 0));
  CNN_ASSIGN(Shape shape, common_shape(node, 0));
  return one_output(DType::kBool, std::move(shape));
}

struct IsEqual {
  template <class T>
  bool operator()(T a, T b) const {
    return a == b;
  }
};
struct IsGreater {
  template <class T>
  bool operator()(T a, T b) const {
    return a > b;
  }
};
struct IsGreaterOrEqual {
  template <class T>
  bool operator()(T a, T b) const {
    return a >= b;
  }
};
struct IsLess {
  template <class T>
  bool operator()(T a, T b) const {
    return a < b;
  }
};
struct IsLessOrEqual {
  template <class T>
  bool operator()(T a, T b) const {
    return a <= b;
  }
};

// Truths are 0 or 1 once widened.
struct Both {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const { return a & b; }
};
struct Either {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const { return a | b; }
};
struct OneOfTwo {
  std::int64_t operator()(std::int64_t a, std::int64_t b) const { return a ^ b; }
};
template <class F>
constexpr Function kOfTruths = {integer_row<F>, nullptr};

Result<void> typed_not(const NodeView& node, Inputs in, Outputs out) {
  const std::uint8_t yes = 1;
  const Shape scalar;
  const Operand operands[] = {input_operand(node, in, 0), {DType::kBool, &scalar, &yes}};
  return combine(node, operands, kOfTruths<OneOfTwo>, out.data(0));
}

Result<std::vector<ValueType>> infer_where(const NodeView& node) {
  if (node.input(0).type.dtype != DType::kBool)
    return node.error(ErrorCode::kInvalidModel, "its condition must be bool");
  CNN_TRY(check_same_type(node, 1));
  CNN_ASSIGN(Shape shape, common_shape(node, 0));
  return one_output(node.input(1).type.dtype, std::move(shape));
}

// T: an integer of the elements' size.
template <class T>
void choose(const NodeView& node, Inputs in, Outputs out) {
  const Shape* shapes[] = {&node.shape(0), &node.shape(1), &node.shape(2)};
  BroadcastRows rows(node.output_shape(0), shapes);
  auto* to = static_cast<T*>(out.data(0));
  do {
    const auto* truth = in.as<std::uint8_t>(0) + rows.at(0);
    const auto* yes = static_cast<const T*>(in.data(1)) + rows.at(1);
    const auto* no = static_cast<const T*>(in.data(2)) + rows.at(2);
    for (std::int64_t i = 0; i < rows.length(); ++i)
      *to++ = truth[i * rows.step(0)] ? yes[i * rows.step(1)] : no[i * rows.step(2)];
  } while (rows.next());
}

Result<void> typed_where(const NodeView& node, Inputs in, Outputs out) {
  if (node.output_shape(0).elements() == 0) return {};
  switch (size_of(node.output(0).type.dtype)) {
    case 1: choose<std::uint8_t>(node, in, out); break;
    case 4: choose<std::uint32_t>(node, in, out); break;
    default: choose<std::uint64_t>(node, in, out);
  }
  return {};
}

constexpr DTypes kTruths = dtypes(DType::kBool);

constexpr Operator comparison(std::string_view type, std::string_view help, DTypes types,
                              Result<void> (*typed)(const NodeView&, Inputs, Outputs),
                              std::string_view formula) {
  return {.type = type,
          .help = help,
          .attributes = kBroadcastAttributes,
          .min_inputs = 2,
          .max_inputs = 2,
          .data_inputs = 2,
          .types = types,
          .infer = infer_truth,
          .typed = typed,
          .formula = formula,
          .parameters = "a; b | broadcast=0: 1 repeats b where it is smaller (opset 6)",
          .facts = same_cell};
}

constexpr Operator kTable[] = {
    comparison("Equal", "Says at each place whether two tensors are equal.", kAnyType,
               combine_inputs<kComparison<IsEqual>>, "a == b"),
    comparison("Greater", "Says at each place whether the first tensor is the larger one.",
               kNumbers, combine_inputs<kComparison<IsGreater>>, "a > b"),
    comparison("GreaterOrEqual", "Says at each place whether the first tensor is not the smaller.",
               kNumbers, combine_inputs<kComparison<IsGreaterOrEqual>>, "a >= b"),
    comparison("Less", "Says at each place whether the first tensor is the smaller one.", kNumbers,
               combine_inputs<kComparison<IsLess>>, "a < b"),
    comparison("LessOrEqual", "Says at each place whether the first tensor is not the larger.",
               kNumbers, combine_inputs<kComparison<IsLessOrEqual>>, "a <= b"),
    comparison("And", "True where both tensors are.", kTruths, combine_inputs<kOfTruths<Both>>,
               "a * b"),
    comparison("Or", "True where at least one of two tensors is.", kTruths,
               combine_inputs<kOfTruths<Either>>, "max(a, b)"),
    comparison("Xor", "True where exactly one of two tensors is.", kTruths,
               combine_inputs<kOfTruths<OneOfTwo>>, "a != b"),
    {.type = "Not",
     .help = "Turns true into false and false into true.",
     .types = kTruths,
     .infer = infer_truth,
     .typed = typed_not,
     .formula = "1 - x",
     .parameters = "x",
     .facts = same_cell},
    {.type = "Where",
     .help = "Takes each value from one of two tensors, as a third one says.",
     .min_inputs = 3,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kAnyType,
     .infer = infer_where,
     .typed = typed_where,
     .formula = "if(condition, a, b)",
     .parameters = "condition; a: taken where it is true; b: taken elsewhere",
     .facts = same_cell},
};

}  // namespace

std::span<const Operator> logic_table() {
  return kTable;
}

}  // namespace cnn
