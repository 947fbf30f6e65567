#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "core/limits.h"
#include "core/text.h"
#include "ops/op.h"
#include "ops/resize/resize_integers.h"
#include "ops/resize/resize_taps.h"
#include "ops/support/facts.h"
#include "ops/support/parallel.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kResizeAttributes[] = {
    {"antialias", AttributeSpec::kInt},
    {"axes", AttributeSpec::kInts},
    {"coordinate_transformation_mode", AttributeSpec::kString},
    {"cubic_coeff_a", AttributeSpec::kFloat},
    {"exclude_outside", AttributeSpec::kInt},
    {"extrapolation_value", AttributeSpec::kFloat},
    {"keep_aspect_ratio_policy", AttributeSpec::kString},
    {"mode", AttributeSpec::kString},
    {"nearest_mode", AttributeSpec::kString},
};
constexpr AttributeSpec kUpsampleAttributes[] = {
    {"mode", AttributeSpec::kString},
    {"scales", AttributeSpec::kFloats},
};

// Indices and weights of one axis.
constexpr std::int64_t kMaxTaps = std::int64_t{1} << 22;

using Floats = std::vector<float>;

// The numbers of input `index`; empty where it is omitted, as by a list without elements.
Result<Floats> float_input(const NodeView& node, std::size_t index) {
  if (!node.has_input(index)) return Floats();
  const TensorPtr tensor = node.constant(index);
  if (!tensor)
    return node.error(ErrorCode::kUnsupported,
                      "its input " + quoted(node.input(index).name) + " is computed at run time");
  if (tensor->dtype() != DType::kFloat32)
    return node.error(ErrorCode::kInvalidModel,
                      "its input " + quoted(node.input(index).name) + " must be float32");
  const auto values = tensor->data<float>();
  return Floats(values.begin(), values.end());
}

Result<Floats> scales(const NodeView& node) {
  const bool upsample = node.node().op == "Upsample";
  const Attribute* attribute = node.attribute("scales");
  if (attribute) return std::get<std::vector<float>>(attribute->value);
  return float_input(node, upsample || node.opset() < 11 ? 1 : 2);
}

Result<std::vector<std::int64_t>> sizes(const NodeView& node) {
  if (!node.has_input(3)) return std::vector<std::int64_t>();
  return integers(node, 3);
}

// Which axes the lists are for: all, unless the attribute names some.
Result<std::vector<std::size_t>> listed_axes(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank();
  std::vector<std::size_t> axes;
  if (!node.attribute("axes")) {
    for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(axis);
    return axes;
  }
  CNN_TRY(named_axes(node, node.get_ints("axes"), rank));
  for (const std::int64_t axis : node.get_ints("axes"))
    axes.push_back(*node.axis(axis, rank, "axes"));
  return axes;
}

std::unexpected<Error> wrong_length(const NodeView& node, std::size_t got, std::size_t wanted) {
  return node.error(
      ErrorCode::kInvalidModel,
      "its list of " + decimal(got) + " numbers is not for " + decimal(wanted) + " axes");
}

Result<void> apply_scales(const NodeView& node, const Floats& given,
                          std::span<ResizeAxis* const> axes) {
  if (given.size() != axes.size()) return wrong_length(node, given.size(), axes.size());
  for (std::size_t i = 0; i < axes.size(); ++i) {
    // As ONNX infers shapes: in float32.
    const float output = std::floor(static_cast<float>(axes[i]->input) * given[i]);
    if (!(given[i] > 0) || !(output >= 0) || output > static_cast<float>(limits::kMaxDim))
      return node.error(ErrorCode::kInvalidModel, "one of its scales is out of range", {},
                        "scales");
    axes[i]->scale = given[i];
    axes[i]->output = static_cast<std::int64_t>(output);
  }
  return {};
}

// One scale for all axes, the smallest or the largest of those asked for.
Result<void> keep_aspect_ratio(const NodeView& node, std::span<ResizeAxis* const> axes) {
  const std::string_view policy = node.get_string("keep_aspect_ratio_policy", "stretch");
  const bool larger = policy == "not_smaller";
  if (policy == "stretch") return {};
  if (!larger && policy != "not_larger")
    return node.error(ErrorCode::kUnsupported,
                      "keep_aspect_ratio_policy " + quoted(policy) + " is not supported", {},
                      "keep_aspect_ratio_policy");
  float scale = axes.empty() ? 1 : axes[0]->scale;
  for (const ResizeAxis* axis : axes)
    scale = larger ? std::max(scale, axis->scale) : std::min(scale, axis->scale);
  for (ResizeAxis* axis : axes) {
    const float output = std::round(scale * static_cast<float>(axis->input));
    if (output > static_cast<float>(limits::kMaxDim))
      return node.error(ErrorCode::kLimitExceeded, "its output would be too large");
    axis->scale = scale;
    axis->exact = false;
    axis->output = static_cast<std::int64_t>(output);
  }
  return {};
}

Result<void> apply_sizes(const NodeView& node, const std::vector<std::int64_t>& given,
                         std::span<ResizeAxis* const> axes) {
  if (given.size() != axes.size()) return wrong_length(node, given.size(), axes.size());
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (given[i] < 1 || given[i] > limits::kMaxDim)
      return node.error(ErrorCode::kInvalidModel, "one of its sizes is out of range", {}, "sizes");
    axes[i]->output = given[i];
    axes[i]->scale = static_cast<float>(given[i]) / static_cast<float>(axes[i]->input);
    axes[i]->exact = true;
  }
  return keep_aspect_ratio(node, axes);
}

// All starts, then all ends.
Result<void> apply_region(const NodeView& node, std::span<ResizeAxis* const> axes) {
  CNN_ASSIGN(const Floats region, float_input(node, 1));
  if (region.size() != 2 * axes.size()) return wrong_length(node, region.size(), axes.size());
  for (std::size_t i = 0; i < axes.size(); ++i) {
    axes[i]->start = region[i];
    axes[i]->end = region[i + axes.size()];
    if (!std::isfinite(axes[i]->start) || !std::isfinite(axes[i]->end))
      return node.error(ErrorCode::kInvalidModel, "its region is not made of numbers");
  }
  return {};
}

Result<void> check_axes(const NodeView& node, const ResizeSettings& settings,
                        std::span<const ResizeAxis> axes) {
  for (const ResizeAxis& axis : axes) {
    if (axis.output < 1) return node.error(ErrorCode::kInvalidShape, "its output would be empty");
    if (tap_count(settings, axis) > kMaxTaps / axis.output)
      return node.error(ErrorCode::kLimitExceeded, "its filter is too large");
  }
  return {};
}

// By axis of the input.
Result<std::vector<ResizeAxis>> read_axes(const NodeView& node, const ResizeSettings& settings) {
  const Shape& x = node.shape(0);
  std::vector<ResizeAxis> result;
  for (const std::int64_t dim : x.dims()) result.push_back({.input = dim, .output = dim});
  if (std::ranges::find(x.dims(), 0) != x.dims().end())
    return node.error(ErrorCode::kInvalidShape, "its input " + to_string(x) + " is empty");
  CNN_ASSIGN(const auto listed, listed_axes(node));
  std::vector<ResizeAxis*> axes;
  for (const std::size_t axis : listed) axes.push_back(&result[axis]);
  CNN_ASSIGN(const Floats by_scale, scales(node));
  CNN_ASSIGN(const auto by_size, sizes(node));
  if (by_scale.empty() == by_size.empty() && !axes.empty())
    return node.error(ErrorCode::kInvalidModel, "it needs either scales or sizes");
  if (by_size.empty()) {
    CNN_TRY(apply_scales(node, by_scale, axes));
  } else {
    CNN_TRY(apply_sizes(node, by_size, axes));
  }
  if (settings.coordinates == Coordinates::kTfCropAndResize) CNN_TRY(apply_region(node, axes));
  // Where nothing changes its length, nothing changes, whatever the scales; as in onnxruntime.
  const auto keeps = [](const ResizeAxis& axis) { return axis.input == axis.output; };
  if (std::ranges::all_of(result, keeps))
    for (ResizeAxis& axis : result) axis.scale = 1;
  CNN_TRY(check_axes(node, settings, result));
  return result;
}

// What a node is parsed to.
struct Resized {
  ResizeSettings settings;
  std::vector<ResizeAxis> axes;  // of the input
};

// Of integers onnxruntime takes the nearest, or sums linearly.
Result<void> check_type(const NodeView& node, const ResizeSettings& settings) {
  if (node.input(0).type.dtype == DType::kFloat32) return {};
  if (settings.interpolation == ResizeMode::kCubic)
    return node.error(ErrorCode::kUnsupported, "mode 'cubic' is not supported for integers",
                      "put a Cast to float in front of it, and one back behind it", "mode");
  if (!settings.antialias) return {};
  return node.error(ErrorCode::kUnsupported, "antialias is not supported for integers",
                    "put a Cast to float in front of it, and one back behind it", "antialias");
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(const ResizeSettings settings, resize_settings(node));
  CNN_TRY(check_type(node, settings));
  CNN_ASSIGN(std::vector<ResizeAxis> axes, read_axes(node, settings));
  return parsed_as(Resized{settings, std::move(axes)});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  Shape result;
  for (const ResizeAxis& axis : node.parsed<Resized>().axes) result.push_back(axis.output);
  return one_output(node.input(0).type.dtype, std::move(result));
}

// For a node that infer() has passed. Empty: the axis stays as it is.
std::optional<Taps> taps_of(const ResizeSettings& settings, const ResizeAxis& axis) {
  if (keeps_axis(settings, axis)) return std::nullopt;
  return resize_taps(settings, axis);
}

// One of weight 1 for each: of others, even a weight of 0 would let NaN through.
Taps every_element(std::int64_t count) {
  Taps taps;
  for (std::int64_t i = 0; i < count; ++i) taps.indices.push_back(i), taps.weights.push_back(1);
  return taps;
}

struct Pass {
  Taps taps;
  std::size_t axis;  // in the order in which the axes lie
  std::int64_t outer = 1, input = 1, inner = 1;
};

// Those that shrink the map come first, so that the others have less to do; then the innermost.
std::vector<Pass> passes_of(const NodeView& node, Layout layout) {
  const auto& [settings, axes] = node.parsed<Resized>();
  const auto order = physical_axes(axes.size(), layout);
  std::vector<Pass> passes;
  std::vector<std::int64_t> dims;
  for (const std::size_t axis : order) dims.push_back(axes[axis].input);
  for (const bool shrinks : {true, false})
    for (std::size_t i = order.size(); i-- > 0;) {
      const ResizeAxis& axis = axes[order[i]];
      if (shrinks != (axis.output < axis.input)) continue;
      if (auto taps = taps_of(settings, axis)) passes.push_back({std::move(*taps), i});
    }
  for (Pass& pass : passes) {
    for (std::size_t i = 0; i < dims.size(); ++i)
      (i < pass.axis ? pass.outer : i > pass.axis ? pass.inner : pass.input) *= dims[i];
    dims[pass.axis] = pass.taps.outputs();
  }
  return passes;
}

Result<Step> lower(LowerContext& context) {
  const auto passes = std::make_shared<std::vector<Pass>>(passes_of(context.node, context.layout));
  const auto between = std::make_shared<std::vector<Tensor>>();  // after each pass but the last
  for (std::size_t i = 0; i + 1 < passes->size(); ++i) {
    const Pass& pass = (*passes)[i];
    CNN_ASSIGN(Tensor tensor,
               Tensor::zeros(DType::kFloat32, Shape{pass.outer, pass.taps.outputs(), pass.inner}));
    between->push_back(std::move(tensor));
  }
  const auto bytes = static_cast<std::size_t>(context.node.shape(0).elements()) * sizeof(float);
  Step step;
  step.body = [=, threads = context.running](Inputs in, Outputs out) {
    if (passes->empty()) std::memcpy(out[0], in[0], bytes);
    const float* from = in[0];
    for (std::size_t i = 0; i < passes->size(); ++i) {
      const Pass& pass = (*passes)[i];
      float* to = i < between->size() ? (*between)[i].data<float>().data() : out[0];
      const ResampleRun run{&pass.taps, pass.input, pass.inner, from, to};
      const std::int64_t rows = pass.outer * pass.taps.outputs();
      parallel(*threads, rows, rows / 16 + 1, [&](std::int64_t first, std::int64_t count) {
        resample(run, first, first + count);
      });
      from = to;
    }
  };
  return step;
}

// The element at `position`, summed over the axes from `axis` on.
double sum(std::span<const Taps> taps, std::span<const std::int64_t> position, const Shape& x,
           const float* from, std::size_t axis) {
  if (axis == taps.size()) return *from;
  const Taps& own = taps[axis];
  const auto first = static_cast<std::size_t>(position[axis] * own.count);
  double result = 0;
  for (std::size_t k = first; k < first + static_cast<std::size_t>(own.count); ++k)
    result +=
        double{own.weights[k]} *
        sum(taps, position, x, from + own.indices[k] * x.elements(axis + 1, x.rank()), axis + 1);
  return result;
}

// By axis of the input.
std::vector<Taps> all_taps(const NodeView& node) {
  const auto& [settings, axes] = node.parsed<Resized>();
  std::vector<Taps> taps;
  for (const ResizeAxis& axis : axes)
    taps.push_back(taps_of(settings, axis).value_or(every_element(axis.input)));
  return taps;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const ResizeSettings& settings = node.parsed<Resized>().settings;
  const std::vector<Taps> taps = all_taps(node);
  const Shape& x = node.shape(0);
  const Shape& y = node.output_shape(0);
  std::vector<std::int64_t> position(y.rank());
  for (std::int64_t i = 0, count = y.elements(); i < count; ++i) {
    bool outside = false;
    std::int64_t rest = i;
    for (std::size_t axis = y.rank(); axis-- > 0; rest /= y[axis]) {
      position[axis] = rest % y[axis];
      outside |= !taps[axis].outside.empty() &&
                 taps[axis].outside[static_cast<std::size_t>(position[axis])];
    }
    out[0][i] =
        outside ? settings.extrapolation : static_cast<float>(sum(taps, position, x, in[0], 0));
  }
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  resize_integers({all_taps(node), node.shape(0), node.parsed<Resized>().settings.extrapolation},
                  in.type(0), in.data(0), out.data(0));
  return {};
}

// The terms of an axis; cells that count for nothing are left out.
AxisRead tap_reads(const Taps& taps, std::size_t axis, std::size_t term) {
  AxisRead read = at(axis);
  if (taps.count > 1) read.along = static_cast<int>(term);
  for (std::size_t i = 0; i < taps.indices.size(); ++i) {
    const std::size_t output = i / static_cast<std::size_t>(taps.count);
    const bool gone = taps.weights[i] == 0 || (!taps.outside.empty() && taps.outside[output]);
    read.table.push_back(gone ? -1 : taps.indices[i]);
  }
  read.shares = taps.weights;
  return read;
}

Facts facts_of(const NodeView& node, std::size_t) {
  const auto& [settings, axes] = node.parsed<Resized>();
  Facts facts{.reads = {{"x", 0, {}, own_axes(axes.size())}}};
  bool copies = true;
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    const auto taps = taps_of(settings, axes[axis]);
    if (!taps) continue;
    facts.reads[0].axes[axis] = tap_reads(*taps, axis, facts.terms.size());
    if (taps->count > 1) facts.terms.push_back(taps->count);
    copies &= taps->count == 1 && taps->outside.empty();
  }
  if (axes.empty()) facts.reads[0].axes.clear();
  if (copies) facts.formula = "x";
  return facts;
}

constexpr DTypes kTypes = kFloatOnly | dtypes(DType::kInt32, DType::kInt8, DType::kUint8);

constexpr Operator kTable[] = {
    {.type = "Resize",
     .help = "Enlarges or shrinks feature maps by repeating or blending neighbouring values.",
     .attributes = kResizeAttributes,
     .max_inputs = 4,
     .types = kTypes,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .typed = typed,
     .formula = "else(sum(share * x), extrapolation_value)",
     .parameters =
         "x; roi: the part that is resized; scales: output size over input size; sizes: output "
         "sizes | antialias=0: 1 blends all cells that one covers when shrinking; axes: those that "
         "are resized; coordinate_transformation_mode: where output cells lie over input cells; "
         "cubic_coeff_a=-0.75: shape of the cubic blend; exclude_outside=0: 1 leaves out what lies "
         "outside; extrapolation_value=0: of cells outside; keep_aspect_ratio_policy: how sizes "
         "are met; mode: nearest, linear or cubic; nearest_mode: how positions are rounded",
     .facts = facts_of},
    {.type = "Upsample",
     .help = "Enlarges feature maps by repeating or blending neighbouring values.",
     .attributes = kUpsampleAttributes,
     .since = 7,  // before, its attributes are height_scale and width_scale
     .max_inputs = 2,
     .types = kTypes,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .typed = typed,
     .formula = "else(sum(share * x), 0)",
     .parameters = "x; scales: output size over input size | mode: nearest or linear; scales: "
                   "output size over input size",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> resize_table() {
  return kTable;
}

}  // namespace cnn
