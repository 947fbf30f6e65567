// Lists of tensors. No node of these is ever run: while shapes are inferred, others take its place
// (passes/lists.cpp).
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kDtype[] = {{"dtype", AttributeSpec::kInt}};
constexpr AttributeSpec kConcat[] = {{"axis", AttributeSpec::kInt},
                                     {"new_axis", AttributeSpec::kInt}};
constexpr AttributeSpec kSplit[] = {{"axis", AttributeSpec::kInt},
                                    {"keepdims", AttributeSpec::kInt}};

constexpr Operator row(std::string_view type, std::string_view help, int least, int most,
                       std::string_view formula, std::string_view parameters,
                       std::span<const AttributeSpec> attributes = {}) {
  return {.type = type,
          .help = help,
          .attributes = attributes,
          .min_inputs = least,
          .max_inputs = most,
          .types = kAnyType,
          .formula = formula,
          .parameters = parameters,
          .facts = any_cells};
}

constexpr Operator kTable[] = {
    row("ConcatFromSequence", "Puts all tensors of a list side by side along an axis.", 1, 1,
        "the value of the tensor that lies here",
        "list | axis: along which they lie; new_axis=0: 1 makes a new axis of it", kConcat),
    row("SequenceAt", "Takes one tensor out of a list.", 2, 2, "the value of that tensor",
        "list; place: which one, from the end where it is negative"),
    row("SequenceConstruct", "Makes a list of tensors.", 1, kAllInputs, "the tensors themselves",
        "x"),
    row("SequenceEmpty", "A list without tensors.", 0, 0, "no values",
        "| dtype=1: type of the tensors", kDtype),
    row("SequenceErase", "A list without one of its tensors.", 1, 2, "the other tensors",
        "list; place: which one goes, the last without it"),
    row("SequenceInsert", "A list with one tensor more.", 2, 3, "the tensors and the new one",
        "list; x: the new tensor; place: where it goes, to the end without it"),
    row("SequenceLength", "How many tensors a list has.", 1, 1, "how many there are", "list"),
    row("SplitToSequence", "Cuts a tensor along an axis and makes a list of its parts.", 1, 2,
        "the values of the parts",
        "x; split: size of each part, or the sizes of all, 1 without it | axis=0: axis to cut "
        "along; keepdims=1: 0 drops the axis of parts of 1",
        kSplit),
};

}  // namespace

std::span<const Operator> lists_table() {
  return kTable;
}

}  // namespace cnn
