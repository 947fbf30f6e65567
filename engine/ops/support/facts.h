// Which cells of a node's inputs a cell of its output is made of, and by which formula: what the
// page draws receptive fields, sums and connections from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernels/window.h"
#include "ops/op.h"

namespace cnn {

// The position that is read along one axis of an input:
//   start + floor(o[from] / divide) * stride + t[along] * step
// for position o of the output and t of the term. What lies outside of the axis is not there
// (padding). from, along: axes of the output and of Facts::terms; -1: none, it counts as 0.
struct AxisRead {
  int from = -1;
  int along = -1;
  std::int64_t start = 0;
  std::int64_t stride = 1;
  std::int64_t divide = 1;
  std::int64_t step = 1;
  // Where that rule does not do: the positions themselves, [o][t], -1 for none. A share is what the
  // cell counts for; none: all of it.
  std::vector<std::int64_t> table = {};
  std::vector<float> shares = {};
};

// Cells of one input, under the letter that the formula has for them.
struct Read {
  std::string_view letter;
  int input = 0;  // -1: no input but ones, to count cells with; `as` is their shape
  // The input's elements in order under another shape; empty: its own.
  Shape as = {};
  // One an axis. Empty: the output's own cell, with axes of length 1 repeated as NumPy does.
  std::vector<AxisRead> axes = {};
};

struct Facts {
  std::string_view formula = {};  // empty: the row's
  std::vector<Read> reads = {};
  std::vector<std::int64_t> terms = {};  // sizes of the axes over which the formula adds up
  Shape out = {};                        // the output under another shape; empty: its own
  bool known = true;                     // false: everything may be read, beyond `reads`
};

// The letter of input `index` in a row's parameters; the last one stands for all further inputs.
std::string_view letter_of(const Operator& row, std::size_t index);

// Reads every input at the output's own cell: elementwise operators.
Facts same_cell(const NodeView& node, std::size_t output);

// The elements of input 0, in order, as output 0's; further outputs read nothing.
Facts same_order(const NodeView& node, std::size_t output);

// Reads input 0, "x". Which cells of the inputs is in the data, or not stated: a cell may depend on
// all of them.
Facts any_of_x(const NodeView& node, std::size_t output);

// Which cells it is made of, the data decides: it may depend on all.
Facts any_cells(const NodeView& node, std::size_t output);

// Reads no cells: the output is known from shapes and attributes.
Facts no_cells(const NodeView& node, std::size_t output);

// One axis that is read where the output's axis `from` stands, and a whole one along a term.
AxisRead at(std::size_t from);
AxisRead along(std::size_t term);

// The axes of a map [batch, channels, height, width] under a window: height and width along the
// terms from number `term` on.
std::vector<AxisRead> window_reads(const Window& window, AxisRead channel, int term = 0);

// An axis each at its own place: at(0), at(1), ...
std::vector<AxisRead> own_axes(std::size_t rank);

// The facts of each output as JSON; engine.d.ts has its form.
std::string facts_json(const NodeView& node, const Operator& row);

}  // namespace cnn
