#include <algorithm>
#include <array>
#include <numeric>

#include "core/text.h"

#include "ops/op.h"
#include "ops/second.h"
#include "ops/tables.h"

namespace cnn {
namespace {

// One line a file of rows; those of the second module are in second.cpp.
constexpr auto kTables = std::to_array<Table>({
    convolution_table, normalization_table,    activation_table,
    pooling_table,     arithmetic_table,       dense_table,
    shape_table,       concat_table,           cast_table,
    slicing_table,     squeeze_table,          transpose_table,
    gather_table,      shape_arithmetic_table, elementwise_table,
    pad_table,         reduce_table,           softmax_table,
    matmul_table,      layer_norm_table,       logic_table,
    power_table,
});

bool has_type(const AttributeValue& value, AttributeSpec::Type type) {
  switch (type) {
    case AttributeSpec::kInt: return std::holds_alternative<std::int64_t>(value);
    case AttributeSpec::kFloat: return std::holds_alternative<float>(value);
    case AttributeSpec::kString: return std::holds_alternative<std::string>(value);
    case AttributeSpec::kInts: return std::holds_alternative<std::vector<std::int64_t>>(value);
    case AttributeSpec::kFloats: return std::holds_alternative<std::vector<float>>(value);
    case AttributeSpec::kStrings: return std::holds_alternative<std::vector<std::string>>(value);
    case AttributeSpec::kTensor: return std::holds_alternative<TensorPtr>(value);
  }
  return false;
}

}  // namespace

std::vector<const Operator*> rows_of(std::span<const Table> tables) {
  std::vector<const Operator*> rows;
  for (const Table table : tables)
    for (const Operator& row : table()) rows.push_back(&row);
  return rows;
}

std::vector<const Operator*> rows_by_type(std::span<const Table> tables) {
  std::vector<const Operator*> rows = rows_of(tables);
  std::ranges::make_heap(rows, {}, &Operator::type);
  std::ranges::sort_heap(rows, {}, &Operator::type);
  return rows;
}

const Operator* find_row(std::span<const Operator* const> rows, std::string_view type) {
  const auto found = std::ranges::lower_bound(rows, type, {}, &Operator::type);
  return found != rows.end() && (*found)->type == type ? *found : nullptr;
}

const Operator* find_operator(std::string_view type) {
  static const std::vector<const Operator*> rows = rows_by_type(kTables);
  if (is_in_second_module(type)) return second::enter<second::find_operator>(type);
  return find_row(rows, type);
}

std::vector<const Operator*> all_operators() {
  std::vector<const Operator*> rows = rows_of(kTables);
  second::enter<second::add_operators>(rows);
  return rows;
}

bool is_in_second_module(std::string_view type) {
  std::string_view left = kSecondTypes;  // the lines among which it is
  while (!left.empty()) {
    const std::size_t start = left.rfind('\n', left.size() / 2 - 1) + 1;
    const std::size_t end = left.find('\n', start);
    const std::string_view line = left.substr(start, end - start);
    if (line == type) return true;
    left = type < line ? left.substr(0, start) : left.substr(end + 1);
  }
  return false;
}

Result<void> check_node(const NodeView& view, const Operator& row) {
  if (view.opset() < row.since)
    return view.error(ErrorCode::kUnsupported,
                      std::string(row.type) + " of opset " + decimal(view.opset()) +
                          " is not supported: before opset " + decimal(row.since) +
                          " it means something else",
                      "convert it with onnx.version_converter.convert_version(model, 17)");
  const auto inputs = static_cast<int>(view.input_count());
  if (inputs < row.min_inputs || inputs > row.max_inputs)
    return view.error(ErrorCode::kInvalidModel,
                      "has " + decimal(inputs) + " inputs; " + decimal(row.min_inputs) +
                          (row.max_inputs == row.min_inputs ? ""
                           : row.max_inputs == kAllInputs   ? " or more"
                                                            : " to " + decimal(row.max_inputs)) +
                          " are expected");
  for (int index = 0; index < row.min_inputs; ++index)
    if (!view.has_input(static_cast<std::size_t>(index)))
      return view.error(ErrorCode::kInvalidModel, "its input " + decimal(index) + " is missing");
  for (std::size_t index = 0; index < view.output_count(); ++index)
    if (view.has_output(index) && static_cast<int>(index) >= row.max_outputs)
      return view.error(ErrorCode::kUnsupported, "its output " + decimal(index) + " (" +
                                                     quoted(view.output(index).name) +
                                                     ") is not supported");
  if (!view.has_output(0)) return view.error(ErrorCode::kInvalidModel, "it has no output");
  for (const Attribute& attribute : view.node().attributes) {
    const auto spec = std::ranges::find(row.attributes, attribute.name, &AttributeSpec::name);
    if (spec == row.attributes.end() || view.opset() > spec->until)
      return view.error(ErrorCode::kUnsupported,
                        "the attribute " + quoted(attribute.name) + " is not supported at opset " +
                            decimal(view.opset()),
                        {}, attribute.name);
    if (!has_type(attribute.value, spec->type))
      return view.error(ErrorCode::kInvalidModel,
                        "the attribute " + quoted(attribute.name) + " has the wrong type", {},
                        attribute.name);
  }
  return {};
}

Result<void> parse_node(const Graph& graph, Node& node, const Operator& row) {
  node.parsed.reset();
  if (!row.parse) return {};
  CNN_ASSIGN(node.parsed, row.parse(NodeView(graph, node)));
  return {};
}

Result<void> backend(const NodeView& view, xnn_status status) {
  if (status == xnn_status_success) return {};
  Error error = xnn::to_error(status, "");
  return view.error(error.code, "it could not be prepared or run" + error.message, error.hint);
}

std::vector<std::size_t> physical_axes(std::size_t rank, Layout layout) {
  if (layout == Layout::kNhwc && rank == 4) return {0, 2, 3, 1};
  std::vector<std::size_t> axes(rank);
  std::iota(axes.begin(), axes.end(), std::size_t{0});
  return axes;
}

std::vector<std::size_t> physical_dims(const Shape& shape, Layout layout) {
  std::vector<std::size_t> dims;
  for (const std::size_t axis : physical_axes(shape.rank(), layout))
    dims.push_back(static_cast<std::size_t>(shape[axis]));
  return dims;
}

}  // namespace cnn
