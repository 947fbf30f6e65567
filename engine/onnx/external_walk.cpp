#include "onnx/external_walk.h"

#include <algorithm>

#include "core/text.h"

namespace cnn::onnx {
namespace {

using protozero::pbf_reader;

constexpr std::size_t kMaxPathBytes = 1024;

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
  const std::optional<std::string_view> path = local_path(place.location);
  if (!path)
    return fail(ErrorCode::kInvalidModel,
                "the tensor " + quoted(name) + " keeps its data in " + quoted(place.location) +
                    ", which is not the name of a file in the model's folder",
                "save the model as one file, or with its weights in a file beside it");
  files.push_back({*path, {}});
  return {};
}

Result<void> add_node(pbf_reader node, std::vector<FileView>& files) {
  while (node.next(5)) {  // attributes
    pbf_reader attribute = node.get_message();
    while (attribute.next(5)) CNN_TRY(add_tensor(attribute.get_message(), files));
  }
  return {};
}

Result<void> add_graph(pbf_reader graph, std::vector<FileView>& files) {
  while (graph.next()) {
    switch (graph.tag()) {
      case 1: CNN_TRY(add_node(graph.get_message(), files)); break;
      case 5: CNN_TRY(add_tensor(graph.get_message(), files)); break;
      default: graph.skip();
    }
  }
  return {};
}

}  // namespace

std::optional<std::string_view> local_path(std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  if (name.size() > kMaxPathBytes) return std::nullopt;
  if (name.size() > 1 && name[1] == ':') return std::nullopt;
  for (const char letter : name)
    if (letter == '\\' || static_cast<unsigned char>(letter) < ' ') return std::nullopt;
  for (std::string_view rest = name;;) {
    const std::size_t end = rest.find('/');
    const std::string_view part = rest.substr(0, end);
    if (part.empty() || part == "." || part == "..") return std::nullopt;
    if (end == std::string_view::npos) return name;
    rest.remove_prefix(end + 1);
  }
}

// A heap sort, as everywhere: the code counts in a download.
void sort_by_path(std::vector<FileView>& files) {
  std::ranges::make_heap(files, {}, &FileView::path);
  std::ranges::sort_heap(files, {}, &FileView::path);
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
  if (key == "location") place.location = value;
  if (key == "offset") place.offset = value;
  if (key == "length") place.length = value;
}

Result<std::vector<FileView>> named_files(std::span<const std::byte> model) {
  std::vector<FileView> files;
  pbf_reader message(reinterpret_cast<const char*>(model.data()), model.size());
  while (message.next(7)) CNN_TRY(add_graph(message.get_message(), files));
  sort_by_path(files);
  const auto repeated = std::ranges::unique(files, {}, &FileView::path);
  files.erase(repeated.begin(), repeated.end());
  return files;
}

}  // namespace cnn::onnx
