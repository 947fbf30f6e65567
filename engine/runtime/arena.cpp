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
  std::vector<std::size_t> placed;  // by offset
  for (const std::size_t index : order) {
    std::uint64_t offset = 0;
    for (const std::size_t other : placed) {
      if (!overlap(buffers[index], buffers[other])) continue;
      if (offset + padded(buffers[index].bytes) <= layout.offsets[other]) break;
      offset = std::max(offset, layout.offsets[other] + padded(buffers[other].bytes));
    }
    layout.offsets[index] = offset;
    layout.bytes = std::max(layout.bytes, offset + padded(buffers[index].bytes));
    const auto at = std::ranges::upper_bound(
        placed, offset, {}, [&](std::size_t other) { return layout.offsets[other]; });
    placed.insert(at, index);
  }
  return layout;
}

}  // namespace

ArenaLayout place(const std::vector<Lifetime>& buffers) {
  ArenaLayout best;
  for (const Order order : {Order::kFirst, Order::kLast, Order::kLongest}) {
    ArenaLayout layout = place(buffers, order);
    if (order == Order::kFirst || layout.bytes < best.bytes) best = std::move(layout);
  }
  best.lower_bound = most_alive(buffers);
  return best;
}

void Arena::Free::operator()(std::byte* memory) const {
  std::free(memory);
}

Result<Arena> Arena::allocate(std::size_t bytes) {
  Arena arena;
  arena.bytes_ = (bytes + kAlignment - 1) / kAlignment * kAlignment + kAlignment;
  arena.memory_.reset(static_cast<std::byte*>(std::aligned_alloc(kAlignment, arena.bytes_)));
  if (!arena.memory_)
    return fail(ErrorCode::kOutOfMemory,
                "no memory for the activations of this network (" + byte_size(bytes) + ")",
                "close other tabs, or use a smaller model or picture");
  std::memset(arena.memory_.get(), 0, arena.bytes_);
  return arena;
}

}  // namespace cnn
