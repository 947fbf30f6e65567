// Settings that older opsets give as an attribute and newer ones as a constant input.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/flags.h"
#include "graph/node_view.h"

namespace cnn {

// The integers of the constant input `index`. Errors: kUnsupported when they are computed at run
// time, kInvalidModel when they are no list of integers. Needs node.has_input(index).
Result<std::vector<std::int64_t>> integers(const NodeView& node, std::size_t index);

// The same where it has to be one. Errors: those, and kInvalidModel where it is another number of
// them.
Result<std::int64_t> one_integer(const NodeView& node, std::size_t index);

// The integers of attribute `name` or, where the node has it, of input `index`; empty when neither
// is given. Errors: as integers(), kInvalidModel when both are given.
Result<std::optional<std::vector<std::int64_t>>> setting(const NodeView& node,
                                                         std::string_view name, std::size_t index);

// Which of `rank` axes the list names, negative ones counted from the end. Errors: kInvalidModel
// for an axis that does not exist or is named twice.
Result<Flags> named_axes(const NodeView& node, std::span<const std::int64_t> axes,
                         std::size_t rank);

}  // namespace cnn
