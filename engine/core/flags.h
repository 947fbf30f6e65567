#pragma once

#include <cstdint>
#include <vector>

namespace cnn {

// Some yes and no, a byte each: std::vector<bool> packs bits, with two kilobytes of code.
using Flags = std::vector<std::uint8_t>;

}  // namespace cnn
