#include "kernels/gather_runs.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace cnn {
namespace {

// Neighbours that stay neighbours, or as many fill values.
struct Run {
  std::int64_t source, length;
};

std::vector<Run> runs_of(std::span<const std::int64_t> sources) {
  std::vector<Run> runs;
  for (const std::int64_t source : sources) {
    const bool fills = source < 0;
    if (!runs.empty() &&
        (fills ? runs.back().source < 0
               : runs.back().source >= 0 && source == runs.back().source + runs.back().length))
      ++runs.back().length;
    else
      runs.push_back({source, 1});
  }
  return runs;
}

struct Copy {
  const AxisSources& axes;
  std::vector<Run> runs;  // of the last axis
  std::size_t bytes;      // of one element of the last axis: all that lies within
  const std::byte* from;
  std::span<const std::byte> fill;
  std::byte* to;

  void write_fill(std::size_t count) {
    for (std::size_t end = 0; end < count; end += fill.size(), to += fill.size())
      std::memcpy(to, fill.data(), fill.size());
  }

  // All positions of the axes from `axis` on; at: where the outer ones stand, or -1.
  void walk(std::size_t axis, std::int64_t at) {
    if (axis + 1 < axes.sources.size()) {
      for (const std::int64_t source : axes.sources[axis])
        walk(axis + 1, source < 0 || at < 0 ? -1 : at + source * axes.steps[axis]);
      return;
    }
    for (const Run& run : runs) {
      const std::size_t size = static_cast<std::size_t>(run.length) * bytes;
      if (at < 0 || run.source < 0) {
        write_fill(size);
        continue;
      }
      const std::int64_t first = at + run.source * axes.steps[axis];
      std::memcpy(to, from + static_cast<std::size_t>(first) * fill.size(), size);
      to += size;
    }
  }
};

bool is_whole(std::span<const std::int64_t> sources, std::int64_t step, std::int64_t outer_step) {
  if (static_cast<std::int64_t>(sources.size()) * step != outer_step) return false;
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (sources[i] != static_cast<std::int64_t>(i)) return false;
  return true;
}

}  // namespace

void gather(const AxisSources& axes, std::size_t element_bytes, const void* from, const void* fill,
            void* to) {
  AxisSources outer = axes;
  // An axis within, taken as a whole, is part of the elements of the axis around it.
  while (outer.sources.size() > 1 &&
         is_whole(outer.sources.back(), outer.steps.back(), outer.steps[outer.steps.size() - 2])) {
    outer.sources.pop_back();
    outer.steps.pop_back();
  }
  Copy copy{outer,
            runs_of(outer.sources.back()),
            static_cast<std::size_t>(outer.steps.back()) * element_bytes,
            static_cast<const std::byte*>(from),
            std::span(static_cast<const std::byte*>(fill), element_bytes),
            static_cast<std::byte*>(to)};
  copy.walk(0, 0);
}

}  // namespace cnn
