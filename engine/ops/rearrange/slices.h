// Slices of a tensor along one axis, of which only a run shows how many are kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "ops/op.h"

namespace cnn {

// The input as [outer, length, inner]: slices lie along the middle axis.
struct Slices {
  std::int64_t outer, length, inner;
  Shape result;  // with the length of the axis `axis` still to be filled in
  std::size_t axis;

  Shape with(std::int64_t count) const {
    Shape shape = result;
    shape[axis] = count;
    return shape;
  }
};

// Along the attribute `axis`; without it the values themselves, in a list. Errors: kInvalidModel.
Result<Slices> read_slices(const NodeView& node);

// visit(keep) calls keep(i) for each slice i that is kept, in order.
template <class Visit>
void copy_slices(const Slices& slices, Inputs in, Outputs out, Visit visit) {
  const std::size_t bytes = static_cast<std::size_t>(slices.inner) * size_of(in.type(0));
  const auto* from = in.as<std::byte>(0);
  auto* to = out.as<std::byte>(0);
  for (std::int64_t outer = 0; outer < slices.outer; ++outer)
    visit([&](std::int64_t i) {
      const std::int64_t slice = outer * slices.length + i;
      std::memcpy(to, from + static_cast<std::size_t>(slice) * bytes, bytes);
      to += bytes;
    });
}

}  // namespace cnn
