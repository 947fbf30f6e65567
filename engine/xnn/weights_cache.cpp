#include "xnn/weights_cache.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace cnn::xnn {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::size_t kNotFound = SIZE_MAX;  // what XNNPACK takes as "not in the cache"
constexpr std::size_t kFree = SIZE_MAX;      // a place of the table without an entry
constexpr std::uint64_t kOwn = UINT64_MAX;   // the variant of what XNNPACK does not pack

// XNNPACK keeps a number for what it has packed. Here it is the address, so that entries may go.
std::size_t number_of(const void* packed) {
  return reinterpret_cast<std::uintptr_t>(packed);
}

}  // namespace

void WeightsCache::Free::operator()(void* memory) const {
  std::free(memory);
}

WeightsCache::WeightsCache() {
  provider_.context = this;
  provider_.look_up = [](void* context, const xnn_weights_cache_look_up_key* key) {
    WeightsCache& cache = self(context);
    const Entry* found = cache.find(key->seed);
    if (found) ++cache.hits_;
    return found ? number_of(found->memory.get()) : kNotFound;
  };
  provider_.reserve_space = [](void* context, std::size_t bytes) {
    return self(context).reserve(bytes);
  };
  provider_.look_up_or_insert = [](void* context, const xnn_weights_cache_look_up_key* key,
                                   void* packed, std::size_t bytes) {
    return number_of(self(context).insert(key->seed, packed, bytes));
  };
  // Packed weights never move, so operators may be set up at any time.
  provider_.is_finalized = [](void*) { return true; };
  provider_.offset_to_addr = [](void*, std::size_t number) {
    return reinterpret_cast<void*>(number);
  };
  provider_.delete_cache = [](void*) { return xnn_status_success; };
}

void WeightsCache::next(TensorPtr kernel, TensorPtr bias, std::uint64_t variant) {
  next_ = {std::move(kernel), std::move(bias), variant, 0};
  refused_ = 0;
}

Result<const float*> WeightsCache::pack(TensorPtr kernel, TensorPtr bias, std::size_t bytes,
                                        const MoveFunction<void(float*)>& pack) {
  next(std::move(kernel), std::move(bias), kOwn);
  if (const Entry* found = find(0)) {
    ++hits_;
    return static_cast<const float*>(found->memory.get());
  }
  void* memory = reserve(bytes);
  if (refused_) return not_left(bytes, "the memory for packed weights");
  if (!memory)
    return fail(ErrorCode::kOutOfMemory, "no memory left for packed weights",
                "close other tabs, or use a smaller model");
  pack(static_cast<float*>(memory));
  return static_cast<const float*>(insert(0, memory, bytes));
}

void WeightsCache::clear() {
  entries_.clear();
  table_.clear();
  pending_.reset();
  pending_held_ = Held();
  next_ = {};
  bytes_ = 0;
}

void WeightsCache::expect_others() {
  for (Entry& entry : entries_) entry.used = false;
}

bool WeightsCache::has_unused() const {
  return !std::ranges::all_of(entries_, &Entry::used);
}

void WeightsCache::drop_unused() {
  if (!has_unused()) return;
  std::erase_if(entries_, [](const Entry& entry) { return !entry.used; });
  bytes_ = 0;
  for (const Entry& entry : entries_) bytes_ += entry.bytes;
  index_all(table_.size());
}

std::uint64_t WeightsCache::counted() const {
  std::uint64_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.held.bytes();
  return sum;
}

std::size_t WeightsCache::hash(const Key& key) {
  const auto word = [](const TensorPtr& tensor) {
    return reinterpret_cast<std::uintptr_t>(tensor.get());
  };
  std::uint64_t mixed = word(key.kernel) ^ (std::uint64_t{word(key.bias)} << 20) ^ key.variant ^
                        (std::uint64_t{key.seed} << 32);
  mixed *= 0x9e3779b97f4a7c15u;  // 2^64 divided by the golden ratio
  return static_cast<std::size_t>(mixed >> 32);
}

// Entries lie at their hash or, where that is taken, at the next free place.
WeightsCache::Entry* WeightsCache::find(std::uint32_t seed) {
  if (table_.empty()) return nullptr;
  Key key = next_;
  key.seed = seed;
  for (std::size_t at = hash(key);; ++at) {
    const std::size_t place = table_[at & (table_.size() - 1)];
    if (place == kFree) return nullptr;
    if (Entry& entry = entries_[place]; entry.key == key) {
      entry.used = true;
      return &entry;
    }
  }
}

void WeightsCache::index(std::size_t entry) {
  std::size_t at = hash(entries_[entry].key);
  while (table_[at & (table_.size() - 1)] != kFree) ++at;
  table_[at & (table_.size() - 1)] = entry;
}

void WeightsCache::index_all(std::size_t places) {
  table_.assign(places, kFree);
  for (std::size_t entry = 0; entry < entries_.size(); ++entry) index(entry);
}

void* WeightsCache::reserve(std::size_t bytes) {
  const std::size_t rounded = (bytes + kAlignment - 1) / kAlignment * kAlignment;
  pending_.reset();
  pending_held_ = Held();
  auto held = hold(rounded + kAlignment);
  if (!held) {
    refused_ = bytes;
    return nullptr;
  }
  pending_held_ = std::move(*held);
  pending_.reset(std::aligned_alloc(kAlignment, rounded));
  return pending_.get();
}

// packed is null after a hit. Depthwise convolutions never look up: they pack first, and what they
// packed is dropped here when it is known already.
void* WeightsCache::insert(std::uint32_t seed, void* packed, std::size_t bytes) {
  if (const Entry* found = find(seed)) {
    if (packed) ++hits_;
    pending_.reset();
    pending_held_ = Held();
    return found->memory.get();
  }
  Key key = next_;
  key.seed = seed;
  entries_.push_back({key, std::move(pending_), bytes, std::move(pending_held_)});
  bytes_ += bytes;
  if (entries_.size() * 2 > table_.size())
    index_all(std::max<std::size_t>(table_.size() * 2, 64));
  else
    index(entries_.size() - 1);
  return entries_.back().memory.get();
}

}  // namespace cnn::xnn
