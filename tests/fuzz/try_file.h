// What the fuzzer does with one file, and what a file that it once found must still pass.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace cnn::fuzz {

// The memory limit that every file is loaded with.
inline constexpr std::size_t kMaxMemory = std::size_t{64} << 20;

// Loads `file`, a hostile one, and runs it on the three plans with inputs drawn from its bytes.
// Result: empty, or a sentence that says which promise of the engine was broken. The same bytes
// always do the same.
std::string try_file(std::span<const std::byte> file);

}  // namespace cnn::fuzz
