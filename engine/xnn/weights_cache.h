// Packed weights, shared between the plans of one session.
#pragma once

#include <xnnpack.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace cnn::xnn {

// XNNPACK asks a cache before it packs a kernel and hands it what it packed. Its own cache knows a
// kernel by the address it is given, but the kernels here are passed as short-lived permuted copies,
// whose addresses repeat. So the caller states which weights come next: the addresses of the
// constant tensors, which live as long as the session.
//
// Lifetime: must outlive every operator created with provider(). Not for concurrent use.
class WeightsCache {
 public:
  WeightsCache();
  WeightsCache(const WeightsCache&) = delete;
  WeightsCache& operator=(const WeightsCache&) = delete;

  // Names the weights of the next operator. variant: anything else that changes the packed numbers
  // (bits of a scale factor, say), 0 when there is nothing.
  void next(const void* kernel, const void* bias, std::uint32_t variant = 0);

  xnn_weights_cache_t provider() { return &provider_; }
  // Bytes of packed weights held.
  std::size_t bytes() const;
  // How often packed weights were found instead of packed again.
  std::size_t hits() const { return hits_; }

 private:
  struct Free {
    void operator()(void* memory) const;
  };
  using Memory = std::unique_ptr<void, Free>;
  struct Key {
    const void* kernel = nullptr;
    const void* bias = nullptr;
    std::uint32_t variant = 0;
    std::uint32_t seed = 0;  // XNNPACK's: micro-kernel, tile, flags
    bool operator==(const Key&) const = default;
  };
  struct Entry {
    Key key;
    Memory memory;
    std::size_t bytes;
  };

  static WeightsCache& self(void* context) { return *static_cast<WeightsCache*>(context); }
  std::size_t find(std::uint32_t seed) const;
  void* reserve(std::size_t bytes);
  std::size_t insert(std::uint32_t seed, void* packed, std::size_t bytes);

  xnn_weights_cache_provider provider_{};
  std::vector<Entry> entries_;
  Key next_;
  Memory pending_;  // reserved, not yet inserted
  std::size_t hits_ = 0;
};

}  // namespace cnn::xnn
