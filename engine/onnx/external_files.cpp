#include "onnx/external_files.h"

#include "core/text.h"

namespace cnn::onnx {
namespace {

constexpr std::size_t kMaxNamed = 5;  // files that a message names
constexpr std::uint64_t kNoNumber = ~std::uint64_t{0};

std::string decimal_of(std::uint64_t number) {
  return decimal(static_cast<std::int64_t>(number));
}

Error missing(std::vector<std::string> names) {
  const bool one = names.size() == 1;
  Error error(
      ErrorCode::kMissingFile,
      one ? "a file with weights of this model is missing: '"
          : "files with weights of this model are missing: '",
      "give it too, under this name (option externalData), or keep it in the model's folder");
  for (std::size_t i = 0; i < names.size() && i < kMaxNamed; ++i) {
    if (i) error.message += "', '";
    error.message += shortened(names[i]);
  }
  error.message += "'";
  if (names.size() > kMaxNamed)
    error.message += " and " + decimal_of(names.size() - kMaxNamed) + " more";
  error.files = std::move(names);
  return error;
}

// Digits alone, up to 2^63 - 1; kNoNumber for a sign, a blank, or nothing at all.
std::uint64_t to_number(std::string_view digits) {
  constexpr std::uint64_t kMost = kNoNumber >> 1;
  std::uint64_t value = digits.empty() ? kNoNumber : 0;
  for (const char letter : digits) {
    const auto digit = static_cast<std::uint64_t>(letter) - '0';
    if (digit > 9 || value > (kMost - digit) / 10) return kNoNumber;
    value = 10 * value + digit;
  }
  return value;
}

}  // namespace

Result<ExternalFiles> ExternalFiles::collect(std::span<const std::byte> model,
                                             std::span<const ExternalFile> given) {
  static constexpr std::byte kNothing{};  // what an empty file begins with
  std::vector<FileView> files;
  for (const ExternalFile& file : given) {
    const std::string_view path = without_dot(file.path);
    if (!is_local(path))
      return fail_parts(ErrorCode::kInvalidArgument,
                        {"'", file.path, "' is not the name of a file in the model's folder"},
                        "give the file under the name that the model has for it");
    const std::byte* data = file.bytes.data() ? file.bytes.data() : &kNothing;
    files.push_back({path, {data, file.bytes.size()}});
  }
  CNN_TRY(add_named_files(model, files));
  sort_files(files);
  ExternalFiles result;
  std::vector<std::string> names;
  std::string_view before;
  for (const FileView& file : files) {
    const bool again = file.path == before;
    before = file.path;
    if (file.bytes.data()) {
      if (again)
        return fail_parts(ErrorCode::kInvalidArgument,
                          {"the file '", file.path, "' is given twice"}, "give each file once");
      result.files_.push_back(file);
    } else if (!again) {
      names.emplace_back(file.path);
    }
  }
  if (!names.empty()) return std::unexpected(missing(std::move(names)));
  return result;
}

Result<std::string_view> ExternalFiles::find(const ExternalPlace& place,
                                             std::uint64_t bytes) const {
  std::size_t low = 0;
  for (std::size_t high = files_.size(); high - low > 1;) {
    const std::size_t middle = low + (high - low) / 2;
    (files_[middle].path <= place.location ? low : high) = middle;
  }
  if (files_.empty() || files_[low].path != place.location)
    return std::unexpected(missing({std::string(place.location)}));
  const FileView& file = files_[low];
  const std::uint64_t offset = place.offset.data() ? to_number(place.offset) : 0;
  const std::uint64_t length = place.length.data() ? to_number(place.length) : bytes;
  if (offset == kNoNumber || length == kNoNumber)
    return fail_parts(ErrorCode::kInvalidModel,
                      {"its data should be '", place.length, "' bytes from byte '", place.offset,
                       "' of '", file.path, "', which are not numbers"},
                      "the file is damaged or was written by a faulty exporter; export it again");
  const std::uint64_t size = file.bytes.size();
  const bool fits = offset <= size && bytes <= size - offset;
  if (length == bytes && fits) {
    const auto part =
        file.bytes.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(bytes));
    return std::string_view(reinterpret_cast<const char*>(part.data()), part.size());
  }
  if (length != bytes)
    return fail_parts(ErrorCode::kInvalidModel,
                      {"it takes ", decimal_of(bytes), " bytes, but the model gives it ",
                       decimal_of(length), " of '", file.path, "'"},
                      "the file is damaged or was written by a faulty exporter; export it again");
  auto error =
      fail_parts(ErrorCode::kTruncated,
                 {"its ", decimal_of(bytes), " bytes are not in '", file.path, "' from byte ",
                  decimal_of(offset), " on: that file is ", decimal_of(size), " bytes long"},
                 "the file was cut, or belongs to another export: download it again, or "
                 "export both again");
  error.error().files = {std::string(file.path)};
  return error;
}

}  // namespace cnn::onnx
