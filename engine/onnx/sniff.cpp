#include "onnx/sniff.h"

#include <cctype>

namespace cnn::onnx {
namespace {

struct Signature {
  std::string_view bytes;
  std::size_t offset;
  Sniffed kind;
};

using std::string_view_literals::operator""sv;

constexpr Signature kSignatures[] = {
    {"PK\x03\x04"sv,
     0,
     {"a zip archive (a PyTorch .pt/.pth, a Keras .keras or a zipped file)",
      "unzip it, or export the network with torch.onnx.export and open that .onnx file"}},
    {"\x1f\x8b"sv, 0, {"a gzip archive", "unpack it and open the .onnx file inside"}},
    {"7z\xbc\xaf"sv, 0, {"a 7-Zip archive", "unpack it and open the .onnx file inside"}},
    {"version https://git-lfs"sv,
     0,
     {"a Git LFS pointer", "it only names the model; download the file it stands for"}},
    {"\x89HDF"sv,
     0,
     {"an HDF5 file (Keras .h5)", "convert the network to ONNX, e.g. with tf2onnx"}},
    {"TFL3"sv, 4, {"a TensorFlow Lite model", "convert the network to ONNX, e.g. with tf2onnx"}},
    {"\x80\x02"sv,
     0,
     {"a Python pickle (an old PyTorch .pt/.pth)",
      "export the network with torch.onnx.export and open that .onnx file"}},
    {"\x89PNG"sv, 0, {"a PNG picture", "drop pictures on the picture area"}},
    {"\xff\xd8\xff"sv, 0, {"a JPEG picture", "drop pictures on the picture area"}},
    {"GIF8"sv, 0, {"a GIF picture", "drop pictures on the picture area"}},
    {"%PDF"sv, 0, {"a PDF document", "choose an .onnx file"}},
    {"\0asm"sv, 0, {"a WebAssembly module", "choose an .onnx file"}},
    {"\x93NUMPY"sv, 0, {"a NumPy array", "choose an .onnx file"}},
};

// The text after leading white space and a byte order mark.
std::string_view skip_blank(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
    text.remove_prefix(1);
  return text;
}

}  // namespace

Sniffed sniff(std::span<const std::byte> file) {
  if (file.empty()) return {"an empty file", "download or export the model again"};
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  for (const Signature& signature : kSignatures)
    if (text.size() >= signature.offset &&
        text.substr(signature.offset).starts_with(signature.bytes))
      return signature.kind;
  const std::string_view start = skip_blank(text.substr(0, 256));
  if (start.starts_with('<'))
    return {
        "an HTML or XML page",
        "the address probably leads to a web page; use the direct download address of the file"};
  if (start.starts_with('{') || start.starts_with('['))
    return {"a JSON text", "choose the .onnx file itself"};
  return {};
}

}  // namespace cnn::onnx
