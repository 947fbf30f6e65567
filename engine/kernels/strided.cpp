#include "kernels/strided.h"

#include <cstring>

namespace cnn {
namespace {

// The same view with as few axes as possible: at least one, none of size 1 besides.
Strided simplified(const Strided& view) {
  Strided result{{}, {}, view.offset};
  for (std::size_t axis = 0; axis < view.sizes.size(); ++axis) {
    if (view.sizes[axis] == 1) continue;
    if (!result.sizes.empty() && result.steps.back() == view.sizes[axis] * view.steps[axis]) {
      result.sizes.back() *= view.sizes[axis];
      result.steps.back() = view.steps[axis];
    } else {
      result.sizes.push_back(view.sizes[axis]);
      result.steps.push_back(view.steps[axis]);
    }
  }
  if (result.sizes.empty()) result.sizes = {1}, result.steps = {1};
  return result;
}

// Where the outer axes of a view stand, in row-major order; `at` counts elements of the tensor.
struct Position {
  explicit Position(const Strided& view)
      : at(view.offset), outer(view.sizes.size() - 1), index(outer, 0) {}

  // False when that was the last one.
  bool advance(const Strided& view) {
    for (std::size_t axis = outer; axis-- > 0;) {
      at += view.steps[axis];
      if (++index[axis] < view.sizes[axis]) return true;
      at -= view.steps[axis] * view.sizes[axis];
      index[axis] = 0;
    }
    return false;
  }

  std::int64_t at;
  std::size_t outer;
  std::vector<std::int64_t> index;
};

template <std::ptrdiff_t kBytes>
void copy(const Strided& view, const std::byte* from, std::byte* to) {
  const auto length = static_cast<std::ptrdiff_t>(view.sizes.back());
  const auto step = static_cast<std::ptrdiff_t>(view.steps.back()) * kBytes;
  Position position(view);
  do {
    const std::byte* row = from + static_cast<std::ptrdiff_t>(position.at) * kBytes;
    if (step == kBytes) {
      std::memcpy(to, row, static_cast<std::size_t>(length * kBytes));
    } else {
      for (std::ptrdiff_t i = 0; i < length; ++i)
        std::memcpy(to + i * kBytes, row + i * step, kBytes);
    }
    to += length * kBytes;
  } while (position.advance(view));
}

}  // namespace

std::vector<std::int64_t> dense_steps(std::span<const std::int64_t> sizes) {
  std::vector<std::int64_t> steps(sizes.size(), 1);
  for (std::size_t axis = sizes.size(); axis-- > 1;) steps[axis - 1] = steps[axis] * sizes[axis];
  return steps;
}

void copy_strided(const Strided& view, std::size_t element_bytes, const void* from, void* to) {
  for (const std::int64_t size : view.sizes)
    if (size == 0) return;
  const Strided simple = simplified(view);
  const auto* source = static_cast<const std::byte*>(from);
  auto* target = static_cast<std::byte*>(to);
  switch (element_bytes) {
    case 1: return copy<1>(simple, source, target);
    case 4: return copy<4>(simple, source, target);
    case 8: return copy<8>(simple, source, target);
    default: return;
  }
}

}  // namespace cnn
