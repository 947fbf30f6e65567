// Seeded random cases for matrix products and for operators that change a map's size: SIMD, in
// whichever layout the values lie, against the plain loop as is. See sweep_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

// An operand: an input of the model or, if `constant`, a weight.
void add_operand(ModelBuilder& model, Random& random, const std::string& name, const Dims& dims,
                 bool constant) {
  if (constant)
    model.weight(name, dims, random.reals(product(dims)));
  else
    model.input(name, dims);
}

// Through a Relu for some, so that a fused bound is tested too.
void finish(ModelBuilder& model, Random& random) {
  if (random.chance(40))
    model.node("Relu", {"y"}, {"relu"}).output("relu");
  else
    model.output("y");
}

TEST(SweepSpatial, MatMul) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t rows = random.integer(1, 20), inner = random.integer(1, 40),
                       columns = random.integer(1, 40);
    const Dims batch = random_dims(random, random.integer(0, 3), 4);
    const auto operand = [&](const Dims& matrix) {
      Dims dims(batch.begin() + random.integer(0, static_cast<std::int64_t>(batch.size())),
                batch.end());
      for (std::int64_t& dim : dims)
        if (random.chance(25)) dim = 1;
      dims.insert(dims.end(), matrix.begin(), matrix.end());
      return dims;
    };
    const Dims a = random.chance(10) ? Dims{inner} : operand({rows, inner});
    const Dims b = random.chance(10) ? Dims{inner} : operand({inner, columns});
    const int constant = static_cast<int>(random.integer(0, 2));  // the first, the second, or none
    ModelBuilder model;
    add_operand(model, random, "a", a, constant == 1);
    add_operand(model, random, "b", b, constant == 2);
    model.node("MatMul", {"a", "b"}, {"y"});
    finish(model, random);
    expect_plans_agree(
        model.build(), random,
        show_seed(seed) + "MatMul " + show(a) + show(b) + " constant " + std::to_string(constant),
        5e-6);
  });
}

TEST(SweepSpatial, Gemm) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t rows = random.integer(1, 12), inner = random.integer(1, 30),
                       columns = random.integer(1, 30);
    const int trans_a = random.chance(40), trans_b = random.chance(40);
    const Dims a = trans_a ? Dims{inner, rows} : Dims{rows, inner};
    const Dims b = trans_b ? Dims{columns, inner} : Dims{inner, columns};
    const Dims biases[] = {{rows, columns}, {rows, 1}, {1, columns}, {columns}, {1}, {}};
    const Dims c = biases[random.integer(0, 5)];
    const int constant = static_cast<int>(random.integer(0, 2));
    const bool bias = random.chance(80);
    ModelBuilder model;
    add_operand(model, random, "a", a, constant == 1);
    add_operand(model, random, "b", b, constant == 2);
    if (bias) add_operand(model, random, "c", c, random.chance(60));
    model.node("Gemm", {"a", "b", bias ? "c" : ""}, {"y"},
               {attribute("transA", trans_a), attribute("transB", trans_b),
                attribute("alpha", random.chance(50) ? 1.0f : random.real()),
                attribute("beta", random.chance(50) ? 1.0f : random.real())});
    finish(model, random);
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Gemm " + show(a) + show(b) + (bias ? show(c) : "") +
                           " constant " + std::to_string(constant),
                       5e-6);
  });
}

// Letters a to f, each with a size of its own, in random operands; some twice, some summed.
TEST(SweepSpatial, Einsum) {
  sweep(400, [](std::uint64_t seed) {
    Random random(seed);
    const Dims sizes = random_dims(random, 6, 4);
    std::string letters, equation;
    std::vector<Dims> operands;
    for (std::int64_t count = random.integer(1, 2); count > 0; --count) {
      Dims dims;
      for (std::int64_t rank = random.integer(1, 4); rank > 0; --rank) {
        const auto letter = random.integer(0, 5);
        const char name = static_cast<char>('a' + letter);
        equation += name;
        if (letters.find(name) == std::string::npos) letters += name;
        dims.push_back(sizes[static_cast<std::size_t>(letter)]);
      }
      operands.push_back(dims);
      if (count > 1) equation += ", ";
    }
    for (std::size_t i = letters.size(); i-- > 1;)
      std::swap(letters[i],
                letters[static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(i)))]);
    letters.resize(
        static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(letters.size()))));
    if (random.chance(80)) equation += " -> " + letters;
    ModelBuilder model;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      names.push_back(i ? "b" : "a");
      model.input(names.back(), operands[i]);
    }
    model.node("Einsum", names, {"y"}, {attribute("equation", equation)}).output("y");
    expect_plans_agree(model.build(), random, show_seed(seed) + "Einsum " + equation, 5e-6);
  });
}

TEST(SweepSpatial, ConvTranspose) {
  sweep(400, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t groups = random.chance(40) ? random.integer(2, 9) : 1;
    const bool depthwise = groups > 1 && random.chance(50);
    const std::int64_t in = groups * (depthwise ? 1 : random.integer(1, 5));
    const std::int64_t out = depthwise ? 1 : random.integer(1, 5);
    const Dims kernel = random_dims(random, 2, 5), strides = random_dims(random, 2, 3);
    Dims dilations = random_dims(random, 2, 2), pads, extra;
    for (std::size_t i = 0; i < 4; ++i)
      pads.push_back(random.integer(0, (kernel[i % 2] - 1) * dilations[i % 2] / 2));
    for (std::size_t i = 0; i < 2; ++i) extra.push_back(random.integer(0, strides[i] - 1));
    const Dims x = {random.integer(1, 2), in, random.integer(2, 8), random.integer(2, 8)};
    const Dims w = {in, out, kernel[0], kernel[1]};
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("k", w, random.reals(product(w)));
    model.weight("b", {out * groups}, random.reals(out * groups));
    model.node(
        "ConvTranspose", {from, "k", random.chance(70) ? "b" : ""}, {"t"},
        {attribute("strides", strides), attribute("dilations", dilations), attribute("pads", pads),
         attribute("output_padding", extra), attribute("group", groups)});
    std::vector<float> variance = random.reals(out * groups);
    for (float& value : variance) value = value * value + 0.1f;
    model.weight("s", {out * groups}, random.reals(out * groups));
    model.weight("v", {out * groups}, variance);
    const bool norm = random.chance(40);
    if (norm)
      model.node("BatchNormalization", {"t", "s", "b", "s", "v"}, {"y"});
    else
      model.node("Identity", {"t"}, {"y"});
    finish(model, random);
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "ConvTranspose " + show(x) + show(w) + " group " +
                           std::to_string(groups) + " stride " + show(strides) + " dilation " +
                           show(dilations) + " pads " + show(pads) + (norm ? " norm" : ""),
                       2e-5);
  });
}

// A convolution, a pool and batch norm over lists, against the same over maps of height 1.
TEST(SweepSpatial, ListsAreMapsOfHeightOne) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t groups = random.chance(40) ? random.integer(2, 6) : 1;
    const std::int64_t in = groups * random.integer(1, 3), out = groups * random.integer(1, 3);
    const std::int64_t kernel = random.integer(1, 5), dilation = random.integer(1, 2);
    const std::int64_t least = (kernel - 1) * dilation + 6;
    const Dims x = {random.integer(1, 2), in, random.integer(least, least + 9)};
    const bool turned = random.chance(30);
    const Dims w = turned ? Dims{in, out / groups, kernel} : Dims{out, in / groups, kernel};
    const Dims pads = {random.integer(0, kernel / 2), random.integer(0, kernel / 2)};
    const std::int64_t stride = random.integer(1, 2);
    const std::string pools[] = {"MaxPool", "AveragePool"};
    const std::string pool = pools[random.integer(0, 1)];
    const std::vector<float> weights = random.reals(product(w));
    ModelBuilder model;
    model.input("x", x).weight("w", w, weights).weight("s", {out}, random.reals(out));
    model.weight("one", {out}, std::vector<float>(static_cast<std::size_t>(out), 1));
    model.weight("w2", {w[0], w[1], 1, kernel}, weights).weight("axes", {1}, Dims{2});
    const std::string op = turned ? "ConvTranspose" : "Conv";
    model.node(op, {"x", "w"}, {"c"},
               {attribute("kernel_shape", Dims{kernel}), attribute("strides", Dims{stride}),
                attribute("dilations", Dims{dilation}), attribute("pads", pads),
                attribute("group", groups)});
    model.node("BatchNormalization", {"c", "s", "s", "s", "one"}, {"n"});
    model.node(pool, {"n"}, {"p"},
               {attribute("kernel_shape", Dims{2}), attribute("pads", Dims{0, 1})});
    model.node("Unsqueeze", {"x", "axes"}, {"x2"});
    model.node(op, {"x2", "w2"}, {"c2"},
               {attribute("strides", Dims{1, stride}), attribute("dilations", Dims{1, dilation}),
                attribute("pads", Dims{0, pads[0], 0, pads[1]}), attribute("group", groups)});
    model.node("BatchNormalization", {"c2", "s", "s", "s", "one"}, {"n2"});
    model.node(pool, {"n2"}, {"p2"},
               {attribute("kernel_shape", Dims{1, 2}), attribute("pads", Dims{0, 0, 0, 1})});
    model.node("Squeeze", {"p2", "axes"}, {"y2"});
    model.node("Concat", {"p", "y2"}, {"y"}, {attribute("axis", 1)}).output("y");
    const std::string line = show_seed(seed) + op + " " + show(x) + show(w) + " " + pool;
    expect_plans_agree(model.build(), random, line, 1e-5);
    const auto session = load(model.build());
    set_input(*session, "x", Shape(x), random.reals(product(x)));
    run(*session, PlanKind::kInspect);
    EXPECT_LE(difference(value(*session, "p"), value(*session, "y2")), 1e-5) << line;
  });
}

TEST(SweepSpatial, Resize) {
  sweep(600, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(70) ? 4 : random.integer(1, 5), 7);
    const std::string modes[] = {"nearest", "linear", "cubic"};
    const std::string coordinates[] = {"half_pixel",           "pytorch_half_pixel",
                                       "half_pixel_symmetric", "align_corners",
                                       "asymmetric",           "tf_crop_and_resize"};
    const std::string roundings[] = {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"};
    const std::string mode = modes[random.integer(0, 2)], how = coordinates[random.integer(0, 5)];
    const bool by_size = random.chance(50);
    Dims sizes;
    std::vector<float> scales, region;
    for (const std::int64_t dim : x) {
      const bool same = random.chance(50);
      sizes.push_back(same ? dim : random.integer(1, 14));
      const float least = 1.01f / static_cast<float>(dim);
      scales.push_back(same ? 1 : std::max(least, 1.6f + 1.4f * random.real()));
    }
    for (std::size_t i = 0; i < 2 * x.size(); ++i)
      region.push_back(0.5f * random.real() + (i < x.size() ? 0.2f : 0.8f));
    ModelBuilder model(19);
    const std::string from = add_input(model, random, x);
    const auto rank = static_cast<std::int64_t>(x.size());
    model.weight("sizes", {rank}, sizes).weight("scales", {rank}, scales);
    model.weight("region", {2 * rank}, region);
    const std::vector<std::string> inputs =
        by_size ? std::vector<std::string>{from, "region", "", "sizes"}
                : std::vector<std::string>{from, "region", "scales"};
    model.node("Resize", inputs, {"y"},
               {attribute("mode", mode), attribute("coordinate_transformation_mode", how),
                attribute("nearest_mode", roundings[random.integer(0, 3)]),
                attribute("exclude_outside", static_cast<int>(random.chance(30))),
                attribute("antialias", static_cast<int>(random.chance(30))),
                attribute("extrapolation_value", random.real())});
    model.output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Resize " + show(x) + (by_size ? show(sizes) : "") + " " +
                           mode + " " + how,
                       5e-6);
  });
}

TEST(SweepSpatial, DepthToSpaceAndBack) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t block = random.integer(1, 4);
    const Dims x = {random.integer(1, 2), random.integer(1, 4) * block * block,
                    random.integer(1, 5), random.integer(1, 5)};
    const std::string mode = random.chance(50) ? "DCR" : "CRD";
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.node("DepthToSpace", {from}, {"d"},
               {attribute("blocksize", block), attribute("mode", mode)});
    model.node("SpaceToDepth", {"d"}, {"s"}, {attribute("blocksize", block)});
    model.node("Add", {"s", from}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + mode + " " + show(x) + " block " + std::to_string(block));
  });
}

TEST(SweepSpatial, Tile) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 6), 4);
    const Dims repeats = random_dims(random, static_cast<std::int64_t>(x.size()), 3);
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("r", {static_cast<std::int64_t>(x.size())}, repeats);
    model.node("Tile", {from, "r"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Tile " + show(x) + " " + show(repeats));
  });
}

TEST(SweepSpatial, PadModes) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 5), 5);
    const std::string modes[] = {"constant", "edge", "reflect", "wrap"};
    const std::string mode = modes[random.integer(0, 3)];
    Dims pads;
    for (std::size_t i = 0; i < 2 * x.size(); ++i) {
      const std::int64_t taken = (x[i % x.size()] - 1) / 2;  // leaves at least one element
      pads.push_back(random.chance(50) ? random.integer(-taken, 4) : 0);
    }
    ModelBuilder model(19);
    const std::string from = add_input(model, random, x);
    model.weight("p", {static_cast<std::int64_t>(pads.size())}, pads);
    model.node("Pad", {from, "p"}, {"y"}, {attribute("mode", mode)}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Pad " + mode + " " + show(x) + " pads " + show(pads));
  });
}

}  // namespace
}  // namespace cnn::test
