// Types of nodes that only passes make, for the fast plan. They are no ONNX operators: a file that
// names one is refused.
#pragma once

#include <string_view>

namespace cnn {

inline constexpr std::string_view kFusedPrefix = "fused.";

inline constexpr std::string_view kSilu = "fused.Silu";  // x * Sigmoid(x)
inline constexpr std::string_view kFakeQuantize = "fused.QuantizeDequantize";

}  // namespace cnn
