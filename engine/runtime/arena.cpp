#include "runtime/arena.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

#include "core/byte_size.h"

namespace cnn {
namespace {

constexpr std::size_t kAlignment = 64;

std::uint64_t padded(std::uint64_t bytes) {
  return (bytes + kAlignment - 1) / kAlignment * kAlignment + kAlignment;
}

// A heap sort: a third of the code of std::sort, which counts in a download.
template <class T, class Less>
void sort(std::vector<T>& values, Less less) {
  std::ranges::make_heap(values, less);
  std::ranges::sort_heap(values, less);
}

bool overlap(const Lifetime& a, const Lifetime& b) {
  return a.first <= b.last && b.first <= a.last;
}

std::uint64_t most_alive(const std::vector<Lifetime>& buffers) {
  std::vector<std::pair<std::int64_t, std::int64_t>> changes;  // step, bytes more or fewer
  for (const Lifetime& buffer : buffers) {
    const auto bytes = static_cast<std::int64_t>(padded(buffer.bytes));
    changes.emplace_back(buffer.first, bytes);
    changes.emplace_back(std::int64_t{buffer.last} + 1, -bytes);
  }
  sort(changes, std::ranges::less());  // at the same step, what ends comes before what begins
  std::int64_t alive = 0, most = 0;
  for (const auto& [step, bytes] : changes) most = std::max(most, alive += bytes);
  return static_cast<std::uint64_t>(most);
}

// What comes first when buffers are placed. Each is best for some networks, none for all: the
// largest, where the first or the last of equals leads, and the largest for longest.
enum class Order : std::uint8_t { kFirst, kLast, kLongest };

// How often a buffer may be compared with another: more than any real network needs by far, and few
// enough for a network of as many nodes as are allowed.
constexpr std::size_t kMostLooks = std::size_t{1} << 22;

// The buffers that have an offset, found by the steps at which they are alive.
class Placed {
 public:
  Placed(const std::vector<Lifetime>& buffers, const std::vector<std::uint64_t>& offsets)
      : buffers_(buffers), offsets_(offsets), seen_(buffers.size(), kNever) {
    for (const Lifetime& buffer : buffers) end_ = std::max(end_, buffer.first + 1);
    spans_.resize(static_cast<std::size_t>(end_ / kSteps) + 1);
  }

  void add(std::size_t index) {
    const auto [first, last] = spans_of(index);
    for (std::size_t span = first; span <= last; ++span) spans_[span].push_back(index);
  }

  // Those alive with `index`, by offset.
  const std::vector<std::size_t>& alive_with(std::size_t index) {
    found_.clear();
    const auto [first, last] = spans_of(index);
    for (std::size_t span = first; span <= last; ++span)
      for (const std::size_t other : spans_[span]) {
        ++looked_at_;
        if (std::exchange(seen_[other], index) != index &&
            overlap(buffers_[index], buffers_[other]))
          found_.push_back(other);
      }
    sort(found_, [&](std::size_t a, std::size_t b) { return offsets_[a] < offsets_[b]; });
    return found_;
  }

  std::size_t looked_at() const { return looked_at_; }

 private:
  static constexpr int kSteps = 16;  // of one span
  static constexpr std::size_t kNever = SIZE_MAX;

  // Nothing begins at or after end_, so what lasts longer lasts as long.
  std::pair<std::size_t, std::size_t> spans_of(std::size_t index) const {
    const Lifetime& buffer = buffers_[index];
    return {static_cast<std::size_t>(buffer.first / kSteps),
            static_cast<std::size_t>(std::min(buffer.last, end_) / kSteps)};
  }

  const std::vector<Lifetime>& buffers_;
  const std::vector<std::uint64_t>& offsets_;
  int end_ = 0;
  std::vector<std::vector<std::size_t>> spans_;
  std::vector<std::size_t> seen_;  // by buffer: the one it was last looked at for
  std::vector<std::size_t> found_;
  std::size_t looked_at_ = 0;
};

ArenaLayout place(const std::vector<Lifetime>& buffers, Order by) {
  const auto weight = [&](std::size_t index) -> std::uint64_t {
    const Lifetime& buffer = buffers[index];
    const std::int64_t steps = by == Order::kLongest ? std::int64_t{buffer.last} - buffer.first : 0;
    return buffer.bytes * static_cast<std::uint64_t>(steps + 1);
  };
  std::vector<std::size_t> order(buffers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  sort(order, [&](std::size_t a, std::size_t b) {
    const std::uint64_t one = weight(a), other = weight(b);
    return one != other ? one > other : by == Order::kLast ? a > b : a < b;
  });
  ArenaLayout layout;
  layout.offsets.resize(buffers.size());
  Placed placed(buffers, layout.offsets);
  for (const std::size_t index : order) {
    const std::uint64_t size = padded(buffers[index].bytes);
    std::uint64_t offset = 0;
    // Where everything overlaps, holes are not looked for any longer.
    if (placed.looked_at() > kMostLooks)
      offset = layout.bytes;
    else
      for (const std::size_t other : placed.alive_with(index)) {
        if (offset + size <= layout.offsets[other]) break;
        offset = std::max(offset, layout.offsets[other] + padded(buffers[other].bytes));
      }
    layout.offsets[index] = offset;
    layout.bytes = std::max(layout.bytes, offset + size);
    placed.add(index);
  }
  return layout;
}

// One after the other.
ArenaLayout stack(const std::vector<Lifetime>& buffers) {
  ArenaLayout layout;
  for (const Lifetime& buffer : buffers) {
    layout.offsets.push_back(layout.bytes);
    layout.bytes += padded(buffer.bytes);
  }
  return layout;
}

}  // namespace

ArenaLayout place(const std::vector<Lifetime>& buffers) {
  ArenaLayout best = stack(buffers);
  const std::uint64_t least = most_alive(buffers);
  best.lower_bound = least;
  if (best.bytes == least) return best;  // everything is alive at once
  for (const Order order : {Order::kFirst, Order::kLast, Order::kLongest}) {
    ArenaLayout layout = place(buffers, order);
    if (layout.bytes < best.bytes) best = std::move(layout);
  }
  best.lower_bound = least;
  return best;
}

void Arena::Free::operator()(std::byte* memory) const {
  std::free(memory);
}

Result<Arena> Arena::allocate(std::size_t bytes) {
  Arena arena;
  arena.bytes_ = (bytes + kAlignment - 1) / kAlignment * kAlignment + kAlignment;
  auto held = hold(arena.bytes_);
  if (!held) return not_left(arena.bytes_, "the memory for the activations of this network");
  arena.held_ = std::move(*held);
  arena.memory_.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, arena.bytes_)));
  if (!arena.memory_)
    return fail(ErrorCode::kOutOfMemory,
                "no memory for the activations of this network (" + byte_size(bytes) + ")",
                "close other tabs, or use a smaller model or picture");
  std::memset(arena.memory_.get(), 0, arena.bytes_);
  return arena;
}

}  // namespace cnn
