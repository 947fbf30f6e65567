// Seeded random cases for element-wise operators and normalisation: SIMD, in whichever layout the
// values lie, against the plain loop as is. See sweep_test.cpp.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

void sweep_unary(const std::string& op, const std::vector<std::string>& settings = {}) {
  sweep(120, [&](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 6), 9);
    std::vector<Message> attributes;
    for (const std::string& name : settings)
      if (random.chance(70)) attributes.push_back(attribute(name, random.real()));
    ModelBuilder model(20);
    const std::string from = add_input(model, random, x);
    model.weight("scale", {}, std::vector<float>{8}).node("Mul", {from, "scale"}, {"m"});
    model.node(op, {"m"}, {"y"}, attributes).output("y");
    expect_plans_agree(model.build(), random, show_seed(seed) + op + " " + show(x));
  });
}

TEST(SweepElementwise, Sigmoid) {
  sweep_unary("Sigmoid");
}
TEST(SweepElementwise, Tanh) {
  sweep_unary("Tanh");
}
TEST(SweepElementwise, LeakyRelu) {
  sweep_unary("LeakyRelu", {"alpha"});
}
TEST(SweepElementwise, HardSigmoid) {
  sweep_unary("HardSigmoid", {"alpha", "beta"});
}
TEST(SweepElementwise, HardSwish) {
  sweep_unary("HardSwish");
}
TEST(SweepElementwise, Elu) {
  sweep_unary("Elu", {"alpha"});
}
TEST(SweepElementwise, Selu) {
  sweep_unary("Selu", {"alpha", "gamma"});
}
TEST(SweepElementwise, ThresholdedRelu) {
  sweep_unary("ThresholdedRelu", {"alpha"});
}
TEST(SweepElementwise, Mish) {
  sweep_unary("Mish");
}
TEST(SweepElementwise, Softplus) {
  sweep_unary("Softplus");
}
TEST(SweepElementwise, Softsign) {
  sweep_unary("Softsign");
}
TEST(SweepElementwise, Erf) {
  sweep_unary("Erf");
}
TEST(SweepElementwise, Exp) {
  sweep_unary("Exp");
}
TEST(SweepElementwise, Abs) {
  sweep_unary("Abs");
}
TEST(SweepElementwise, Neg) {
  sweep_unary("Neg");
}
TEST(SweepElementwise, Sign) {
  sweep_unary("Sign");
}
TEST(SweepElementwise, Gelu) {
  sweep_unary("Gelu");
}

// Not behind a convolution, whose rounding these magnify: steps, poles and roots.
TEST(SweepElementwise, Steep) {
  for (const std::string op : {"Floor", "Ceil", "Round", "Reciprocal", "Log", "Sqrt", "Celu"})
    sweep(60, [&](std::uint64_t seed) {
      Random random(seed);
      const Dims x = random_dims(random, random.integer(0, 5), 9);
      ModelBuilder model(14);
      model.input("x", x).weight("scale", {}, std::vector<float>{9});
      model.node("Mul", {"x", "scale"}, {"m"});
      const bool positive = op == "Log" || op == "Sqrt";
      if (positive) model.node("Abs", {"m"}, {"a"});
      model.node(op, {positive ? "a" : "m"}, {"y"}).output("y");
      expect_plans_agree(model.build(), random, show_seed(seed) + op + " " + show(x));
    });
}

TEST(SweepElementwise, PRelu) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 6), 9);
    Dims slope(x.begin() + random.integer(0, static_cast<std::int64_t>(x.size())), x.end());
    for (std::int64_t& dim : slope)
      if (random.chance(40)) dim = 1;
    ModelBuilder model(16);
    const std::string from = add_input(model, random, x);
    if (random.chance(50))
      model.weight("s", slope, random.reals(product(slope)));
    else
      model.input("s", slope);
    model.node("PRelu", {from, "s"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random, show_seed(seed) + show(x) + " " + show(slope));
  });
}

// One to four operands of any rank, with axes that repeat, some constant, some channels last.
void sweep_variadic(const std::string& op, std::int64_t most) {
  sweep(250, [&](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 5));
    ModelBuilder model;
    std::vector<std::string> operands = {add_input(model, random, x)};
    std::string line = show_seed(seed) + op + " " + show(x);
    for (std::int64_t i = random.integer(most == 2 ? 2 : 1, most); i > 1; --i) {
      Dims other(x.begin() + random.integer(0, static_cast<std::int64_t>(x.size()) - 1), x.end());
      for (std::int64_t& dim : other)
        if (random.chance(30)) dim = 1;
      const std::string name = "o" + std::to_string(i);
      if (random.chance(50))
        model.weight(name, other, random.reals(product(other)));
      else
        model.input(name, other);
      // Divided by the convolution's rounding near zero, nothing could be compared.
      operands.insert(operands.begin() + (op == "Div" || random.chance(50)), name);
      line += " " + show(other);
    }
    model.node(op, operands, {"y"}).output("y");
    expect_plans_agree(model.build(), random, line);
  });
}

TEST(SweepElementwise, Sub) {
  sweep_variadic("Sub", 2);
}
TEST(SweepElementwise, Div) {
  sweep_variadic("Div", 2);
}
TEST(SweepElementwise, Sum) {
  sweep_variadic("Sum", 4);
}
TEST(SweepElementwise, Max) {
  sweep_variadic("Max", 4);
}
TEST(SweepElementwise, Min) {
  sweep_variadic("Min", 4);
}

TEST(SweepElementwise, Lrn) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = {random.integer(1, 2), random.integer(1, 40), random.integer(1, 6),
                    random.integer(1, 6)};
    const std::int64_t size = random.integer(1, 11);
    const bool usual = random.chance(60);
    const float beta = usual ? 0.75f : random.real() + 1, alpha = random.real() + 1;
    ModelBuilder model;
    // Not behind a convolution: its rounding, next to what LRN leaves of the values, would be
    // large.
    model.input("x", x);
    model.weight("scale", {}, std::vector<float>{8}).node("Mul", {"x", "scale"}, {"m"});
    model.node("LRN", {"m"}, {"y"},
               {attribute("size", size), attribute("alpha", alpha), attribute("beta", beta),
                attribute("bias", random.real() + 2)});
    model.output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "LRN " + show(x) + " size " + std::to_string(size));
  });
}

TEST(SweepElementwise, GlobalMaxPool) {
  sweep(100, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = {random.integer(1, 2), random.integer(1, 33), random.integer(1, 15),
                    random.integer(1, 15)};
    ModelBuilder model;
    model.node("GlobalMaxPool", {add_input(model, random, x)}, {"y"}).output("y");
    expect_plans_agree(model.build(), random, show_seed(seed) + show(x), 5e-6);
  });
}

// Not behind a convolution, as in DenseNet; also of dense layers.
TEST(SweepElementwise, BatchNormalization) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    Dims x = random_dims(random, random.chance(70) ? 4 : 2, 19);
    ModelBuilder model(random.chance(50) ? 9 : 15);
    model.input("x", x);
    std::vector<float> variance = random.reals(x[1]);
    for (float& value : variance) value = value * value + 0.1f;
    model.weight("g", {x[1]}, random.reals(x[1])).weight("s", {x[1]}, random.reals(x[1]));
    model.weight("m", {x[1]}, random.reals(x[1])).weight("v", {x[1]}, variance);
    model.node("BatchNormalization", {"x", "g", "s", "m", "v"}, {"norm"});
    model.node("Relu", {"norm"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random, show_seed(seed) + show(x));
  });
}

}  // namespace
}  // namespace cnn::test
