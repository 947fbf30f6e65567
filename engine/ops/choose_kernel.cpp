#include "ops/choose_kernel.h"

#include <algorithm>

namespace cnn {
namespace {

// Not where the element type changes, or a further output is read.
bool is_alias(const NodeView& node, const Operator& row) {
  if (!row.alias || node.input(0).type.dtype != node.output(0).type.dtype) return false;
  for (std::size_t index = 1; index < node.output_count(); ++index)
    if (node.has_output(index)) return false;
  return true;
}

// A value is not float32, or there is no other loop.
bool needs_typed(const NodeView& node, const Operator& row) {
  if (!row.typed) return false;
  if (!row.plain && !row.lower) return true;
  const auto other = [](const Value& value) { return value.type.dtype != DType::kFloat32; };
  const auto data = std::min(static_cast<std::size_t>(row.data_inputs), node.input_count());
  for (std::size_t index = 0; index < data; ++index)
    if (node.has_input(index) && other(node.input(index))) return true;
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index) && other(node.output(index))) return true;
  return false;
}

}  // namespace

KernelChoice choose_kernel(const NodeView& node, const Operator& row, Kernels among) {
  const auto rule = [&] { return row.layout ? row.layout(node) : LayoutRule::kAsIs; };
  if (is_alias(node, row)) return {Kernel::kAlias, rule()};
  if (needs_typed(node, row)) return {Kernel::kTyped};
  const KernelChoice loop = {row.plain ? Kernel::kPlain : Kernel::kTyped};
  if (among == Kernels::kLoops) return loop;
  switch (const LayoutRule wanted = rule()) {
    case LayoutRule::kPlain: return loop;
    case LayoutRule::kNhwcToAsIs:
    case LayoutRule::kAsIsToNhwc: return {Kernel::kRename, wanted};
    default: return {Kernel::kSimd, wanted};
  }
}

}  // namespace cnn
