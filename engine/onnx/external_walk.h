// Finds the files that a model names. Internal to engine/onnx; throws protozero's exceptions on
// broken wire data.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "onnx/wire.h"

namespace cnn::onnx {

// TensorProto.external_data as it stands in the model; data() is nullptr where an entry is missing.
struct ExternalPlace {
  std::string_view location;  // without "./" in front
  std::string_view offset, length;
};

// entry: a StringStringEntryProto. Of a key that comes twice the last one counts; keys other than
// location, offset and length (a checksum) are passed over. The views are into the model.
void read_place_entry(protozero::pbf_reader entry, ExternalPlace& place);

std::string_view without_dot(std::string_view path);  // "./a" as "a"

// Whether that is the name of a file in the model's folder or one below it, on any system: not
// absolute, without "..", drive letter and backslash, UTF-8, and not too long.
bool is_local(std::string_view path);

// As fail(), of parts one after the other; a long part is shortened. A chain of strings
// would be thrice the code, with what each leaves to be freed.
std::unexpected<Error> fail_parts(ErrorCode code, std::initializer_list<std::string_view> parts,
                                  std::string_view hint);

struct FileView {
  std::string_view path;
  std::span<const std::byte> bytes;  // data() is nullptr for a file that is only named
};

// Adds every file that `model` names to `files`, as often as it does.
// Errors: kInvalidModel for a name that is not local, kLimitExceeded.
Result<void> add_named_files(std::span<const std::byte> model, std::vector<FileView>& files);

// By path; of one path, those that are only named come last.
void sort_files(std::span<FileView> files);

}  // namespace cnn::onnx
