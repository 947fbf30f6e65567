// Places buffers with known lifetimes in one block of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/error.h"
#include "core/ledger.h"

namespace cnn {

// A buffer that is alive from step `first` (which writes it) to step `last` (which reads it), both
// included.
struct Lifetime {
  std::size_t bytes = 0;
  int first = 0;
  int last = 0;
};

struct ArenaLayout {
  // In 64 bits, so that what does not fit into the memory of wasm32 is seen, not wrapped.
  std::vector<std::uint64_t> offsets;  // of each buffer, 64-byte aligned
  std::uint64_t bytes = 0;             // of the whole block
  std::uint64_t lower_bound = 0;       // most bytes alive at one step: no placement needs less
};

// Largest buffers first, each at the lowest offset where it overlaps nothing that is alive with it;
// in three orders, of which the best counts. Where very many overlap, the last ones come behind all
// others instead, so that the time is bounded. Every buffer is followed by room that SIMD kernels
// may read past its end.
ArenaLayout place(const std::vector<Lifetime>& buffers);

// One block of 64-byte aligned memory.
class Arena {
 public:
  // Counted in the current ledger while it lives. Errors: kLimitExceeded, kOutOfMemory.
  static Result<Arena> allocate(std::size_t bytes);
  std::byte* data() const { return memory_.get(); }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Free {
    void operator()(std::byte* memory) const;
  };
  std::unique_ptr<std::byte, Free> memory_;
  Held held_;
  std::size_t bytes_ = 0;
};

}  // namespace cnn
