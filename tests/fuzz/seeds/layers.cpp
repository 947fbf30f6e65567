// Convolutions, pools, norms, reductions and products.
#include "fuzz/seeds/seeds.h"

#include <string>
#include <utility>
#include <vector>

namespace cnn::fuzz {

void add_windows(Seeds& seeds) {
  const std::vector<Message> window = {attribute("kernel_shape", Dims{3, 2}),
                                       attribute("strides", Dims{2, 1}),
                                       attribute("pads", Dims{1, 0, 1, 1})};
  const auto convolution = [&](const std::string& name, const std::string& op, const Dims& x,
                               const Dims& w, std::int64_t bias, std::vector<Message> attributes) {
    ModelBuilder model = with_input(x);
    weight(weight(model, "w", w), "b", {bias}).node(op, {"x", "w", "b"}, {"y"}, attributes);
    seeds.add(name, std::move(model));
  };
  convolution("Conv", "Conv", {1, 3, 7, 6}, {5, 3, 3, 2}, 5, window);
  convolution("Conv-same", "Conv", {2, 3, 7, 6}, {2, 3, 3, 3}, 2,
              {attribute("auto_pad", std::string("SAME_UPPER"))});
  convolution("Conv-depthwise", "Conv", {1, 4, 7, 6}, {4, 1, 3, 3}, 4,
              {attribute("group", 4), attribute("pads", Dims{1, 1, 1, 1})});
  convolution("Conv-groups", "Conv", {1, 4, 5, 5}, {6, 2, 1, 1}, 6, {attribute("group", 2)});
  convolution("Conv-list", "Conv", {1, 3, 9}, {2, 3, 3}, 2, {attribute("dilations", Dims{2})});
  convolution("ConvTranspose", "ConvTranspose", {1, 3, 4, 4}, {3, 2, 3, 3}, 2,
              {attribute("strides", Dims{2, 2}), attribute("output_padding", Dims{1, 1})});
  convolution("ConvTranspose-depthwise", "ConvTranspose", {1, 3, 4, 4}, {3, 1, 2, 2}, 3,
              {attribute("group", 3), attribute("strides", Dims{2, 2})});
  seeds.one("MaxPool", {1, 3, 7, 6}, window);
  seeds.one("MaxPool", {1, 3, 7, 6},
            {attribute("kernel_shape", Dims{2, 2}), attribute("strides", Dims{2, 2}),
             attribute("ceil_mode", 1), attribute("dilations", Dims{2, 2})},
            13, "-ceil");
  seeds.one("AveragePool", {1, 3, 7, 6}, window);
  seeds.one("AveragePool", {1, 3, 7},
            {attribute("kernel_shape", Dims{3}), attribute("count_include_pad", 1),
             attribute("pads", Dims{1, 1})},
            13, "-list");
  seeds.one("GlobalAveragePool", {1, 3, 4, 5});
  seeds.one("GlobalMaxPool", {1, 3, 4, 5});
}

void add_norms_and_reductions(Seeds& seeds) {
  seeds.one("LRN", {1, 5, 3, 3}, {attribute("size", 3)});
  const auto norm = [&](const std::string& op, const Dims& x, const std::vector<std::string>& names,
                        std::int64_t size, const std::vector<Message>& attributes,
                        std::int64_t opset) {
    ModelBuilder model = with_input(x, opset);
    std::vector<std::string> inputs = {"x"};
    for (const std::string& name : names) {
      std::vector<float> values = reals(size);
      for (float& value : values) value = value * value + 0.1f;  // a variance is positive
      model.weight(name, {size}, values);
      inputs.push_back(name);
    }
    model.node(op, inputs, {"y"}, attributes);
    seeds.add(op, std::move(model));
  };
  norm("BatchNormalization", {1, 3, 4, 4}, {"s", "b", "m", "v"}, 3, {}, 15);
  ModelBuilder standard = with_input({1, 2, 2}, 17);
  weight(weight(standard, "w", {1, 2, 2}), "b", {2}).weight("s", {2}, std::vector<float>{1, 2});
  standard.node("BatchNormalization", {"w", "s", "b", "b", "s"}, {"n", "m", "v"},
                {attribute("training_mode", 1)});
  seeds.add("BatchNormalization-weights", std::move(standard.node("Mul", {"x", "n"}, {"y"})));
  norm("InstanceNormalization", {1, 3, 4, 4}, {"s", "b"}, 3, {}, 13);
  norm("GroupNormalization", {1, 4, 3, 3}, {"s", "b"}, 4, {attribute("num_groups", 2)}, 21);
  norm("LayerNormalization", {2, 3, 8}, {"s", "b"}, 8, {attribute("axis", -1)}, 17);
  for (const char* op : {"ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMax",
                         "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSumSquare"})
    seeds.one(op, {2, 3, 4}, {attribute("axes", Dims{1, 2}), attribute("keepdims", 0)}, 11);
  ModelBuilder sum = with_input({1, 3, 4, 4});
  integers(sum, "axes", {2, 3}).node("ReduceSum", {"x", "axes"}, {"y"});
  seeds.add("ReduceSum", std::move(sum));
  for (const char* op : {"ArgMax", "ArgMin"})
    seeds.one(op, {2, 7}, {attribute("axis", 1), attribute("select_last_index", 1)});
  for (const char* op : {"Softmax", "LogSoftmax", "Hardmax"}) {
    seeds.one(op, {2, 3, 5}, {attribute("axis", -1)});
    seeds.one(op, {2, 3, 5}, {attribute("axis", 1)}, 11, "-opset11");
  }
}

void add_products(Seeds& seeds) {
  ModelBuilder gemm = with_input({2, 5});
  weight(weight(gemm, "w", {3, 5}), "b", {3});
  gemm.node("Gemm", {"x", "w", "b"}, {"y"}, {attribute("transB", 1), attribute("alpha", 0.5f)});
  seeds.add("Gemm", std::move(gemm));
  ModelBuilder matmul = with_input({2, 3, 5});
  weight(matmul, "w", {5, 4}).node("MatMul", {"x", "w"}, {"y"});
  seeds.add("MatMul", std::move(matmul));
  ModelBuilder two = with_input({2, 3, 5});
  two.input("z", {2, 5, 3}).node("MatMul", {"x", "z"}, {"y"});
  seeds.add("MatMul-two-inputs", std::move(two));
  for (const char* equation : {"bij,bjk->bik", "bij,bkj->ik", "...ij,...jk"}) {
    ModelBuilder einsum = with_input({2, 3, 3});
    einsum.input("z", {2, 3, 3});
    einsum.node("Einsum", {"x", "z"}, {"y"}, {attribute("equation", std::string(equation))});
    seeds.add("Einsum-" + std::to_string(std::string(equation).size()), std::move(einsum));
  }
  ModelBuilder three = with_input({2, 3});
  weight(weight(three, "v", {3, 2}), "w", {2, 4});
  three.node("Einsum", {"x", "v", "w"}, {"y"},
             {attribute("equation", std::string("ij,jk,kl->li"))});
  seeds.add("Einsum-three", std::move(three));
  for (const char* op : {"NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss"}) {
    ModelBuilder loss = with_input({2, 3, 2});
    loss.weight("labels", {2, 2}, Dims{0, 2, 1, 2});
    weight(loss, "w", {3}).node(op, {"x", "labels", "w"}, {"y"}, {attribute("ignore_index", 2)});
    seeds.add(op, std::move(loss));
  }
}

}  // namespace cnn::fuzz
