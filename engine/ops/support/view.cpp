#include "ops/support/view.h"

#include <utility>

namespace cnn {

Strided view_of(const Shape& from, std::span<const Range> ranges, Layout layout) {
  const std::vector<std::size_t> axes = physical_axes(from.rank(), layout);
  std::vector<std::int64_t> dims;
  for (const std::size_t axis : axes) dims.push_back(from[axis]);
  const std::vector<std::int64_t> dense = dense_steps(dims);
  Strided view;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const Range& range = ranges[axes[i]];
    view.sizes.push_back(range.size);
    view.steps.push_back(range.step * dense[i]);
    view.offset += range.start * dense[i];
  }
  return view;
}

Step copy_views(std::vector<Strided> views) {
  Step step;
  step.body = [views = std::move(views)](Inputs in, Outputs out) {
    for (std::size_t i = 0; i < views.size(); ++i)
      copy_strided(views[i], sizeof(float), in[0], out[i]);
  };
  return step;
}

void copy_view(const Strided& view, Inputs in, Outputs out, std::size_t index) {
  copy_strided(view, size_of(in.type(0)), in.data(0), out.data(index));
}

}  // namespace cnn
