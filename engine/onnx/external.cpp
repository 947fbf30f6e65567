#include "onnx/external.h"

#include <new>

#include "onnx/external_walk.h"

namespace cnn::onnx {

Result<std::vector<std::string>> external_names(std::span<const std::byte> model) {
  try {
    std::vector<FileView> files;
    CNN_TRY(add_named_files(model, files));
    sort_files(files);
    std::vector<std::string> names;
    for (const FileView& file : files)
      if (names.empty() || names.back() != file.path) names.emplace_back(file.path);
    return names;
  } catch (const protozero::exception&) {
    return fail(ErrorCode::kTruncated, "the model file breaks off or is damaged",
                "download or export the model again");
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "no memory left while reading the model",
                "close other tabs, or use a smaller model");
  }
}

}  // namespace cnn::onnx
