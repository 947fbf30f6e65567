// Which of an operator's kernels computes a node. The one place that decides it: plans, the folding
// of constants and what the page says about a layer all ask here.
#pragma once

#include <cstdint>

#include "ops/op.h"

namespace cnn {

enum class Kernel : std::uint8_t {
  kAlias,   // nothing runs: output 0 is input 0's memory, perhaps under another shape
  kRename,  // nothing runs: output 0 is input 0's bytes, called by another layout
  kSimd,    // Operator::lower
  kPlain,   // Operator::plain, as is
  kTyped,   // Operator::typed or ::take, as is
};

struct KernelChoice {
  Kernel kernel;
  LayoutRule rule = LayoutRule::kAsIs;  // the layout it wants
};

enum class Kernels : std::uint8_t {
  kAll,
  kLoops,  // those alone that need no preparation: no SIMD
};

// How many leading inputs are read at run time: those that the row says, or all where a later one
// (the weights of a convolution) is computed or fed at run time, which only a loop can take.
std::size_t run_inputs(const NodeView& node, const Operator& row);

// node: one that shape inference has passed.
KernelChoice choose_kernel(const NodeView& node, const Operator& row, Kernels among);

}  // namespace cnn
