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

// The types that second::find_operator knows, in order.
inline constexpr std::string_view kSecondTypes[] = {
    "Acos",
    "Acosh",
    "AffineGrid",
    "ArgMax",
    "ArgMin",
    "Asin",
    "Asinh",
    "Atan",
    "Atanh",
    "Attention",
    "AveragePool 3-D",
    "BitShift",
    "BitwiseAnd",
    "BitwiseNot",
    "BitwiseOr",
    "BitwiseXor",
    "BlackmanWindow",
    "CenterCropPad",
    "Col2Im",
    "Compress",
    "ConcatFromSequence",
    "Conv 3-D",
    "ConvInteger",
    "ConvTranspose",
    "ConvTranspose 3-D",
    "Cos",
    "Cosh",
    "CumSum",
    "DFT",
    "DeformConv",
    "DepthToSpace",
    "DequantizeLinear",
    "Det",
    "DynamicQuantizeLinear",
    "Einsum",
    "EyeLike",
    "GRU",
    "GatherElements",
    "GatherND",
    "GlobalAveragePool 3-D",
    "GlobalLpPool",
    "GlobalMaxPool 3-D",
    "GridSample",
    "GroupNormalization",
    "HammingWindow",
    "HannWindow",
    "InstanceNormalization",
    "IsInf",
    "IsNaN",
    "LRN",
    "LSTM",
    "LpNormalization",
    "LpPool",
    "MatMulInteger",
    "MaxPool 3-D",
    "MaxRoiPool",
    "MaxUnpool",
    "Mean",
    "MeanVarianceNormalization",
    "MelWeightMatrix",
    "NonMaxSuppression",
    "NonZero",
    "OneHot",
    "PRelu",
    "QLinearConv",
    "QLinearMatMul",
    "QuantizeLinear",
    "RMSNormalization",
    "RNN",
    "Range",
    "Resize",
    "ReverseSequence",
    "RoiAlign",
    "RotaryEmbedding",
    "STFT",
    "Scatter",
    "ScatterElements",
    "ScatterND",
    "SequenceAt",
    "SequenceConstruct",
    "SequenceEmpty",
    "SequenceErase",
    "SequenceInsert",
    "SequenceLength",
    "Shrink",
    "SimplifiedLayerNormalization",
    "Sin",
    "Sinh",
    "SpaceToDepth",
    "SplitToSequence",
    "Swish",
    "Tan",
    "Tile",
    "TopK",
    "Trilu",
    "Upsample",
    "com.microsoft.Attention",
    "com.microsoft.DynamicQuantizeLSTM",
    "com.microsoft.MultiHeadAttention",
    "com.microsoft.RotaryEmbedding",
    "fused.QuantizeDequantize",
};

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
