// Byte counts in words, for messages.
#pragma once

#include <cstdint>
#include <string>

namespace cnn {

// "812 KiB" below 10 MiB, "57 MiB" from there on; rounded up, so that nothing reads as zero.
std::string byte_size(std::uint64_t bytes);

}  // namespace cnn
