// Seeded random cases for values that are not float32: arithmetic against a naive loop, what moves
// elements against the same on float32. See sweep_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

using Numbers = std::vector<double>;

// TensorProto.DataType, size of an element, least value and count of values.
struct Type {
  int code;
  DType dtype;
  std::size_t bytes;
  double low, count;
};
constexpr Type kTypes[] = {{1, DType::kFloat32, 4, 0, 0},
                           {2, DType::kUint8, 1, 0, 256},
                           {3, DType::kInt8, 1, -128, 256},
                           {6, DType::kInt32, 4, -0x1p31, 0x1p32},
                           {7, DType::kInt64, 8, -0x1p63, 0x1p64}};

Type any_type(Random& random) {
  return kTypes[random.integer(0, 4)];
}

// Small whole numbers that every type holds, without 0 where asked.
std::vector<float> whole(Random& random, const Type& type, std::int64_t count, bool zero = true) {
  std::vector<float> values;
  while (static_cast<std::int64_t>(values.size()) < count) {
    const auto value = static_cast<float>(random.integer(type.code == 2 ? 0 : -9, 9));
    if (zero || value != 0) values.push_back(value);
  }
  return values;
}

// Little-endian two's complement, or IEEE 754.
std::string raw(const Type& type, const std::vector<float>& values) {
  if (type.code == 1) return raw_bytes(values);
  std::string bytes;
  for (const float value : values) {
    const auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(value));
    for (std::size_t i = 0; i < type.bytes; ++i) bytes += static_cast<char>(bits >> 8 * i & 255);
  }
  return bytes;
}

// The input, channels last for half of the rank-4 shapes, as `type`.
std::string add_typed(ModelBuilder& model, Random& random, const Dims& x, const Type& type) {
  std::string from = "x";
  model.input("x", x);
  if (x.size() == 4 && random.chance(50)) {
    std::vector<float> same(static_cast<std::size_t>(x[1] * x[1]), 0);
    for (std::int64_t i = 0; i < x[1]; ++i) same[static_cast<std::size_t>(i * x[1] + i)] = 1;
    model.weight("same", {x[1], x[1], 1, 1}, same).node("Conv", {"x", "same"}, {"conv"});
    from = "conv";
  }
  model.node("Cast", {from}, {"t"}, {attribute("to", type.code)});
  return "t";
}

double one(const std::string& op, double a, double b, const Type& type) {
  const bool whole_numbers = type.code != 1;
  if (op == "Add") return a + b;
  if (op == "Sub") return a - b;
  if (op == "Mul") return a * b;
  if (op == "Div") return whole_numbers ? std::trunc(a / b) : static_cast<float>(a / b);
  if (op == "Mod") return whole_numbers ? a - std::floor(a / b) * b : std::fmod(a, b);
  if (op == "Max") return std::max(a, b);
  if (op == "Min") return std::min(a, b);
  if (op == "Equal") return a == b;
  if (op == "Greater") return a > b;
  if (op == "GreaterOrEqual") return a >= b;
  if (op == "Less") return a < b;
  return a <= b;
}

// The element of `values`, of shape `dims`, that repeats at position `index` of shape `result`.
double at(const std::vector<float>& values, const Dims& dims, const Dims& result,
          std::int64_t index) {
  std::int64_t place = 0, step = 1;
  for (std::size_t back = 1; back <= result.size(); ++back) {
    const std::int64_t position = index % result[result.size() - back];
    index /= result[result.size() - back];
    if (back > dims.size()) continue;
    const std::int64_t dim = dims[dims.size() - back];
    if (dim > 1) place += position * step;
    step *= dim;
  }
  return values[static_cast<std::size_t>(place)];
}

void expect_on_all_plans(Session& session, const Dims& x, const std::vector<float>& fed,
                         const Numbers& expected, const std::string& line) {
  set_input(session, "x", Shape(x), fed);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(session, kind);
    EXPECT_EQ(numbers(session, "y"), expected) << line << " plan " << static_cast<int>(kind);
  }
}

TEST(SweepTyped, ArithmeticAndComparisons) {
  const std::vector<std::string> ops = {"Add",  "Sub",        "Mul",   "Div",     "Mod",
                                        "Max",  "Min",        "Equal", "Greater", "GreaterOrEqual",
                                        "Less", "LessOrEqual"};
  sweep(500, [&](std::uint64_t seed) {
    Random random(seed);
    const Type type = any_type(random);
    const std::size_t which = static_cast<std::size_t>(random.integer(0, 11));
    const std::string& op = ops[which];
    const Dims result = random_dims(random, random.chance(50) ? 4 : random.integer(0, 5), 6);
    const auto some = [&](const Dims& from) {
      Dims dims(from.begin() + random.integer(0, static_cast<std::int64_t>(from.size())),
                from.end());
      for (std::int64_t& dim : dims)
        if (random.chance(30)) dim = 1;
      return dims;
    };
    const bool swapped = op != "Div" && op != "Mod" && random.chance(50);
    const Dims x = random.chance(50) ? result : some(result);
    const Dims c = x == result ? some(result) : result;
    const auto a = whole(random, type, product(x)), b = whole(random, type, product(c), false);
    ModelBuilder model;
    const std::string t = add_typed(model, random, x, type);
    model.tensor("c", c, type.code, raw(type, b));
    const std::vector<Message> fmod = {attribute("fmod", 1)};
    model.node(op, swapped ? std::vector<std::string>{"c", t} : std::vector<std::string>{t, "c"},
               {"y"}, op == "Mod" && type.code == 1 ? fmod : std::vector<Message>());
    Numbers expected;
    for (std::int64_t i = 0; i < product(result); ++i) {
      const double p = at(a, x, result, i), q = at(b, c, result, i);
      double value = swapped ? one(op, q, p, type) : one(op, p, q, type);
      if (type.code != 1 && which < 7 && value < type.low) value += type.count;  // wraps around
      expected.push_back(value);
    }
    const auto session = load(model.output("y").build());
    const std::string line = show_seed(seed) + op + show(x) + show(c);
    expect_on_all_plans(*session, x, a, expected, line);
    EXPECT_EQ(value_or_fail(session->value("y")).dtype, which < 7 ? type.dtype : DType::kBool)
        << line;
  });
}

// The same steps on float32, whose loops and layouts are others.
TEST(SweepTyped, MovesAreThoseOfFloats) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const Type type = any_type(random);
    const Dims x = random_dims(random, 4, 5);
    Dims order = {0, 1, 2, 3};
    for (std::size_t i = 4; i-- > 1;)
      std::swap(order[i],
                order[static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(i)))]);
    ModelBuilder model;
    const std::string typed = add_typed(model, random, x, type);
    model.weight("zero", {1}, Dims{0}).weight("one", {1}, Dims{1}).weight("axis", {1}, Dims{2});
    model.weight("shape", {5}, Dims{2, 1, 1, 1, 1}).weight("pick", {2}, Dims{-1, 0});
    const auto chain = [&](const std::string& from, const std::string& p) {
      model.node("Transpose", {from}, {p + "t"}, {attribute("perm", order)});
      model.node("Slice", {p + "t", "zero", "one", "axis"}, {p + "s"});
      model.node("Concat", {p + "t", p + "s"}, {p + "c"}, {attribute("axis", 2)});
      model.node("Unsqueeze", {p + "c", "zero"}, {p + "u"})
          .node("Expand", {p + "u", "shape"}, {p + "e"});
      model.node("Split", {p + "e"}, {p + "a", p + "b"}, {attribute("axis", 0)});
      model.node("Squeeze", {p + "b", "zero"}, {p + "q"});
      model.node("Gather", {p + "q", "pick"}, {p + "g"}, {attribute("axis", 1)});
      model.node("Identity", {p + "g"}, {p});
    };
    chain(typed, "typed"), chain("x", "float");
    model.node("Cast", {"typed"}, {"y"}, {attribute("to", 1)}).output("y").output("float");
    const auto session = load(model.build());
    const std::vector<float> fed = whole(random, type, product(x));
    set_input(*session, "x", Shape(x), fed);
    for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
      run(*session, kind);
      EXPECT_EQ(test::value(*session, "y"), test::value(*session, "float"))
          << show_seed(seed) << show(x) << show(order) << " type " << type.code;
    }
  });
}

TEST(SweepTyped, Where) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    const Type type = any_type(random);
    const Dims x = random_dims(random, random.integer(1, 4), 5);
    Dims c = x, m = x;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (random.chance(30)) c[i] = 1;
      if (random.chance(30)) m[i] = 1;
    }
    const auto a = whole(random, type, product(x)), b = whole(random, type, product(c)),
               truth = whole(random, kTypes[1], product(m));
    ModelBuilder model;
    const std::string t = add_typed(model, random, x, type);
    std::string mask;
    for (const float value : truth) mask += value > 4 ? '\2' : '\0';  // any other byte is true
    model.tensor("m", m, 9, mask).tensor("c", c, type.code, raw(type, b));
    model.node("Where", {"m", t, "c"}, {"y"});
    Numbers expected;
    for (std::int64_t i = 0; i < product(x); ++i)
      expected.push_back(at(truth, m, x, i) > 4 ? at(a, x, x, i) : at(b, c, x, i));
    const auto session = load(model.output("y").build());
    expect_on_all_plans(*session, x, a, expected, show_seed(seed) + show(x) + show(c) + show(m));
  });
}

TEST(SweepTyped, ArgMax) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const Type type = any_type(random);
    const bool most = random.chance(50), last = random.chance(50);
    const std::int64_t rank = random.integer(1, 4);
    const auto axis = static_cast<std::size_t>(random.integer(0, rank - 1));
    const Dims x = random_dims(random, rank, rank < 3 && random.chance(30) ? 300 : 6);
    std::int64_t inner = 1;
    for (std::size_t i = axis + 1; i < x.size(); ++i) inner *= x[i];
    const std::vector<float> fed = whole(random, type, product(x));
    Numbers expected;
    for (std::int64_t i = 0; i < product(x) / x[axis]; ++i) {
      const std::int64_t base = i / inner * inner * x[axis] + i % inner;
      std::int64_t best = 0;
      for (std::int64_t k = 1; k < x[axis]; ++k) {
        const float value = fed[static_cast<std::size_t>(base + k * inner)];
        const float old = fed[static_cast<std::size_t>(base + best * inner)];
        if ((most ? value > old : value < old) || (last && value == old)) best = k;
      }
      expected.push_back(static_cast<double>(best));
    }
    ModelBuilder model;
    const std::string t = add_typed(model, random, x, type);
    model.node(most ? "ArgMax" : "ArgMin", {t}, {"y"},
               {attribute("axis", static_cast<std::int64_t>(axis)),
                attribute("select_last_index", std::int64_t{last})});
    const auto session = load(model.output("y").build());
    expect_on_all_plans(*session, x, fed, expected, show_seed(seed) + show(x));
  });
}

// Squares, roots and other powers: SIMD and channels last against the plain loop.
TEST(SweepTyped, Pow) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 3));
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    const float exponents[] = {2, 0.5f, 3};
    const float exponent = exponents[random.integer(0, 2)];
    model.weight("e", {1}, std::vector<float>{exponent}).node("Mul", {from, from}, {"positive"});
    model.node("Pow", {"positive", "e"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + show(x) + " to the " + std::to_string(exponent), 5e-6);
  });
}

}  // namespace
}  // namespace cnn::test
