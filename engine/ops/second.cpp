// The rows of the second WebAssembly module.
#include "ops/second.h"

#include <array>

#include "ops/op.h"
#include "ops/tables.h"

namespace cnn::second {
namespace {

constexpr auto kTables = std::to_array<Table>({
    arg_max_table,
    attention_table,
    blocks_table,
    by_axes_table,
    conv_transpose_table,
    counted_table,
    deform_conv_table,
    depth_to_space_table,
    dft_table,
    dynamic_quantize_table,
    einsum_table,
    elements_table,
    fake_quantize_table,
    function_table,
    grid_sample_table,
    group_norm_table,
    heads_table,
    integer_conv_table,
    integer_matmul_table,
    linear_table,
    lists_table,
    loss_table,
    lp_pool_table,
    lrn_table,
    marks_table,
    non_max_suppression_table,
    operands_table,
    prelu_table,
    quantized_lstm_table,
    range_table,
    recurrent_table,
    regions_table,
    resize_table,
    rotary_table,
    scatter_table,
    simplified_norm_table,
    tile_table,
    top_k_table,
    unique_table,
    volumes_table,
    windows_table,
});

}  // namespace

const Operator* find_operator(std::string_view type) {
  static const std::vector<const Operator*> rows = rows_by_type(kTables);
  return find_row(rows, type);
}

void add_operators(std::vector<const Operator*>& rows) {
  for (const Operator* row : rows_of(kTables)) rows.push_back(row);
}

}  // namespace cnn::second
