// DynamicQuantizeLSTM of com.microsoft: an LSTM with weights of int8 or uint8. Its input, and the
// state before every step, are rounded to uint8 by their own range, as onnxruntime does it.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "kernels/integer_product.h"
#include "ops/op.h"
#include "ops/quantized/quantized.h"
#include "ops/recurrent/recurrent.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"activation_alpha", AttributeSpec::kFloats}, {"activation_beta", AttributeSpec::kFloats},
    {"activations", AttributeSpec::kStrings},     {"clip", AttributeSpec::kFloat},
    {"direction", AttributeSpec::kString},        {"hidden_size", AttributeSpec::kInt},
    {"input_forget", AttributeSpec::kInt},
};

// Which inputs some weights are, and their scale and zero point.
struct Place {
  std::size_t weights, scale, zero;
};
constexpr Place kOfInput = {Recurrent::kW, 8, 9}, kOfState = {Recurrent::kR, 10, 11};

// One scale and one zero point a direction, or one a row.
Result<void> check_weights(const NodeView& node, const Recurrent& r, const Place& place) {
  for (const std::size_t index : {place.scale, place.zero})
    if (!node.has_input(index))
      return node.error(ErrorCode::kInvalidModel,
                        "its input " + decimal(static_cast<std::int64_t>(index)) + " is missing");
  const Value& weights = node.input(place.weights);
  if (!(kBytes & dtypes(weights.type.dtype)))
    return node.error(ErrorCode::kInvalidModel, "its weights must be int8 or uint8, not " +
                                                    std::string(dtype_name(weights.type.dtype)));
  CNN_TRY(check_type(node, static_cast<int>(place.scale), DType::kFloat32, "its scale"));
  CNN_TRY(check_type(node, static_cast<int>(place.zero), weights.type.dtype, "its zero point"));
  const Shape one = {r.directions}, many = {r.directions, r.gates() * r.hidden};
  const Shape &scale = node.shape(place.scale), &zero = node.shape(place.zero);
  if (scale == zero && (scale == one || scale == many)) return {};
  return node.error(ErrorCode::kInvalidShape, "its scales and zero points have the shapes " +
                                                  to_string(scale) + " and " + to_string(zero) +
                                                  "; both should be " + to_string(one) + " or " +
                                                  to_string(many));
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(Recurrent r, read_recurrent(node, RecurrentKind::kLstm, true));
  CNN_TRY(check_weights(node, r, kOfInput));
  CNN_TRY(check_weights(node, r, kOfState));
  return parsed_as(std::move(r));
}

// The product with the weights of one direction.
class RoundedProduct {
 public:
  RoundedProduct(const NodeView& node, Inputs in, const Place& place, std::int64_t direction)
      : node_(node), in_(in), place_(place), direction_(direction) {
    const Shape& weights = node.shape(place.weights);
    numbers_ = weights[1], rows_ = weights[2], pitch_ = row_pitch(numbers_);
    each_ = node.shape(place.scale).rank() == 2 ? rows_ : 1;
  }

  // Every row of the weights lies side by side, less its zero point; then there is place for x.
  Result<void> gather() {
    CNN_ASSIGN(scratch_, Tensor::zeros(DType::kInt32, Shape{rows_ + 1, pitch_ / 2}));
    weights_ = reinterpret_cast<std::int16_t*>(scratch_.data<std::int32_t>().data());
    const ConstBuffer from = {in_.data(place_.weights), in_.type(place_.weights)};
    for (std::int64_t row = 0; row < rows_; ++row)
      subtract_zero(from, direction_ * numbers_ * rows_ + row, rows_, numbers_,
                    zero_at(node_, in_, static_cast<int>(place_.zero), channel(row)),
                    weights_ + row * pitch_);
    return {};
  }

  // Adds to sums[row] what the row makes of x in those steps.
  void add(const float* x, const QuantizedSteps& steps, std::vector<float>& sums) {
    std::int16_t* rounded = weights_ + rows_ * pitch_;
    for (std::int64_t i = 0; i < numbers_; ++i)
      rounded[i] = static_cast<std::int16_t>(quantize(x[i] / steps.scale, steps.zero, steps.range) -
                                             steps.zero);
    for (std::int64_t row = 0; row < rows_; row += kTileColumns) {
      const std::int64_t count = std::min(kTileColumns, rows_ - row);
      std::int32_t products[kTileColumns];
      integer_products(rounded, 1, weights_ + row * pitch_, count, pitch_, products);
      for (std::int64_t i = 0; i < count; ++i) {
        const float scale = steps.scale * in_[place_.scale][channel(row + i)];
        sums[static_cast<std::size_t>(row + i)] += static_cast<float>(products[i]) * scale;
      }
    }
  }

 private:
  // Number of a row's scale and zero point.
  std::int64_t channel(std::int64_t row) const {
    return direction_ * each_ + (each_ > 1 ? row : 0);
  }

  const NodeView& node_;
  Inputs in_;
  const Place& place_;
  std::int64_t direction_, numbers_, rows_, pitch_, each_;
  Tensor scratch_;
  std::int16_t* weights_ = nullptr;
};

using Numbers = std::vector<float>;

// One direction over all sequences, which take each step together: their states share one range.
class Direction {
 public:
  Direction(const NodeView& node, Inputs in, std::int64_t direction)
      : node_(node),
        r_(node.parsed<Recurrent>()),
        in_(in),
        direction_(direction),
        of_input_(node, in, kOfInput, direction),
        of_state_(node, in, kOfState, direction),
        h_(state(Recurrent::kH)),
        c_(state(Recurrent::kC)) {}

  // y: null where nobody reads it; the steps behind a sequence's end are zeros in it.
  Result<void> run(float* y) {
    CNN_TRY(of_input_.gather());
    CNN_TRY(of_state_.gather());
    std::vector<std::int64_t> lengths;
    for (std::int64_t batch = 0; batch < r_.batch; ++batch) {
      CNN_ASSIGN(const std::int64_t length, length_of(node_, in_, batch));
      lengths.push_back(length);
    }
    const std::int64_t longest = r_.batch == 0 ? 0 : std::ranges::max(lengths);
    const QuantizedSteps of_x = dynamic_steps(in_[Recurrent::kX], longest * r_.batch * r_.input);
    const bool backward = direction_ == 1 || r_.backward_only;
    for (std::int64_t step = 0; step < longest; ++step) {
      const Numbers before = running(lengths, step);
      const QuantizedSteps of_h = dynamic_steps(before.data(), r_.batch * r_.hidden);
      for (std::int64_t batch = 0; batch < r_.batch; ++batch) {
        const std::int64_t length = lengths[static_cast<std::size_t>(batch)];
        if (step >= length) continue;
        const std::int64_t time = backward ? length - 1 - step : step;
        sums_.assign(static_cast<std::size_t>(4 * r_.hidden), 0);
        of_input_.add(in_[Recurrent::kX] + (time * r_.batch + batch) * r_.input, of_x, sums_);
        of_state_.add(before.data() + batch * r_.hidden, of_h, sums_);
        change(batch);
        const std::int64_t place = (time * r_.directions + direction_) * r_.batch + batch;
        if (y) std::copy_n(h_.data() + batch * r_.hidden, r_.hidden, y + place * r_.hidden);
      }
    }
    return {};
  }

  const Numbers& h() const { return h_; }
  const Numbers& c() const { return c_; }

 private:
  Numbers state(std::size_t index) const {
    const std::int64_t count = r_.batch * r_.hidden;
    if (!node_.has_input(index)) return Numbers(static_cast<std::size_t>(count));
    const float* from = in_[index] + direction_ * count;
    return Numbers(from, from + count);
  }

  // The states before the step. That of a sequence counts once more after its end, then no more.
  Numbers running(const std::vector<std::int64_t>& lengths, std::int64_t step) const {
    Numbers states = h_;
    for (std::int64_t batch = 0; batch < r_.batch; ++batch)
      if (step > lengths[static_cast<std::size_t>(batch)])
        std::fill_n(states.data() + batch * r_.hidden, r_.hidden, 0.0f);
    return states;
  }

  // What gate `gate` of unit `unit` gives: function number `function` of its sum and bias.
  float gate(std::int64_t gate, std::int64_t unit, std::size_t function, float cell) const {
    const std::int64_t row = gate * r_.hidden + unit;
    float sum = sums_[static_cast<std::size_t>(row)];
    if (node_.has_input(Recurrent::kPeepholes) && gate < 3)
      sum += in_[Recurrent::kPeepholes][(direction_ * 3 + gate) * r_.hidden + unit] * cell;
    if (node_.has_input(Recurrent::kB)) {
      const float* bias = in_[Recurrent::kB] + direction_ * 8 * r_.hidden;
      sum += bias[row] + bias[4 * r_.hidden + row];
    }
    return activate(function, sum);
  }

  float activate(std::size_t function, double x) const {
    return static_cast<float>(r_.functions(direction_)[function](std::clamp(x, -r_.clip, r_.clip)));
  }

  // Gates: input i, output o, forget f, then the new cell.
  void change(std::int64_t batch) {
    for (std::int64_t unit = 0; unit < r_.hidden; ++unit) {
      const auto at = static_cast<std::size_t>(batch * r_.hidden + unit);
      const float old = c_[at];
      const float input = gate(0, unit, 0, old);
      const float forget = r_.input_forget ? 1 - input : gate(2, unit, 0, old);
      c_[at] = old * forget + input * gate(3, unit, 1, 0);
      h_[at] = gate(1, unit, 0, c_[at]) * activate(2, c_[at]);
    }
  }

  const NodeView& node_;
  const Recurrent& r_;
  Inputs in_;
  std::int64_t direction_;
  RoundedProduct of_input_, of_state_;
  Numbers h_, c_, sums_;
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Recurrent& r = node.parsed<Recurrent>();
  std::size_t next = 0;
  const auto output = [&](std::size_t index) {
    return node.has_output(index) ? out[next++] : nullptr;
  };
  float *y = output(0), *last_h = output(1), *last_c = output(2);
  if (y) std::fill_n(y, r.steps * r.directions * r.batch * r.hidden, 0.0f);
  for (std::int64_t number = 0; number < r.directions; ++number) {
    Direction direction(node, in, number);
    CNN_TRY(direction.run(y));
    const std::int64_t at = number * r.batch * r.hidden;
    if (last_h) std::ranges::copy(direction.h(), last_h + at);
    if (last_c) std::ranges::copy(direction.c(), last_c + at);
  }
  return {};
}

constexpr Operator kTable[] = {
    {.type = "com.microsoft.DynamicQuantizeLSTM",
     .help =
         "Reads a sequence step by step into a state and a memory, with weights of 8 bits: what "
         "it multiplies is rounded to 256 steps first.",
     .attributes = kAttributes,
     .min_inputs = 3,
     .max_inputs = 12,
     .max_outputs = 3,
     .data_inputs = 12,
     .parameter_inputs = 0b10001110,
     .types = kNumbers,
     .parse = parse,
     .infer = infer_recurrent,
     .typed = typed,
     .macs = recurrent_macs,
     .formula = "the state after the step",
     .parameters =
         "x; w: weights of the input; r: weights of the state; b: biases of both; lengths: of the "
         "sequences; h: state at the start; c: cell at the start; p: weights of the cell; w_scale: "
         "what a step of w stands for; w_zero: what stands for 0 in w; r_scale: what a step of r "
         "stands for; r_zero: what stands for 0 in r | hidden_size: numbers of the state; "
         "direction=forward: reverse, or bidirectional for both; activations: functions of the "
         "gates; activation_alpha: their first settings; activation_beta: their second ones; clip: "
         "bound of what they get; input_forget=0: 1 ties both gates",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> quantized_lstm_table() {
  return kTable;
}

}  // namespace cnn
