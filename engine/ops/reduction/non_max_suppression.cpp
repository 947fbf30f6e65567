// NonMaxSuppression: of boxes that overlap, the ones with the best scores.
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"center_point_box", AttributeSpec::kInt}};

// Pairs of boxes that one run may compare.
constexpr std::int64_t kMostPairs = std::int64_t{1} << 26;

// What a node is parsed to: whether its boxes are centres and sizes.
struct Boxes {
  bool centred;
};

struct Settings {
  std::int64_t most = 0;  // boxes of a class
  float overlap = 0;
  bool has_score = false;
  float score = 0;
};

Settings settings_of(const NodeView& node, Inputs in) {
  Settings settings;
  const auto is_given = [&](std::size_t index) {
    return node.has_input(index) && node.shape(index).elements() > 0;
  };
  if (is_given(2)) settings.most = *in.as<std::int64_t>(2);
  if (is_given(3)) settings.overlap = *in.as<float>(3);
  settings.has_score = is_given(4);
  if (settings.has_score) settings.score = *in.as<float>(4);
  return settings;
}

struct Box {
  float top, left, bottom, right;
};

// box: y1, x1, y2, x2, any two opposite corners; centred: x, y, width, height.
Box box_at(const float* box, bool centred) {
  if (centred)
    return {box[1] - box[3] / 2, box[0] - box[2] / 2, box[1] + box[3] / 2, box[0] + box[2] / 2};
  return {std::min(box[0], box[2]), std::min(box[1], box[3]), std::max(box[0], box[2]),
          std::max(box[1], box[3])};
}

float area_of(const Box& box) {
  return (box.bottom - box.top) * (box.right - box.left);
}

// Intersection over union; boxes without an area overlap with none.
bool overlaps(const Box& a, const Box& b, float threshold) {
  const float height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  const float width = std::min(a.right, b.right) - std::max(a.left, b.left);
  if (!(height > 0 && width > 0)) return false;
  const float one = area_of(a), other = area_of(b);
  if (!(one > 0 && other > 0)) return false;
  const float common = height * width;
  return common / (one + other - common) > threshold;
}

// Calls found(batch, class, box) in the order of the output.
template <class Body>
Result<void> for_each_selected(const NodeView& node, Inputs in, Body found) {
  const std::int64_t batch = node.shape(1)[0], classes = node.shape(1)[1], boxes = node.shape(1)[2];
  if (boxes == 0) return {};
  const bool centred = node.parsed<Boxes>().centred;
  const Settings settings = settings_of(node, in);
  std::int64_t pairs = 0;
  // Both are counted in the session's memory before they are taken.
  const std::int64_t most = std::clamp<std::int64_t>(settings.most, 0, boxes);
  CNN_ASSIGN(Tensor numbers, Tensor::zeros(DType::kInt64, Shape{boxes}));
  CNN_ASSIGN(Tensor corners_of_chosen, Tensor::zeros(DType::kFloat32, Shape{most, 4}));
  const auto all = numbers.data<std::int64_t>();
  auto* const chosen = reinterpret_cast<Box*>(corners_of_chosen.data<float>().data());
  for (std::int64_t row = 0; row < batch * classes; ++row) {
    const float* scores = in[1] + row * boxes;
    const float* corners = in[0] + row / classes * boxes * 4;
    std::size_t count = 0;
    std::int64_t taken = 0;
    for (std::int64_t i = 0; i < boxes; ++i)
      if (scores[i] == scores[i] && (!settings.has_score || scores[i] > settings.score))
        all[count++] = i;
    const std::span<std::int64_t> order = all.first(count);
    const auto is_better = [&](std::int64_t a, std::int64_t b) {
      return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
    };
    std::ranges::make_heap(order, is_better);
    std::ranges::sort_heap(order, is_better);
    for (const std::int64_t index : order) {
      if (taken >= most) break;
      const Box box = box_at(corners + index * 4, centred);
      pairs += taken;
      if (pairs > kMostPairs)
        return node.error(ErrorCode::kLimitExceeded, "it has too many boxes to compare",
                          "raise its score threshold, or lower the number of boxes of a class");
      const auto covers = [&](const Box& other) { return overlaps(other, box, settings.overlap); };
      if (std::any_of(chosen, chosen + taken, covers)) continue;
      chosen[taken++] = box;
      found(row / classes, row % classes, index);
    }
  }
  return {};
}

Result<ParsedPtr> parse(const NodeView& node) {
  const Shape &boxes = node.shape(0), &scores = node.shape(1);
  if (boxes.rank() != 3 || boxes[2] != 4)
    return node.error(ErrorCode::kInvalidShape,
                      "its boxes have shape " + to_string(boxes) + ", not [batch, boxes, 4]");
  if (scores.rank() != 3 || scores[0] != boxes[0] || scores[2] != boxes[1])
    return node.error(ErrorCode::kInvalidShape, "its scores have shape " + to_string(scores) +
                                                    ", not [batch, classes, boxes] for boxes " +
                                                    to_string(boxes));
  constexpr DType kTypes[] = {DType::kFloat32, DType::kFloat32, DType::kInt64, DType::kFloat32,
                              DType::kFloat32};
  for (std::size_t index = 0; index < node.input_count(); ++index)
    if (node.has_input(index) && node.input(index).type.dtype != kTypes[index])
      return node.error(ErrorCode::kInvalidModel,
                        "its input '" + node.input(index).name + "' is " +
                            std::string(dtype_name(node.input(index).type.dtype)) + ", not " +
                            std::string(dtype_name(kTypes[index])));
  return parsed_as(Boxes{node.get_int("center_point_box", 0) != 0});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  return one_output(DType::kInt64, Shape{node.node().count, 3});
}

// Three numbers a box, as they stand in the output. So many that they would take much memory are
// not kept.
Result<std::int64_t> count(const NodeView& node, Inputs in, Found& found) {
  constexpr std::size_t kMostKept = 3 << 16;
  std::int64_t number = 0;
  found.clear();
  CNN_TRY(for_each_selected(node, in, [&](std::int64_t batch, std::int64_t kind, std::int64_t box) {
    ++number;
    if (found.size() < kMostKept) found.insert(found.end(), {batch, kind, box});
  }));
  return number;
}

Result<void> take(const NodeView& node, Inputs in, const Found& found, Outputs out) {
  auto* to = out.as<std::int64_t>(0);
  if (static_cast<std::int64_t>(found.size()) == 3 * node.node().count) {
    std::ranges::copy(found, to);
    return {};
  }
  return for_each_selected(node, in, [&](std::int64_t batch, std::int64_t kind, std::int64_t box) {
    *to++ = batch, *to++ = kind, *to++ = box;
  });
}

constexpr Operator kTable[] = {
    {.type = "NonMaxSuppression",
     .help = "Of boxes that overlap, keeps the one with the best score, and lists batch, class and "
             "number of each box that is left. How many there are, only a run shows.",
     .attributes = kAttributes,
     .min_inputs = 2,
     .max_inputs = 5,
     .data_inputs = 5,
     .types = kFloatOnly | dtypes(DType::kInt64),
     .parse = parse,
     .infer = infer,
     .count = count,
     .take = take,
     .formula = "batch, class and number of the next box that no better one covers",
     .parameters = "boxes; scores; max_output_boxes_per_class=0: most boxes of a class; "
                   "iou_threshold=0: overlap above which a box goes; score_threshold: boxes with "
                   "less go | center_point_box=0: 1 takes x, y, width, height instead of corners",
     .facts = any_cells},
};

}  // namespace

std::span<const Operator> non_max_suppression_table() {
  return kTable;
}

}  // namespace cnn
