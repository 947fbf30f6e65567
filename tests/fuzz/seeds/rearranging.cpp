// What moves elements, and what makes maps of another size.
#include "fuzz/seeds/seeds.h"

#include <string>
#include <utility>
#include <vector>

namespace cnn::fuzz {

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
  ModelBuilder bytes(18);
  bytes.input("x", {1, 2, 3, 4}, 2).weight("scales", {4}, std::vector<float>{1, 1, 1.5f, 2});
  bytes.node("Resize", {"x", "", "scales"}, {"y"}, {attribute("mode", std::string("linear"))});
  seeds.add("Resize-uint8", std::move(bytes));
  ModelBuilder upsample = with_input({1, 2, 3, 3}, 9);
  upsample.weight("scales", {4}, std::vector<float>{1, 1, 2, 2});
  upsample.node("Upsample", {"x", "scales"}, {"y"}, {attribute("mode", std::string("nearest"))});
  seeds.add("Upsample", std::move(upsample));
}

}  // namespace cnn::fuzz
