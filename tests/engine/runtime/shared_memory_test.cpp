// Values of the fast plan that share memory: pieces of a Concat, of a Split, results over inputs.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/run.h"
#include "engine/support/sweep.h"

namespace cnn::test {
namespace {

// Random graphs of what reads and writes channels-last values, wired in every way: values read
// several times, the same value twice in a Concat, Concats of Concats, outputs in the middle.
class RandomGraph {
 public:
  explicit RandomGraph(std::uint64_t seed) : random_(seed) {
    batch_ = random_.integer(1, 2), height_ = random_.integer(1, 5), width_ = random_.integer(1, 5);
    const std::int64_t channels = random_.integer(1, 6);
    model_.input("x", {batch_, channels, height_, width_});
    values_.push_back({"x", channels});
    convolve(values_[0], 1, random_.integer(1, 6));
    for (std::int64_t node = random_.integer(3, 14); node > 0; --node) add_node();
    model_.output(values_.back().name);
    outputs_.push_back(values_.back().name);
    for (const Named& value : values_)
      if (random_.chance(10) && value.name != "x" && value.name != outputs_[0]) {
        model_.output(value.name);
        outputs_.push_back(value.name);
      }
  }

  void check(std::uint64_t seed) {
    const auto session = load(model_.build());
    const Shape shape{batch_, values_[0].channels, height_, width_};
    set_input(*session, "x", shape, random_.reals(shape.elements()));
    run(*session, PlanKind::kPlain);
    std::vector<std::vector<float>> expected;
    for (const std::string& name : outputs_) expected.push_back(value(*session, name));
    run(*session, PlanKind::kFast);
    for (std::size_t i = 0; i < outputs_.size(); ++i)
      EXPECT_LE(difference(value(*session, outputs_[i]), expected[i]), 1e-5)
          << show_seed(seed) << outputs_[i] << "\n"
          << log_;
  }

 private:
  struct Named {
    std::string name;
    std::int64_t channels;
  };

  const Named& any() {
    const auto last = static_cast<std::int64_t>(values_.size()) - 1;
    // Recent ones are taken more often, so that the graph is deep.
    const std::int64_t back = std::min(random_.integer(0, last), random_.integer(0, last));
    return values_[static_cast<std::size_t>(last - back)];
  }

  std::string add(const std::string& op, const std::vector<std::string>& inputs,
                  std::int64_t channels, const std::vector<Message>& attributes = {}) {
    const std::string name = "v" + std::to_string(values_.size());
    model_.node(op, inputs, {name}, attributes);
    log_ += name + " = " + op + "(";
    for (const std::string& input : inputs) log_ += input + " ";
    log_ += ") " + std::to_string(channels) + " channels\n";
    values_.push_back({name, channels});
    return name;
  }

  std::string weight(const Dims& dims) {
    const std::string name = "w" + std::to_string(weights_++);
    model_.weight(name, dims, random_.reals(product(dims)));
    return name;
  }

  void convolve(const Named& x, std::int64_t kernel, std::int64_t channels) {
    const std::int64_t pad = kernel / 2;
    const std::string w = weight({channels, x.channels, kernel, kernel});
    add("Conv", {x.name, w}, channels, {attribute("pads", Dims{pad, pad, pad, pad})});
  }

  void depthwise(const Named& x) {
    const std::string w = weight({x.channels, 1, 3, 3});
    add("Conv", {x.name, w}, x.channels,
        {attribute("pads", Dims{1, 1, 1, 1}), attribute("group", x.channels)});
  }

  void normalise(const Named& x) {
    std::vector<std::string> inputs = {x.name};
    for (int i = 0; i < 3; ++i) inputs.push_back(weight({x.channels}));
    const std::string variance = "w" + std::to_string(weights_++);
    model_.weight(variance, {x.channels},
                  std::vector<float>(static_cast<std::size_t>(x.channels), 0.5f));
    inputs.push_back(variance);
    add("BatchNormalization", inputs, x.channels);
  }

  void concatenate() {
    std::vector<std::string> inputs;
    std::int64_t channels = 0;
    // As in a dense block: everything that the Concat before has, and more.
    if (!joined_.empty() && random_.chance(60)) inputs = joined_, channels = joined_channels_;
    for (std::int64_t count = random_.integer(1, 3); count > 0; --count) {
      const Named& value = any();
      inputs.push_back(value.name);
      channels += value.channels;
    }
    if (channels > 64) return;
    add("Concat", inputs, channels, {attribute("axis", 1)});
    joined_ = inputs, joined_channels_ = channels;
  }

  void combine(const Named& x) {
    Named other = x;
    for (const Named& value : values_)
      if (value.channels == x.channels && random_.chance(50)) other = value;
    add(random_.chance(70) ? "Add" : "Mul", {x.name, other.name}, x.channels);
    if (random_.chance(50)) add("Relu", {values_.back().name}, x.channels);
  }

  // XNNPACK's functions, our own, and gates that become one node with their product.
  void activate(const Named& x) {
    constexpr const char* kOps[] = {"Relu", "Sigmoid", "Elu", "HardSigmoid"};
    add(kOps[random_.integer(0, 3)], {x.name}, x.channels);
    if (random_.chance(40)) add("Mul", {x.name, values_.back().name}, x.channels);
  }

  void split(const Named& x) {
    if (x.channels < 2) return;
    const std::int64_t first = random_.integer(1, x.channels - 1);
    const std::string lengths = "w" + std::to_string(weights_++);
    model_.weight(lengths, {2}, std::vector<std::int64_t>{first, x.channels - first});
    const std::string name = "v" + std::to_string(values_.size());
    model_.node("Split", {x.name, lengths}, {name, name + "b"}, {attribute("axis", 1)});
    log_ += name + ", " + name + "b = Split(" + x.name + ") at " + std::to_string(first) + "\n";
    const std::int64_t rest = x.channels - first;
    values_.push_back({name, first});
    values_.push_back({name + "b", rest});
  }

  void add_node() {
    const Named x = any();
    switch (random_.integer(0, 10)) {
      case 0: return convolve(x, 1, random_.integer(1, 6));
      case 1: return convolve(x, 3, random_.integer(1, 6));
      case 2: return depthwise(x);
      case 3: return normalise(x);
      case 4:
        return void(
            add("MaxPool", {x.name}, x.channels,
                {attribute("kernel_shape", Dims{3, 3}), attribute("pads", Dims{1, 1, 1, 1})}));
      case 5: return activate(x);
      case 6: return combine(x);
      case 7: return split(x);
      default: return concatenate();
    }
  }

  Random random_;
  ModelBuilder model_;
  std::int64_t batch_, height_, width_, joined_channels_ = 0;
  int weights_ = 0;
  std::vector<Named> values_;
  std::vector<std::string> joined_, outputs_;
  std::string log_;
};

TEST(SharedMemory, RandomGraphsComputeWhatPlainLoopsDo) {
  sweep(1000, [](std::uint64_t seed) { RandomGraph(seed).check(seed); });
}

// x -> two convolutions -> Concat: both write into it, so that nothing is left to copy.
TEST(SharedMemory, ProducersWriteIntoTheConcat) {
  ModelBuilder model;
  model.input("x", {1, 2, 3, 3});
  model.weight("a", {3, 2, 1, 1}, std::vector<float>(6, 1))
      .weight("b", {5, 2, 1, 1}, std::vector<float>(10, 2));
  model.node("Conv", {"x", "a"}, {"left"}).node("Conv", {"x", "b"}, {"right"});
  model.node("Concat", {"left", "right"}, {"both"}, {attribute("axis", 1)});
  model.node("MaxPool", {"both"}, {"y"}, {attribute("kernel_shape", Dims{2, 2})}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2, 3, 3}, std::vector<float>(18, 1));
  run(*session, PlanKind::kFast);
  run(*session, PlanKind::kInspect);
  const auto steps = [&](PlanKind kind) { return session->plan(kind)->size(); };
  EXPECT_EQ(steps(PlanKind::kFast) + 1, steps(PlanKind::kInspect));
}

// As in YOLO: what is fused into SiLUs reads its Split and writes into the Concat.
TEST(SharedMemory, GatesReadAndWriteParts) {
  ModelBuilder model;
  model.input("x", {1, 2, 3, 3}).weight("a", {6, 2, 1, 1}, std::vector<float>(12, 0.5f));
  model.node("Conv", {"x", "a"}, {"c"});
  model.node("Split", {"c"}, {"left", "right"}, {attribute("axis", 1)});
  model.node("Sigmoid", {"left"}, {"gate"}).node("Mul", {"left", "gate"}, {"silu"});
  model.node("Elu", {"right"}, {"elu"});
  model.node("Concat", {"silu", "elu"}, {"both"}, {attribute("axis", 1)});
  model.node("MaxPool", {"both"}, {"y"}, {attribute("kernel_shape", Dims{2, 2})}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2, 3, 3}, std::vector<float>(18, 1));
  run(*session, PlanKind::kPlain);
  const std::vector<float> expected = value(*session, "y");
  run(*session, PlanKind::kFast);
  EXPECT_LE(difference(value(*session, "y"), expected), 1e-6);
  // The input into channels last, Conv, SiLU, Elu, MaxPool.
  EXPECT_EQ(session->plan(PlanKind::kFast)->size(), 5u);
}

// Every Concat of a dense block is the beginning of the next one: one buffer holds them all.
TEST(SharedMemory, ADenseBlockLiesInOneBuffer) {
  ModelBuilder model;
  model.input("x", {1, 1, 8, 8}).weight("first", {4, 1, 1, 1}, std::vector<float>(4, 1));
  model.node("Conv", {"x", "first"}, {"v0"});
  std::vector<std::string> parts = {"v0"};
  for (int layer = 1; layer <= 4; ++layer) {
    const std::string n = std::to_string(layer), from = layer == 1 ? "v0" : "c" + n;
    const std::int64_t channels = 4 * layer;
    if (layer > 1) model.node("Concat", parts, {from}, {attribute("axis", 1)});
    model.weight("w" + n, {4, channels, 1, 1},
                 std::vector<float>(static_cast<std::size_t>(4 * channels), 0.1f));
    model.node("Conv", {from, "w" + n}, {"v" + n});
    parts.push_back("v" + n);
  }
  model.node("Concat", parts, {"all"}, {attribute("axis", 1)});
  model.node("GlobalAveragePool", {"all"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 1, 8, 8}, std::vector<float>(64, 1));
  run(*session, PlanKind::kFast);
  const Plan& plan = *session->plan(PlanKind::kFast);
  // The input has one channel, so channels last it is the same bytes: 5 convolutions and a mean.
  EXPECT_EQ(plan.size(), 6u);
  const std::size_t all = 20 * 64 * sizeof(float);
  EXPECT_GE(plan.activation_lower_bound(), all);
  EXPECT_LE(plan.activation_lower_bound(), all + 1024);
}

TEST(SharedMemory, ElementwiseResultsTakeTheirInputsPlace) {
  ModelBuilder model;
  model.input("x", {1, 1, 16, 16}).weight("w", {8, 1, 1, 1}, std::vector<float>(8, -1));
  // Nothing fuses into a Concat.
  model.node("Conv", {"x", "w"}, {"a"}).node("Concat", {"a", "a"}, {"b"}, {attribute("axis", 1)});
  model.node("Relu", {"b"}, {"c"}).node("Clip", {"c"}, {"d"}).output("d");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 1, 16, 16}, std::vector<float>(256, -2));
  run(*session, PlanKind::kFast);
  EXPECT_EQ(test::value(*session, "d"), std::vector<float>(16 * 256, 2));
  const std::size_t b = 16 * 256 * sizeof(float);
  EXPECT_LT(session->plan(PlanKind::kFast)->activation_lower_bound(), 2 * b);
}

}  // namespace
}  // namespace cnn::test
