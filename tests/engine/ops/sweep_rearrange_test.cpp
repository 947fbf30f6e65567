// Seeded random cases for operators that move elements and for those added along axes: SIMD, in
// whichever layout the values lie, against the plain loop as is. See sweep_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

Dims shuffled(Random& random, std::int64_t count) {
  Dims order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t i = order.size(); i-- > 1;)
    std::swap(order[i],
              order[static_cast<std::size_t>(random.integer(0, static_cast<std::int64_t>(i)))]);
  return order;
}

TEST(SweepRearrange, Transpose) {
  sweep(400, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 7), 5);
    const auto rank = static_cast<std::int64_t>(x.size());
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    const bool nhwc = rank == 4 && random.chance(40);
    const Dims order = !nhwc               ? shuffled(random, rank)
                       : random.chance(50) ? Dims{0, 2, 3, 1}
                                           : Dims{0, 3, 1, 2};
    model.node("Transpose", {from}, {"t"}, {attribute("perm", order)});
    // What reads it may want another layout than what wrote it.
    const Dims back = shuffled(random, rank);
    model.node("Relu", {"t"}, {"r"}).node("Transpose", {"t"}, {"u"}, {attribute("perm", back)});
    model.node("Reshape", {"u", "flat"}, {"uf"}).node("Reshape", {"r", "flat"}, {"rf"});
    model.weight("flat", {1}, Dims{-1}).node("Add", {"uf", "rf"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Transpose " + show(x) + " " + show(order) + show(back));
  });
}

TEST(SweepRearrange, Slice) {
  sweep(400, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 6), 8);
    Dims starts, ends, axes = shuffled(random, static_cast<std::int64_t>(x.size())), steps;
    axes.resize(static_cast<std::size_t>(random.integer(1, static_cast<std::int64_t>(x.size()))));
    for (const std::int64_t axis : axes) {
      const std::int64_t dim = x[static_cast<std::size_t>(axis)];
      const std::int64_t first = random.integer(0, dim - 1), last = random.integer(0, dim - 1);
      steps.push_back((last < first ? -1 : 1) * random.integer(1, 3));
      starts.push_back(random.chance(50) ? first : first - dim);
      const std::int64_t end = last < first ? last - 1 : last + 1;
      ends.push_back(end < 0 ? -dim - 1 : end);
    }
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    const auto count = static_cast<std::int64_t>(axes.size());
    model.weight("s", {count}, starts).weight("e", {count}, ends).weight("a", {count}, axes);
    model.weight("t", {count}, steps).node("Slice", {from, "s", "e", "a", "t"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Slice " + show(x) + " axes " + show(axes) + " from " +
                           show(starts) + " to " + show(ends) + " by " + show(steps));
  });
}

TEST(SweepRearrange, Split) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 5), 9);
    const auto axis = random.integer(0, static_cast<std::int64_t>(x.size()) - 1);
    Dims lengths;
    for (std::int64_t left = x[static_cast<std::size_t>(axis)]; left > 0; left -= lengths.back())
      lengths.push_back(random.integer(1, left));
    std::vector<std::string> parts, reversed;
    for (std::size_t i = 0; i < lengths.size(); ++i) parts.push_back("p" + std::to_string(i));
    reversed.assign(parts.rbegin(), parts.rend());
    ModelBuilder model(11);
    model.node("Split", {add_input(model, random, x)}, parts,
               {attribute("axis", axis), attribute("split", lengths)});
    model.node("Relu", {parts[0]}, {"relu"});
    reversed.emplace_back("relu");
    model.node("Concat", reversed, {"y"}, {attribute("axis", axis)}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Split " + show(x) + " axis " + std::to_string(axis) +
                           " lengths " + show(lengths));
  });
}

TEST(SweepRearrange, Pad) {
  sweep(300, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 7), 5);
    Dims pads;
    for (std::size_t i = 0; i < 2 * x.size(); ++i)
      pads.push_back(random.chance(50) ? random.integer(0, 3) : 0);
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("p", {static_cast<std::int64_t>(pads.size())}, pads);
    model.weight("v", {}, random.reals(1)).node("Pad", {from, "p", "v"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Pad " + show(x) + " pads " + show(pads));
  });
}

TEST(SweepRearrange, ReduceMean) {
  sweep(400, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.chance(60) ? 4 : random.integer(1, 7), 9);
    Dims axes = shuffled(random, static_cast<std::int64_t>(x.size()));
    axes.resize(static_cast<std::size_t>(random.integer(1, static_cast<std::int64_t>(x.size()))));
    if (x.size() == 4 && random.chance(30)) axes = {2, 3};
    const int keep = random.chance(50);
    const bool input = random.chance(50);
    ModelBuilder model(input ? 18 : 13);
    const std::string from = add_input(model, random, x);
    model.weight("a", {static_cast<std::int64_t>(axes.size())}, axes).output("y");
    if (input)
      model.node("ReduceMean", {from, "a"}, {"y"}, {attribute("keepdims", keep)});
    else
      model.node("ReduceMean", {from}, {"y"},
                 {attribute("axes", axes), attribute("keepdims", keep)});
    expect_plans_agree(
        model.build(), random,
        show_seed(seed) + "ReduceMean " + show(x) + " axes " + show(axes) + (keep ? " keep" : ""));
  });
}

TEST(SweepRearrange, Expand) {
  sweep(200, [](std::uint64_t seed) {
    Random random(seed);
    Dims wanted = random_dims(random, random.chance(60) ? 4 : random.integer(1, 5), 5);
    Dims x(wanted.begin() + random.integer(0, static_cast<std::int64_t>(wanted.size()) - 1),
           wanted.end());
    for (std::int64_t& dim : x)
      if (random.chance(50)) dim = 1;
    for (std::int64_t& dim : wanted)
      if (random.chance(20)) dim = 1;
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("s", {static_cast<std::int64_t>(wanted.size())}, wanted);
    model.node("Expand", {from, "s"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Expand " + show(x) + " to " + show(wanted));
  });
}

TEST(SweepRearrange, Gather) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    const Dims x = random_dims(random, random.integer(1, 4), 6);
    const auto axis = random.integer(0, static_cast<std::int64_t>(x.size()) - 1);
    const std::int64_t dim = x[static_cast<std::size_t>(axis)];
    const Dims shape = random_dims(random, random.integer(0, 2), 4);
    Dims indices;
    for (std::int64_t i = 0; i < product(shape); ++i)
      indices.push_back(random.integer(-dim, dim - 1));
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("i", shape, indices).output("y");
    model.node("Gather", {from, "i"}, {"y"}, {attribute("axis", axis)});
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Gather " + show(x) + " axis " + std::to_string(axis));
  });
}

// Axes of length 1 taken away and put elsewhere, between two convolutions.
TEST(SweepRearrange, SqueezeAndUnsqueeze) {
  sweep(150, [](std::uint64_t seed) {
    Random random(seed);
    Dims x = random_dims(random, 4, 5);
    Dims axes = shuffled(random, 4), added = shuffled(random, 4);
    const auto count = random.integer(1, 3);
    axes.resize(static_cast<std::size_t>(count)), added.resize(axes.size());
    for (const std::int64_t axis : axes) x[static_cast<std::size_t>(axis)] = 1;
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("a", {count}, axes).weight("b", {count}, added);
    model.node("Squeeze", {from, "a"}, {"s"}).node("Relu", {"s"}, {"r"});
    model.node("Unsqueeze", {"r", "b"}, {"u"}).node("Add", {"u", "u"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "Squeeze " + show(x) + " " + show(axes) + show(added));
  });
}

// ShuffleNet's Reshape - Transpose - Reshape, after a convolution and before one.
TEST(SweepRearrange, ChannelShuffle) {
  sweep(60, [](std::uint64_t seed) {
    Random random(seed);
    const std::int64_t groups = random.integer(2, 5), each = random.integer(1, 5);
    const Dims x = {random.integer(1, 2), groups * each, random.integer(1, 6),
                    random.integer(1, 6)};
    ModelBuilder model;
    const std::string from = add_input(model, random, x);
    model.weight("five", {5}, Dims{x[0], groups, each, x[2], x[3]}).weight("four", {4}, x);
    model.node("Reshape", {from, "five"}, {"a"});
    model.node("Transpose", {"a"}, {"b"}, {attribute("perm", Dims{0, 2, 1, 3, 4})});
    model.node("Reshape", {"b", "four"}, {"c"});
    model.weight("v", {2, x[1], 1, 1}, random.reals(2 * x[1]));
    model.node("Conv", {"c", "v"}, {"y"}).output("y");
    expect_plans_agree(model.build(), random,
                       show_seed(seed) + "shuffle " + show(x) + " groups " + std::to_string(groups),
                       5e-6);
  });
}

}  // namespace
}  // namespace cnn::test
