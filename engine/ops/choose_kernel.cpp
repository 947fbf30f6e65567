#include "ops/choose_kernel.h"

#include <algorithm>

namespace cnn {
namespace {

// Not where the element type changes, or a further output is read.
bool is_alias(const NodeView& node, const Operator& row) {
  if (!row.alias || node.input(0).type.dtype != node.output(0).type.dtype) return false;
  if (row.changes && row.changes(node)) return false;
  for (std::size_t index = 1; index < node.output_count(); ++index)
    if (node.has_output(index)) return false;
  return true;
}

// A value is not float32, or there is no other loop.
bool needs_typed(const NodeView& node, const Operator& row) {
  if (!row.typed && !row.take) return false;
  if (!row.plain && !row.lower) return true;  // Cast to float16 is one of those
  const auto other = [](const Value& value) { return value.type.dtype != DType::kFloat32; };
  const std::size_t data = run_inputs(node, row);
  for (std::size_t index = 0; index < data; ++index)
    if (node.has_input(index) && other(node.input(index))) return true;
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index) && other(node.output(index))) return true;
  return false;
}

// Nothing to read or to write: no SIMD kernel is asked how it takes that.
bool has_empty_side(const NodeView& node, const Operator& row) {
  for (std::size_t index = 0; index < run_inputs(node, row); ++index)
    if (node.has_input(index) && node.shape(index).elements() == 0) return true;
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index) && node.output_shape(index).elements() == 0) return true;
  return false;
}

}  // namespace

std::size_t run_inputs(const NodeView& node, const Operator& row) {
  const std::size_t all = node.input_count();
  if (static_cast<std::size_t>(row.data_inputs) >= all) return all;
  for (auto index = static_cast<std::size_t>(row.data_inputs); index < all; ++index)
    if (((row.parameter_inputs | row.open_inputs) >> index & 1) && node.has_input(index) &&
        !node.constant(index))
      return all;
  return static_cast<std::size_t>(row.data_inputs);
}

KernelChoice choose_kernel(const NodeView& node, const Operator& row, Kernels among) {
  const auto rule = [&] { return row.layout ? row.layout(node) : LayoutRule::kAsIs; };
  if (is_alias(node, row)) return {Kernel::kAlias, rule()};
  if (needs_typed(node, row)) return {Kernel::kTyped};
  const KernelChoice loop = {row.plain ? Kernel::kPlain : Kernel::kTyped};
  if (among == Kernels::kLoops || has_empty_side(node, row)) return loop;
  switch (const LayoutRule wanted = rule()) {
    case LayoutRule::kPlain: return loop;
    case LayoutRule::kNhwcToAsIs:
    case LayoutRule::kAsIsToNhwc: return {Kernel::kRename, wanted};
    default: return {Kernel::kSimd, wanted};
  }
}

}  // namespace cnn
