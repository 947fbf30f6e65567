// JSON as text, member after member.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cnn {

class Json {
 public:
  // Before each value: its name in an object, or this in a list.
  static constexpr std::string_view kItem = {};

  // bracket: '{' or '['. close() takes the other of the pair.
  void open(std::string_view key, char bracket);
  void close(char bracket) { text_ += bracket; }
  // Exact up to 2^53, as JavaScript's numbers are.
  void number(std::string_view key, std::int64_t value);
  void numbers(std::string_view key, std::span<const std::int64_t> values);
  // UTF-8; a name or text may be empty.
  void text(std::string_view key, std::string_view value);
  void truth(std::string_view key, bool value);
  // A value that is JSON already.
  void json(std::string_view key, std::string_view value);

  std::string take() { return std::move(text_); }

 private:
  void begin(std::string_view key);
  void quote(std::string_view text);

  std::string text_;
};

}  // namespace cnn
