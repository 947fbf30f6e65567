// Pools that few networks use: LpPool and GlobalLpPool; and MaxUnpool, which puts what a MaxPool
// took back to where it stood.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/window.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kLpPool[] = {
    {"auto_pad", AttributeSpec::kString}, {"ceil_mode", AttributeSpec::kInt},
    {"dilations", AttributeSpec::kInts},  {"kernel_shape", AttributeSpec::kInts},
    {"p", AttributeSpec::kInt},           {"pads", AttributeSpec::kInts},
    {"strides", AttributeSpec::kInts},
};
constexpr AttributeSpec kGlobalLpPool[] = {{"p", AttributeSpec::kInt}};
constexpr AttributeSpec kMaxUnpool[] = {{"kernel_shape", AttributeSpec::kInts},
                                        {"pads", AttributeSpec::kInts},
                                        {"strides", AttributeSpec::kInts}};

// What a node is parsed to.
struct LpPool {
  Window window;
  double p;
};

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_TRY(check_map(node));
  LpPool pool;
  const std::int64_t p = node.get_int("p", 2);
  if (p < 1) return node.error(ErrorCode::kInvalidModel, "its p is below 1", {}, "p");
  pool.p = static_cast<double>(p);
  if (node.node().op == "GlobalLpPool") {
    const Shape x = map_of(node.shape(0));
    if (x[2] * x[3] == 0) return node.error(ErrorCode::kInvalidShape, "its input has no pixels");
    pool.window.y = {.input = x[2], .kernel = x[2], .output = 1};
    pool.window.x = {.input = x[3], .kernel = x[3], .output = 1};
  } else {
    CNN_ASSIGN(const auto kernel, pool_kernel(node));
    CNN_ASSIGN(pool.window, resolve_window(node, kernel, WindowUse::kPooling));
  }
  return parsed_as(pool);
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Window& window = node.parsed<LpPool>().window;
  const Shape& x = node.shape(0);
  return one_output(DType::kFloat32,
                    as_input(node, {x[0], x[1], window.y.output, window.x.output}));
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const auto& [window, p] = node.parsed<LpPool>();
  const Shape& x = node.shape(0);
  const float* from = in[0];
  float* to = out[0];
  for (std::int64_t plane = 0; plane < x[0] * x[1];
       ++plane, from += window.y.input * window.x.input)
    for (std::int64_t oy = 0; oy < window.y.output; ++oy)
      for (std::int64_t ox = 0; ox < window.x.output; ++ox) {
        double sum = 0;
        visit_window(window, oy, ox, [&](std::int64_t at, std::int64_t) {
          sum += std::pow(std::abs(double{from[at]}), p);
        });
        *to++ = static_cast<float>(std::pow(sum, 1 / p));
      }
  return {};
}

Facts facts_of(const NodeView& node, std::size_t) {
  const Window& window = node.parsed<LpPool>().window;
  Facts facts{.terms = {window.y.kernel, window.x.kernel}};
  facts.reads.push_back({"x", 0, map_of(node.shape(0)), window_reads(window, at(1))});
  facts.out = map_of(node.output_shape(0));
  return facts;
}

// ---- MaxUnpool ----

// What a node is parsed to: the map that the indices count in, and the one that is written.
struct Unpool {
  Shape counted, written;
};

Result<ParsedPtr> parse_unpool(const NodeView& node) {
  CNN_TRY(check_map(node));
  const Shape& x = node.shape(0);
  if (node.input(1).type.dtype != DType::kInt64 || node.shape(1) != x)
    return node.error(ErrorCode::kInvalidShape, "its indices are not one int64 a value");
  if (node.input(0).type.dtype != DType::kFloat32)
    return node.error(ErrorCode::kUnsupported, "only float32 is supported");
  const std::size_t axes = x.rank() - 2;
  const auto kernel = node.get_ints("kernel_shape");
  const auto strides = node.get_ints("strides"), pads = node.get_ints("pads");
  const bool fits = kernel.size() == axes && (strides.empty() || strides.size() == axes) &&
                    (pads.empty() || pads.size() == 2 * axes);
  if (!fits) return node.error(ErrorCode::kInvalidModel, "its attributes do not fit its input");
  Unpool unpool{{x[0], x[1]}, {}};
  for (std::size_t i = 0; i < axes; ++i) {
    const std::int64_t stride = strides.empty() ? 1 : strides[i];
    const std::int64_t padding = pads.empty() ? 0 : pads[i] + pads[axes + i];
    constexpr std::int64_t kMost = std::int64_t{1} << 24;
    if (stride < 1 || stride > kMost || kernel[i] < 1 || kernel[i] > kMost || padding < -kMost ||
        padding > kMost)
      return node.error(ErrorCode::kInvalidModel, "a size among its attributes is out of range");
    unpool.counted.push_back((x[2 + i] - 1) * stride - padding + kernel[i]);
  }
  unpool.written = unpool.counted;
  if (node.has_input(2)) {
    CNN_ASSIGN(std::vector<std::int64_t> wanted, integers(node, 2));
    unpool.written = Shape(std::move(wanted));
    if (unpool.written.rank() != x.rank() || unpool.written[0] != x[0] || unpool.written[1] != x[1])
      return node.error(ErrorCode::kInvalidShape, "its output_shape does not fit its input");
  }
  for (std::size_t i = 2; i < x.rank(); ++i)
    if (unpool.counted[i] < 1 || unpool.written[i] < unpool.counted[i])
      return node.error(ErrorCode::kInvalidShape,
                        "its output_shape is smaller than what its input came from");
  return parsed_as(std::move(unpool));
}

Result<std::vector<ValueType>> infer_unpool(const NodeView& node) {
  return one_output(DType::kFloat32, node.parsed<Unpool>().written);
}

Result<void> typed_unpool(const NodeView& node, Inputs in, Outputs out) {
  const auto& [counted, written] = node.parsed<Unpool>();
  std::fill_n(out[0], written.elements(), 0.0f);
  const std::int64_t all = counted.elements();
  for (std::int64_t i = 0; i < node.shape(0).elements(); ++i) {
    std::int64_t rest = in.as<std::int64_t>(1)[i];
    if (rest < 0 || rest >= all)
      return node.error(ErrorCode::kInvalidModel,
                        "its index " + decimal(rest) + " is outside of its output");
    std::int64_t to = 0, step = 1;
    for (std::size_t axis = counted.rank(); axis-- > 0;) {
      to += rest % counted[axis] * step;
      rest /= counted[axis], step *= written[axis];
    }
    out[0][to] = in[0][i];
  }
  return {};
}

constexpr Operator kTable[] = {
    {.type = "LpPool",
     .help = "Replaces each window by the length of its values as one vector.",
     .attributes = kLpPool,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "sum(abs(x) ^ p) ^ (1 / p)",
     .parameters =
         "x | p=2: exponent; kernel_shape: height and width of the window; pads=0: cells added at "
         "the beginnings and ends; strides=1: cells from one window to the next; dilations=1: "
         "cells "
         "from one element of the window to the next; auto_pad: padding that keeps the size; "
         "ceil_mode=0: 1 rounds the output size up",
     .facts = facts_of},
    {.type = "GlobalLpPool",
     .help = "Replaces each channel's whole map by the length of its values as one vector.",
     .attributes = kGlobalLpPool,
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .formula = "sum(abs(x) ^ p) ^ (1 / p)",
     .parameters = "x | p=2: exponent",
     .facts = facts_of},
    {.type = "MaxUnpool",
     .help = "Puts the values of a MaxPool back to where they stood, with zeros between.",
     .attributes = kMaxUnpool,
     .min_inputs = 2,
     .max_inputs = 3,
     .data_inputs = 2,
     .types = dtypes(DType::kFloat32, DType::kInt64),
     .parse = parse_unpool,
     .infer = infer_unpool,
     .typed = typed_unpool,
     .formula = "the value that came from here, else 0",
     .parameters = "x; indices: where each value stood; output_shape: size of the result | "
                   "kernel_shape: of the MaxPool; pads=0: likewise; strides=1: likewise",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> lp_pool_table() {
  return kTable;
}

}  // namespace cnn
