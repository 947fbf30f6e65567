#include <limits>
#include <string>

#include "core/text.h"
#include "ops/recurrent/recurrent.h"

namespace cnn {
namespace {

Result<void> check_shape(const NodeView& node, std::size_t index, const Shape& expected) {
  if (!node.has_input(index) || node.shape(index) == expected) return {};
  return node.error(ErrorCode::kInvalidShape, "its input " +
                                                  decimal(static_cast<std::int64_t>(index)) +
                                                  " should have the shape " + to_string(expected));
}

Result<void> check_inputs(const NodeView& node, const Recurrent& r, bool columns) {
  const std::int64_t rows = r.gates() * r.hidden;
  const auto weights = [&](std::int64_t numbers) {
    return columns ? Shape{r.directions, numbers, rows} : Shape{r.directions, rows, numbers};
  };
  CNN_TRY(check_shape(node, Recurrent::kW, weights(r.input)));
  CNN_TRY(check_shape(node, Recurrent::kR, weights(r.hidden)));
  CNN_TRY(check_shape(node, Recurrent::kB, {r.directions, 2 * rows}));
  CNN_TRY(check_shape(node, Recurrent::kLengths, {r.batch}));
  CNN_TRY(check_shape(node, Recurrent::kH, r.state_shape()));
  CNN_TRY(check_shape(node, Recurrent::kC, r.state_shape()));
  CNN_TRY(check_shape(node, Recurrent::kPeepholes, {r.directions, 3 * r.hidden}));
  for (std::size_t index = 0; index <= Recurrent::kPeepholes; ++index) {
    if (!node.has_input(index)) continue;
    if (columns && (index == Recurrent::kW || index == Recurrent::kR)) continue;
    const DType expected = index == Recurrent::kLengths ? DType::kInt32 : DType::kFloat32;
    if (node.input(index).type.dtype != expected)
      return node.error(ErrorCode::kInvalidModel,
                        "its input " + decimal(static_cast<std::int64_t>(index)) + " should be " +
                            std::string(dtype_name(expected)));
  }
  return {};
}

}  // namespace

Result<Recurrent> read_recurrent(const NodeView& node, RecurrentKind kind, bool columns) {
  constexpr std::string_view kUsual[][3] = {
      {"Tanh"}, {"Sigmoid", "Tanh"}, {"Sigmoid", "Tanh", "Tanh"}};
  const std::string_view direction = node.get_string("direction", "forward");
  if (direction != "forward" && direction != "reverse" && direction != "bidirectional")
    return node.error(ErrorCode::kInvalidModel,
                      "the direction " + quoted(direction) + " is not known", {}, "direction");
  const Shape &x = node.shape(Recurrent::kX), &state = node.shape(Recurrent::kR);
  if (x.rank() != 3 || node.shape(Recurrent::kW).rank() != 3 || state.rank() != 3)
    return node.error(ErrorCode::kInvalidShape, "its input or weights have not three axes");
  Recurrent r{};
  r.kind = kind;
  r.batch_first = node.get_int("layout", 0) != 0;
  r.backward_only = direction == "reverse";
  r.linear_before_reset = node.get_int("linear_before_reset", 0) != 0;
  r.input_forget = node.get_int("input_forget", 0) != 0;
  r.directions = direction == "bidirectional" ? 2 : 1;
  r.steps = x[r.batch_first ? 1 : 0], r.batch = x[r.batch_first ? 0 : 1], r.input = x[2];
  r.hidden = state[columns ? 1 : 2];
  r.clip = node.get_float("clip", std::numeric_limits<float>::infinity());
  if (node.get_int("hidden_size", r.hidden) != r.hidden)
    return node.error(ErrorCode::kInvalidModel, "it does not agree with its weights", {},
                      "hidden_size");
  CNN_TRY(check_inputs(node, r, columns));
  const auto index = static_cast<std::size_t>(kind);
  CNN_ASSIGN(r.activations, read_activations(node, static_cast<std::size_t>(r.directions),
                                             std::span(kUsual[index], index + 1)));
  return r;
}

Result<std::int64_t> length_of(const NodeView& node, Inputs in, std::int64_t batch) {
  const Recurrent& r = node.parsed<Recurrent>();
  if (!node.has_input(Recurrent::kLengths)) return r.steps;
  const std::int64_t length = in.as<std::int32_t>(Recurrent::kLengths)[batch];
  if (length >= 0 && length <= r.steps) return length;
  return node.error(ErrorCode::kInvalidModel, "a sequence is longer than its input");
}

Result<std::vector<ValueType>> infer_recurrent(const NodeView& node) {
  const Recurrent& r = node.parsed<Recurrent>();
  const Shape all = r.batch_first ? Shape{r.batch, r.steps, r.directions, r.hidden}
                                  : Shape{r.steps, r.directions, r.batch, r.hidden};
  return std::vector<ValueType>{{DType::kFloat32, all},
                                {DType::kFloat32, r.state_shape()},
                                {DType::kFloat32, r.state_shape()}};
}

std::int64_t recurrent_macs(const NodeView& node) {
  const Recurrent& r = node.parsed<Recurrent>();
  return r.directions * r.batch * r.steps * r.gates() * r.hidden * (r.input + r.hidden);
}

}  // namespace cnn
