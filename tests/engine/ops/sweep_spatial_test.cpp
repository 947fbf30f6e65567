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

}  // namespace
}  // namespace cnn::test
