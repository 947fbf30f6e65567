// Integers that stand for other numbers, and operators of com.microsoft.
#include "fuzz/seeds/seeds.h"

#include <string>
#include <utility>
#include <vector>

namespace cnn::fuzz {
namespace {

// A network with the input x as the integers q, with scales, zero points and 8-bit weights.
ModelBuilder quantised(const Dims& x) {
  const auto scale = [](float value) { return std::vector<float>{value}; };
  ModelBuilder model(21);
  model.input("x", x).weight("s", {}, scale(0.02f)).weight("t", {}, scale(0.05f));
  model.tensor("z", {}, 2, "\x80").tensor("zw", {}, 3, std::string(1, '\0'));
  model.node("QuantizeLinear", {"x", "s", "z"}, {"q"});
  return model;
}

}  // namespace

void add_quantised(Seeds& seeds) {
  ModelBuilder pair = quantised({1, 2, 3, 3});
  pair.node("DequantizeLinear", {"q", "s", "z"}, {"y"});
  seeds.add("QuantizeLinear", std::move(pair));
  ModelBuilder weights(21);
  weights.input("x", {2, 3}).tensor("w", {3, 2}, 22, "\x81\x27\xf3");
  weights.weight("s", {2, 2}, std::vector<float>{1, 2, 3, 4});
  weights.node("DequantizeLinear", {"w", "s"}, {"v"},
               {attribute("axis", 0), attribute("block_size", 2)});
  weights.node("MatMul", {"x", "v"}, {"y"});
  seeds.add("DequantizeLinear-int4-blocks", std::move(weights));
  ModelBuilder dynamic(13);
  dynamic.input("x", {2, 3}).node("DynamicQuantizeLinear", {"x"}, {"q", "s", "z"});
  dynamic.tensor("w", {3, 2}, 3, "\x01\xfe\x03\xfc\x05\xfa");
  dynamic.node("MatMulInteger", {"q", "w", "z"}, {"i"})
      .node("Cast", {"i"}, {"f"}, {attribute("to", 1)});
  seeds.add("MatMulInteger", std::move(dynamic.node("Mul", {"f", "s"}, {"y"})));
  const std::string kernel("\x01\xff\x02\xfe\x03\xfd\x04\xfc", 8);
  ModelBuilder conv = quantised({1, 2, 4, 4});
  conv.tensor("w", {2, 1, 2, 2}, 3, kernel);
  conv.node("QLinearConv", {"q", "s", "z", "w", "s", "zw", "t", "z"}, {"o"},
            {attribute("group", 2)});
  seeds.add("QLinearConv", std::move(conv.node("DequantizeLinear", {"o", "t", "z"}, {"y"})));
  ModelBuilder sums = quantised({1, 2, 4, 4});
  sums.tensor("w", {2, 1, 2, 2}, 3, kernel);
  sums.node("ConvInteger", {"q", "w", "z"}, {"i"}, {attribute("group", 2)});
  seeds.add("ConvInteger", std::move(sums.node("Cast", {"i"}, {"y"}, {attribute("to", 1)})));
  ModelBuilder product = quantised({2, 2});
  product.tensor("w", {2, 4}, 3, kernel);
  product.node("QLinearMatMul", {"q", "s", "z", "w", "s", "zw", "t", "z"}, {"o"});
  seeds.add("QLinearMatMul", std::move(product.node("DequantizeLinear", {"o", "t", "z"}, {"y"})));
  ModelBuilder shares = quantised({2, 3});
  shares.node("com.microsoft.QLinearSoftmax", {"q", "s", "z", "s", "z"}, {"o"},
              {attribute("opset", 13), attribute("axis", -1)});
  seeds.add("QLinearSoftmax", std::move(shares.node("DequantizeLinear", {"o", "s", "z"}, {"y"})));
  ModelBuilder few(17);
  few.input("x", {2, 10}).tensor("w", {3, 2, 4}, 2, kernel + kernel + kernel);
  few.weight("s", {3, 2}, std::vector<float>{1, 2, 3, 4, 5, 6}).tensor("z", {3}, 2, "\x87\x65\x9a");
  few.node("com.microsoft.MatMulNBits", {"x", "w", "s", "z"}, {"y"},
           {attribute("K", 10), attribute("N", 3), attribute("block_size", 8)});
  seeds.add("MatMulNBits", std::move(few));
  ModelBuilder heads = quantised({1, 2, 2});
  heads.tensor("w", {2, 6}, 3, "\x01\xfe\x03\x04\x05\xfa\x07\x08\xf7\x0a\x0b\xf4");
  heads.weight("b", {6}, std::vector<float>{1, 2, 3, 4, 5, 6});
  heads.node("com.microsoft.QAttention", {"q", "w", "b", "s", "t", "", "z", "zw"}, {"y"},
             {attribute("num_heads", 1)});
  seeds.add("QAttention", std::move(heads));
  ModelBuilder last = quantised({1, 4, 4, 2});
  last.node("com.microsoft.NhwcMaxPool", {"q"}, {"o"},
            {attribute("kernel_shape", std::vector<std::int64_t>{2, 2})});
  seeds.add("NhwcMaxPool", std::move(last.node("DequantizeLinear", {"o", "s", "z"}, {"y"})));
  ModelBuilder lstm(13);
  lstm.input("x", {2, 1, 2}).tensor("w", {1, 2, 4}, 3, kernel);
  lstm.tensor("r", {1, 1, 4}, 3, "\x05\xfb\x06\xfa").tensor("z", {1}, 3, "\x01");
  lstm.weight("s", {1}, std::vector<float>{0.1f});
  lstm.node("com.microsoft.DynamicQuantizeLSTM",
            {"x", "w", "r", "", "", "", "", "", "s", "z", "s", "z"}, {"y"},
            {attribute("hidden_size", 1)});
  seeds.add("DynamicQuantizeLSTM", std::move(lstm));
  ModelBuilder fused(13);
  fused.input("x", {1, 2, 3, 3}).weight("w", {2, 2, 1, 1}, std::vector<float>{1, -2, 3, -4});
  fused.node("com.microsoft.FusedConv", {"x", "w"}, {"y"},
             {attribute("activation", std::string("Relu"))});
  seeds.add("FusedConv", std::move(fused));
  ModelBuilder norm(13);
  norm.input("x", {2, 3}).weight("g", {3}, std::vector<float>{1, 2, 3});
  norm.node("com.microsoft.SkipSimplifiedLayerNormalization", {"x", "x", "g"}, {"y"});
  seeds.add("SimplifiedLayerNormalization", std::move(norm));
  ModelBuilder own(17);
  own.input("x", {2, 3}).weight("g", {3}, std::vector<float>{1, 2, 3});
  own.node("SimplifiedLayerNormalization", {"x", "g"}, {"y"}, {attribute("axis", -1)});
  seeds.add("SimplifiedLayerNormalization-own", std::move(own));
}

}  // namespace cnn::fuzz
