// DynamicQuantizeLinear: uint8 with the scale that its own smallest and largest number ask for.
#include <cstdint>

#include "ops/op.h"
#include "ops/quantized/quantized.h"
#include "ops/support/facts.h"
#include "ops/support/outputs.h"
#include "ops/tables.h"

namespace cnn {
namespace {

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return std::vector<ValueType>{
      {DType::kUint8, node.shape(0)}, {DType::kFloat32, Shape{}}, {DType::kUint8, Shape{}}};
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const std::int64_t count = node.shape(0).elements();
  const auto [scale, zero, range] = dynamic_steps(in[0], count);
  auto* to = out.as<std::uint8_t>(0);
  for (std::int64_t i = 0; i < count; ++i)
    to[i] = static_cast<std::uint8_t>(quantize(in[0][i] / scale, zero, range));
  if (float* const given = named_output(node, out, 1)) *given = scale;
  if (auto* const given = named_output<std::uint8_t>(node, out, 2))
    *given = static_cast<std::uint8_t>(zero);
  return {};
}

// The scale is made of all cells.
Facts facts_of(const NodeView&, std::size_t output) {
  Facts facts{.reads = {{"x"}}, .known = false};
  if (output == 1) facts.formula = "the distance of the largest x from the smallest / 255";
  if (output == 2) facts.formula = "the integer that stands for 0";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "DynamicQuantizeLinear",
     .help = "Rounds every number to one of 256 steps between the smallest and the largest.",
     .max_outputs = 3,
     .infer = infer,
     .typed = typed,
     .formula = "x in steps of 1/255 of the distance between the smallest and the largest",
     .parameters = "x",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> dynamic_quantize_table() {
  return kTable;
}

}  // namespace cnn
