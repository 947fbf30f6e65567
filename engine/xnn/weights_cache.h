// Packed weights, shared between the plans of one session.
#pragma once

#include <xnnpack.h>

#include <cstddef>
#include <cstdint>

#include <memory>
#include <vector>

#include "core/error.h"
#include "core/ledger.h"
#include "core/move_function.h"
#include "core/tensor.h"

namespace cnn::xnn {

// XNNPACK asks a cache before it packs a kernel and hands it what it packed. Its own cache knows a
// kernel by the address it is given, but the kernels here are passed as short-lived permuted
// copies, whose addresses repeat. So the caller states which weights come next: the constant
// tensors themselves. An entry keeps them alive, so that no other tensor can take over their
// addresses.
//
// Lifetime: must outlive every operator created with provider(). Not for concurrent use.
class WeightsCache {
 public:
  WeightsCache();
  WeightsCache(const WeightsCache&) = delete;
  WeightsCache& operator=(const WeightsCache&) = delete;

  // Names the weights of the next operator. bias may be null. variant: whatever else decides the
  // packed numbers and their size (groups, scale factors); XNNPACK's seed alone does not tell
  // groups apart.
  void next(TensorPtr kernel, TensorPtr bias, std::uint64_t variant);
  // Weights packed for a kernel of our own: `bytes` that pack(float*) fills on first demand.
  // 64-byte aligned, held until it is forgotten. One packed form for each pair of kernel and bias.
  // Errors: kLimitExceeded, kOutOfMemory.
  Result<const float*> pack(TensorPtr kernel, TensorPtr bias, std::size_t bytes,
                            const MoveFunction<void(float*)>& pack);
  // Forgets everything. No operator created with provider() may be alive.
  void clear();
  // While no such operator is alive: what is packed stays, for operators to come. Once they are
  // there, drop_unused() forgets what none of them has asked for.
  void expect_others();
  void drop_unused();
  bool has_unused() const;

  xnn_weights_cache_t provider() { return &provider_; }
  // Bytes of packed weights held.
  std::size_t bytes() const { return bytes_; }
  // What the ledger counts for them.
  std::uint64_t counted() const;
  // Bytes for which the last operator found no room in the current ledger, or 0: XNNPACK then only
  // says that memory is short.
  std::size_t refused() const { return refused_; }
  // How often packed weights were found instead of packed again.
  std::size_t hits() const { return hits_; }

 private:
  struct Free {
    void operator()(void* memory) const;
  };
  using Memory = std::unique_ptr<void, Free>;
  struct Key {
    TensorPtr kernel;
    TensorPtr bias;
    std::uint64_t variant = 0;
    std::uint32_t seed = 0;  // XNNPACK's: micro-kernel, tile, flags
    bool operator==(const Key&) const = default;
  };
  struct Entry {
    Key key;
    Memory memory;
    std::size_t bytes = 0;
    Held held;
    bool used = true;
  };

  static WeightsCache& self(void* context) { return *static_cast<WeightsCache*>(context); }
  static std::size_t hash(const Key& key);
  Entry* find(std::uint32_t seed);
  void index(std::size_t entry);
  void index_all(std::size_t places);
  void* reserve(std::size_t bytes);
  void* insert(std::uint32_t seed, void* packed, std::size_t bytes);

  xnn_weights_cache_provider provider_{};
  std::vector<Entry> entries_;
  std::vector<std::size_t>
      table_;  // indices of entries_, at places that hash() gives; a power of 2
  Key next_;
  Memory pending_;  // reserved, not yet inserted
  Held pending_held_;
  std::size_t bytes_ = 0;
  std::size_t refused_ = 0;
  std::size_t hits_ = 0;
};

}  // namespace cnn::xnn
