#include "core/json.h"

#include "core/error.h"

namespace cnn {

void Json::begin(std::string_view key) {
  if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
  if (key.data() == kItem.data()) return;
  quote(key);
  text_ += ':';
}

void Json::quote(std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  text_ += '"';
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20) {
      text_ += "\\u00";
      text_ += kDigits[letter >> 4];
      text_ += kDigits[letter & 15];
      continue;
    }
    if (letter == '"' || letter == '\\') text_ += '\\';
    text_ += letter;
  }
  text_ += '"';
}

void Json::open(std::string_view key, char bracket) {
  begin(key);
  text_ += bracket;
}

void Json::number(std::string_view key, std::int64_t value) {
  begin(key);
  text_ += decimal(value);
}

void Json::numbers(std::string_view key, std::span<const std::int64_t> values) {
  open(key, '[');
  for (const std::int64_t value : values) number(kItem, value);
  close(']');
}

void Json::text(std::string_view key, std::string_view value) {
  begin(key);
  quote(value);
}

void Json::truth(std::string_view key, bool value) {
  begin(key);
  text_ += value ? "true" : "false";
}

void Json::json(std::string_view key, std::string_view value) {
  begin(key);
  text_ += value;
}

}  // namespace cnn
