#include <algorithm>
#include <array>
#include <numeric>

#include "core/text.h"

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn {
namespace {

using Table = std::span<const Operator> (*)();

// One line a file of rows. In WebAssembly the code of those in kSecondTables is in the second
// module (CNN_SECOND in engine/CMakeLists.txt); the rows themselves are always there.
constexpr auto kTables = std::to_array<Table>({
    convolution_table, normalization_table,
    activation_table,  pooling_table,
    arithmetic_table,  dense_table,
    shape_table,       concat_table,
    cast_table,        slicing_table,
    squeeze_table,     transpose_table,
    gather_table,      shape_arithmetic_table,
    elementwise_table, lrn_table,
    pad_table,         reduce_table,
    softmax_table,     matmul_table,
    prelu_table,       group_norm_table,
    layer_norm_table,  logic_table,
    power_table,
});
constexpr auto kSecondTables = std::to_array<Table>({
    arg_max_table,         attention_table,    blocks_table,         by_axes_table,
    conv_transpose_table,  deform_conv_table,  depth_to_space_table, dynamic_quantize_table,
    einsum_table,          elements_table,     fake_quantize_table,  function_table,
    grid_sample_table,     integer_conv_table, integer_matmul_table, linear_table,
    lp_pool_table,         marks_table,        operands_table,       range_table,
    recurrent_table,       regions_table,      resize_table,         scatter_table,
    simplified_norm_table, tile_table,         top_k_table,          volumes_table,
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

const Operator* find_operator(std::string_view type) {
  static const std::vector<const Operator*> rows = [] {
    auto sorted = all_operators();
    std::ranges::make_heap(sorted, {}, &Operator::type);
    std::ranges::sort_heap(sorted, {}, &Operator::type);
    return sorted;
  }();
  const auto found = std::ranges::lower_bound(rows, type, {}, &Operator::type);
  return found != rows.end() && (*found)->type == type ? *found : nullptr;
}

std::vector<const Operator*> all_operators() {
  std::vector<const Operator*> rows;
  for (const auto table : kTables)
    for (const Operator& row : table()) rows.push_back(&row);
  for (const auto table : kSecondTables)
    for (const Operator& row : table()) rows.push_back(&row);
  return rows;
}

bool is_in_second_module(const Operator& row) {
  return std::ranges::any_of(kSecondTables, [&](Table table) {
    const std::span<const Operator> rows = table();
    return std::ranges::any_of(rows, [&](const Operator& other) { return &other == &row; });
  });
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
