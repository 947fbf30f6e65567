// Seeded random cases for every operator: SIMD against the plain loop. A failure prints the seed
// and the case; CNN_SEED=<seed> runs that case alone.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

// Kernel, stride, dilation and padding that leave at least one output.
struct WindowCase {
  std::int64_t height, width, kernel_y, kernel_x, stride_y, stride_x, dilation_y, dilation_x;
  Dims pads;

  explicit WindowCase(Random& random, bool pooling) {
    kernel_y = random.integer(1, 5), kernel_x = random.integer(1, 5);
    stride_y = random.integer(1, 4), stride_x = random.integer(1, 4);
    dilation_y = random.chance(25) ? random.integer(2, 3) : 1;
    dilation_x = random.chance(25) ? random.integer(2, 3) : 1;
    const std::int64_t span_y = dilation_y * (kernel_y - 1) + 1;
    const std::int64_t span_x = dilation_x * (kernel_x - 1) + 1;
    height = random.integer(span_y, span_y + 14), width = random.integer(span_x, span_x + 14);
    const std::int64_t most_y = pooling ? span_y - 1 : 3, most_x = pooling ? span_x - 1 : 3;
    pads = {random.integer(0, std::min<std::int64_t>(most_y, 3)),
            random.integer(0, std::min<std::int64_t>(most_x, 3)),
            random.integer(0, std::min<std::int64_t>(most_y, 3)),
            random.integer(0, std::min<std::int64_t>(most_x, 3))};
    if (random.chance(40)) pads = {0, 0, 0, 0};
  }

  std::vector<Message> attributes() const {
    return {attribute("kernel_shape", Dims{kernel_y, kernel_x}),
            attribute("strides", Dims{stride_y, stride_x}),
            attribute("dilations", Dims{dilation_y, dilation_x}), attribute("pads", pads)};
  }
  std::string show() const {
    return " kernel " + test::show({kernel_y, kernel_x}) + " stride " +
           test::show({stride_y, stride_x}) + " dilation " + test::show({dilation_y, dilation_x}) +
           " pads " + test::show(pads);
  }
};

TEST(Sweep, Conv) {
  sweep(600, [](std::uint64_t seed) {
    Random random(seed);
    const WindowCase window(random, false);
    const std::int64_t groups = random.chance(40) ? random.integer(2, 9) : 1;
    const bool depthwise = groups > 1 && random.chance(60);
    const std::int64_t in = groups * (depthwise ? 1 : random.integer(1, 5));
    const std::int64_t out = groups * (depthwise && random.chance(70) ? 1 : random.integer(1, 5));
    const std::int64_t batch = random.chance(15) ? 2 : 1;
    const Dims x = {batch, in, window.height, window.width};
    const Dims w = {out, in / groups, window.kernel_y, window.kernel_x};
    const bool bias = random.chance(70), relu = random.chance(30), norm = random.chance(30);
    auto attributes = window.attributes();
    attributes.push_back(attribute("group", groups));
    ModelBuilder model;
    model.input("x", x)
        .weight("w", w, random.reals(product(w)))
        .weight("b", {out}, random.reals(out));
    model.node("Conv",
               bias ? std::vector<std::string>{"x", "w", "b"} : std::vector<std::string>{"x", "w"},
               {"conv"}, attributes);
    std::string last = "conv";
    if (norm) {
      std::vector<float> variance = random.reals(out);
      for (float& value : variance) value = value * value + 0.1f;
      model.weight("g", {out}, random.reals(out)).weight("s", {out}, random.reals(out));
      model.weight("m", {out}, random.reals(out)).weight("v", {out}, variance);
      model.node("BatchNormalization", {last, "g", "s", "m", "v"}, {"norm"});
      last = "norm";
    }
    if (relu) {
      model.node("Relu", {last}, {"relu"});
      last = "relu";
    }
    model.output(last);
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " Conv x " + show(x) + " w " + show(w) +
                           " group " + std::to_string(groups) + window.show() +
                           (bias ? " bias" : "") + (norm ? " norm" : "") + (relu ? " relu" : ""),
                       5e-6);
  });
}

// Our own kernel, with the layouts, clamps and threads around it.
TEST(Sweep, DepthwiseConv) {
  sweep(400, [](std::uint64_t seed) {
    Random random(seed);
    const auto odd = [&](std::int64_t largest) { return 1 + 2 * random.integer(1, largest / 2); };
    const std::int64_t channels = random.integer(1, 37);
    const Dims kernel = {odd(7), odd(7)}, strides = {random.integer(1, 2), random.integer(1, 2)};
    const Dims pads = {random.integer(0, kernel[0]), random.integer(0, kernel[1]),
                       random.integer(0, kernel[0]), random.integer(0, kernel[1])};
    const auto size = [&](int axis) {  // at times less than the kernel before padding
      const std::int64_t least =
          std::max<std::int64_t>(kernel[axis] - pads[axis] - pads[axis + 2], 1);
      return random.chance(20) ? least : random.integer(least, least + 20);
    };
    const Dims x = {random.chance(15) ? 2 : 1, channels, size(0), size(1)};
    const Dims w = {channels, 1, kernel[0], kernel[1]};
    const bool bias = random.chance(70), clip = random.chance(50);
    const int threads = static_cast<int>(random.integer(1, 2));
    ModelBuilder model;
    model.input("x", x).weight("w", w, random.reals(product(w)));
    if (bias) model.weight("b", {channels}, random.reals(channels));
    model.node(
        "Conv", bias ? std::vector<std::string>{"x", "w", "b"} : std::vector<std::string>{"x", "w"},
        {"conv"},
        {attribute("strides", strides), attribute("pads", pads), attribute("group", channels)});
    if (clip) {
      model.weight("low", {}, std::vector<float>{-0.5f}).weight("high", {}, std::vector<float>{1});
      model.node("Clip", {"conv", "low", "high"}, {"y"});
    }
    model.output(clip ? "y" : "conv");
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " depthwise Conv x " + show(x) + " w " +
                           show(w) + " stride " + show(strides) + " pads " + show(pads) +
                           (bias ? " bias" : "") + (clip ? " clip" : "") + " threads " +
                           std::to_string(threads),
                       5e-6, threads);
  });
}

TEST(Sweep, ConvAutoPad) {
  sweep(120, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = {1, random.integer(1, 5), random.integer(3, 17), random.integer(3, 17)};
    const Dims w = {random.integer(1, 9), x[1], random.integer(1, 3), random.integer(1, 3)};
    const std::string mode[] = {"SAME_UPPER", "SAME_LOWER", "VALID"};
    const std::string pad = mode[random.integer(0, 2)];
    const Dims strides = {random.integer(1, 3), random.integer(1, 3)};
    ModelBuilder model;
    model.input("x", x).weight("w", w, random.reals(product(w))).output("y");
    model.node("Conv", {"x", "w"}, {"y"},
               {attribute("auto_pad", pad), attribute("strides", strides)});
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " Conv x " + show(x) + " w " + show(w) +
                           " " + pad + " stride " + show(strides),
                       5e-6);
  });
}

void sweep_pool(const std::string& op, bool dilates) {
  sweep(400, [&](std::uint64_t seed) {
    Random random(seed);
    WindowCase window(random, true);
    if (!dilates) window.dilation_y = window.dilation_x = 1;
    const Dims x = {random.chance(20) ? 2 : 1, random.integer(1, 19), window.height, window.width};
    std::vector<Message> attributes = window.attributes();
    if (!dilates) attributes.erase(attributes.begin() + 2);
    for (std::size_t i = 0; i < 4 && !dilates; ++i) {
      const std::int64_t kernel = i % 2 ? window.kernel_x : window.kernel_y;
      window.pads[i] = std::min(window.pads[i], kernel - 1);
    }
    if (!dilates) attributes.back() = attribute("pads", window.pads);
    const int ceil = random.chance(40), include = random.chance(40);
    attributes.push_back(attribute("ceil_mode", ceil));
    if (op == "AveragePool") attributes.push_back(attribute("count_include_pad", include));
    ModelBuilder model;
    model.input("x", x).output("y").node(op, {"x"}, {"y"}, attributes);
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " " + op + " x " + show(x) +
                           window.show() + (ceil ? " ceil" : "") + (include ? " include" : ""));
  });
}

TEST(Sweep, MaxPool) {
  sweep_pool("MaxPool", true);
}
TEST(Sweep, AveragePool) {
  sweep_pool("AveragePool", false);
}

TEST(Sweep, GlobalAveragePool) {
  sweep(100, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = {random.integer(1, 2), random.integer(1, 33), random.integer(1, 15),
                    random.integer(1, 15)};
    ModelBuilder model;
    model.input("x", x).output("y").node("GlobalAveragePool", {"x"}, {"y"});
    expect_plans_agree(model.build(), random, "CNN_SEED=" + std::to_string(seed) + " x " + show(x));
  });
}

// Operands of every rank, with axes that repeat, before and after a convolution turns them channels
// last.
void sweep_arithmetic(const std::string& op) {
  sweep(400, [&](std::uint64_t seed) {
    Random random(seed);
    const bool after_conv = random.chance(50);
    Dims a;
    const auto rank = after_conv ? 4 : random.integer(1, 5);
    for (int i = 0; i < rank; ++i) a.push_back(random.integer(1, 7));
    const auto dropped = random.integer(0, rank - 1);
    Dims b(a.begin() + dropped, a.end());
    for (std::int64_t& dim : b)
      if (random.chance(40)) dim = 1;
    const bool constant = random.chance(50), swapped = random.chance(50);
    ModelBuilder model;
    model.input("x", a).output("y");
    std::string left = "x";
    if (after_conv) {
      model.weight("w", {a[1], a[1], 1, 1}, random.reals(a[1] * a[1]));
      model.node("Conv", {"x", "w"}, {"conv"});
      left = "conv";
    }
    if (constant)
      model.weight("b", b, random.reals(product(b)));
    else
      model.input("b", b);
    model.node(op,
               swapped ? std::vector<std::string>{"b", left} : std::vector<std::string>{left, "b"},
               {"y"});
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " " + op + " " + show(a) + " " +
                           show(b) + (after_conv ? " after conv" : "") +
                           (constant ? " constant" : "") + (swapped ? " swapped" : ""));
  });
}

TEST(Sweep, Add) {
  sweep_arithmetic("Add");
}
TEST(Sweep, Mul) {
  sweep_arithmetic("Mul");
}

TEST(Sweep, Gemm) {
  sweep(250, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t rows = random.integer(1, 5), in = random.integer(1, 40);
    const std::int64_t out = random.integer(1, 23);
    const int transposed = random.chance(50);
    const Dims b = transposed ? Dims{out, in} : Dims{in, out};
    const Dims bias_dims[] = {{out}, {1, out}, {1}, {}};
    const Dims c = bias_dims[random.integer(0, 3)];
    const bool bias = random.chance(70), scaled = random.chance(40);
    ModelBuilder model;
    model.input("x", {rows, in}).weight("b", b, random.reals(in * out));
    model.weight("c", c, random.reals(product(c))).output("y");
    model.node("Gemm",
               bias ? std::vector<std::string>{"x", "b", "c"} : std::vector<std::string>{"x", "b"},
               {"y"},
               {attribute("transB", transposed), attribute("alpha", scaled ? 0.5f : 1.0f),
                attribute("beta", scaled ? 2.0f : 1.0f)});
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " Gemm " + std::to_string(rows) +
                           " x " + show(b) + " c " + show(c) + (bias ? " bias" : "") +
                           (scaled ? " scaled" : ""),
                       5e-6);
  });
}

TEST(Sweep, MatMul) {
  sweep(120, [](std::uint64_t seed) {
    Random random(seed);
    Dims a;
    for (auto rank = random.integer(2, 4); rank > 0; --rank) a.push_back(random.integer(1, 9));
    const Dims b = {a.back(), random.integer(1, 19)};
    ModelBuilder model;
    model.input("x", a).weight("b", b, random.reals(product(b))).output("y");
    model.node("MatMul", {"x", "b"}, {"y"});
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " MatMul " + show(a) + " " + show(b),
                       5e-6);
  });
}

TEST(Sweep, Softmax) {
  sweep(250, [](std::uint64_t seed) {
    Random random(seed);
    Dims x;
    for (auto rank = random.integer(1, 4); rank > 0; --rank) x.push_back(random.integer(1, 9));
    const auto rank = static_cast<std::int64_t>(x.size());
    const std::int64_t axis = random.integer(-rank, rank - 1);
    const std::int64_t opset = random.chance(30) ? 11 : 13;
    ModelBuilder model(opset);
    model.input("x", x).output("y").node("Softmax", {"x"}, {"y"}, {attribute("axis", axis)});
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " Softmax " + show(x) + " axis " +
                           std::to_string(axis) + " opset " + std::to_string(opset));
  });
}

// Branches that meet: channels-last and as-is operands, a constant, a reshape behind them.
TEST(Sweep, ConcatAndFlatten) {
  sweep(250, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = {random.integer(1, 2), random.integer(1, 9), random.integer(1, 9),
                    random.integer(1, 9)};
    const std::int64_t axis = random.integer(-4, 3);
    const std::int64_t out = axis == 1 || axis == -3 ? random.integer(1, 9) : x[1];
    ModelBuilder model;
    model.input("x", x).weight("w", {out, x[1], 1, 1}, random.reals(out * x[1]));
    model.node("Conv", {"x", "w"}, {"conv"}).node("Relu", {"conv"}, {"relu"});
    model.node("Concat", {"x", "relu", "conv"}, {"cat"}, {attribute("axis", axis)});
    const int flatten = static_cast<int>(random.integer(0, 4));
    model.node("Flatten", {"cat"}, {"y"}, {attribute("axis", flatten)}).output("y");
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " Concat " + show(x) + " axis " +
                           std::to_string(axis) + " flatten " + std::to_string(flatten));
  });
}

TEST(Sweep, Clip) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = {random.integer(1, 3), random.integer(1, 9), random.integer(1, 9)};
    const float low = random.real(), high = random.real();  // also low > high
    const bool attributes = random.chance(40);
    ModelBuilder model(attributes ? 10 : 13);
    model.input("x", x).output("y");
    if (attributes) {
      model.node("Clip", {"x"}, {"y"}, {attribute("min", low), attribute("max", high)});
    } else {
      model.weight("low", {}, std::vector<float>{low}).weight("high", {}, std::vector<float>{high});
      model.node("Clip", {"x", random.chance(70) ? "low" : "", "high"}, {"y"});
    }
    expect_plans_agree(model.build(), random,
                       "CNN_SEED=" + std::to_string(seed) + " Clip " + std::to_string(low) + " " +
                           std::to_string(high));
  });
}

}  // namespace
}  // namespace cnn::test
