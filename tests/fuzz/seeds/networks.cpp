// Shapes that only a run shows, and networks of several operators.
#include "fuzz/seeds/seeds.h"

#include <string>
#include <utility>
#include <vector>

namespace cnn::fuzz {

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
  chosen.node("If", {"c"}, {"y"},
              {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  seeds.add("network-chosen", std::move(chosen));
  ModelBuilder body, rounds = with_input({2});
  body.input("i", {}, 7).input("go", {}, 9).input("v", {2}).node("Neg", {"v"}, {"w"});
  body.node("Identity", {"go"}, {"go_on"}).output("go_on").output("w").output("w");
  rounds.node("ArgMax", {"x"}, {"most"}, {attribute("keepdims", 0), attribute("axis", 0)});
  rounds.node("Loop", {"most", "", "x"}, {"y", "all"}, {graph_attribute("body", body)});
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

}  // namespace cnn::fuzz
