// The ways into the second WebAssembly module, which has the code and the constants of what few
// classifiers need. Functions of cnn::second, and whatever only they reach, are put into it after
// the link (wasm/toolchain/split.mjs), and may only be called once it is there
// (Loader::needs_second_module), through enter(). Elsewhere they are functions like any other.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "ops/op.h"

namespace cnn {

// The types that second::find_operator knows, in order, each with an end of line: a list of views
// would be larger in the first module.
inline constexpr std::string_view kSecondTypes =
    "Acos\n"
    "Acosh\n"
    "AffineGrid\n"
    "ArgMax\n"
    "ArgMin\n"
    "Asin\n"
    "Asinh\n"
    "Atan\n"
    "Atanh\n"
    "Attention\n"
    "AveragePool 3-D\n"
    "BatchNormalization in training mode\n"
    "BitShift\n"
    "BitwiseAnd\n"
    "BitwiseNot\n"
    "BitwiseOr\n"
    "BitwiseXor\n"
    "BlackmanWindow\n"
    "CenterCropPad\n"
    "Col2Im\n"
    "Compress\n"
    "ConcatFromSequence\n"
    "Conv 3-D\n"
    "ConvInteger\n"
    "ConvTranspose\n"
    "ConvTranspose 3-D\n"
    "Cos\n"
    "Cosh\n"
    "CumSum\n"
    "DFT\n"
    "DeformConv\n"
    "DepthToSpace\n"
    "DequantizeLinear\n"
    "Det\n"
    "DynamicQuantizeLinear\n"
    "Einsum\n"
    "EyeLike\n"
    "GRU\n"
    "GatherElements\n"
    "GatherND\n"
    "GlobalAveragePool 3-D\n"
    "GlobalLpPool\n"
    "GlobalMaxPool 3-D\n"
    "GridSample\n"
    "GroupNormalization\n"
    "HammingWindow\n"
    "HannWindow\n"
    "InstanceNormalization\n"
    "IsInf\n"
    "IsNaN\n"
    "LRN\n"
    "LSTM\n"
    "LpNormalization\n"
    "LpPool\n"
    "MatMulInteger\n"
    "MaxPool 3-D\n"
    "MaxRoiPool\n"
    "MaxUnpool\n"
    "Mean\n"
    "MeanVarianceNormalization\n"
    "MelWeightMatrix\n"
    "NegativeLogLikelihoodLoss\n"
    "NonMaxSuppression\n"
    "NonZero\n"
    "OneHot\n"
    "PRelu\n"
    "QLinearConv\n"
    "QLinearMatMul\n"
    "QuantizeLinear\n"
    "RMSNormalization\n"
    "RNN\n"
    "Range\n"
    "Resize\n"
    "ReverseSequence\n"
    "RoiAlign\n"
    "RotaryEmbedding\n"
    "STFT\n"
    "Scatter\n"
    "ScatterElements\n"
    "ScatterND\n"
    "SequenceAt\n"
    "SequenceConstruct\n"
    "SequenceEmpty\n"
    "SequenceErase\n"
    "SequenceInsert\n"
    "SequenceLength\n"
    "Shrink\n"
    "SimplifiedLayerNormalization\n"
    "Sin\n"
    "Sinh\n"
    "SoftmaxCrossEntropyLoss\n"
    "SpaceToDepth\n"
    "SplitToSequence\n"
    "Swish\n"
    "Tan\n"
    "Tile\n"
    "TopK\n"
    "Trilu\n"
    "Unique\n"
    "Upsample\n"
    "com.microsoft.Attention\n"
    "com.microsoft.DynamicQuantizeLSTM\n"
    "com.microsoft.MultiHeadAttention\n"
    "com.microsoft.RotaryEmbedding\n"
    "fused.QuantizeDequantize\n";

namespace second {

// Calls one of the ways by a pointer that no optimiser sees through: inlined into its caller, it
// would be in the first module.
template <auto kWay, class... Given>
decltype(auto) enter(Given&&... given) {
  static decltype(kWay) volatile way = kWay;
  return way(std::forward<Given>(given)...);
}

// The row of one of kSecondTypes.
const Operator* find_operator(std::string_view type);
// Adds all of them, in the order of the tables.
void add_operators(std::vector<const Operator*>& rows);

}  // namespace second
}  // namespace cnn
