#include "onnx/external_walk.h"

#include <utility>

#include "core/limits.h"
#include "core/text.h"

namespace cnn::onnx {
namespace {

using protozero::pbf_reader;

constexpr std::size_t kMaxPathBytes = 1024;
constexpr std::size_t kMaxTensors = 10 * limits::kMaxNodes;  // with data in other files

std::string_view text(pbf_reader& message) {
  const protozero::data_view view = message.get_view();
  return {view.data(), view.size()};
}

// Adds the file that `tensor` names to `files`, where its data is in one.
Result<void> add_tensor(pbf_reader tensor, std::vector<FileView>& files) {
  ExternalPlace place;
  std::string_view name;
  bool external = false;
  while (tensor.next()) {
    switch (tensor.tag()) {
      case 8: name = text(tensor); break;
      case 13: read_place_entry(tensor.get_message(), place); break;
      case 14: external = tensor.get_int32() == 1; break;
      default: tensor.skip();
    }
  }
  if (!external) return {};
  if (!is_local(place.location))
    return fail_parts(ErrorCode::kInvalidModel,
                      {"the tensor '", name, "' keeps its data in '", place.location,
                       "', which is not the name of a file in the model's folder"},
                      "save the model as one file, or with its weights in a file beside it");
  files.push_back({place.location, {}});
  if (files.size() > kMaxTensors)
    return fail_parts(ErrorCode::kLimitExceeded,
                      {"too many tensors of the model keep their data in other files"}, {});
  return {};
}

enum class Kind { kGraph, kNode, kAttribute, kFunction };

// Adds what the tensors of `message` name: of a graph these are its initialisers (field 5) and
// those of its nodes (1), of a node those of its attributes (5), of an attribute its tensor (5) and
// those of its graph (6), of a function those of its nodes (7).
Result<void> add_tensors(pbf_reader message, Kind kind, int depth, std::vector<FileView>& files) {
  while (message.next()) {
    const auto tag = message.tag();
    if (tag == 5 && (kind == Kind::kGraph || kind == Kind::kAttribute))
      CNN_TRY(add_tensor(message.get_message(), files));
    else if (tag == 5 && kind == Kind::kNode)
      CNN_TRY(add_tensors(message.get_message(), Kind::kAttribute, depth, files));
    else if (tag == (kind == Kind::kGraph ? 1u : 7u) &&
             (kind == Kind::kGraph || kind == Kind::kFunction))
      CNN_TRY(add_tensors(message.get_message(), Kind::kNode, depth, files));
    else if (tag == 6 && kind == Kind::kAttribute && depth < limits::kMaxGraphDepth)
      CNN_TRY(add_tensors(message.get_message(), Kind::kGraph, depth + 1, files));
    else
      message.skip();
  }
  return {};
}

bool comes_before(const FileView& a, const FileView& b) {
  const int order = a.path.compare(b.path);
  return order ? order < 0 : a.bytes.data() && !b.bytes.data();
}

}  // namespace

std::unexpected<Error> fail_parts(ErrorCode code, std::initializer_list<std::string_view> parts,
                                  std::string_view hint) {
  std::string message;
  for (const std::string_view part : parts) message += shortened(part);
  return fail(code, message, hint);
}

std::string_view without_dot(std::string_view path) {
  while (path.size() > 1 && path[0] == '.' && path[1] == '/') path.remove_prefix(2);
  return path;
}

bool is_local(std::string_view path) {
  if (path.size() > kMaxPathBytes || (path.size() > 1 && path[1] == ':') || !is_utf8(path))
    return false;
  std::size_t length = 0;  // of the part so far
  bool dots = true;        // it has nothing else
  for (std::size_t i = 0; i <= path.size(); ++i) {
    const char letter = i < path.size() ? path[i] : '/';
    if (letter == '\\' || static_cast<unsigned char>(letter) < ' ') return false;
    if (letter == '/') {
      if (dots && length <= 2) return false;  // nothing, "." or ".."
      length = 0, dots = true;
    } else {
      ++length, dots = dots && letter == '.';
    }
  }
  return true;
}

void read_place_entry(pbf_reader entry, ExternalPlace& place) {
  std::string_view key, value;
  while (entry.next()) {
    switch (entry.tag()) {
      case 1: key = text(entry); break;
      case 2: value = text(entry); break;
      default: entry.skip();
    }
  }
  if (key == "location") place.location = without_dot(value);
  if (key == "offset") place.offset = value;
  if (key == "length") place.length = value;
}

Result<void> add_named_files(std::span<const std::byte> model, std::vector<FileView>& files) {
  pbf_reader message(reinterpret_cast<const char*>(model.data()), model.size());
  while (message.next()) {
    const auto tag = message.tag();
    if (tag != 7 && tag != 25) {
      message.skip();
      continue;
    }
    const Kind kind = tag == 7 ? Kind::kGraph : Kind::kFunction;
    CNN_TRY(add_tensors(message.get_message(), kind, 0, files));
  }
  return {};
}

// A heap sort by hand: a quarter of the code of the library's, which counts in a download.
void sort_files(std::span<FileView> files) {
  const auto sink = [&](std::size_t parent, std::size_t end) {
    for (std::size_t child; (child = 2 * parent + 1) < end; parent = child) {
      if (child + 1 < end && comes_before(files[child], files[child + 1])) ++child;
      if (!comes_before(files[parent], files[child])) return;
      std::swap(files[parent], files[child]);
    }
  };
  std::size_t roots = files.size() / 2;
  for (std::size_t end = files.size(); end > 1;) {
    if (roots > 0)
      --roots;
    else
      std::swap(files[0], files[--end]);
    sink(roots, end);
  }
}

}  // namespace cnn::onnx
