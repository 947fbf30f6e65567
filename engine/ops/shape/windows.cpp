// Windows of signals and the filters of a mel scale: tables that few numbers say, computed at load.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "core/element_type.h"
#include "core/limits.h"
#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kWindow[] = {{"output_datatype", AttributeSpec::kInt},
                                     {"periodic", AttributeSpec::kInt}};
constexpr AttributeSpec kMel[] = {{"output_datatype", AttributeSpec::kInt}};

Result<DType> type_of(const NodeView& node) {
  const auto type = stored_type(static_cast<int>(node.get_int("output_datatype", 1)));
  if (type && (kNumbers & dtypes(*type))) return *type;
  return node.error(ErrorCode::kUnsupported, "it asks for no type of numbers", {},
                    "output_datatype");
}

// ---- windows: a0 - a1 cos(x) + a2 cos(2 x), with x from 0 to 2 pi ----

struct Window {
  std::string_view type;
  double a0, a1, a2;
};
constexpr Window kWindows[] = {
    {"BlackmanWindow", 0.42, 0.5, 0.08},
    {"HammingWindow", 25.0 / 46, 21.0 / 46, 0},
    {"HannWindow", 0.5, 0.5, 0},
};

Result<std::vector<ValueType>> infer_window(const NodeView& node) {
  CNN_ASSIGN(const DType type, type_of(node));
  CNN_ASSIGN(const std::int64_t size, one_integer(node, 0));
  if (size < 0) return node.error(ErrorCode::kInvalidModel, "its size is negative");
  return one_output(type, Shape{size});
}

Result<void> typed_window(const NodeView& node, Inputs, Outputs out) {
  const Window& window =
      *std::ranges::find(kWindows, std::string_view(node.node().op), &Window::type);
  const std::int64_t size = node.output_shape(0)[0];
  const double step = 2 * std::numbers::pi /
                      static_cast<double>(node.get_int("periodic", 1) != 0 ? size : size - 1);
  for (std::int64_t i = 0; i < size; ++i) {
    const double x = step * static_cast<double>(i);
    Wide value;
    value.real = window.a0 - window.a1 * std::cos(x) + window.a2 * std::cos(2 * x);
    narrow(&value, true, 1, out.type(0), out.data(0), i);
  }
  return {};
}

// In multiply-accumulates: cosines and powers cost many.
std::int64_t macs_window(const NodeView& node) {
  return 16 * node.output_shape(0).elements();
}

// ---- MelWeightMatrix ----

double number_of(const NodeView& node, std::size_t index) {
  const TensorPtr tensor = node.constant(index);
  Wide value;
  widen(tensor->dtype(), tensor->data<std::byte>().data(), 0, 0, 1, true, &value);
  return value.real;
}

Result<std::vector<ValueType>> infer_mel(const NodeView& node) {
  CNN_ASSIGN(const DType type, type_of(node));
  std::int64_t sizes[3];
  for (std::size_t index = 0; index < 3; ++index) {
    CNN_ASSIGN(sizes[index], one_integer(node, index));
  }
  for (const std::size_t index : {3, 4})
    if (!node.constant(index) || node.shape(index).elements() != 1)
      return node.error(ErrorCode::kUnsupported, "its input " + quoted(node.input(index).name) +
                                                     " is not one number that is known at load");
  const auto [mels, length, rate] = sizes;
  if (mels < 1 || mels > limits::kMaxDim || length < 1 || length > limits::kMaxDim || rate < 1)
    return node.error(ErrorCode::kInvalidModel, "one of its sizes is out of range");
  const double low = number_of(node, 3), high = number_of(node, 4);
  if (!(low >= 0 && high >= low && high <= static_cast<double>(rate) / 2 + 1))
    return node.error(ErrorCode::kInvalidModel,
                      "its edges are not from 0 to half of the sample rate");
  return one_output(type, Shape{length / 2 + 1, mels});
}

// Triangles over the frequencies: each rises from one edge to the next, and falls to the one after.
Result<void> typed_mel(const NodeView& node, Inputs, Outputs out) {
  const std::int64_t rows = node.output_shape(0)[0], mels = node.output_shape(0)[1];
  const double length = number_of(node, 1), rate = number_of(node, 2);
  const auto mel_of = [](double hertz) { return 2595 * std::log10(1 + hertz / 700); };
  const double low = mel_of(number_of(node, 3));
  const double step = (mel_of(number_of(node, 4)) - low) / static_cast<double>(mels + 2);
  const auto edge = [&](std::int64_t i) {
    const double hertz = 700 * (std::pow(10, (low + step * static_cast<double>(i)) / 2595) - 1);
    return std::min(static_cast<std::int64_t>(std::floor((length + 1) * hertz / rate)), rows - 1);
  };
  const auto set = [&](std::int64_t row, std::int64_t mel, double x) {
    Wide value;
    value.real = x;
    narrow(&value, true, 1, out.type(0), out.data(0), row * mels + mel);
  };
  std::int64_t first = 0, top = edge(0), last = edge(1);
  for (std::int64_t mel = 0; mel < mels; ++mel) {
    first = std::exchange(top, std::exchange(last, edge(mel + 2)));
    const auto rise = static_cast<double>(top - first), fall = static_cast<double>(last - top);
    for (std::int64_t row = first; row < top; ++row)
      set(row, mel, static_cast<double>(row - first) / rise);
    for (std::int64_t row = top; row < last; ++row)
      set(row, mel, static_cast<double>(last - row) / fall);
    set(top, mel, 1);
  }
  return {};
}

std::int64_t macs_mel(const NodeView& node) {
  return 64 * node.output_shape(0)[1];
}

constexpr Operator window(std::string_view type, std::string_view help, std::string_view formula) {
  return {.type = type,
          .help = help,
          .attributes = kWindow,
          .data_inputs = 0,
          .types = kNumbers,
          .infer = infer_window,
          .typed = typed_window,
          .macs = macs_window,
          .formula = formula,
          .parameters =
              "size: how many values | output_datatype=1: type of the values; "
              "periodic=1: 0 ends with the value that it begins with",
          .facts = no_cells};
}

constexpr Operator kTable[] = {
    window("BlackmanWindow", "A bell that a piece of a signal is multiplied by.",
           "0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle)"),
    window("HammingWindow", "A bell on a low foot that a piece of a signal is multiplied by.",
           "0.543478 - 0.456522 * cos(angle)"),
    window("HannWindow", "A bell that a piece of a signal is multiplied by.",
           "0.5 - 0.5 * cos(angle)"),
    {.type = "MelWeightMatrix",
     .help = "Weights that sum up frequencies into bands, as ears hear them.",
     .attributes = kMel,
     .min_inputs = 5,
     .max_inputs = 5,
     .data_inputs = 0,
     .types = kNumbers,
     .infer = infer_mel,
     .typed = typed_mel,
     .macs = macs_mel,
     .formula = "how much this frequency counts for the band",
     .parameters = "bands: how many; length: of the DFT; rate: samples a second; low: hertz where "
                   "the first band begins; high: hertz where the last one ends | "
                   "output_datatype=1: type of the values",
     .facts = no_cells},
};

}  // namespace

std::span<const Operator> windows_table() {
  return kTable;
}

}  // namespace cnn
