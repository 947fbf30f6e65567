// LSTM, GRU and RNN: a state that each step of a sequence changes.
#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/text.h"
#include "ops/op.h"
#include "ops/recurrent/activations.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"activation_alpha", AttributeSpec::kFloats}, {"activation_beta", AttributeSpec::kFloats},
    {"activations", AttributeSpec::kStrings},     {"clip", AttributeSpec::kFloat},
    {"direction", AttributeSpec::kString},        {"hidden_size", AttributeSpec::kInt},
    {"input_forget", AttributeSpec::kInt},        {"layout", AttributeSpec::kInt},
    {"linear_before_reset", AttributeSpec::kInt}, {"output_sequence", AttributeSpec::kInt, 6},
};

enum Index : std::size_t { kX, kW, kR, kB, kLengths, kH, kC, kPeepholes };

// How an operator's state changes; order of the gates as ONNX has it.
enum class Kind : std::uint8_t { kRnn, kGru, kLstm };

// What a node is parsed to.
struct Recurrent {
  Kind kind;
  bool batch_first;
  bool backward_only;
  bool linear_before_reset;  // GRU: the reset gate comes after the product with R
  bool input_forget;         // LSTM: the forget gate is 1 minus the input gate
  std::int64_t directions, steps, batch, input, hidden;
  double clip;
  std::vector<GateActivation> activations;

  std::int64_t gates() const { return kind == Kind::kRnn ? 1 : kind == Kind::kGru ? 3 : 4; }
};

Result<void> check_shape(const NodeView& node, std::size_t index, const Shape& expected) {
  if (!node.has_input(index) || node.shape(index) == expected) return {};
  return node.error(ErrorCode::kInvalidShape, "its input " +
                                                  decimal(static_cast<std::int64_t>(index)) +
                                                  " should have the shape " + to_string(expected));
}

Result<void> check_inputs(const NodeView& node, const Recurrent& r) {
  const std::int64_t rows = r.gates() * r.hidden;
  const Shape state = r.batch_first ? Shape{r.batch, r.directions, r.hidden}
                                    : Shape{r.directions, r.batch, r.hidden};
  CNN_TRY(check_shape(node, kW, {r.directions, rows, r.input}));
  CNN_TRY(check_shape(node, kR, {r.directions, rows, r.hidden}));
  CNN_TRY(check_shape(node, kB, {r.directions, 2 * rows}));
  CNN_TRY(check_shape(node, kLengths, {r.batch}));
  CNN_TRY(check_shape(node, kH, state));
  CNN_TRY(check_shape(node, kC, state));
  CNN_TRY(check_shape(node, kPeepholes, {r.directions, 3 * r.hidden}));
  for (std::size_t index = 0; index < node.input_count(); ++index) {
    const DType expected = index == kLengths ? DType::kInt32 : DType::kFloat32;
    if (node.has_input(index) && node.input(index).type.dtype != expected)
      return node.error(ErrorCode::kInvalidModel,
                        "its input " + decimal(static_cast<std::int64_t>(index)) + " should be " +
                            std::string(dtype_name(expected)));
  }
  return {};
}

template <Kind kKind>
Result<ParsedPtr> parse(const NodeView& node) {
  constexpr std::string_view kUsual[][3] = {
      {"Tanh"}, {"Sigmoid", "Tanh"}, {"Sigmoid", "Tanh", "Tanh"}};
  const std::string_view direction = node.get_string("direction", "forward");
  if (direction != "forward" && direction != "reverse" && direction != "bidirectional")
    return node.error(ErrorCode::kInvalidModel,
                      "the direction " + quoted(direction) + " is not known", {}, "direction");
  const Shape &x = node.shape(kX), &r_shape = node.shape(kR);
  if (x.rank() != 3 || node.shape(kW).rank() != 3 || r_shape.rank() != 3)
    return node.error(ErrorCode::kInvalidShape, "its input or weights have not three axes");
  Recurrent r{};
  r.kind = kKind;
  r.batch_first = node.get_int("layout", 0) != 0;
  r.backward_only = direction == "reverse";
  r.linear_before_reset = node.get_int("linear_before_reset", 0) != 0;
  r.input_forget = node.get_int("input_forget", 0) != 0;
  r.directions = direction == "bidirectional" ? 2 : 1;
  r.steps = x[r.batch_first ? 1 : 0], r.batch = x[r.batch_first ? 0 : 1], r.input = x[2];
  r.hidden = r_shape[2];
  r.clip = node.get_float("clip", std::numeric_limits<float>::infinity());
  if (node.get_int("hidden_size", r.hidden) != r.hidden)
    return node.error(ErrorCode::kInvalidModel, "it does not agree with its weights", {},
                      "hidden_size");
  CNN_TRY(check_inputs(node, r));
  constexpr auto kIndex = static_cast<std::size_t>(kKind);
  CNN_ASSIGN(r.activations, read_activations(node, static_cast<std::size_t>(r.directions),
                                             std::span(kUsual[kIndex], kIndex + 1)));
  return parsed_as(std::move(r));
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Recurrent& r = node.parsed<Recurrent>();
  const Shape state = r.batch_first ? Shape{r.batch, r.directions, r.hidden}
                                    : Shape{r.directions, r.batch, r.hidden};
  const Shape all = r.batch_first ? Shape{r.batch, r.steps, r.directions, r.hidden}
                                  : Shape{r.steps, r.directions, r.batch, r.hidden};
  return std::vector<ValueType>{
      {DType::kFloat32, all}, {DType::kFloat32, state}, {DType::kFloat32, state}};
}

using Numbers = std::vector<double>;

// One direction over one sequence.
class Sequence {
 public:
  Sequence(const NodeView& node, Inputs in, std::int64_t direction, std::int64_t batch)
      : r_(node.parsed<Recurrent>()), direction_(direction), batch_(batch) {
    const std::int64_t rows = r_.gates() * r_.hidden;
    const auto given = [&](std::size_t index, std::int64_t at) -> const float* {
      return node.has_input(index) ? in[index] + at : nullptr;
    };
    w_ = in[kW] + direction * rows * r_.input, r_weights_ = in[kR] + direction * rows * r_.hidden;
    bias_ = given(kB, direction * 2 * rows);
    peepholes_ = given(kPeepholes, direction * 3 * r_.hidden);
    h_ = state(given(kH, state_at())), c_ = state(given(kC, state_at()));
    from_input_.resize(size(rows)), from_state_.resize(size(rows));
    functions_ =
        r_.activations.data() + size(direction) * (r_.activations.size() / size(r_.directions));
  }

  void step(const float* x) {
    product(w_, r_.input, x, bias_, from_input_);
    product(r_weights_, r_.hidden, h_.data(), bias_ ? bias_ + r_.gates() * r_.hidden : nullptr,
            from_state_);
    switch (r_.kind) {
      case Kind::kRnn: return step_rnn();
      case Kind::kGru: return step_gru();
      case Kind::kLstm: return step_lstm();
    }
  }

  void write(float* h, float* c) const {
    const auto copy = [](const Numbers& from, float* to) {
      if (to) std::ranges::transform(from, to, [](double v) { return static_cast<float>(v); });
    };
    copy(h_, h), copy(c_, c);
  }

  // Where the state lies in a tensor of states.
  std::int64_t state_at() const {
    return (r_.batch_first ? batch_ * r_.directions + direction_ : direction_ * r_.batch + batch_) *
           r_.hidden;
  }

 private:
  static std::size_t size(std::int64_t value) { return static_cast<std::size_t>(value); }

  Numbers state(const float* from) const {
    return from ? Numbers(from, from + r_.hidden) : Numbers(size(r_.hidden));
  }

  // to[row] = weights of that row times x, and the bias.
  template <class T>
  void product(const float* weights, std::int64_t length, const T* x, const float* bias,
               Numbers& to) const {
    for (std::size_t row = 0; row < to.size(); ++row, weights += length) {
      double sum = bias ? bias[row] : 0;
      for (std::int64_t i = 0; i < length; ++i) sum += weights[i] * double{x[i]};
      to[row] = sum;
    }
  }

  double activate(std::size_t function, double x) const {
    return functions_[function](std::clamp(x, -r_.clip, r_.clip));
  }

  // What gate `gate` of unit `unit` gets.
  double sum(std::int64_t gate, std::int64_t unit) const {
    const std::size_t row = size(gate * r_.hidden + unit);
    return from_input_[row] + from_state_[row];
  }

  void step_rnn() {
    for (std::int64_t unit = 0; unit < r_.hidden; ++unit)
      h_[size(unit)] = activate(0, sum(0, unit));
  }

  // Gates: update z, reset r, then the new state.
  void step_gru() {
    Numbers reset(size(r_.hidden)), fresh(size(r_.hidden));
    for (std::int64_t unit = 0; unit < r_.hidden; ++unit)
      reset[size(unit)] = activate(0, sum(1, unit));
    if (!r_.linear_before_reset) {
      Numbers kept = h_;
      for (std::size_t unit = 0; unit < kept.size(); ++unit) kept[unit] *= reset[unit];
      const std::int64_t skipped = 2 * r_.hidden;
      product(r_weights_ + skipped * r_.hidden, r_.hidden, kept.data(),
              bias_ ? bias_ + 3 * r_.hidden + skipped : nullptr, fresh);
    }
    for (std::int64_t unit = 0; unit < r_.hidden; ++unit) {
      const std::size_t at = size(unit), row = size(2 * r_.hidden + unit);
      const double recurrent = r_.linear_before_reset ? reset[at] * from_state_[row] : fresh[at];
      const double update = activate(0, sum(0, unit));
      fresh[at] = (1 - update) * activate(1, from_input_[row] + recurrent) + update * h_[at];
    }
    h_ = fresh;
  }

  // Gates: input i, output o, forget f, then the new cell.
  void step_lstm() {
    for (std::int64_t unit = 0; unit < r_.hidden; ++unit) {
      const std::size_t at = size(unit);
      const auto peephole = [&](std::int64_t gate, double cell) {
        return peepholes_ ? peepholes_[gate * r_.hidden + unit] * cell : 0;
      };
      const double old = c_[at];
      const double input = activate(0, sum(0, unit) + peephole(0, old));
      const double forget =
          r_.input_forget ? 1 - input : activate(0, sum(2, unit) + peephole(2, old));
      c_[at] = forget * old + input * activate(1, sum(3, unit));
      const double output = activate(0, sum(1, unit) + peephole(1, c_[at]));
      h_[at] = output * activate(2, c_[at]);
    }
  }

  const Recurrent& r_;
  std::int64_t direction_, batch_;
  const float *w_, *r_weights_, *bias_, *peepholes_;
  Numbers h_, c_, from_input_, from_state_;
  const GateActivation* functions_;
};

// The steps behind a sequence's end are zeros.
Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Recurrent& r = node.parsed<Recurrent>();
  std::size_t next = 0;
  const auto output = [&](std::size_t index) {
    return node.has_output(index) ? out[next++] : nullptr;
  };
  float *y = output(0), *last_h = output(1), *last_c = output(2);
  if (y) std::fill_n(y, r.steps * r.directions * r.batch * r.hidden, 0.0f);
  for (std::int64_t direction = 0; direction < r.directions; ++direction)
    for (std::int64_t batch = 0; batch < r.batch; ++batch) {
      const std::int64_t length =
          node.has_input(kLengths) ? in.as<std::int32_t>(kLengths)[batch] : r.steps;
      if (length < 0 || length > r.steps)
        return node.error(ErrorCode::kInvalidModel, "a sequence is longer than its input");
      Sequence sequence(node, in, direction, batch);
      const bool backward = direction == 1 || r.backward_only;
      for (std::int64_t i = 0; i < length; ++i) {
        const std::int64_t step = backward ? length - 1 - i : i;
        sequence.step(in[kX] +
                      (r.batch_first ? batch * r.steps + step : step * r.batch + batch) * r.input);
        if (!y) continue;
        const std::int64_t place = r.batch_first
                                       ? (batch * r.steps + step) * r.directions + direction
                                       : (step * r.directions + direction) * r.batch + batch;
        sequence.write(y + place * r.hidden, nullptr);
      }
      const std::int64_t at = sequence.state_at();
      sequence.write(last_h ? last_h + at : nullptr, last_c ? last_c + at : nullptr);
    }
  return {};
}

std::int64_t macs(const NodeView& node) {
  const Recurrent& r = node.parsed<Recurrent>();
  return r.directions * r.batch * r.steps * r.gates() * r.hidden * (r.input + r.hidden);
}

#define CNN_RECURRENT_INPUTS                                                                 \
  "x; w: weights of the input; r: weights of the state; b: biases of both; lengths: of the " \
  "sequences; h: state at the start"
#define CNN_RECURRENT_ATTRIBUTES                                                                  \
  " | hidden_size: numbers of the state; direction=forward: reverse, or bidirectional for both; " \
  "activations: functions of the gates; activation_alpha: their first settings; "                 \
  "activation_beta: their second ones; clip: bound of what they get; linear_before_reset=0: 1 "   \
  "resets behind the product; input_forget=0: 1 ties both gates; layout=0: 1 has the batch "      \
  "first; output_sequence: unused"

constexpr std::string_view kParameters = CNN_RECURRENT_INPUTS CNN_RECURRENT_ATTRIBUTES;
constexpr std::string_view kLstmParameters =
    CNN_RECURRENT_INPUTS "; c: cell at the start; p: weights of the cell" CNN_RECURRENT_ATTRIBUTES;

constexpr Operator row(std::string_view type, std::string_view help, int inputs, int outputs,
                       Result<ParsedPtr> (*parse)(const NodeView&), std::string_view parameters) {
  return {.type = type,
          .help = help,
          .attributes = kAttributes,
          .min_inputs = 3,
          .max_inputs = inputs,
          .max_outputs = outputs,
          .data_inputs = inputs,
          .parameter_inputs = 0b10001110,
          .types = dtypes(DType::kFloat32, DType::kInt32),
          .parse = parse,
          .infer = infer,
          .typed = typed,
          .macs = macs,
          .formula = "the state after the step",
          .parameters = parameters,
          .facts = any_of_x};
}

constexpr Operator kTable[] = {
    row("RNN", "Reads a sequence step by step into a state.", 6, 2, parse<Kind::kRnn>, kParameters),
    row("GRU", "Reads a sequence step by step into a state, of which two gates keep or drop parts.",
        6, 2, parse<Kind::kGru>, kParameters),
    row("LSTM",
        "Reads a sequence step by step into a state and a memory, which three gates open and "
        "close.",
        8, 3, parse<Kind::kLstm>, kLstmParameters),
};

}  // namespace

std::span<const Operator> recurrent_table() {
  return kTable;
}

}  // namespace cnn
