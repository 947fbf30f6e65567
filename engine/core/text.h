// Texts of a model file, which may be of any length and hold any bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cnn {

inline constexpr std::size_t kLongestName = 160;  // bytes of a name in an error or a note

// Whether the bytes are UTF-8 as Unicode defines it: no overlong form, no surrogate.
bool is_utf8(std::string_view text);

// The text or, where it is longer than `longest` bytes, its beginning and its end around an
// ellipsis, together about as long. No UTF-8 sequence is cut.
std::string shortened(std::string_view text, std::size_t longest = kLongestName);

// 'text', shortened.
std::string quoted(std::string_view text);

}  // namespace cnn
