// Functions of one number, of two, and comparisons.
#include "fuzz/seeds/seeds.h"

#include <string>
#include <utility>
#include <vector>

namespace cnn::fuzz {

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

// Those of later opsets and of the second module.
void add_functions(Seeds& seeds) {
  for (const char* op : {"Acos", "Acosh", "Asin", "Asinh", "Atan", "Atanh", "Cos", "Cosh", "Sin",
                         "Sinh", "Tan", "Shrink"})
    seeds.one(op, {1, 3, 2, 5});
  seeds.one("Swish", {2, 5}, {attribute("alpha", 0.5f)}, 24);
  for (const char* op : {"IsInf", "IsNaN"}) {
    ModelBuilder model = with_input({2, 5});
    weight(model, "w", {5}).node(op, {"x"}, {"b"}).node("Where", {"b", "w", "x"}, {"y"});
    seeds.add(op, std::move(model));
  }
  ModelBuilder mean = with_input({2, 5});
  seeds.add("Mean", std::move(weight(mean, "w", {2, 1}).node("Mean", {"x", "w", "x"}, {"y"})));
  ModelBuilder like = with_input({2, 5}, 15);
  like.input("i", {2, 5}, 6).node("CastLike", {"x", "i"}, {"j"});
  seeds.add("CastLike", std::move(like.node("CastLike", {"j", "x"}, {"y"})));
  for (const char* op : {"BitwiseAnd", "BitwiseOr", "BitwiseXor"}) {
    ModelBuilder model(18);
    model.input("x", {2, 3}, 6).tensor("w", {3}, 6, test::raw_bytes<std::int32_t>({-1, 6, 9}));
    seeds.add(op, std::move(model.node(op, {"x", "w"}, {"y"})));
  }
  for (const int type : {2, 4, 6, 12}) {
    ModelBuilder model(18);
    model.input("x", {2, 3}, type).node("BitwiseNot", {"x"}, {"y"});
    seeds.add("BitwiseNot-" + std::to_string(type), std::move(model));
  }
  for (const char* direction : {"LEFT", "RIGHT"}) {
    ModelBuilder model(18);
    model.input("x", {2, 3}, 2).tensor("by", {3}, 2, std::string("\0\3\t", 3));
    model.node("BitShift", {"x", "by"}, {"y"}, {attribute("direction", std::string(direction))});
    seeds.add(std::string("BitShift-") + direction, std::move(model));
  }
}

}  // namespace cnn::fuzz
