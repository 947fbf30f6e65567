// Pools over regions of a map, each to a map of the same size: RoiAlign and MaxRoiPool.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "core/limits.h"
#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kRoiAlign[] = {
    {"coordinate_transformation_mode", AttributeSpec::kString},
    {"mode", AttributeSpec::kString},
    {"output_height", AttributeSpec::kInt},
    {"output_width", AttributeSpec::kInt},
    {"sampling_ratio", AttributeSpec::kInt},
    {"spatial_scale", AttributeSpec::kFloat},
};
constexpr AttributeSpec kMaxRoiPool[] = {{"pooled_shape", AttributeSpec::kInts},
                                         {"spatial_scale", AttributeSpec::kFloat}};

// What a node is parsed to.
struct Regions {
  std::int64_t height, width;  // of every output
  double scale;                // from the regions' coordinates to pixels of the map
  bool maximum = false;        // of the samples, else their mean
  double shift = 0;            // taken off coordinates: pixels have their middle at 0.5
  std::int64_t samples = 0;    // along each side of an output's cell; 0: as many as it has pixels
};

Result<void> check_regions(const NodeView& node, std::int64_t numbers) {
  const Shape &x = node.shape(0), &regions = node.shape(1);
  if (x.rank() != 4) return node.error(ErrorCode::kInvalidShape, "its input is no batch of maps");
  if (regions.rank() != 2 || regions[1] != numbers)
    return node.error(ErrorCode::kInvalidShape,
                      "its regions are not rows of " + decimal(numbers) + " numbers");
  return {};
}

Result<Regions> checked_size(const NodeView& node, Regions regions) {
  if (regions.height < 1 || regions.width < 1 || regions.samples < 0 ||
      regions.height * regions.width > limits::kMaxKernelArea ||
      regions.samples > limits::kMaxKernelArea)
    return node.error(ErrorCode::kInvalidModel, "the size of its output is out of range");
  return regions;
}

Result<ParsedPtr> parse_align(const NodeView& node) {
  CNN_TRY(check_regions(node, 4));
  const DType type = node.input(2).type.dtype;
  if (type != DType::kInt64 || node.shape(2) != Shape{node.shape(1)[0]})
    return node.error(ErrorCode::kInvalidShape, "its batch indices are not one int64 a region");
  if (node.input(0).type.dtype != DType::kFloat32 || node.input(1).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kUnsupported, "its maps and regions must be float32");
  const std::string_view mode = node.get_string("mode", "avg");
  if (mode != "avg" && mode != "max")
    return node.error(ErrorCode::kUnsupported, "the mode " + quoted(mode) + " is not known", {},
                      "mode");
  // Before opset 16 there was one way.
  const std::string_view corners = node.get_string(
      "coordinate_transformation_mode", node.opset() < 16 ? "output_half_pixel" : "half_pixel");
  const std::int64_t height = node.get_int("output_height", 1),
                     width = node.get_int("output_width", 1);
  const std::int64_t most = limits::kMaxKernelArea;
  CNN_ASSIGN(
      const Regions regions,
      checked_size(node, {std::clamp<std::int64_t>(height, 0, most),
                          std::clamp<std::int64_t>(width, 0, most),
                          node.get_float("spatial_scale", 1), mode == "max",
                          corners == "half_pixel" ? 0.5 : 0, node.get_int("sampling_ratio", 0)}));
  return parsed_as(regions);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Regions& regions = node.parsed<Regions>();
  return one_output(DType::kFloat32,
                    {node.shape(1)[0], node.shape(0)[1], regions.height, regions.width});
}

// Along one axis, a position between two pixels. Outside of the map nothing is read.
struct Between {
  bool outside;
  std::int64_t low, high;
  double share;  // of high

  Between(double at, std::int64_t length) {
    const auto last = length - 1;
    outside = !(at >= -1 && at <= static_cast<double>(length));
    if (outside) return;
    at = std::max(at, 0.0);
    low = std::min(static_cast<std::int64_t>(at), last);
    high = std::min(low + 1, last);
    share = low == last ? 0 : at - static_cast<double>(low);
  }
};

// One region's extent along an axis, in pixels.
struct Extent {
  double start, cell;
  std::int64_t samples;

  Extent(const Regions& regions, double from, double to, std::int64_t cells) {
    start = from * regions.scale - regions.shift;
    double length = to * regions.scale - regions.shift - start;
    if (regions.shift == 0) length = std::max(length, 1.0);
    cell = length / static_cast<double>(cells);
    // A region is no larger than any picture; more samples would only take time.
    const double wanted = std::clamp(std::ceil(cell), 0.0, 4096.0);
    samples = regions.samples ? regions.samples
              : cell == cell  ? static_cast<std::int64_t>(wanted)
                              : 0;
  }
  double at(std::int64_t out, std::int64_t sample) const {
    return start + static_cast<double>(out) * cell +
           (static_cast<double>(sample) + 0.5) * cell / static_cast<double>(samples);
  }
};

// The cell's samples, each from four pixels. As in onnxruntime, the maximum is that of the pixels'
// weighed parts.
double cell_value(const Regions& regions, const float* map, std::int64_t height, std::int64_t width,
                  const Extent& rows, const Extent& columns, std::int64_t oy, std::int64_t ox) {
  double sum = 0, largest = -std::numeric_limits<double>::infinity();
  for (std::int64_t sy = 0; sy < rows.samples; ++sy)
    for (std::int64_t sx = 0; sx < columns.samples; ++sx) {
      const Between y(rows.at(oy, sy), height), x(columns.at(ox, sx), width);
      if (y.outside || x.outside) {
        largest = std::max(largest, 0.0);
        continue;
      }
      for (const auto& [row, row_share] : {std::pair(y.low, 1 - y.share), {y.high, y.share}})
        for (const auto& [column, share] : {std::pair(x.low, 1 - x.share), {x.high, x.share}}) {
          const double part = row_share * share * map[row * width + column];
          sum += part;
          largest = std::max(largest, part);
        }
    }
  const std::int64_t count = rows.samples * columns.samples;
  if (regions.maximum) return count ? largest : 0;
  return count ? sum / static_cast<double>(count) : 0;
}

Result<void> typed_align(const NodeView& node, Inputs in, Outputs out) {
  const Regions& regions = node.parsed<Regions>();
  const Shape& x = node.shape(0);
  float* to = out[0];
  for (std::int64_t region = 0; region < node.shape(1)[0]; ++region) {
    const std::int64_t batch = in.as<std::int64_t>(2)[region];
    if (batch < 0 || batch >= x[0])
      return node.error(ErrorCode::kInvalidModel,
                        "its batch index " + decimal(batch) + " is outside of the batch");
    const float* corners = in[1] + region * 4;
    const Extent columns(regions, corners[0], corners[2], regions.width);
    const Extent rows(regions, corners[1], corners[3], regions.height);
    for (std::int64_t channel = 0; channel < x[1]; ++channel)
      for (std::int64_t oy = 0; oy < regions.height; ++oy)
        for (std::int64_t ox = 0; ox < regions.width; ++ox)
          *to++ =
              static_cast<float>(cell_value(regions, in[0] + (batch * x[1] + channel) * x[2] * x[3],
                                            x[2], x[3], rows, columns, oy, ox));
  }
  return {};
}

// ---- MaxRoiPool ----

Result<ParsedPtr> parse_max(const NodeView& node) {
  CNN_TRY(check_regions(node, 5));
  const auto shape = node.get_ints("pooled_shape");
  const std::int64_t most = limits::kMaxKernelArea;
  if (shape.size() != 2)
    return node.error(ErrorCode::kInvalidModel, "its pooled_shape is not two sizes", {},
                      "pooled_shape");
  CNN_ASSIGN(const Regions regions, checked_size(node, {std::clamp<std::int64_t>(shape[0], 0, most),
                                                        std::clamp<std::int64_t>(shape[1], 0, most),
                                                        node.get_float("spatial_scale", 1)}));
  return parsed_as(regions);
}

// Pixels [first, end) of output cell `at` of `cells`, of a region of whole pixels.
std::pair<std::int64_t, std::int64_t> pixels(double from, double to, std::int64_t at,
                                             std::int64_t cells, std::int64_t length) {
  const double size = std::max(to - from + 1, 1.0) / static_cast<double>(cells);
  const auto bound = [&](double place) {
    const double clamped = std::clamp(place + from, 0.0, static_cast<double>(length));
    return clamped == clamped ? static_cast<std::int64_t>(clamped) : 0;
  };
  return {bound(std::floor(static_cast<double>(at) * size)),
          bound(std::ceil(static_cast<double>(at + 1) * size))};
}

Result<void> typed_max(const NodeView& node, Inputs in, Outputs out) {
  const Regions& regions = node.parsed<Regions>();
  const Shape& x = node.shape(0);
  float* to = out[0];
  for (std::int64_t region = 0; region < node.shape(1)[0]; ++region) {
    const float* row = in[1] + region * 5;
    if (!(row[0] >= 0 && row[0] < static_cast<float>(x[0])))
      return node.error(ErrorCode::kInvalidModel, "a region is of a map outside of the batch");
    const auto batch = static_cast<std::int64_t>(row[0]);
    const auto corner = [&](int i) { return std::round(row[i] * regions.scale); };
    for (std::int64_t channel = 0; channel < x[1]; ++channel) {
      const float* map = in[0] + (batch * x[1] + channel) * x[2] * x[3];
      for (std::int64_t oy = 0; oy < regions.height; ++oy)
        for (std::int64_t ox = 0; ox < regions.width; ++ox) {
          const auto [top, bottom] = pixels(corner(2), corner(4), oy, regions.height, x[2]);
          const auto [left, right] = pixels(corner(1), corner(3), ox, regions.width, x[3]);
          float largest = top < bottom && left < right ? map[top * x[3] + left] : 0;
          for (std::int64_t y = top; y < bottom; ++y)
            for (std::int64_t column = left; column < right; ++column)
              largest = std::max(largest, map[y * x[3] + column]);
          *to++ = largest;
        }
    }
  }
  return {};
}

constexpr Operator kTable[] = {
    {.type = "RoiAlign",
     .help = "Cuts regions out of a map and brings each to the same size, reading between pixels.",
     .attributes = kRoiAlign,
     .min_inputs = 3,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = dtypes(DType::kFloat32, DType::kInt64),
     .parse = parse_align,
     .infer = infer,
     .typed = typed_align,
     .formula = "mean of the samples of its part of the region",
     .parameters =
         "x; regions: left, top, right and bottom of each; batch: the map of each | "
         "mode=avg: max takes the largest sample; output_height=1: rows of each output; "
         "output_width=1: columns of each output; sampling_ratio=0: samples along each "
         "side of a cell, 0 for as many as it has pixels; spatial_scale=1: pixels of the "
         "map per unit of the regions; coordinate_transformation_mode: whether pixels have "
         "their middle at 0.5",
     .facts = any_of_x},
    {.type = "MaxRoiPool",
     .help = "Cuts regions out of a map and keeps the largest value of each part.",
     .attributes = kMaxRoiPool,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parse = parse_max,
     .infer = infer,
     .typed = typed_max,
     .formula = "max of its part of the region",
     .parameters =
         "x; regions: map, left, top, right and bottom of each | pooled_shape: height and "
         "width of each output; spatial_scale=1: pixels of the map per unit of the regions",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> regions_table() {
  return kTable;
}

}  // namespace cnn
