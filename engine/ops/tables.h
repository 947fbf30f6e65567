// The operator tables, one a family and file.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ops/op.h"

namespace cnn {

using Table = std::span<const Operator> (*)();

// All rows of some tables: in their order, or in that of their types.
std::vector<const Operator*> rows_of(std::span<const Table> tables);
std::vector<const Operator*> rows_by_type(std::span<const Table> tables);
// The row of that type among rows_by_type(); nullptr when there is none.
const Operator* find_row(std::span<const Operator* const> rows, std::string_view type);

std::span<const Operator> convolution_table();
std::span<const Operator> normalization_table();
std::span<const Operator> activation_table();
std::span<const Operator> pooling_table();
std::span<const Operator> arithmetic_table();
std::span<const Operator> dense_table();
std::span<const Operator> shape_table();
std::span<const Operator> concat_table();
std::span<const Operator> cast_table();
std::span<const Operator> slicing_table();
std::span<const Operator> squeeze_table();
std::span<const Operator> transpose_table();
std::span<const Operator> gather_table();
std::span<const Operator> shape_arithmetic_table();
std::span<const Operator> elementwise_table();
std::span<const Operator> lrn_table();
std::span<const Operator> dft_table();
std::span<const Operator> heads_table();
std::span<const Operator> windows_table();
std::span<const Operator> lists_table();
std::span<const Operator> loss_table();
std::span<const Operator> rotary_table();
std::span<const Operator> unique_table();
std::span<const Operator> pad_table();
std::span<const Operator> reduce_table();
std::span<const Operator> softmax_table();
std::span<const Operator> matmul_table();
std::span<const Operator> conv_transpose_table();
std::span<const Operator> resize_table();
std::span<const Operator> depth_to_space_table();
std::span<const Operator> tile_table();
std::span<const Operator> einsum_table();
std::span<const Operator> prelu_table();
std::span<const Operator> group_norm_table();
std::span<const Operator> layer_norm_table();
std::span<const Operator> logic_table();
std::span<const Operator> power_table();
std::span<const Operator> range_table();
std::span<const Operator> scatter_table();
std::span<const Operator> arg_max_table();
std::span<const Operator> function_table();
std::span<const Operator> operands_table();
std::span<const Operator> elements_table();
std::span<const Operator> top_k_table();
std::span<const Operator> marks_table();
std::span<const Operator> grid_sample_table();
std::span<const Operator> regions_table();
std::span<const Operator> counted_table();
std::span<const Operator> non_max_suppression_table();
std::span<const Operator> lp_pool_table();
std::span<const Operator> by_axes_table();
std::span<const Operator> blocks_table();
std::span<const Operator> attention_table();
std::span<const Operator> recurrent_table();
std::span<const Operator> quantized_lstm_table();
std::span<const Operator> volumes_table();
std::span<const Operator> deform_conv_table();
std::span<const Operator> linear_table();
std::span<const Operator> dynamic_quantize_table();
std::span<const Operator> fake_quantize_table();
std::span<const Operator> integer_conv_table();
std::span<const Operator> integer_matmul_table();
std::span<const Operator> simplified_norm_table();

}  // namespace cnn
