// LSTM, GRU and RNN: a state that each step of a sequence changes.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "ops/op.h"
#include "ops/recurrent/recurrent.h"
#include "ops/support/facts.h"
#include "ops/support/outputs.h"
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

using enum Recurrent::Input;
using Kind = RecurrentKind;

template <Kind kKind>
Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(Recurrent r, read_recurrent(node, kKind));
  return parsed_as(std::move(r));
}

using Numbers = std::vector<double>;

// Four numbers at once. Written as such: the second module is compiled for size, where compilers
// make none of a loop.
using Four = float __attribute__((vector_size(16)));

Four four(const float* from) {
  Four numbers;
  std::memcpy(&numbers, from, sizeof numbers);
  return numbers;
}

// The sum of a[i] * b[i]. Products that lie sixteen apart are added up in float32, which are as
// many sums at once; these then in float64.
double dot(const float* a, const float* b, std::int64_t length) {
  Four first = {}, second = {}, third = {}, fourth = {};
  std::int64_t i = 0;
  for (; i + 16 <= length; i += 16) {
    first += four(a + i) * four(b + i);
    second += four(a + i + 4) * four(b + i + 4);
    third += four(a + i + 8) * four(b + i + 8);
    fourth += four(a + i + 12) * four(b + i + 12);
  }
  double sum = 0;
  for (; i < length; ++i) sum += double{a[i]} * b[i];
  const Four all = (first + second) + (third + fourth);
  for (int lane = 0; lane < 4; ++lane) sum += all[lane];
  return sum;
}

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
    functions_ = r_.functions(direction);
  }

  void step(const float* x) {
    product(w_, r_.input, x, bias_, from_input_);
    product(r_weights_, r_.hidden, rounded(h_), bias_ ? bias_ + r_.gates() * r_.hidden : nullptr,
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

  void forget() { std::ranges::fill(h_, 0.0), std::ranges::fill(c_, 0.0); }

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
  static void product(const float* weights, std::int64_t length, const float* x, const float* bias,
                      Numbers& to) {
    for (std::size_t row = 0; row < to.size(); ++row, weights += length)
      to[row] = dot(weights, x, length) + (bias ? bias[row] : 0);
  }

  // As float32; until it is called again.
  const float* rounded(const Numbers& numbers) {
    rounded_.assign(numbers.begin(), numbers.end());
    return rounded_.data();
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
      product(r_weights_ + skipped * r_.hidden, r_.hidden, rounded(kept),
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
  std::vector<float> rounded_;
  const GateActivation* functions_;
};

// The steps behind a sequence's end are zeros, and so are the last states of one without steps.
Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Recurrent& r = node.parsed<Recurrent>();
  const auto output = [&](std::size_t index) { return named_output(node, out, index); };
  float *y = output(0), *last_h = output(1), *last_c = output(2);
  if (y) std::fill_n(y, r.steps * r.directions * r.batch * r.hidden, 0.0f);
  for (std::int64_t direction = 0; direction < r.directions; ++direction)
    for (std::int64_t batch = 0; batch < r.batch; ++batch) {
      CNN_ASSIGN(const std::int64_t length, length_of(node, in, batch));
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
      if (length == 0) sequence.forget();
      const std::int64_t at = sequence.state_at();
      sequence.write(last_h ? last_h + at : nullptr, last_c ? last_c + at : nullptr);
    }
  return {};
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
          .infer = infer_recurrent,
          .typed = typed,
          .macs = recurrent_macs,
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
