// Writes the fuzzer's corpus: a small network for each operator and each way to write it, and a few
// of several operators. Usage: cnn_fuzz_seeds FOLDER. A seed that does not load ends it with
// status 1.
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/random.h"
#include "session.h"

namespace cnn::fuzz {
namespace {

using test::attribute;
using test::Message;
using test::ModelBuilder;
using Dims = std::vector<std::int64_t>;

double no_time_passes() {
  return 0;
}

class Seeds {
 public:
  explicit Seeds(std::string folder) : folder_(std::move(folder)) {}

  // Adds a network with the input x; it gives `outputs`.
  void add(const std::string& name, ModelBuilder model,
           const std::vector<std::string>& outputs = {"y"}) {
    for (const std::string& output : outputs) model.output(output);
    const std::vector<std::byte> file = model.build();
    LoadOptions options;
    options.clock = no_time_passes;
    const auto session = Session::load(file, options);
    if (!session && session.error().code != ErrorCode::kMissingFile) {
      std::fprintf(stderr, "%s: %s\n", name.c_str(), session.error().message.c_str());
      failed_ = true;
    }
    std::ofstream(folder_ + "/" + name + ".onnx", std::ios::binary)
        .write(reinterpret_cast<const char*>(file.data()),
               static_cast<std::streamsize>(file.size()));
  }

  // One node that reads x and gives y.
  void one(const std::string& op, const Dims& x, const std::vector<Message>& attributes = {},
           std::int64_t opset = 13, const std::string& suffix = "") {
    ModelBuilder model(opset);
    model.input("x", x).node(op, {"x"}, {"y"}, attributes);
    add(op + suffix, std::move(model));
  }

  bool all_load() const { return !failed_; }

 private:
  std::string folder_;
  bool failed_ = false;
};

std::vector<float> reals(std::int64_t count) {
  return test::Random(static_cast<std::uint64_t>(count)).reals(count);
}
ModelBuilder with_input(const Dims& x, std::int64_t opset = 13) {
  ModelBuilder model(opset);
  model.input("x", x);
  return model;
}
ModelBuilder& weight(ModelBuilder& model, const std::string& name, const Dims& dims) {
  std::int64_t count = 1;
  for (const std::int64_t dim : dims) count *= dim;
  return model.weight(name, dims, reals(count));
}
ModelBuilder& integers(ModelBuilder& model, const std::string& name,
                       const std::vector<std::int64_t>& values) {
  return model.weight(name, {static_cast<std::int64_t>(values.size())}, values);
}

void add_elementwise(Seeds& seeds) {
  for (const char* op : {"Abs",         "Ceil",
                         "Celu",        "Elu",
                         "Erf",         "Exp",
                         "Floor",       "Gelu",
                         "HardSigmoid", "HardSwish",
                         "Identity",    "LeakyRelu",
                         "Log",         "Mish",
                         "Neg",         "Reciprocal",
                         "Relu",        "Round",
                         "Selu",        "Sigmoid",
                         "Sign",        "Softplus",
                         "Softsign",    "Sqrt",
                         "Tanh",        "ThresholdedRelu",
                         "Dropout"})
    seeds.one(op, {1, 3, 2, 5}, {}, 20);
  seeds.one("Gelu", {2, 9}, {attribute("approximate", std::string("tanh"))}, 20, "-tanh");
  for (const char* op : {"Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "PRelu"}) {
    ModelBuilder model = with_input({1, 3, 2, 4});
    weight(model, "w", {3, 1, 1}).node(op, {"x", "w"}, {"y"});
    seeds.add(op, std::move(model));
  }
  for (const char* op : {"Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal"}) {
    ModelBuilder model = with_input({2, 5}, 16);
    weight(model, "w", {5}).node(op, {"x", "w"}, {"b"}).node("Where", {"b", "x", "w"}, {"y"});
    seeds.add(op, std::move(model));
  }
  for (const char* op : {"And", "Or", "Xor"}) {
    ModelBuilder model = with_input({2, 5}, 16);
    weight(model, "w", {5}).node("Less", {"x", "w"}, {"a"}).node("Greater", {"x", "w"}, {"b"});
    model.node(op, {"a", "b"}, {"c"}).node("Not", {"c"}, {"y"});
    seeds.add(op, std::move(model));
  }
  ModelBuilder mod = with_input({2, 5});
  weight(mod, "w", {5}).node("Mod", {"x", "w"}, {"y"}, {attribute("fmod", 1)});
  seeds.add("Mod", std::move(mod));
  ModelBuilder clip = with_input({2, 5});
  clip.weight("low", {}, std::vector<float>{-0.5f}).weight("high", {}, std::vector<float>{0.5f});
  clip.node("Clip", {"x", "low", "high"}, {"y"});
  seeds.add("Clip", std::move(clip));
  seeds.one("Clip", {2, 5}, {attribute("min", -0.5f), attribute("max", 6.0f)}, 7, "-opset7");
  for (const int type : {1, 2, 3, 6, 7, 9})
    seeds.one("Cast", {2, 5}, {attribute("to", type)}, 13, "-" + std::to_string(type));
}

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

// A network with the input x as the integers q, with scales, zero points and 8-bit weights.
ModelBuilder quantised(const Dims& x) {
  const auto scale = [](float value) { return std::vector<float>{value}; };
  ModelBuilder model(21);
  model.input("x", x).weight("s", {}, scale(0.02f)).weight("t", {}, scale(0.05f));
  model.tensor("z", {}, 2, "\x80").tensor("zw", {}, 3, std::string(1, '\0'));
  model.node("QuantizeLinear", {"x", "s", "z"}, {"q"});
  return model;
}

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
}

void add_rearranging(Seeds& seeds) {
  const auto with = [&](const std::string& name, const std::string& op, const Dims& x,
                        const std::vector<std::vector<std::int64_t>>& settings,
                        const std::vector<Message>& attributes = {}, std::int64_t opset = 13) {
    ModelBuilder model = with_input(x, opset);
    std::vector<std::string> inputs = {"x"};
    for (const auto& values : settings) {
      inputs.push_back("i" + std::to_string(inputs.size()));
      integers(model, inputs.back(), values);
    }
    model.node(op, inputs, {"y"}, attributes);
    seeds.add(name, std::move(model));
  };
  with("Reshape", "Reshape", {1, 3, 4, 4}, {{0, -1, 8}});
  with("Expand", "Expand", {3, 1}, {{2, 1, 4}});
  with("Tile", "Tile", {1, 3, 2, 2}, {{1, 2, 2, 1}});
  with("Squeeze", "Squeeze", {1, 3, 1, 4}, {{0, 2}});
  with("Unsqueeze", "Unsqueeze", {3, 4}, {{0, 3}});
  with("Slice", "Slice", {1, 4, 6, 6}, {{3, -1}, {0, -100}, {1, 2}, {-1, -2}});
  with("Pad", "Pad", {1, 2, 3, 3}, {{0, 0, 1, 1, 0, 0, 2, 0}});
  with("Pad-reflect", "Pad", {1, 2, 4, 4}, {{0, 0, 1, 1, 0, 0, 2, 0}},
       {attribute("mode", std::string("reflect"))});
  with("Pad-wrap", "Pad", {1, 2, 4, 4}, {{0, 0, 1, 1, 0, 0, 2, 0}},
       {attribute("mode", std::string("wrap"))}, 19);
  with("Gather", "Gather", {3, 4}, {{2, 0, -1}}, {attribute("axis", 1)});
  seeds.one("Flatten", {2, 3, 4}, {attribute("axis", 2)});
  seeds.one("Transpose", {2, 3, 4, 5}, {attribute("perm", Dims{0, 2, 3, 1})});
  seeds.one("DepthToSpace", {1, 8, 2, 3},
            {attribute("blocksize", 2), attribute("mode", std::string("CRD"))});
  seeds.one("SpaceToDepth", {1, 2, 4, 6}, {attribute("blocksize", 2)});
  ModelBuilder concat = with_input({1, 3, 4, 4});
  concat.node("Relu", {"x"}, {"a"}).node("Concat", {"x", "a", "x"}, {"y"}, {attribute("axis", 1)});
  seeds.add("Concat", std::move(concat));
  ModelBuilder split = with_input({1, 6, 4, 4});
  integers(split, "parts", {1, 2, 3});
  split.node("Split", {"x", "parts"}, {"y", "y2", "y3"}, {attribute("axis", 1)});
  seeds.add("Split", std::move(split), {"y", "y2", "y3"});
  ModelBuilder parts = with_input({2, 5}, 18);
  parts.weight("size", {}, std::vector<std::int64_t>{2});
  parts.weight("second", {}, std::vector<std::int64_t>{1});
  parts.node("SplitToSequence", {"x", "size"}, {"list"}, {attribute("axis", 1)});
  seeds.add("SequenceAt", std::move(parts.node("SequenceAt", {"list", "second"}, {"y"})));
  ModelBuilder listed = with_input({2, 5}, 18);
  integers(listed, "sizes", {1, 3, 1});
  integers(listed, "last", {-1});
  listed.node("SplitToSequence", {"x", "sizes"}, {"list"}, {attribute("axis", 1)});
  listed.node("SequenceAt", {"list", "last"}, {"y"});
  seeds.add("SequenceAt-list", std::move(listed));
  for (const std::vector<std::string>& nothing : {std::vector<std::string>{}, {""}}) {
    ModelBuilder model = with_input({2, 5}, 18);
    model.weight("at", {}, std::vector<std::int64_t>{1});
    model.node("SplitToSequence", {"x"}, {"list"}).node("SequenceAt", {"list", "at"}, nothing);
    model.node("Neg", {"x"}, {"y"});
    seeds.add(nothing.empty() ? "SequenceAt-without" : "SequenceAt-unnamed", std::move(model));
  }
  ModelBuilder scatter = with_input({4, 3});
  scatter.weight("at", {2, 1}, std::vector<std::int64_t>{3, 0});
  weight(scatter, "w", {2, 3}).node("ScatterND", {"x", "at", "w"}, {"y"});
  seeds.add("ScatterND", std::move(scatter));
}

void add_resizing(Seeds& seeds) {
  for (const char* mode : {"nearest", "linear", "cubic"}) {
    ModelBuilder model = with_input({1, 2, 4, 4});
    model.weight("scales", {4}, std::vector<float>{1, 1, 2, 1.5f});
    model.node("Resize", {"x", "", "scales"}, {"y"}, {attribute("mode", std::string(mode))});
    seeds.add(std::string("Resize-") + mode, std::move(model));
  }
  ModelBuilder sizes = with_input({1, 2, 4, 4}, 18);
  integers(sizes, "sizes", {7, 3});
  sizes.node("Resize", {"x", "", "", "sizes"}, {"y"},
             {attribute("mode", std::string("linear")), attribute("axes", Dims{2, 3}),
              attribute("antialias", 1),
              attribute("coordinate_transformation_mode", std::string("align_corners"))});
  seeds.add("Resize-sizes", std::move(sizes));
  ModelBuilder upsample = with_input({1, 2, 3, 3}, 9);
  upsample.weight("scales", {4}, std::vector<float>{1, 1, 2, 2});
  upsample.node("Upsample", {"x", "scales"}, {"y"}, {attribute("mode", std::string("nearest"))});
  seeds.add("Upsample", std::move(upsample));
}

// Shapes that only a run shows.
void add_counted(Seeds& seeds) {
  ModelBuilder picked = with_input({2, 3});
  picked.node("Relu", {"x"}, {"r"}).node("NonZero", {"r"}, {"where"});
  picked.node("Transpose", {"where"}, {"pairs"}).node("GatherND", {"r", "pairs"}, {"y"});
  seeds.add("network-picked", std::move(picked));
  ModelBuilder boxes = with_input({1, 4, 4});
  integers(boxes, "most", {2}).weight("overlap", {1}, std::vector<float>{0.5f});
  boxes.input("scores", {1, 2, 4});
  boxes.node("NonMaxSuppression", {"x", "scores", "most", "overlap"}, {"y"});
  seeds.add("NonMaxSuppression", std::move(boxes));
  ModelBuilder kept = with_input({2, 3});
  kept.weight("zero", {1}, std::vector<float>{0}).input("c", {3});
  kept.node("Less", {"zero", "c"}, {"keep"});
  kept.node("Compress", {"x", "keep"}, {"y"}, {attribute("axis", 1)});
  seeds.add("Compress", std::move(kept));
  ModelBuilder yes, no, chosen = with_input({3});
  yes.node("Neg", {"x"}, {"a"}).output("a");
  no.node("Concat", {"x", "x"}, {"b"}, {attribute("axis", 0)}).output("b");
  chosen.node("ReduceSum", {"x"}, {"sum"}, {attribute("keepdims", 0)});
  chosen.weight("zero", {}, std::vector<float>{0}).node("Less", {"zero", "sum"}, {"c"});
  const auto branch = [](const char* name, const ModelBuilder& graph) {
    return Message().bytes(1, name).message(6, graph.graph()).number(20, 5);
  };
  chosen.node("If", {"c"}, {"y"}, {branch("then_branch", yes), branch("else_branch", no)});
  seeds.add("network-chosen", std::move(chosen));
  ModelBuilder body, rounds = with_input({2});
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2}).node("Neg", {"v"}, {"w"});
  body.node("Identity", {"go"}, {"go_on"}).output("go_on").output("w").output("w");
  rounds.node("ArgMax", {"x"}, {"most"}, {attribute("keepdims", 0), attribute("axis", 0)});
  rounds.node("Loop", {"most", "", "x"}, {"y", "all"}, {branch("body", body)});
  seeds.add("network-rounds", std::move(rounds), {"y", "all"});
}

// Shapes that are computed, constants that are folded, several operators, an open size.
void add_networks(Seeds& seeds) {
  ModelBuilder shapes = with_input({-1, 3, -1, 8});
  integers(shapes, "zero", {0}).node("Shape", {"x"}, {"s"}).node("Gather", {"s", "zero"}, {"n"});
  integers(shapes, "rest", {-1}).node("Concat", {"n", "rest"}, {"to"}, {attribute("axis", 0)});
  shapes.node("Reshape", {"x", "to"}, {"y"});
  seeds.add("network-computed-shape", std::move(shapes));
  ModelBuilder folded = with_input({1, 6});
  folded.weight("from", {}, std::vector<float>{0}).weight("by", {}, std::vector<float>{1});
  folded.node("Constant", {}, {"to"}, {attribute("value_float", 6.0f)});
  folded.node("Range", {"from", "to", "by"}, {"r"});
  integers(folded, "dims", {1, 6}).node("ConstantOfShape", {"dims"}, {"c"});
  folded.node("Add", {"r", "c"}, {"k"}).node("Mul", {"x", "k"}, {"y"});
  seeds.add("network-folded", std::move(folded));
  ModelBuilder net = with_input({-1, 3, -1, -1});
  weight(weight(net, "w1", {8, 3, 3, 3}), "b1", {8});
  net.node("Conv", {"x", "w1", "b1"}, {"c1"},
           {attribute("pads", Dims{1, 1, 1, 1}), attribute("strides", Dims{4, 4})});
  net.node("Relu", {"c1"}, {"r1"});
  weight(weight(net, "w2", {8, 1, 3, 3}), "b2", {8});
  net.node("Conv", {"r1", "w2", "b2"}, {"c2"},
           {attribute("pads", Dims{1, 1, 1, 1}), attribute("group", 8)});
  net.node("Add", {"c2", "r1"}, {"a"});
  net.node("MaxPool", {"a"}, {"p"},
           {attribute("kernel_shape", Dims{2, 2}), attribute("strides", Dims{2, 2})});
  net.node("Concat", {"p", "p"}, {"cat"}, {attribute("axis", 1)});
  net.node("GlobalAveragePool", {"cat"}, {"g"}).node("Flatten", {"g"}, {"f"});
  weight(weight(net, "w3", {5, 16}), "b3", {5});
  net.node("Gemm", {"f", "w3", "b3"}, {"logits"}, {attribute("transB", 1)});
  net.node("Softmax", {"logits"}, {"y"}).metadata("labels", "a,b,c,d,e");
  seeds.add("network-classifier", std::move(net));
  ModelBuilder attention = with_input({1, 4, 8});
  weight(attention, "wq", {8, 8}).node("MatMul", {"x", "wq"}, {"q"});
  attention.node("Transpose", {"q"}, {"k"}, {attribute("perm", Dims{0, 2, 1})});
  attention.node("MatMul", {"q", "k"}, {"s"}).node("Softmax", {"s"}, {"p"});
  attention.node("MatMul", {"p", "x"}, {"y"});
  seeds.add("network-attention", std::move(attention));
  ModelBuilder beside = with_input({1, 2, 4, 4});
  beside.external_weight("w", {3, 2, 3, 3}, "weights/a.data", 16);
  beside.external_weight("b", {3}, "b.data", 0);
  beside.node("Conv", {"x", "w", "b"}, {"c"}).node("Relu", {"c"}, {"y"});
  seeds.add("network-weights-beside", std::move(beside));
}

}  // namespace
}  // namespace cnn::fuzz

int main(int count, char** words) {
  if (count != 2) {
    std::fprintf(stderr, "usage: cnn_fuzz_seeds FOLDER\n");
    return 2;
  }
  using namespace cnn::fuzz;
  Seeds seeds(words[1]);
  add_elementwise(seeds);
  add_windows(seeds);
  add_norms_and_reductions(seeds);
  add_quantised(seeds);
  add_products(seeds);
  add_rearranging(seeds);
  add_resizing(seeds);
  add_networks(seeds);
  add_counted(seeds);
  return seeds.all_load() ? 0 : 1;
}
