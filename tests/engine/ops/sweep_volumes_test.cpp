// Seeded random cases for windows over volumes: the fast paths against the plain loops. See
// sweep_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

// A window over volumes of a random size that it fits in.
struct Window {
  Dims input, kernel, strides, dilations, pads;

  explicit Window(Random& random) : pads(6) {
    for (std::size_t i = 0; i < 3; ++i) {
      kernel.push_back(random.integer(1, 3));
      strides.push_back(random.integer(1, 3));
      dilations.push_back(random.chance(25) ? 2 : 1);
      pads[i] = random.chance(50) ? random.integer(0, 2) : 0;
      pads[3 + i] = random.chance(50) ? random.integer(0, 2) : 0;
      const std::int64_t extent = dilations[i] * (kernel[i] - 1) + 1;
      input.push_back(std::max<std::int64_t>(extent - pads[i] - pads[3 + i], 1) +
                      random.integer(0, 5));
    }
  }

  std::vector<Message> attributes() const {
    return {attribute("strides", strides), attribute("dilations", dilations),
            attribute("pads", pads)};
  }
  std::string text() const {
    return show(input) + " by " + show(kernel) + " strides " + show(strides) + " dilations " +
           show(dilations) + " pads " + show(pads);
  }
};

// Through a BatchNormalization and a Relu for some, so that folded weights and a fused bound are
// tested too.
void finish(ModelBuilder& model, Random& random, std::int64_t channels) {
  std::string last = "y";
  if (random.chance(30)) {
    for (const std::string name : {"scale", "shift", "mean"})
      model.weight(name, {channels}, random.reals(channels));
    std::vector<float> variance = random.reals(channels);
    for (float& number : variance) number = number * number + 0.5f;
    model.weight("variance", {channels}, variance);
    model.node("BatchNormalization", {"y", "scale", "shift", "mean", "variance"}, {"norm"});
    last = "norm";
  }
  if (random.chance(40)) {
    model.node("Relu", {last}, {"relu"});
    last = "relu";
  }
  model.output(last);
}

// A Conv, or a ConvTranspose, whose weights have the two kinds of channels the other way round.
void convolve(std::uint64_t seed, bool transposed) {
  Random random(seed);
  const Window window(random);
  const bool depthwise = random.chance(30);
  const std::int64_t groups = depthwise ? random.integer(2, 37) : random.integer(1, 3);
  const std::int64_t in = groups * (depthwise ? 1 : random.integer(1, 6));
  const std::int64_t out = groups * (depthwise ? 1 : random.integer(1, 9));
  Dims x = {random.integer(1, 2), in};
  // Large enough for padding to leave a transposed one a cell of the output.
  for (std::size_t i = 0; i < 3; ++i)
    x.push_back(transposed ? random.integer(5, 7) : window.input[i]);
  Dims w = transposed ? Dims{in, out / groups} : Dims{out, in / groups};
  w.insert(w.end(), window.kernel.begin(), window.kernel.end());
  ModelBuilder model;
  model.input("x", x).weight("w", w, random.reals(product(w)));
  const bool bias = random.chance(60);
  if (bias) model.weight("b", {out}, random.reals(out));
  auto attributes = window.attributes();
  attributes.push_back(attribute("group", groups));
  const std::string op = transposed ? "ConvTranspose" : "Conv";
  model.node(op, {"x", "w", bias ? "b" : ""}, {"y"}, attributes);
  finish(model, random, out);
  expect_plans_agree(model.build(), random,
                     show_seed(seed) + op + " " + show(x) + " " + show(w) + " " + window.text(),
                     5e-6, static_cast<int>(random.integer(1, 2)));
}

TEST(SweepVolumes, Conv) {
  sweep(300, [](std::uint64_t seed) { convolve(seed, false); });
}

TEST(SweepVolumes, ConvTranspose) {
  sweep(300, [](std::uint64_t seed) { convolve(seed, true); });
}

}  // namespace
}  // namespace cnn::test
