#include "core/byte_size.h"

namespace cnn {

std::string byte_size(std::uint64_t bytes) {
  constexpr std::uint64_t kKib = 1024, kMib = 1024 * kKib;
  if (bytes < 10 * kMib) return std::to_string((bytes + kKib - 1) / kKib) + " KiB";
  return std::to_string((bytes + kMib - 1) / kMib) + " MiB";
}

}  // namespace cnn
