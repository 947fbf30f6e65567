#include "core/byte_size.h"

#include "core/error.h"

namespace cnn {

std::string byte_size(std::uint64_t bytes) {
  constexpr std::uint64_t kKib = 1024, kMib = 1024 * kKib;
  if (bytes < 10 * kMib) return decimal((bytes + kKib - 1) / kKib) + " KiB";
  return decimal((bytes + kMib - 1) / kMib) + " MiB";
}

}  // namespace cnn
