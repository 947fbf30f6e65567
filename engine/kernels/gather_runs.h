// Copies whose source along each axis is given by a list: padding of any kind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cnn {

// For each axis of the output, the outermost first: which element of the input's axis each position
// takes, or -1 for the fill value.
struct AxisSources {
  std::vector<std::vector<std::int64_t>> sources;  // at least one axis, none empty
  std::vector<std::int64_t> steps;                 // of the input, in elements
};

// element_bytes: 1, 4 or 8; fill: one element.
void gather(const AxisSources& axes, std::size_t element_bytes, const void* from, const void* fill,
            void* to);

}  // namespace cnn
