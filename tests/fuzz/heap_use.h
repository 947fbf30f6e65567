// Counts what malloc and new have given out, with AddressSanitizer's hooks.
#pragma once

#include <sanitizer/allocator_interface.h>

#include <atomic>
#include <cstddef>

namespace cnn::fuzz {

// What a session may have in use beside its memory limit: the file's structure, plans, the C++
// library, XNNPACK's own records.
inline constexpr std::size_t kHeapSlack = std::size_t{64} << 20;

// The most that was in use at once since it was made, beyond what was in use then. One at a time.
class HeapUse {
 public:
  HeapUse() {
    static const int installed = __sanitizer_install_malloc_and_free_hooks(allocated, freed);
    static_cast<void>(installed);
    start_ = now_;
    peak_ = start_;
  }
  std::size_t peak() const { return static_cast<std::size_t>(peak_ - start_); }

 private:
  static void allocated(const volatile void*, std::size_t size) {
    const std::ptrdiff_t now = now_ += static_cast<std::ptrdiff_t>(size);
    std::ptrdiff_t peak = peak_;
    while (now > peak && !peak_.compare_exchange_weak(peak, now)) {
    }
  }
  static void freed(const volatile void* pointer) {
    if (pointer)
      now_ -= static_cast<std::ptrdiff_t>(
          __sanitizer_get_allocated_size(const_cast<const void*>(pointer)));
  }

  static inline std::atomic<std::ptrdiff_t> now_ = 0, peak_ = 0;
  std::ptrdiff_t start_;
};

}  // namespace cnn::fuzz
