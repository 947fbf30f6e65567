// Col2Im: blocks laid over each other and added up to a picture. CenterCropPad: the middle of a
// tensor, or the tensor in the middle of zeros.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kCol2Im[] = {{"dilations", AttributeSpec::kInts},
                                     {"pads", AttributeSpec::kInts},
                                     {"strides", AttributeSpec::kInts}};
constexpr AttributeSpec kCenterCropPad[] = {{"axes", AttributeSpec::kInts}};

// ---- Col2Im ----

// Along one axis of the picture.
struct BlockAxis {
  std::int64_t image, block, stride, dilation, pad, count;  // count: of blocks
};

// What a node is parsed to.
struct Blocks {
  std::vector<BlockAxis> axes;
  std::int64_t channels, elements, count;  // elements of a block, and how many blocks there are
};

Result<ParsedPtr> parse_blocks(const NodeView& node) {
  CNN_ASSIGN(const std::vector<std::int64_t> image, integers(node, 1));
  CNN_ASSIGN(const std::vector<std::int64_t> block, integers(node, 2));
  const std::size_t axes = image.size();
  const auto dilations = node.get_ints("dilations"), strides = node.get_ints("strides"),
             pads = node.get_ints("pads");
  const Shape& x = node.shape(0);
  const auto fits = [](std::span<const std::int64_t> list, std::size_t size) {
    return list.empty() || list.size() == size;
  };
  if (x.rank() != 3 || axes == 0 || axes > 6 || block.size() != axes || !fits(dilations, axes) ||
      !fits(strides, axes) || !fits(pads, 2 * axes))
    return node.error(ErrorCode::kInvalidShape, "its shapes and attributes do not fit together");
  Blocks blocks{{}, 0, 1, 1};
  constexpr std::int64_t kMost = std::int64_t{1} << 24;
  const auto in_range = [&](std::int64_t value) { return value >= 1 && value <= kMost; };
  for (std::size_t i = 0; i < axes; ++i) {
    BlockAxis axis{image[i],
                   block[i],
                   strides.empty() ? 1 : strides[i],
                   dilations.empty() ? 1 : dilations[i],
                   pads.empty() ? 0 : pads[i],
                   0};
    const std::int64_t end = pads.empty() ? 0 : pads[axes + i];
    if (!in_range(axis.image) || !in_range(axis.block) || !in_range(axis.stride) ||
        !in_range(axis.dilation) || axis.pad < 0 || axis.pad > kMost || end < 0 || end > kMost)
      return node.error(ErrorCode::kInvalidModel, "a size among its settings is out of range");
    const std::int64_t room = axis.image + axis.pad + end - axis.dilation * (axis.block - 1) - 1;
    if (room < 0)
      return node.error(ErrorCode::kInvalidShape, "its blocks are larger than its picture");
    axis.count = room / axis.stride + 1;
    blocks.elements *= axis.block;
    blocks.count *= axis.count;
    if (blocks.elements > x[1] || blocks.count > x[2]) break;  // they do not fit: see below
    blocks.axes.push_back(axis);
  }
  if (blocks.axes.size() != axes || blocks.count != x[2] || x[1] % blocks.elements != 0)
    return node.error(ErrorCode::kInvalidShape,
                      "its input does not hold the blocks of its picture");
  blocks.channels = x[1] / blocks.elements;
  return parsed_as(std::move(blocks));
}

Result<std::vector<ValueType>> infer_blocks(const NodeView& node) {
  const Blocks& blocks = node.parsed<Blocks>();
  Shape result = {node.shape(0)[0], blocks.channels};
  for (const BlockAxis& axis : blocks.axes) result.push_back(axis.image);
  return one_output(DType::kFloat32, std::move(result));
}

// Where element `element` of block `place` lies in the picture; -1: in its padding.
std::int64_t pixel_of(const Blocks& blocks, std::int64_t element, std::int64_t place) {
  std::int64_t pixel = 0, step = 1;
  for (auto axis = blocks.axes.rbegin(); axis != blocks.axes.rend(); ++axis) {
    const std::int64_t at =
        place % axis->count * axis->stride - axis->pad + element % axis->block * axis->dilation;
    if (at < 0 || at >= axis->image) return -1;
    pixel += at * step, step *= axis->image;
    element /= axis->block, place /= axis->count;
  }
  return pixel;
}

Result<void> typed_blocks(const NodeView& node, Inputs in, Outputs out) {
  const Blocks& blocks = node.parsed<Blocks>();
  const Shape& y = node.output_shape(0);
  const std::int64_t plane = y.elements(2, y.rank()), planes = y[0] * y[1];
  std::vector<double> sums(static_cast<std::size_t>(plane));
  for (std::int64_t channel = 0; channel < planes; ++channel) {
    std::ranges::fill(sums, 0);
    const float* from = in[0] + channel * blocks.elements * blocks.count;
    for (std::int64_t element = 0; element < blocks.elements; ++element)
      for (std::int64_t place = 0; place < blocks.count; ++place, ++from) {
        const std::int64_t pixel = pixel_of(blocks, element, place);
        if (pixel >= 0) sums[static_cast<std::size_t>(pixel)] += *from;
      }
    std::ranges::transform(sums, out[0] + channel * plane,
                           [](double sum) { return static_cast<float>(sum); });
  }
  return {};
}

// ---- CenterCropPad ----

// Along one axis: out[to + i] = in[from + i] for i < count.
struct Part {
  std::int64_t from, to, count, size;  // size: of the result
};

// What a node is parsed to.
struct Middle {
  std::vector<Part> parts;
};

Result<ParsedPtr> parse_middle(const NodeView& node) {
  const Shape& x = node.shape(0);
  CNN_ASSIGN(const std::vector<std::int64_t> wanted, integers(node, 1));
  std::vector<std::int64_t> axes(x.rank());
  std::iota(axes.begin(), axes.end(), std::int64_t{0});
  if (node.attribute("axes")) {
    const auto given = node.get_ints("axes");
    CNN_TRY(named_axes(node, given, x.rank()));
    axes.assign(given.begin(), given.end());
  }
  if (wanted.size() != axes.size())
    return node.error(ErrorCode::kInvalidShape, "its shape has not one size an axis");
  Middle middle;
  for (const std::int64_t size : x.dims()) middle.parts.push_back({0, 0, size, size});
  for (std::size_t i = 0; i < axes.size(); ++i) {
    CNN_ASSIGN(const std::size_t axis, node.axis(axes[i], x.rank(), "axes"));
    const std::int64_t size = x[axis], to = wanted[i];
    if (to < 0) return node.error(ErrorCode::kInvalidShape, "its shape has a negative size");
    middle.parts[axis] = {std::max<std::int64_t>(size - to, 0) / 2,
                          std::max<std::int64_t>(to - size, 0) / 2, std::min(size, to), to};
  }
  return parsed_as(std::move(middle));
}

Result<std::vector<ValueType>> infer_middle(const NodeView& node) {
  Shape result;
  for (const Part& part : node.parsed<Middle>().parts) result.push_back(part.size);
  return one_output(node.input(0).type.dtype, std::move(result));
}

Result<void> typed_middle(const NodeView& node, Inputs in, Outputs out) {
  const std::vector<Part>& parts = node.parsed<Middle>().parts;
  const Shape &x = node.shape(0), &y = node.output_shape(0);
  const std::size_t bytes = size_of(in.type(0));
  std::memset(out.data(0), 0, static_cast<std::size_t>(y.elements()) * bytes);
  std::vector<std::int64_t> at(x.rank());
  std::int64_t count = 1;
  for (const Part& part : parts) count *= part.count;
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t from = 0, to = 0;
    for (std::size_t axis = 0; axis < parts.size(); ++axis) {
      from = from * x[axis] + parts[axis].from + at[axis];
      to = to * y[axis] + parts[axis].to + at[axis];
    }
    std::memcpy(out.as<std::byte>(0) + static_cast<std::size_t>(to) * bytes,
                in.as<std::byte>(0) + static_cast<std::size_t>(from) * bytes, bytes);
    for (std::size_t axis = parts.size(); axis-- > 0 && ++at[axis] == parts[axis].count;)
      at[axis] = 0;
  }
  return {};
}

Facts middle_facts(const NodeView& node, std::size_t) {
  Read read = {"x"};
  const std::vector<Part>& parts = node.parsed<Middle>().parts;
  for (std::size_t axis = 0; axis < parts.size(); ++axis) {
    AxisRead from = at(axis);
    from.start = parts[axis].from - parts[axis].to;
    read.axes.push_back(from);
  }
  return {.reads = {std::move(read)}};
}

constexpr Operator kTable[] = {
    {.type = "Col2Im",
     .help = "Lays blocks over each other and adds them up to a picture.",
     .attributes = kCol2Im,
     .min_inputs = 3,
     .max_inputs = 3,
     .parse = parse_blocks,
     .infer = infer_blocks,
     .typed = typed_blocks,
     .formula = "the sum of all blocks over the pixel",
     .parameters =
         "x; image: size of the picture; block: size of a block | pads=0: cells around the "
         "picture that are dropped; strides=1: cells from one block to the next; "
         "dilations=1: cells from one element of a block to the next",
     .facts = any_of_x},
    {.type = "CenterCropPad",
     .help = "Cuts out the middle of a tensor, or puts zeros around it.",
     .attributes = kCenterCropPad,
     .min_inputs = 2,
     .max_inputs = 2,
     .types = kAnyType,
     .parse = parse_middle,
     .infer = infer_middle,
     .typed = typed_middle,
     .formula = "else(x, 0)",
     .parameters = "x; shape: the wanted sizes | axes: the axes they are for, by default all",
     .facts = middle_facts},
};

}  // namespace

std::span<const Operator> blocks_table() {
  return kTable;
}

}  // namespace cnn
