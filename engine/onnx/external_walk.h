// Finds the files that a model names. Internal to engine/onnx; throws protozero's exceptions on
// broken wire data.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "onnx/wire.h"

namespace cnn::onnx {

// TensorProto.external_data as it stands in the model; data() is nullptr where an entry is missing.
struct ExternalPlace {
  std::string_view location, offset, length;
};

// entry: a StringStringEntryProto. Of a key that comes twice the last one counts; keys other than
// location, offset and length (a checksum) are passed over. The views are into the model.
void read_place_entry(protozero::pbf_reader entry, ExternalPlace& place);

// `name` without "./" in front; nullopt where it is not the name of a file in the model's folder or
// one below it, on any system: absolute, with "..", with a drive letter or a backslash, too long.
std::optional<std::string_view> local_path(std::string_view name);

struct FileView {
  std::string_view path;
  std::span<const std::byte> bytes;
};

void sort_by_path(std::vector<FileView>& files);

// The files that `model` names, each once and sorted, without bytes; the paths are views into it.
// Errors: kInvalidModel for a name that is no local_path.
Result<std::vector<FileView>> named_files(std::span<const std::byte> model);

}  // namespace cnn::onnx
