#include "onnx/wire.h"

#include "core/limits.h"
#include "core/text.h"
#include "onnx/charge.h"

namespace cnn::onnx {

std::string read_text(protozero::pbf_reader& message) {
  const protozero::data_view view = message.get_view();
  if (view.size() > limits::kMaxStringBytes) throw TextTooLong();
  charge(view.size() + kBlock);
  return std::string(view.data(), view.size());
}

std::string read_name(protozero::pbf_reader& message) {
  std::string name = read_text(message);
  if (is_utf8(name)) return name;
  // What an error says has to be UTF-8 too.
  for (char& byte : name)
    if (static_cast<unsigned char>(byte) >= 0x80) byte = '?';
  throw BadName{std::move(name)};
}

}  // namespace cnn::onnx
