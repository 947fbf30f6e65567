// Operators that exchange channels for pixels.
#include <initializer_list>
#include <string>

#include "core/text.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/view.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kDepthToSpaceAttributes[] = {
    {"blocksize", AttributeSpec::kInt},
    {"mode", AttributeSpec::kString},
};
constexpr AttributeSpec kSpaceToDepthAttributes[] = {{"blocksize", AttributeSpec::kInt}};

constexpr std::int64_t kMaxBlock = 4096;  // its square is within limits::kMaxDim

// What a node is parsed to.
struct Blocks {
  std::int64_t size;
  bool deep;  // channels become pixels
  bool crd;   // which channel of the input: [channels, block, block], else [block, block, channels]
};

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() != 4)
    return node.error(ErrorCode::kInvalidModel, "its input must be of rank 4, not " + to_string(x));
  const std::int64_t block = node.get_int("blocksize", 0);
  if (block < 1 || block > kMaxBlock)
    return node.error(ErrorCode::kInvalidModel, "blocksize " + decimal(block) + " is out of range",
                      {}, "blocksize");
  const std::string_view mode = node.get_string("mode", "DCR");
  if (mode != "DCR" && mode != "CRD")
    return node.error(ErrorCode::kUnsupported, "mode " + quoted(mode) + " is not supported", {},
                      "mode");
  const bool deep = node.node().op == "DepthToSpace";
  if (deep ? x[1] % (block * block) != 0 : x[2] % block != 0 || x[3] % block != 0)
    return node.error(ErrorCode::kInvalidShape,
                      "its input " + to_string(x) + " does not divide into blocks of " +
                          decimal(block) + " x " + decimal(block),
                      {}, "blocksize");
  return parsed_as(Blocks{block, deep, mode == "CRD"});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Shape& x = node.shape(0);
  const auto& [block, deep, crd] = node.parsed<Blocks>();
  const Shape result = deep ? Shape{x[0], x[1] / (block * block), x[2] * block, x[3] * block}
                            : Shape{x[0], x[1] * block * block, x[2] / block, x[3] / block};
  return one_output(node.input(0).type.dtype, result);
}

// An axis of the output, or of a block within one.
struct Part {
  std::int64_t size, step;
};

Strided view_in(const NodeView& node, Layout layout) {
  const Shape& x = node.shape(0);
  const auto& [block, deep, crd] = node.parsed<Blocks>();
  const std::int64_t c = layout == Layout::kNhwc ? 1 : x[2] * x[3];  // steps of the input's axes
  const std::int64_t w = layout == Layout::kNhwc ? x[1] : 1, h = w * x[3];
  const std::int64_t channels = deep ? x[1] / (block * block) : x[1];
  const Part batch{x[0], x[1] * x[2] * x[3]}, channel{channels, crd ? c * block * block : c};
  const std::int64_t inner = !deep ? w : crd ? c : c * channels;
  const Part block_y{block, deep ? inner * block : h}, block_x{block, inner};
  const Part y = deep ? Part{x[2], h} : Part{x[2] / block, h * block};
  const Part across = deep ? Part{x[3], w} : Part{x[3] / block, w * block};
  Strided view;
  const auto add = [&](std::initializer_list<Part> parts) {
    for (const Part& part : parts) view.sizes.push_back(part.size), view.steps.push_back(part.step);
  };
  const bool nhwc = layout == Layout::kNhwc;
  if (deep && nhwc) add({batch, y, block_y, across, block_x, channel});
  if (deep && !nhwc) add({batch, channel, y, block_y, across, block_x});
  if (!deep && nhwc) add({batch, y, across, block_y, block_x, channel});
  if (!deep && !nhwc) add({batch, block_y, block_x, channel, y, across});
  return view;
}

Result<Step> lower(LowerContext& context) {
  return copy_views({view_in(context.node, context.layout)});
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  copy_view(view_in(node, Layout::kAsIs), in, out, 0);
  return {};
}

// Both with blocks as axes of their own.
Facts facts_of(const NodeView& node, std::size_t) {
  const auto& [b, deep, crd] = node.parsed<Blocks>();
  const Shape &x = node.shape(0), &y = node.output_shape(0);
  Read read = {"x"};
  Facts facts;
  if (!deep) {
    facts.out = {x[0], b, b, x[1], y[2], y[3]};
    read.as = {x[0], x[1], y[2], b, y[3], b};
    read.axes = {at(0), at(3), at(4), at(1), at(5), at(2)};
  } else {
    facts.out = {x[0], y[1], x[2], b, x[3], b};
    read.as = crd ? Shape{x[0], y[1], b, b, x[2], x[3]} : Shape{x[0], b, b, y[1], x[2], x[3]};
    read.axes = crd ? std::vector{at(0), at(1), at(3), at(5), at(2), at(4)}
                    : std::vector{at(0), at(3), at(5), at(1), at(2), at(4)};
  }
  facts.reads.push_back(std::move(read));
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "DepthToSpace",
     .help = "Spreads channels over blocks of pixels, so the map grows and no number is lost.",
     .attributes = kDepthToSpaceAttributes,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .typed = typed,
     .formula = "x",
     .parameters = "x | blocksize: side of a block; mode: DCR or CRD, the order of the channels",
     .facts = facts_of},
    {.type = "SpaceToDepth",
     .help =
         "Stacks the pixels of each block as channels, so the map shrinks and no number is lost.",
     .attributes = kSpaceToDepthAttributes,
     .types = kAnyType,
     .layout = layout_follow,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .typed = typed,
     .formula = "x",
     .parameters = "x | blocksize: side of a block",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> depth_to_space_table() {
  return kTable;
}

}  // namespace cnn
