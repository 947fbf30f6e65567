// Seeded random cases of quantised operators against naive loops written here, and networks with
// QuantizeLinear and DequantizeLinear in between on all plans.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

using Ints = std::vector<std::int64_t>;
using Numbers = std::vector<double>;

// Elements of one byte, as they lie in a file, of TensorProto's uint8 (2) or int8 (3).
std::string bytes(const Ints& values) {
  std::string raw;
  for (const std::int64_t value : values) raw += static_cast<char>(value);
  return raw;
}

Ints some(Random& random, int type, std::int64_t count) {
  const std::int64_t low = type == 3 ? -128 : 0;
  Ints values;
  while (static_cast<std::int64_t>(values.size()) < count)
    values.push_back(random.integer(low, low + 255));
  return values;
}

int any_type(Random& random) {
  return random.chance(50) ? 2 : 3;
}

// One number, or one for each of `count`; none where `optional` and by chance.
Ints zero_points(Random& random, int type, std::int64_t count, bool optional) {
  if (optional && random.chance(30)) return {};
  return some(random, type, random.chance(50) ? 1 : count);
}

template <class T>
T pick(const std::vector<T>& values, std::int64_t index) {
  if (values.empty()) return T();
  return values[values.size() == 1 ? 0 : static_cast<std::size_t>(index)];
}

// onnxruntime's rule: the sum in float32 times the ratio of the scales, rounded within the type.
double requantised(std::int64_t sum, float scale, std::int64_t zero, int type) {
  const std::int64_t low = type == 3 ? -128 : 0;
  const double rounded =
      std::nearbyint(static_cast<float>(sum) * scale) + static_cast<double>(zero);
  return std::clamp(rounded, static_cast<double>(low), static_cast<double>(low + 255));
}

void expect_everywhere(ModelBuilder& model, const Dims& shape, const Ints& x,
                       const Numbers& expected, const std::string& line) {
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape(shape), {x.begin(), x.end()});
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    EXPECT_EQ(numbers(*session, "y"), expected) << line << " plan " << static_cast<int>(kind);
  }
}

// A scale for an operand: one number, or `count`. Powers of two and others.
std::vector<float> scales(Random& random, std::int64_t count) {
  std::vector<float> values;
  const bool even = random.chance(30);
  while (static_cast<std::int64_t>(values.size()) < count)
    values.push_back(even ? std::ldexp(1.0f, static_cast<int>(random.integer(-4, 0)))
                          : 0.01f + 0.1f * std::abs(random.real()));
  return values;
}

// ---- convolutions ----

struct Axis {
  std::int64_t input, kernel, stride, dilation, begin, end;

  std::int64_t output() const {
    const std::int64_t room = input + begin + end - dilation * (kernel - 1) - 1;
    return room < 0 ? 0 : room / stride + 1;
  }
};

Axis any_axis(Random& random, bool flat) {
  if (flat) return {1, 1, 1, 1, 0, 0};
  return {random.integer(1, 9), random.integer(1, 3), random.integer(1, 3),
          random.integer(1, 2), random.integer(0, 2), random.integer(0, 2)};
}

struct Convolution {
  std::int64_t batch, groups, in, out;  // channels of a group
  Axis y, x;
  Ints data, weights, x_zero, w_zero;

  std::int64_t at(std::int64_t n, std::int64_t o, std::int64_t oy, std::int64_t ox) const {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < in; ++i)
      for (std::int64_t ky = 0; ky < y.kernel; ++ky)
        for (std::int64_t kx = 0; kx < x.kernel; ++kx) {
          const std::int64_t iy = oy * y.stride - y.begin + ky * y.dilation;
          const std::int64_t ix = ox * x.stride - x.begin + kx * x.dilation;
          if (iy < 0 || ix < 0 || iy >= y.input || ix >= x.input) continue;
          const std::int64_t channel = n * groups * in + o / out * in + i;
          const std::int64_t from = (channel * y.input + iy) * x.input + ix;
          const std::int64_t w = ((o * in + i) * y.kernel + ky) * x.kernel + kx;
          sum += (data[static_cast<std::size_t>(from)] - pick(x_zero, 0)) *
                 (weights[static_cast<std::size_t>(w)] - pick(w_zero, o));
        }
    return sum;
  }
};

std::vector<Message> window_attributes(const Convolution& c, bool flat) {
  const auto both = [flat](std::int64_t y, std::int64_t x) { return flat ? Dims{x} : Dims{y, x}; };
  const Dims pads = flat ? Dims{c.x.begin, c.x.end} : Dims{c.y.begin, c.x.begin, c.y.end, c.x.end};
  return {attribute("group", c.groups), attribute("strides", both(c.y.stride, c.x.stride)),
          attribute("dilations", both(c.y.dilation, c.x.dilation)), attribute("pads", pads)};
}

TEST(SweepQuantized, Convolutions) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const bool flat = random.chance(30), linear = random.chance(60);
    const int type = any_type(random), w_type = any_type(random), y_type = any_type(random);
    Convolution c{random.integer(1, 2),
                  random.integer(1, 3),
                  random.integer(1, 5),
                  random.integer(1, 10),
                  any_axis(random, flat),
                  any_axis(random, false),
                  {},
                  {},
                  {},
                  {}};
    if (c.y.output() == 0 || c.x.output() == 0) return;
    const std::int64_t channels = c.groups * c.out;
    c.data = some(random, type, c.batch * c.groups * c.in * c.y.input * c.x.input);
    c.weights = some(random, w_type, channels * c.in * c.y.kernel * c.x.kernel);
    c.x_zero = zero_points(random, type, 1, !linear);
    c.w_zero = zero_points(random, w_type, channels, !linear);
    const auto dims = [flat](Dims four) {
      if (flat) four.erase(four.begin() + 2);
      return four;
    };
    const Dims shape = dims({c.batch, c.groups * c.in, c.y.input, c.x.input});
    ModelBuilder model;
    model.input("x", shape).node("Cast", {"x"}, {"q"}, {attribute("to", type)});
    model.tensor("w", dims({channels, c.in, c.y.kernel, c.x.kernel}), w_type, bytes(c.weights));
    const auto zero = [&](const std::string& name, const Ints& values, int of) {
      if (values.empty()) return std::string();
      model.tensor(name, values.size() == 1 ? Dims{} : Dims{channels}, of, bytes(values));
      return name;
    };
    const std::string xz = zero("xz", c.x_zero, type), wz = zero("wz", c.w_zero, w_type);
    const Ints y_zero = some(random, y_type, 1);
    const auto xs = scales(random, 1), ys = scales(random, 1);
    const auto ws = scales(random, random.chance(50) ? 1 : channels);
    std::vector<std::int32_t> bias;
    if (linear) {
      model.weight("xs", {}, xs).weight("ys", {1}, ys).tensor("yz", {}, y_type, bytes(y_zero));
      model.weight("ws", {static_cast<std::int64_t>(ws.size())}, ws);
      std::vector<std::string> inputs = {"q", "xs", xz, "w", "ws", wz, "ys", "yz"};
      if (random.chance(50)) {
        for (std::int64_t o = 0; o < channels; ++o)
          bias.push_back(static_cast<std::int32_t>(random.integer(-90000, 90000)));
        model.tensor("b", {channels}, 6, raw_bytes(bias));
        inputs.push_back("b");
      }
      model.node("QLinearConv", inputs, {"y"}, window_attributes(c, flat));
    } else {
      model.node("ConvInteger", {"q", "w", xz, wz}, {"y"}, window_attributes(c, flat));
    }
    Numbers expected;
    for (std::int64_t n = 0; n < c.batch; ++n)
      for (std::int64_t o = 0; o < channels; ++o)
        for (std::int64_t oy = 0; oy < c.y.output(); ++oy)
          for (std::int64_t ox = 0; ox < c.x.output(); ++ox) {
            const std::int64_t sum = c.at(n, o, oy, ox) + pick(bias, o);
            expected.push_back(
                linear ? requantised(sum, xs[0] * pick(ws, o) / ys[0], y_zero[0], y_type)
                       : static_cast<double>(sum));
          }
    expect_everywhere(model, shape, c.data, expected, show_seed(seed) + show(shape));
  });
}

// ---- matrix products ----

TEST(SweepQuantized, MatrixProducts) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const bool linear = random.chance(60), repeated = random.chance(50);
    const int type = any_type(random), w_type = any_type(random), y_type = any_type(random);
    const std::int64_t batch = random.integer(1, 3), rows = random.integer(1, 20),
                       inner = random.integer(1, 40), columns = random.integer(1, 70);
    const Dims shape = {batch, rows, inner};
    const Dims w_shape = repeated ? Dims{inner, columns} : Dims{batch, inner, columns};
    const Ints a = some(random, type, product(shape)), b = some(random, w_type, product(w_shape));
    const Ints a_zero = zero_points(random, type, rows, !linear),
               b_zero = zero_points(random, w_type, columns, !linear);
    ModelBuilder model;
    model.input("x", shape).node("Cast", {"x"}, {"q"}, {attribute("to", type)});
    model.tensor("w", w_shape, w_type, bytes(b));
    const auto zero = [&](const std::string& name, const Ints& values, int of) {
      if (values.empty()) return std::string();
      const auto count = static_cast<std::int64_t>(values.size());
      model.tensor(name, count == 1 ? Dims{} : Dims{count}, of, bytes(values));
      return name;
    };
    const std::string az = zero("az", a_zero, type), bz = zero("bz", b_zero, w_type);
    const Ints y_zero = some(random, y_type, 1);
    const auto as = scales(random, random.chance(50) ? 1 : rows), ys = scales(random, 1);
    const auto bs = scales(random, random.chance(50) ? 1 : columns);
    if (linear) {
      model.weight("as", {static_cast<std::int64_t>(as.size())}, as).weight("ys", {}, ys);
      model.weight("bs", {static_cast<std::int64_t>(bs.size())}, bs);
      model.tensor("yz", {}, y_type, bytes(y_zero));
      model.node("QLinearMatMul", {"q", "as", az, "w", "bs", bz, "ys", "yz"}, {"y"});
    } else {
      model.node("MatMulInteger", {"q", "w", az, bz}, {"y"});
    }
    Numbers expected;
    for (std::int64_t n = 0; n < batch; ++n)
      for (std::int64_t i = 0; i < rows; ++i)
        for (std::int64_t j = 0; j < columns; ++j) {
          std::int64_t sum = 0;
          for (std::int64_t k = 0; k < inner; ++k)
            sum += (a[static_cast<std::size_t>((n * rows + i) * inner + k)] - pick(a_zero, i)) *
                   (b[static_cast<std::size_t>(((repeated ? 0 : n) * inner + k) * columns + j)] -
                    pick(b_zero, j));
          const float scale = pick(as, i) * pick(bs, j) / ys[0];
          expected.push_back(linear ? requantised(sum, scale, y_zero[0], y_type)
                                    : static_cast<double>(sum));
        }
    expect_everywhere(model, shape, a, expected, show_seed(seed) + show(shape));
  });
}

// ---- networks in between ----

// The fast plan computes a pair of QuantizeLinear and DequantizeLinear at once; NaN, infinities and
// what lies between two steps must come out as on the other plans.
TEST(SweepQuantized, PairsAroundFloatOperators) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    const Dims shape = random_dims(random, random.chance(70) ? 4 : random.integer(0, 3), 6);
    const int type = any_type(random);
    ModelBuilder model(21);
    // For half of the rank-4 shapes channels last, by a convolution that changes nothing: sums that
    // plans round differently could lie on either side of a step.
    std::string from = "x";
    model.input("x", shape);
    if (shape.size() == 4 && random.chance(50)) {
      std::vector<float> same(static_cast<std::size_t>(shape[1] * shape[1]), 0);
      for (std::int64_t i = 0; i < shape[1]; ++i)
        same[static_cast<std::size_t>(i * shape[1] + i)] = 1;
      model.weight("same", {shape[1], shape[1], 1, 1}, same).node("Conv", {"x", "same"}, {"conv"});
      from = "conv";
    }
    model.weight("s", {}, scales(random, 1)).weight("t", {1}, scales(random, 1));
    model.tensor("z", {}, type, bytes(some(random, type, 1)));
    model.node("QuantizeLinear", {from, "s", "z"}, {"q"});
    model.node("DequantizeLinear", {"q", "s", "z"}, {"a"});
    const bool other = random.chance(30), twice = random.chance(30);
    model.node("DequantizeLinear", {"q", other ? "t" : "s", "z"}, {"b"});
    model.node("Add", {"a", twice ? "a" : "b"}, {"y"});
    const auto session = load(model.output("y").build());
    std::vector<float> values = random.reals(product(shape));
    if (random.chance(50)) random.salt(values);
    set_input(*session, "x", Shape(shape), values);
    run(*session, PlanKind::kPlain);
    const std::vector<float> expected = test::value(*session, "y");
    for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast}) {
      run(*session, kind);
      EXPECT_EQ(departure(test::value(*session, "y"), expected, 0, 1), "")
          << show_seed(seed) << show(shape) << " plan " << static_cast<int>(kind);
    }
  });
}

TEST(SweepQuantized, ThePairIsOneNodeOfTheFastPlan) {
  ModelBuilder model;
  model.input("x", {1, 2, 2, 2}).weight("s", {}, std::vector<float>{0.5f});
  model.node("QuantizeLinear", {"x", "s"}, {"q"}).node("DequantizeLinear", {"q", "s"}, {"y"});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 2, 2, 2}, {0.1f, 0.25f, 0.75f, -1, 300, 1, 2, 127.4f});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (std::vector<float>{0, 0, 1, 0, 127.5f, 1, 2, 127.5f}));
  const Graph& graph = session->plan(PlanKind::kFast)->graph();
  ASSERT_EQ(graph.nodes.size(), 1u);
  EXPECT_EQ(graph.nodes[0].op, "fused.QuantizeDequantize");
}

TEST(SweepQuantized, APairThatReadsWholeNumbersStaysTwoNodes) {
  ModelBuilder model(21);
  model.input("x", {1, 4}).weight("s", {}, std::vector<float>{2});
  model.node("Cast", {"x"}, {"i"}, {attribute("to", 6)});
  model.node("QuantizeLinear", {"i", "s"}, {"q"}).node("DequantizeLinear", {"q", "s"}, {"y"});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 4}, {-8, 4, 100, 900});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "y"), (std::vector<float>{0, 4, 100, 510}));
}

}  // namespace
}  // namespace cnn::test
