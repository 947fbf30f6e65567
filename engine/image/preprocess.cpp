#include "image/preprocess.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "core/tensor.h"
#include "image/geometry.h"
#include "image/normalise.h"
#include "image/resample.h"
#include "image/validate.h"

namespace cnn {
namespace {

Result<void> check_length(const char* what, std::size_t length, std::size_t expected) {
  if (length == expected) return {};
  return fail(ErrorCode::kInvalidArgument, std::string(what) + " holds " + decimal(length) +
                                               " elements, not " + decimal(expected));
}

}  // namespace

Result<Shape> preprocess_shape(const PreprocessSpec& spec) {
  CNN_TRY(check_spec(spec));
  if (spec.layout == TensorLayout::kNhwc)
    return Shape{1, spec.crop_height, spec.crop_width, spec.channels};
  return Shape{1, spec.channels, spec.crop_height, spec.crop_width};
}

Result<void> preprocess(const Picture& picture, const PreprocessSpec& spec, std::span<float> out) {
  CNN_TRY(check_picture_size(picture.width, picture.height));
  CNN_ASSIGN(const Shape shape, preprocess_shape(spec));
  CNN_TRY(check_length(
      "the picture's RGBA buffer", picture.rgba.size(),
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4));
  CNN_TRY(
      check_length("the tensor to fill", out.size(), static_cast<std::size_t>(shape.elements())));

  const Size size = resized_size({picture.width, picture.height}, spec.resize);
  const AxisCrop columns = centre_crop(size.width, spec.crop_width);
  const AxisCrop rows = centre_crop(size.height, spec.crop_height);
  const NormaliseTable table = normalise_table(spec);
  if (columns.kept.count() < spec.crop_width || rows.kept.count() < spec.crop_height)
    fill_black(table, spec, out);
  const std::unique_ptr<RowStream> stream =
      make_row_stream(picture, spec.channels, spec.interpolation, size, columns.kept, rows.kept);
  for (int y = rows.kept.begin; y < rows.kept.end; ++y)
    write_row(table, spec, stream->row(y), columns.padding_before,
              rows.padding_before + y - rows.kept.begin, out);
  return {};
}

Result<void> preprocess(const Picture& picture, const PreprocessSpec& spec,
                        std::span<std::uint8_t> out) {
  CNN_ASSIGN(const Shape shape, preprocess_shape(spec));
  CNN_ASSIGN(Tensor reals, Tensor::zeros(DType::kFloat32, shape));
  CNN_TRY(check_length("the tensor to fill", out.size(), reals.data<float>().size()));
  CNN_TRY(preprocess(picture, spec, reals.data<float>()));
  std::ranges::transform(reals.data<float>(), out.begin(), [](float value) {
    return static_cast<std::uint8_t>(std::clamp(value, 0.0f, 255.0f) + 0.5f);
  });
  return {};
}

Result<CropRectangle> crop_rectangle(const PreprocessSpec& spec, int width, int height) {
  CNN_TRY(check_picture_size(width, height));
  CNN_TRY(check_spec(spec));
  const Size size = resized_size({width, height}, spec.resize);
  const AxisCrop columns = centre_crop(size.width, spec.crop_width);
  const AxisCrop rows = centre_crop(size.height, spec.crop_height);
  const double scale_x = static_cast<double>(width) / size.width;
  const double scale_y = static_cast<double>(height) / size.height;
  return CropRectangle{.left = (columns.kept.begin - columns.padding_before) * scale_x,
                       .top = (rows.kept.begin - rows.padding_before) * scale_y,
                       .width = spec.crop_width * scale_x,
                       .height = spec.crop_height * scale_y};
}

}  // namespace cnn
