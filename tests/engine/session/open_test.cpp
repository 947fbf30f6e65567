// What a file leaves open: sizes of inputs, and weights that come at run time.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;

constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

// A list of any length, convolved with a kernel longer than every length that load tries.
ModelBuilder long_kernel() {
  ModelBuilder model(13);
  const Floats kernel(20, 1.0f);
  model.input("x", {1, 1, -1}).weight("w", {1, 1, 20}, kernel);
  model.node("Conv", {"x", "w"}, {"y"}).output("y");
  return model;
}

TEST(OpenSizes, ThatNoGuessFitsAreNoRefusal) {
  const auto session = load(long_kernel().build());
  EXPECT_TRUE(session->graph().nodes.empty());
  ASSERT_FALSE(session->graph().notes.empty());
  const std::string& note = session->graph().notes.back();
  EXPECT_NE(note.find("'x' [1,1,N]"), std::string::npos) << note;
  EXPECT_NE(note.find("kernel"), std::string::npos) << note;
  EXPECT_FALSE(session->run(PlanKind::kFast));  // of the sizes that were tried
  set_input(*session, "x", Shape{1, 1, 21}, Floats(21, 2.0f));
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{40, 40}));
  }
  EXPECT_EQ(session->graph().nodes.size(), 1u);
}

TEST(OpenSizes, AreFixedByName) {
  const std::vector<FreeDimension> sizes{{"N", 30}};
  LoadOptions with = options();
  with.dimensions = sizes;
  const auto session = value_or_fail(Session::load(long_kernel().build(), with));
  EXPECT_EQ(session->graph().value(session->graph().outputs[0]).type.shape, (Shape{1, 1, 11}));
  EXPECT_FALSE(session->input("x", Shape{1, 1, 31}));
  EXPECT_TRUE(session->input("x", Shape{1, 1, 30}));
}

TEST(OpenSizes, OfAnotherNameAreRefusedWithThoseThereAre) {
  const std::vector<FreeDimension> sizes{{"width", 30}};
  LoadOptions with = options();
  with.dimensions = sizes;
  const auto result = Session::load(long_kernel().build(), with);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(result.error().message.find("'width'"), std::string::npos);
  EXPECT_NE(result.error().hint.find("'N'"), std::string::npos);
}

TEST(OpenWeights, OfAConvolution) {
  ModelBuilder model(17);
  const Floats two{2};
  model.input("x", {1, 1, 2, 2}).input("w", {2, 1, 1, 1}).input("b", {2});
  model.weight("two", {}, two).node("Mul", {"w", "two"}, {"doubled"});
  model.node("Conv", {"x", "doubled", "b"}, {"c"}).node("Relu", {"c"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 1, 2, 2}, {1, 2, 3, 4});
  for (const float factor : {1.0f, -1.0f}) {  // packed nowhere: each run takes those it is given
    set_input(*session, "w", Shape{2, 1, 1, 1}, {factor, 10 * factor});
    set_input(*session, "b", Shape{2}, {0, 5});
    for (const PlanKind kind : kPlans) {
      run(*session, kind);
      EXPECT_EQ(value(*session, "y"),
                factor > 0 ? (Floats{2, 4, 6, 8, 25, 45, 65, 85}) : (Floats(8, 0.0f)));
    }
  }
}

TEST(OpenWeights, OfATransposedConvolutionAndABiasAlone) {
  ModelBuilder model(17);
  const Floats kernel{1, 2};
  model.input("x", {1, 1, 1, 2}).input("w", {1, 1, 1, 2}).input("b", {1});
  model.weight("k", {1, 1, 1, 2}, kernel);
  model.node("ConvTranspose", {"x", "w"}, {"t"}).node("Conv", {"t", "k", "b"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 1, 1, 2}, {1, 2});
  set_input(*session, "w", Shape{1, 1, 1, 2}, {3, 4});
  set_input(*session, "b", Shape{1}, {100});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    // t = [3, 4 + 6, 8]; y = t[i] + 2 t[i + 1] + 100
    EXPECT_EQ(value(*session, "y"), (Floats{123, 126}));
  }
}

// scale * (x - mean) / sqrt(variance + epsilon) + bias, once with a scale alone that is fed.
TEST(OpenWeights, OfABatchNormalization) {
  ModelBuilder model(17);
  const Floats zero{0, 0}, four{4, 4};
  model.input("x", {1, 2, 1, 2}).input("m", {2}).input("v", {2}).input("g", {2});
  model.weight("zero", {2}, zero).weight("four", {2}, four);
  model.node("BatchNormalization", {"x", "g", "zero", "m", "v"}, {"n"},
             {attribute("epsilon", 0.0f)});
  model.node("Relu", {"n"}, {"y"});
  model.node("BatchNormalization", {"x", "g", "four", "zero", "four"}, {"z"},
             {attribute("epsilon", 0.0f)});
  const auto session = load(model.output("y").output("z").build());
  set_input(*session, "x", Shape{1, 2, 1, 2}, {1, 3, 10, 20});
  for (const float factor : {1.0f, 2.0f}) {
    set_input(*session, "m", Shape{2}, {2, 12});
    set_input(*session, "v", Shape{2}, {4, 16});
    set_input(*session, "g", Shape{2}, {factor, factor});
    for (const PlanKind kind : kPlans) {
      run(*session, kind);
      EXPECT_EQ(value(*session, "y"), (Floats{0, 0.5f * factor, 0, 2 * factor}));
      EXPECT_EQ(value(*session, "z"),
                (Floats{0.5f * factor + 4, 1.5f * factor + 4, 5 * factor + 4, 10 * factor + 4}));
    }
  }
}

// Each pair is brought to -1 and 1, then scaled and shifted.
TEST(OpenWeights, OfNormalisationsByTheirOwnNumbers) {
  ModelBuilder model(21);
  model.input("x", {1, 2, 2}).input("g", {2}).input("b", {2});
  const Message exact = attribute("epsilon", 0.0f);
  model.node("LayerNormalization", {"x", "g", "b"}, {"layer"}, {exact});
  model.node("InstanceNormalization", {"x", "g", "b"}, {"instance"}, {exact});
  model.node("GroupNormalization", {"x", "g", "b"}, {"group"}, {exact, attribute("num_groups", 2)});
  model.output("layer").output("instance").output("group");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{1, 2, 2}, {1, 3, 20, 10});
  for (const float factor : {1.0f, 3.0f}) {
    set_input(*session, "g", Shape{2}, {factor, 10 * factor});
    set_input(*session, "b", Shape{2}, {100, 200});
    const Floats by_channel = {100 - factor, 100 + factor, 200 + 10 * factor, 200 - 10 * factor};
    for (const PlanKind kind : kPlans) {
      run(*session, kind);
      EXPECT_EQ(value(*session, "layer"),
                (Floats{100 - factor, 200 + 10 * factor, 100 + factor, 200 - 10 * factor}));
      EXPECT_EQ(value(*session, "instance"), by_channel);
      EXPECT_EQ(value(*session, "group"), by_channel);
    }
  }
}

// A mean that is fed, behind a convolution: it is not folded into the weights.
TEST(OpenWeights, OfABatchNormalizationBehindAConvolution) {
  ModelBuilder model(17);
  const Floats two{2}, zero{0}, one{1};
  model.input("x", {1, 1, 1, 2}).input("m", {1}).weight("two", {1, 1, 1, 1}, two);
  model.weight("zero", {1}, zero).weight("one", {1}, one);
  model.node("Conv", {"x", "two"}, {"c"});
  model.node("BatchNormalization", {"c", "one", "zero", "m", "one"}, {"y"},
             {attribute("epsilon", 0.0f)});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 1, 1, 2}, {3, 4});
  for (const float mean : {1.0f, 5.0f}) {
    set_input(*session, "m", Shape{1}, {mean});
    run(*session, PlanKind::kFast);
    EXPECT_EQ(value(*session, "y"), (Floats{6 - mean, 8 - mean}));
  }
}

// onnxscript 0.5.0 to 0.5.6, two convolutions on one value: the second one's bias is lost.
TEST(SharedBias, OfTheSameLengthIsWarnedOf) {
  ModelBuilder model(18);
  const Floats first{1}, second{2}, bias{3};
  model.input("x", {1, 1, 1, 1})
      .weight("w1", {1, 1, 1, 1}, first)
      .weight("w2", {1, 1, 1, 1}, second);
  model.weight("b", {1}, bias).node("Conv", {"x", "w1", "b"}, {"a"});
  model.node("Conv", {"x", "w2", "b"}, {"c"}).node("Add", {"a", "c"}, {"y"}).output("y");
  const auto session = load(model.build());
  ASSERT_EQ(session->graph().notes.size(), 1u);
  EXPECT_NE(session->graph().notes[0].find("Conv 'a_node' and Conv 'c_node'"), std::string::npos);
}

TEST(SharedBias, OfAnotherLengthIsRefusedWithTheCause) {
  ModelBuilder model(18);
  const Floats first{1}, second{2, 2}, bias{3};
  model.input("x", {1, 1, 1, 1})
      .weight("w1", {1, 1, 1, 1}, first)
      .weight("w2", {2, 1, 1, 1}, second);
  model.weight("b", {1}, bias).node("Conv", {"x", "w1", "b"}, {"a"});
  model.node("Conv", {"x", "w2", "b"}, {"c"}).node("Add", {"a", "c"}, {"y"}).output("y");
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().node, "c_node");
  EXPECT_NE(result.error().hint.find("onnxscript"), std::string::npos) << result.error().hint;
}

}  // namespace
}  // namespace cnn::test
