// What recurrent operators share: their inputs, and the sizes and settings of a node.
#pragma once

#include <cstdint>
#include <vector>

#include "ops/op.h"
#include "ops/recurrent/activations.h"

namespace cnn {

// How an operator's state changes; order of the gates as ONNX has it.
enum class RecurrentKind : std::uint8_t { kRnn, kGru, kLstm };

// What a node is parsed to.
struct Recurrent {
  enum Input : std::size_t { kX, kW, kR, kB, kLengths, kH, kC, kPeepholes };

  RecurrentKind kind;
  bool batch_first;
  bool backward_only;
  bool linear_before_reset;  // GRU: the reset gate comes after the product with R
  bool input_forget;         // LSTM: the forget gate is 1 minus the input gate
  std::int64_t directions, steps, batch, input, hidden;
  double clip;
  std::vector<GateActivation> activations;

  std::int64_t gates() const {
    return kind == RecurrentKind::kRnn ? 1 : kind == RecurrentKind::kGru ? 3 : 4;
  }
  // Of a state at the start or at the end.
  Shape state_shape() const {
    return batch_first ? Shape{batch, directions, hidden} : Shape{directions, batch, hidden};
  }
  // The functions of the gates of one direction.
  const GateActivation* functions(std::int64_t direction) const {
    const std::size_t all = activations.size() / static_cast<std::size_t>(directions);
    return activations.data() + static_cast<std::size_t>(direction) * all;
  }
};

// columns: weights are [directions, numbers read, rows], not float32, and the caller checks their
// type; else they are float32 [directions, rows, numbers read].
Result<Recurrent> read_recurrent(const NodeView& node, RecurrentKind kind, bool columns = false);

// How many steps the sequence `batch` has. Errors: kInvalidModel.
Result<std::int64_t> length_of(const NodeView& node, Inputs in, std::int64_t batch);

// Of nodes that are parsed to a Recurrent.
Result<std::vector<ValueType>> infer_recurrent(const NodeView& node);
std::int64_t recurrent_macs(const NodeView& node);

}  // namespace cnn
