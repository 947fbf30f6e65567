// GridSample: a map read at positions that another tensor names; AffineGrid: such positions.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kGridSample[] = {{"align_corners", AttributeSpec::kInt},
                                         {"mode", AttributeSpec::kString},
                                         {"padding_mode", AttributeSpec::kString}};
constexpr AttributeSpec kAffineGrid[] = {{"align_corners", AttributeSpec::kInt}};

enum class Mode : std::uint8_t { kNearest, kLinear, kCubic };
enum class Padding : std::uint8_t { kZeros, kBorder, kReflection };

// What a GridSample is parsed to.
struct GridSample {
  Mode mode;
  Padding padding;
  bool align_corners;
};

// The names changed at opset 20.
Result<Mode> read_mode(const NodeView& node) {
  const std::string_view mode = node.get_string("mode", "linear");
  if (mode == "bilinear" || mode == "linear") return Mode::kLinear;
  if (mode == "bicubic" || mode == "cubic") return Mode::kCubic;
  if (mode == "nearest") return Mode::kNearest;
  return node.error(ErrorCode::kUnsupported, "the mode " + quoted(mode) + " is not known", {},
                    "mode");
}

Result<Padding> read_padding(const NodeView& node) {
  const std::string_view padding = node.get_string("padding_mode", "zeros");
  if (padding == "zeros") return Padding::kZeros;
  if (padding == "border") return Padding::kBorder;
  if (padding == "reflection") return Padding::kReflection;
  return node.error(ErrorCode::kUnsupported, "the padding " + quoted(padding) + " is not known", {},
                    "padding_mode");
}

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape &x = node.shape(0), &grid = node.shape(1);
  const std::size_t rank = x.rank();
  if (rank != 4 && rank != 5)
    return node.error(ErrorCode::kUnsupported, "only maps and volumes can be sampled");
  if (grid.rank() != rank || grid[0] != x[0] ||
      grid[rank - 1] != static_cast<std::int64_t>(rank) - 2)
    return node.error(ErrorCode::kInvalidShape, "its grid does not fit its input");
  CNN_ASSIGN(const Mode mode, read_mode(node));
  CNN_ASSIGN(const Padding padding, read_padding(node));
  if (mode == Mode::kCubic && rank != 4)
    return node.error(ErrorCode::kUnsupported, "volumes are not sampled by cubic functions", {},
                      "mode");
  return parsed_as(GridSample{mode, padding, node.get_int("align_corners", 0) != 0});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result = node.shape(1);
  const Shape& x = node.shape(0);
  Shape shape = {x[0], x[1]};
  for (std::size_t axis = 1; axis + 1 < result.rank(); ++axis) shape.push_back(result[axis]);
  return one_output(DType::kFloat32, std::move(shape));
}

// Folded back into [low, high] at its ends.
double reflect(double at, double low, double high) {
  const double range = high - low;
  if (!(range > 0)) return low;
  const double beyond = std::abs(at - low), turns = std::floor(beyond / range);
  const double rest = beyond - turns * range;
  return std::fmod(turns, 2) == 0 ? low + rest : high - rest;
}

// What one axis of a sample reads: up to four positions with their weights; -1 for what lies
// outside.
struct Taps {
  int count = 0;
  std::array<std::int64_t, 4> at{};
  std::array<double, 4> weight{};
};

class Axis {
 public:
  Axis(const GridSample& sample, std::int64_t length)
      : sample_(sample), length_(length), last_(static_cast<double>(length - 1)) {}

  // The grid counts from -1 to 1.
  Taps taps(double place) const {
    double at = sample_.align_corners ? (place + 1) / 2 * last_
                                      : ((place + 1) * static_cast<double>(length_) - 1) / 2;
    // NaN, and what no integer holds, is far outside.
    if (!(std::abs(at) < 1e15)) at = -1e15;
    switch (sample_.mode) {
      case Mode::kNearest: return one(std::nearbyint(bounded(std::nearbyint(at))));
      case Mode::kLinear: return linear(bounded(at));
      case Mode::kCubic: return cubic(at);
    }
    return {};
  }

 private:
  double bounded(double at) const {
    switch (sample_.padding) {
      case Padding::kZeros: return at;
      case Padding::kBorder: return std::clamp(at, 0.0, last_);
      case Padding::kReflection: break;
    }
    const double edge = sample_.align_corners ? 0 : 0.5;
    return std::clamp(reflect(at, -edge, last_ + edge), 0.0, last_);
  }

  std::int64_t position(double at) const {
    return at >= 0 && at <= last_ ? static_cast<std::int64_t>(at) : -1;
  }

  Taps one(double at) const {
    Taps taps{.count = 1};
    taps.at[0] = position(at), taps.weight[0] = 1;
    return taps;
  }

  Taps linear(double at) const {
    const double left = std::floor(at);
    Taps taps{.count = 2};
    taps.at = {position(left), position(left + 1)};
    taps.weight = {1 - (at - left), at - left};
    return taps;
  }

  // Keys' kernel with a = -0.75, as in PyTorch. Each of the four is brought back by itself.
  Taps cubic(double at) const {
    constexpr double a = -0.75;
    const double left = std::floor(at), t = at - left;
    const auto near = [](double d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
    const auto far = [](double d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
    Taps taps{.count = 4};
    taps.weight = {far(t + 1), near(t), near(1 - t), far(2 - t)};
    for (int i = 0; i < 4; ++i)
      taps.at[static_cast<std::size_t>(i)] = position(bounded(left - 1 + i));
    return taps;
  }

  const GridSample& sample_;
  std::int64_t length_;
  double last_;
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  const GridSample& sample = node.parsed<GridSample>();
  const std::size_t axes = x.rank() - 2;
  const std::int64_t plane = x.elements(2, x.rank());
  const std::int64_t places = node.output_shape(0).elements(2, x.rank());
  std::array<Taps, 3> taps;  // of depth, height and width; depth is one tap where there is none
  taps[0].count = 1, taps[0].at[0] = 0, taps[0].weight[0] = 1;
  for (std::int64_t batch = 0; batch < x[0]; ++batch)
    for (std::int64_t place = 0; place < places; ++place) {
      const float* grid = in[1] + (batch * places + place) * static_cast<std::int64_t>(axes);
      // The grid names the last axis first.
      for (std::size_t axis = 0; axis < axes; ++axis)
        taps[3 - axes + axis] = Axis(sample, x[2 + axis]).taps(double{grid[axes - 1 - axis]});
      const std::int64_t height = x[x.rank() - 2], width = x[x.rank() - 1];
      for (std::int64_t channel = 0; channel < x[1]; ++channel) {
        const float* map = in[0] + (batch * x[1] + channel) * plane;
        double sum = 0;
        for (int z = 0; z < taps[0].count; ++z)
          for (int y = 0; y < taps[1].count; ++y)
            for (int w = 0; w < taps[2].count; ++w) {
              const auto i = static_cast<std::size_t>(z), j = static_cast<std::size_t>(y),
                         k = static_cast<std::size_t>(w);
              if (taps[0].at[i] < 0 || taps[1].at[j] < 0 || taps[2].at[k] < 0) continue;
              sum += taps[0].weight[i] * taps[1].weight[j] * taps[2].weight[k] *
                     map[(taps[0].at[i] * height + taps[1].at[j]) * width + taps[2].at[k]];
            }
        out[0][(batch * x[1] + channel) * places + place] = static_cast<float>(sum);
      }
    }
  return {};
}

// ---- AffineGrid ----

// What a node is parsed to: the size of the maps that the grid is for.
struct AffineGrid {
  std::vector<std::int64_t> size;  // height and width, or depth, height and width
  bool align_corners;
};

Result<ParsedPtr> parse_affine(const NodeView& node) {
  const Shape& theta = node.shape(0);
  CNN_ASSIGN(std::vector<std::int64_t> size, integers(node, 1));
  if (size.size() != 4 && size.size() != 5)
    return node.error(ErrorCode::kInvalidShape, "its size is not that of maps or volumes");
  const auto axes = static_cast<std::int64_t>(size.size()) - 2;
  if (theta != Shape{size[0], axes, axes + 1})
    return node.error(ErrorCode::kInvalidShape, "its matrices do not fit its size");
  size.erase(size.begin(), size.begin() + 2);
  return parsed_as(AffineGrid{std::move(size), node.get_int("align_corners", 0) != 0});
}

Result<std::vector<ValueType>> infer_affine(const NodeView& node) {
  const std::vector<std::int64_t>& size = node.parsed<AffineGrid>().size;
  Shape result = {node.shape(0)[0]};
  for (const std::int64_t length : size) result.push_back(length);
  result.push_back(static_cast<std::int64_t>(size.size()));
  return one_output(DType::kFloat32, std::move(result));
}

Result<void> typed_affine(const NodeView& node, Inputs in, Outputs out) {
  const auto& [size, align_corners] = node.parsed<AffineGrid>();
  const std::size_t axes = size.size();
  const auto coordinate = [&](std::int64_t at, std::int64_t length) {
    const auto all = static_cast<double>(length), i = static_cast<double>(at);
    if (!align_corners) return (2 * i + 1) / all - 1;
    return length > 1 ? 2 * i / (all - 1) - 1 : -1.0;
  };
  const Shape& y = node.output_shape(0);
  float* to = out[0];
  std::array<double, 4> point{};  // x, y, (z,) and 1
  for (std::int64_t batch = 0; batch < y[0]; ++batch) {
    const float* theta = in[0] + batch * static_cast<std::int64_t>(axes * (axes + 1));
    for (std::int64_t place = 0; place < y.elements(1, axes + 1); ++place) {
      std::int64_t rest = place;
      for (std::size_t axis = axes; axis-- > 0; rest /= size[axis])
        point[axes - 1 - axis] = coordinate(rest % size[axis], size[axis]);
      point[axes] = 1;
      for (std::size_t row = 0; row < axes; ++row) {
        double sum = 0;
        for (std::size_t i = 0; i <= axes; ++i) sum += theta[row * (axes + 1) + i] * point[i];
        *to++ = static_cast<float>(sum);
      }
    }
  }
  return {};
}

Facts affine_facts(const NodeView&, std::size_t) {
  return {.reads = {{"theta"}}, .known = false};
}

constexpr Operator kTable[] = {
    {.type = "GridSample",
     .help = "Reads a map at places that a grid names, also between its pixels.",
     .attributes = kGridSample,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "x at the place that the grid names",
     .parameters =
         "x; grid: a place from -1 to 1 along each axis | mode=linear: how to read between "
         "pixels; padding_mode=zeros: what lies outside; align_corners=0: 1 puts -1 and 1 "
         "at the middles of the outermost pixels",
     .facts = any_of_x},
    {.type = "AffineGrid",
     .help = "Places to read a map at so that it is turned, scaled and moved.",
     .attributes = kAffineGrid,
     .min_inputs = 2,
     .max_inputs = 2,
     .parse = parse_affine,
     .infer = infer_affine,
     .typed = typed_affine,
     .formula = "theta times the place of the pixel",
     .parameters =
         "theta: a matrix for each map; size: of the maps | align_corners=0: 1 puts -1 and "
         "1 at the middles of the outermost pixels",
     .facts = affine_facts},
};

}  // namespace

std::span<const Operator> grid_sample_table() {
  return kTable;
}

}  // namespace cnn
