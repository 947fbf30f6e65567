#include "onnx/external_files.h"

#include <algorithm>
#include <optional>
#include <string>

#include "core/text.h"

namespace cnn::onnx {
namespace {

constexpr std::size_t kMaxNamed = 5;  // files that a message names

std::unexpected<Error> missing(std::span<const FileView> files) {
  Error error(
      ErrorCode::kMissingFile,
      files.size() == 1 ? std::string("a file with weights of this model is missing: ")
                        : decimal(static_cast<std::int64_t>(files.size())) +
                              " files with weights of this model are missing: ",
      "give each of them too, under this name (option externalData), or keep them in the model's "
      "folder");
  for (std::size_t i = 0; i < files.size(); ++i) {
    error.files.emplace_back(files[i].path);
    if (i < kMaxNamed) error.message += (i ? ", " : "") + quoted(files[i].path);
  }
  if (files.size() > kMaxNamed)
    error.message +=
        " and " + decimal(static_cast<std::int64_t>(files.size() - kMaxNamed)) + " more";
  return std::unexpected(std::move(error));
}

// Digits alone; nullopt for a sign, a blank, nothing at all, or more than 2^63 - 1.
std::optional<std::uint64_t> to_number(std::string_view digits) {
  constexpr std::uint64_t kMost = (std::uint64_t{1} << 63) - 1;
  if (digits.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (const char letter : digits) {
    if (letter < '0' || letter > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(letter - '0');
    if (value > (kMost - digit) / 10) return std::nullopt;
    value = 10 * value + digit;
  }
  return value;
}

std::unexpected<Error> no_number(const char* what, std::string_view text) {
  return fail(ErrorCode::kInvalidModel,
              std::string("the ") + what + " of its data in another file is " + quoted(text) +
                  ", which is not a number of bytes",
              "the file is damaged or was written by a faulty exporter; export it again");
}

}  // namespace

Result<ExternalFiles> ExternalFiles::collect(std::span<const std::byte> model,
                                             std::span<const ExternalFile> given) {
  ExternalFiles result;
  for (const ExternalFile& file : given) {
    const std::optional<std::string_view> path = local_path(file.path);
    if (!path)
      return fail(ErrorCode::kInvalidArgument,
                  quoted(file.path) + " is not the name of a file in the model's folder",
                  "give the file under the name that the model has for it");
    result.files_.push_back({*path, file.bytes});
  }
  sort_by_path(result.files_);
  const auto twice = std::ranges::adjacent_find(result.files_, {}, &FileView::path);
  if (twice != result.files_.end())
    return fail(ErrorCode::kInvalidArgument, "the file " + quoted(twice->path) + " is given twice",
                "give each file once");
  CNN_ASSIGN(std::vector<FileView> files, named_files(model));
  std::erase_if(files, [&](const FileView& file) {
    return std::ranges::binary_search(result.files_, file.path, {}, &FileView::path);
  });
  if (!files.empty()) return missing(files);
  return result;
}

Result<std::string_view> ExternalFiles::find(const ExternalPlace& place,
                                             std::uint64_t bytes) const {
  // collect() has seen every name.
  const std::string_view path = local_path(place.location).value_or(std::string_view());
  const auto file = std::ranges::lower_bound(files_, path, {}, &FileView::path);
  const FileView wanted{path, {}};
  if (file == files_.end() || file->path != path) return missing({&wanted, 1});
  const std::optional<std::uint64_t> offset = place.offset.data() ? to_number(place.offset) : 0;
  if (!offset) return no_number("offset", place.offset);
  const std::optional<std::uint64_t> length = place.length.data() ? to_number(place.length) : bytes;
  if (!length) return no_number("length", place.length);
  if (*length != bytes)
    return fail(ErrorCode::kInvalidModel,
                "its shape and type take " + decimal(static_cast<std::int64_t>(bytes)) +
                    " bytes, but the model gives it " +
                    decimal(static_cast<std::int64_t>(*length)) + " of " + quoted(path),
                "the file is damaged or was written by a faulty exporter; export it again");
  if (*offset > file->bytes.size() || bytes > file->bytes.size() - *offset)
    return fail(ErrorCode::kTruncated,
                "its data should be " + decimal(static_cast<std::int64_t>(bytes)) +
                    " bytes from byte " + decimal(static_cast<std::int64_t>(*offset)) + " of " +
                    quoted(path) + ", which has only " +
                    decimal(static_cast<std::int64_t>(file->bytes.size())),
                "the two files may be of different exports, or that one was cut: download or "
                "export both again");
  const auto part =
      file->bytes.subspan(static_cast<std::size_t>(*offset), static_cast<std::size_t>(bytes));
  return std::string_view(reinterpret_cast<const char*>(part.data()), part.size());
}

}  // namespace cnn::onnx
