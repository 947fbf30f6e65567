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
#include "ops/support/outputs.h"
#include "ops/support/scratch.h"
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

// One direction over all sequences, which take each step together: their states share one range.
class Direction {
 public:
  // y, last_h, last_c: the outputs, zeros so far; null where nobody reads them. What lies behind a
  // sequence's end stays 0 in y, and so do the last states of one without steps.
  Direction(const NodeView& node, Inputs in, std::int64_t direction, float* y, float* last_h,
            float* last_c)
      : node_(node),
        r_(node.parsed<Recurrent>()),
        in_(in),
        direction_(direction),
        y_(y),
        last_h_(last_h),
        last_c_(last_c),
        of_input_(node, in, kOfInput, direction),
        of_state_(node, in, kOfState, direction),
        sums_(static_cast<std::size_t>(4 * r_.hidden)) {}

  Result<void> run() {
    CNN_TRY(of_input_.gather());
    CNN_TRY(of_state_.gather());
    CNN_TRY(take_states());
    std::int64_t longest = 0;
    for (std::int64_t batch = 0; batch < r_.batch; ++batch) {
      CNN_ASSIGN(const std::int64_t length, length_of(node_, in_, batch));
      longest = std::max(longest, length);
    }
    const QuantizedSteps of_x = dynamic_steps(in_[Recurrent::kX], longest * r_.batch * r_.input);
    for (std::int64_t step = 0; step < longest; ++step) {
      const QuantizedSteps of_h = dynamic_steps(h_, r_.batch * r_.hidden);
      for (std::int64_t batch = 0; batch < r_.batch; ++batch) {
        CNN_ASSIGN(const std::int64_t length, length_of(node_, in_, batch));
        if (step < length)
          advance(batch, step, length, of_x, of_h);
        else if (step == length)  // its state has counted once more
          std::fill_n(h_ + batch * r_.hidden, r_.hidden, 0.0f);
      }
    }
    return {};
  }

 private:
  // Both states of all sequences lie in memory that the session counts.
  Result<void> take_states() {
    const std::int64_t count = r_.batch * r_.hidden;
    CNN_ASSIGN(states_, scratch_floats(2 * count));
    h_ = states_.data<float>().data(), c_ = h_ + count;
    if (node_.has_input(Recurrent::kH))
      std::copy_n(in_[Recurrent::kH] + direction_ * count, count, h_);
    if (node_.has_input(Recurrent::kC))
      std::copy_n(in_[Recurrent::kC] + direction_ * count, count, c_);
    return {};
  }

  // One step of one sequence.
  void advance(std::int64_t batch, std::int64_t step, std::int64_t length,
               const QuantizedSteps& of_x, const QuantizedSteps& of_h) {
    const bool backward = direction_ == 1 || r_.backward_only;
    const std::int64_t time = backward ? length - 1 - step : step;
    float *h = h_ + batch * r_.hidden, *c = c_ + batch * r_.hidden;
    std::ranges::fill(sums_, 0.0f);
    of_input_.add(in_[Recurrent::kX] + (time * r_.batch + batch) * r_.input, of_x, sums_);
    of_state_.add(h, of_h, sums_);
    change(h, c);
    const auto write = [&](const float* from, float* to, std::int64_t place) {
      if (to) std::copy_n(from, r_.hidden, to + place * r_.hidden);
    };
    write(h, y_, (time * r_.directions + direction_) * r_.batch + batch);
    if (step + 1 < length) return;
    write(h, last_h_, direction_ * r_.batch + batch);
    write(c, last_c_, direction_ * r_.batch + batch);
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

  // Of a sum: what is clipped.
  float activate(std::size_t function, double sum) const {
    return apply(function, std::clamp(sum, -r_.clip, r_.clip));
  }
  float apply(std::size_t function, double x) const {
    return static_cast<float>(r_.functions(direction_)[function](x));
  }

  // Gates: input i, output o, forget f, then the new cell, which onnxruntime does not clip.
  void change(float* h, float* c) {
    for (std::int64_t unit = 0; unit < r_.hidden; ++unit) {
      const float old = c[unit];
      const float input = gate(0, unit, 0, old);
      const float forget = r_.input_forget ? 1 - input : gate(2, unit, 0, old);
      c[unit] = old * forget + input * gate(3, unit, 1, 0);
      h[unit] = gate(1, unit, 0, c[unit]) * apply(2, c[unit]);
    }
  }

  const NodeView& node_;
  const Recurrent& r_;
  Inputs in_;
  std::int64_t direction_;
  float *y_, *last_h_, *last_c_;
  RoundedProduct of_input_, of_state_;
  Tensor states_;
  float *h_ = nullptr, *c_ = nullptr;
  std::vector<float> sums_;  // of the rows
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Recurrent& r = node.parsed<Recurrent>();
  const auto output = [&](std::size_t index) { return named_output(node, out, index); };
  float *y = output(0), *last_h = output(1), *last_c = output(2);
  const std::int64_t states = r.directions * r.batch * r.hidden;
  for (float* state : {last_h, last_c})
    if (state) std::fill_n(state, states, 0.0f);
  if (y) std::fill_n(y, r.steps * states, 0.0f);
  for (std::int64_t direction = 0; direction < r.directions; ++direction)
    CNN_TRY(Direction(node, in, direction, y, last_h, last_c).run());
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
