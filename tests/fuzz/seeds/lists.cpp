// Lists of tensors, and what picks elements.
#include <string>
#include <utility>
#include <vector>

#include "fuzz/seeds/seeds.h"

namespace cnn::fuzz {

void add_lists(Seeds& seeds) {
  ModelBuilder eight = with_input({2, 3}, 17);
  number(number(number(eight, "first", 0), "one", 1), "two", 2);
  eight.node("Neg", {"x"}, {"n"}).node("SequenceConstruct", {"x", "n", "x"}, {"built"});
  eight.node("SequenceInsert", {"built", "n", "one"}, {"longer"});
  eight.node("SequenceErase", {"longer", "two"}, {"shorter"});
  eight.node("SequenceLength", {"shorter"}, {"count"})
      .node("SequenceAt", {"shorter", "first"}, {"a"});
  eight.node("ConcatFromSequence", {"shorter"}, {"y"}, {attribute("axis", 1)});
  seeds.add("lists", std::move(eight), {"y", "a", "count"});
  ModelBuilder stacked = with_input({4, 3}, 17);
  stacked.node("SplitToSequence", {"x"}, {"rows"},
               {attribute("axis", 0), attribute("keepdims", 0)});
  stacked.node("ConcatFromSequence", {"rows"}, {"y"},
               {attribute("axis", 1), attribute("new_axis", 1)});
  seeds.add("ConcatFromSequence-new-axis", std::move(stacked));
  ModelBuilder body, rounds = with_input({2, 2}, 17);
  body.input("i", {}, 7).input("go", {}, 9).input("list", {});
  body.node("Identity", {"go"}, {"go_on"}).node("Cast", {"i"}, {"f"}, {attribute("to", 1)});
  body.node("Add", {"x", "f"}, {"v"}).node("SequenceInsert", {"list", "v"}, {"more"});
  body.output("go_on").output("more");
  number(rounds, "n", 3).node("SequenceEmpty", {}, {"none"});
  rounds.node("Loop", {"n", "", "none"}, {"all"}, {graph_attribute("body", body)});
  rounds.node("ConcatFromSequence", {"all"}, {"y"}, {attribute("axis", 0)});
  seeds.add("lists-loop", std::move(rounds));
  ModelBuilder yes, no, chosen = with_input({3}, 17);
  yes.node("SequenceConstruct", {"x", "x"}, {"a"}).output("a");
  no.node("SequenceConstruct", {"x"}, {"b"}).output("b");
  chosen.node("ReduceSum", {"x"}, {"sum"}, {attribute("keepdims", 0)});
  chosen.weight("zero", {}, std::vector<float>{0}).node("Less", {"zero", "sum"}, {"c"});
  chosen.node("If", {"c"}, {"list"},
              {graph_attribute("then_branch", yes), graph_attribute("else_branch", no)});
  chosen.node("ConcatFromSequence", {"list"}, {"y"}, {attribute("axis", 0)});
  seeds.add("lists-if", std::move(chosen));
  ModelBuilder step, scan = with_input({3, 2}, 17);
  step.input("s", {2}).input("e", {2}).node("Add", {"s", "e"}, {"s2"}).node("Neg", {"s2"}, {"o"});
  weight(scan, "start", {2});
  scan.node(
      "Scan", {"start", "x"}, {"last", "y"},
      {graph_attribute("body", step.output("s2").output("o")), attribute("num_scan_inputs", 1),
       attribute("scan_input_directions", Dims{1}), attribute("scan_output_axes", Dims{1})});
  seeds.add("Scan", std::move(scan), {"y", "last"});
}

void add_picking(Seeds& seeds) {
  for (const char* op : {"GatherElements", "Scatter", "ScatterElements"}) {
    const bool gathers = op == std::string("GatherElements");
    ModelBuilder model = with_input({3, 3}, op == std::string("Scatter") ? 10 : 13);
    model.weight("at", {2, 3}, Dims{0, 2, 1, 2, 0, 0});
    std::vector<std::string> inputs = {"x", "at"};
    if (!gathers) inputs.push_back("w");
    weight(model, "w", {2, 3}).node(op, inputs, {"y"}, {attribute("axis", 0)});
    seeds.add(op, std::move(model));
  }
  ModelBuilder added = with_input({3, 3}, 18);
  added.weight("at", {1, 3}, Dims{0, 0, 1});
  weight(added, "w", {1, 3})
      .node("ScatterElements", {"x", "at", "w"}, {"y"},
            {attribute("axis", 1), attribute("reduction", std::string("add"))});
  seeds.add("ScatterElements-add", std::move(added));
  ModelBuilder marks = with_input({2, 3});
  number(marks, "depth", 4).weight("values", {2}, std::vector<float>{0, 1});
  seeds.add("OneHot", std::move(marks.node("OneHot", {"x", "depth", "values"}, {"y"},
                                           {attribute("axis", 1)})));
  ModelBuilder best = with_input({2, 5});
  integers(best, "k", {2}).node("TopK", {"x", "k"}, {"y", "at"}, {attribute("largest", 0)});
  seeds.add("TopK", std::move(best), {"y", "at"});
  ModelBuilder asked = with_input({2, 5});
  asked.input("k", {1}, 7).node("TopK", {"x", "k"}, {"y", "at"});
  seeds.add("TopK-computed", std::move(asked), {"y", "at"});
  ModelBuilder range(13);
  range.input("x", {}).weight("from", {}, std::vector<float>{0});
  range.weight("by", {}, std::vector<float>{1}).node("Range", {"from", "x", "by"}, {"y"});
  seeds.add("Range-computed", std::move(range));
  ModelBuilder once = with_input({2, 4});
  once.node("Unique", {"x"}, {"y", "at", "groups", "counts"}, {attribute("axis", 1)});
  seeds.add("Unique", std::move(once), {"y", "at", "groups", "counts"});
  seeds.one("EyeLike", {3, 4}, {attribute("k", 1)});
  ModelBuilder half = with_input({2, 3, 3}, 14);
  number(half, "k", -1).node("Trilu", {"x", "k"}, {"y"}, {attribute("upper", 0)});
  seeds.add("Trilu", std::move(half));
  ModelBuilder sum = with_input({2, 4});
  number(sum, "axis", 1);
  sum.node("CumSum", {"x", "axis"}, {"y"}, {attribute("exclusive", 1), attribute("reverse", 1)});
  seeds.add("CumSum", std::move(sum));
  ModelBuilder turned = with_input({4, 2});
  integers(turned, "lengths", {3, 1}).node("ReverseSequence", {"x", "lengths"}, {"y"});
  seeds.add("ReverseSequence", std::move(turned));
  ModelBuilder middle = with_input({1, 2, 5, 3}, 18);
  integers(middle, "shape", {3, 6});
  middle.node("CenterCropPad", {"x", "shape"}, {"y"}, {attribute("axes", Dims{2, 3})});
  seeds.add("CenterCropPad", std::move(middle));
  seeds.one("Det", {2, 3, 3});
  seeds.one("LpNormalization", {2, 4}, {attribute("p", 1)});
  seeds.one("MeanVarianceNormalization", {1, 2, 3, 3}, {attribute("axes", Dims{0, 2, 3})});
  ModelBuilder size = with_input({2, 3});
  size.node("Size", {"x"}, {"n"}).node("Cast", {"n"}, {"f"}, {attribute("to", 1)});
  seeds.add("Size", std::move(size.node("Div", {"x", "f"}, {"y"})));
}

}  // namespace cnn::fuzz
