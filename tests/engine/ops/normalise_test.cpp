// Group, instance and layer normalisation against values worked out by hand, and against PyTorch's.
#include <gtest/gtest.h>

#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

TEST(InstanceNormalization, IsOfEachChannel) {
  ModelBuilder model;
  model.input("x", {1, 2, 1, 2}).weight("s", {2}, Floats{1, 3}).weight("b", {2}, Floats{0, 1});
  model.node("InstanceNormalization", {"x", "s", "b"}, {"y"}, {attribute("epsilon", 0.0f)});
  // Means 2 and 10, deviations 1 and 2.
  expect_values(model, Shape{1, 2, 1, 2}, {1, 3, 8, 12}, {-1, 1, -2, 4});
}

// Two groups of two channels of one pixel: means 2 and 20, deviations 1 and 10.
TEST(GroupNormalization, HasAScaleAGroupBeforeOpset21) {
  ModelBuilder old(18), current(21);
  old.input("x", {1, 4, 1, 1}).weight("s", {2}, Floats{1, 2}).weight("b", {2}, Floats{0, 5});
  old.node("GroupNormalization", {"x", "s", "b"}, {"y"},
           {attribute("epsilon", 0.0f), attribute("num_groups", 2)});
  expect_values(old, Shape{1, 4, 1, 1}, {1, 3, 10, 30}, {-1, 1, 3, 7});
  current.input("x", {1, 4, 1, 1});
  current.weight("s", {4}, Floats{1, 2, 3, 4}).weight("b", {4}, Floats{0, 0, 5, 6});
  current.node("GroupNormalization", {"x", "s", "b"}, {"y"},
               {attribute("epsilon", 0.0f), attribute("num_groups", 2)});
  expect_values(current, Shape{1, 4, 1, 1}, {1, 3, 10, 30}, {-1, 2, 2, 10});
}

TEST(GroupNormalization, NeedsEqualGroups) {
  ModelBuilder uneven(21), missing(21);
  for (ModelBuilder* model : {&uneven, &missing})
    model->input("x", {1, 3, 1, 2}).weight("s", {3}, Floats(3)).weight("b", {3}, Floats(3));
  uneven.node("GroupNormalization", {"x", "s", "b"}, {"y"}, {attribute("num_groups", 2)});
  expect_refused(uneven, ErrorCode::kInvalidModel, "3 channels do not form 2 equal groups");
  missing.node("GroupNormalization", {"x", "s", "b"}, {"y"});
  expect_refused(missing, ErrorCode::kInvalidModel, "num_groups");
}

// Means 2 and 4, deviations 1 and 2.
TEST(BatchNormalization, OfWeightsTakesTheirOwnStatistics) {
  ModelBuilder model(17);
  model.input("x", {1, 2, 2}).weight("w", {1, 2, 2}, Floats{1, 3, 2, 6});
  model.weight("s", {2}, Floats{2, 3}).weight("b", {2}, Floats{10, 20});
  model.weight("m", {2}, Floats{6, 8}).weight("v", {2}, Floats{3, 8});
  model.weight("shape", {3}, std::vector<std::int64_t>{1, 2, 1});
  model.node(
      "BatchNormalization", {"w", "s", "b", "m", "v"}, {"n", "mean", "variance"},
      {attribute("epsilon", 0.0f), attribute("training_mode", 1), attribute("momentum", 0.25f)});
  model.node("Reshape", {"mean", "shape"}, {"mean column"});
  model.node("Reshape", {"variance", "shape"}, {"variance column"});
  model.node("Concat", {"n", "mean column", "variance column"}, {"all"}, {attribute("axis", 2)});
  model.node("Concat", {"x", "all"}, {"y"}, {attribute("axis", 2)});
  // A quarter of what was kept, three quarters of what was found.
  expect_values(model, Shape{1, 2, 2}, {1, 2, 3, 4}, {1, 2, 8, 12, 3, 1.5f, 3, 4, 17, 23, 5, 5});
}

TEST(BatchNormalization, OfWeightsGivesItsVarianceAlone) {
  ModelBuilder model(17);
  model.input("x", {1}).weight("w", {1, 1, 2}, Floats{1, 5}).weight("one", {1}, Floats{1});
  model.node("BatchNormalization", {"w", "one", "one", "one", "one"}, {"n", "", "v"},
             {attribute("training_mode", 1), attribute("momentum", 0.5f)});
  model.node("Add", {"x", "v"}, {"y"});
  // Half of 1 that was kept, half of 4 that was found.
  expect_values(model, Shape{1}, {10}, {12.5f});
}

TEST(BatchNormalization, OfThePictureItselfIsRefused) {
  ModelBuilder model(17);
  model.input("x", {1, 1, 2}).weight("a", {1}, Floats{1});
  model.node("BatchNormalization", {"x", "a", "a", "a", "a"}, {"y"},
             {attribute("training_mode", 1)});
  expect_refused(model, ErrorCode::kUnsupported, "by its own mean and variance");
}

TEST(LayerNormalization, IsOfEachRow) {
  ModelBuilder model(17);
  model.input("x", {2, 2}).weight("s", {2}, Floats{1, 3}).weight("b", {2}, Floats{10, 20});
  model.node("LayerNormalization", {"x", "s", "b"}, {"y"}, {attribute("epsilon", 0.0f)});
  expect_values(model, Shape{2, 2}, {1, 3, 10, 6}, {9, 23, 11, 17});
}

TEST(LayerNormalization, GivesItsStatistics) {
  ModelBuilder model(17);
  model.input("x", {2, 1, 2}).weight("s", {1, 2}, Floats{1, 1});
  model.node("LayerNormalization", {"x", "s"}, {"n", "m", "d"},
             {attribute("epsilon", 0.0f), attribute("axis", -2)});
  // Means 2 and 8, inverse deviations 1 and 1 / 2.
  model.node("Concat", {"n", "m", "d"}, {"y"}, {attribute("axis", 2)});
  expect_values(model, Shape{2, 1, 2}, {1, 3, 10, 6}, {-1, 1, 2, 1, 1, -1, 8, 0.5f});
}

// A mean a thousand times the deviation, over more than one stretch of the sums.
TEST(Normalization, KeepsItsAccuracyFarFromZero) {
  Floats x, expected;
  for (int i = 0; i < 1200; ++i) {
    x.push_back(i % 2 ? 1001 : 999);
    expected.push_back(i % 2 ? 1 : -1);
  }
  ModelBuilder rows(17), channels;
  rows.input("x", {1, 1200}).weight("s", {1200}, Floats(1200, 1));
  rows.node("LayerNormalization", {"x", "s"}, {"y"}, {attribute("epsilon", 0.0f)});
  expect_values(rows, Shape{1, 1200}, x, expected);
  channels.input("x", {1, 1, 30, 40}).weight("s", {1}, Floats{1}).weight("b", {1}, Floats{0});
  channels.node("InstanceNormalization", {"x", "s", "b"}, {"y"}, {attribute("epsilon", 0.0f)});
  expect_values(channels, Shape{1, 1, 30, 40}, x, expected);
}

TEST(SweepNormalise, InstanceAndGroups) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t groups = random.integer(1, 5), members = random.integer(1, 5);
    Dims x = {random.integer(1, 2), groups * members};
    for (std::int64_t rank = random.chance(80) ? 4 : 3; rank > 2; --rank)
      x.push_back(random.integer(1, 21));
    const bool instance = random.chance(40), by_channel = random.chance(50);
    ModelBuilder model(by_channel ? 21 : 18);
    const std::string from = add_input(model, random, x);
    const std::int64_t scales = instance || by_channel ? x[1] : groups;
    model.weight("s", {scales}, random.reals(scales)).weight("b", {scales}, random.reals(scales));
    std::vector<Message> attributes = {attribute("epsilon", random.real() + 1.2f)};
    if (!instance) attributes.push_back(attribute("num_groups", groups));
    model.node(instance ? "InstanceNormalization" : "GroupNormalization", {from, "s", "b"}, {"y"},
               attributes);
    model.output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + show(x) + " groups " + std::to_string(groups));
  });
}

TEST(SweepNormalise, Layers) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.integer(1, 5), 9);
    const auto rank = static_cast<std::int64_t>(x.size());
    const std::int64_t axis = random.integer(0, rank - 1);
    const Dims normalised(x.begin() + axis, x.end());
    ModelBuilder model(17);
    model.weight("s", normalised, random.reals(product(normalised)));
    model.weight("b", normalised, random.reals(product(normalised)));
    std::vector<std::string> inputs = {add_input(model, random, x), "s"};
    if (random.chance(70)) inputs.push_back("b");
    model.node("LayerNormalization", inputs, {"y"},
               {attribute("epsilon", random.real() + 1.2f),
                attribute("axis", random.chance(50) ? axis : axis - rank)});
    model.output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + show(x) + " axis " + std::to_string(axis), 2e-6,
                       random.chance(50) ? 2 : 1);
  });
}

}  // namespace
}  // namespace cnn::test
