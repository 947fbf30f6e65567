// What operators share whose outputs are elements of their input, picked at regular steps.
#pragma once

#include <span>
#include <vector>

#include "kernels/strided.h"
#include "ops/op.h"

namespace cnn {

// Along one axis: `size` elements from `start` on, `step` apart.
struct Range {
  std::int64_t start = 0;
  std::int64_t step = 1;
  std::int64_t size = 0;
};

// The view of a tensor of shape `from`, lying in `layout`, that holds ranges[axis] of each axis.
Strided view_of(const Shape& from, std::span<const Range> ranges, Layout layout);

// A step that copies views[i] of its input into its output i.
Step copy_views(std::vector<Strided> views);

// Copies the view of input 0, of any element type, into output `index`.
void copy_view(const Strided& view, Inputs in, Outputs out, std::size_t index);

}  // namespace cnn
