// What a file may ask for: memory before it is taken, work at load, and networks at the limits.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/limits.h"
#include "engine/support/large_models.h"
#include "engine/support/random.h"
#include "engine/support/run.h"
#include "session.h"
#include "session_load.h"

namespace cnn {
namespace {

using namespace test;  // NOLINT: tests
using Floats = std::vector<float>;

std::uint64_t total(const MemoryUse& use) {
  return use.weights + use.fast + use.inspect + use.other;
}

Error refusal(const std::vector<std::byte>& file, std::size_t max_memory) {
  LoadOptions limited = options();
  limited.max_memory = max_memory;
  auto result = Session::load(file, limited);
  EXPECT_FALSE(result);
  return result ? Error() : result.error();
}

TEST(Loader, TellsAShareThatNeverFallsAndEndsAtOne) {
  const auto file = many_convolutions(50).build();
  Loader loader(file, options());
  std::size_t slices = 0;
  double before = 0;
  while (before < 1) {
    const double done = value_or_fail(loader.step(0));
    EXPECT_GE(done, before);
    before = done;
    ++slices;
  }
  EXPECT_GT(slices, 200u);  // one a node or initialiser, twice
  EXPECT_FALSE(loader.step(0));
  const auto session = loader.take();
  EXPECT_EQ(session->graph().nodes.size(), 100u);
  run(*session, PlanKind::kFast);
}

TEST(Loader, CanBeGivenUpAtAnySlice) {
  const auto file = many_convolutions(3).build();
  for (int slices = 0; slices < 20; ++slices) {
    Loader loader(file, options());
    for (int slice = 0; slice < slices; ++slice)
      if (value_or_fail(loader.step(0)) == 1) break;
  }
}

TEST(Loader, AfterAnErrorThereIsNothingMore) {
  std::vector<std::byte> file = many_convolutions(3).build();
  file.resize(file.size() / 2);
  Loader loader(file, options());
  Result<double> done = 0.0;
  while (done && *done < 1) done = loader.step(0);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kTruncated);
  EXPECT_EQ(loader.step(0).error().code, ErrorCode::kInvalidArgument);
}

TEST(Bounded, ManyInputsTogetherAreRefused) {
  ModelBuilder model;
  for (int i = 0; i < 20; ++i) {
    model.input(numbered("x", i), {1, 1, 4096, 4096}).output(numbered("y", i));
    model.node("GlobalMaxPool", {numbered("x", i)}, {numbered("y", i)});
  }
  const Error error = refusal(model.build(), limits::kDefaultMaxMemory);
  EXPECT_EQ(error.code, ErrorCode::kLimitExceeded) << error.message;
}

// Each of them is small enough alone.
TEST(Bounded, WorkAtLoadIsSummedAndCountsWhatIsRead) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 1}).output("y");
  const std::vector<std::int64_t> shape = {1, 1, 4096, 4096};
  model.weight("shape", {4}, shape).node("ConstantOfShape", {"shape"}, {"big"});
  model.node("Identity", {"x"}, {"y"});
  const auto with = [&](int pools) {
    ModelBuilder more = model;
    for (int i = 0; i < pools; ++i) more.node("GlobalMaxPool", {"big"}, {numbered("p", i)});
    return more.build();
  };
  EXPECT_TRUE(Session::load(with(2), options()));
  const Error error = refusal(with(100), limits::kDefaultMaxMemory);
  EXPECT_EQ(error.code, ErrorCode::kLimitExceeded) << error.message;
  EXPECT_EQ(error.op, "GlobalMaxPool");
}

// The names of a network count, and so do its lists.
TEST(Bounded, StructureIsCounted) {
  ModelBuilder named;
  named.input("x", {1}).output("y").node("Identity", {"x"}, {"y"});
  named.metadata("text", std::string(300'000, 'a'));
  const std::size_t limit = std::size_t{1} << 20;
  EXPECT_EQ(refusal(named.build(), limit).code, ErrorCode::kLimitExceeded);
  EXPECT_TRUE(Session::load(named.build(), options()));

  const Message list = attribute("ints", std::vector<std::int64_t>(40'000, 1));
  ModelBuilder lists;
  lists.input("x", {1}).output("y").node("Identity", {"x"}, {"y"}, {list});
  EXPECT_EQ(refusal(lists.build(), limit).code, ErrorCode::kLimitExceeded);

  EXPECT_EQ(refusal(many_initializers(5000).build(), limit).code, ErrorCode::kLimitExceeded);
  EXPECT_TRUE(Session::load(many_initializers(5000).build(), options()));
}

TEST(Bounded, EachWeightCountsThoughManyLieAtOnePlaceOfAFile) {
  constexpr std::int64_t kCount = 64, kSide = 512;  // 1 MiB each
  ModelBuilder model;
  model.input("x", {kSide}).output("y");
  std::vector<std::string> inputs = {"x"};
  for (std::int64_t i = 0; i < kCount; ++i) {
    inputs.push_back("w" + std::to_string(i));
    model.external_weight(inputs.back(), {kSide, kSide}, "w.data", 0);
  }
  model.node("Sum", inputs, {"y"});
  const std::vector<std::byte> data(kSide * kSide * sizeof(float));
  const onnx::ExternalFile file = {"w.data", data};
  LoadOptions limited = options();
  limited.external = {&file, 1};
  const std::vector<std::byte> bytes = model.build();
  EXPECT_TRUE(Session::load(bytes, limited));
  limited.max_memory = std::size_t{32} << 20;
  const auto refused = Session::load(bytes, limited);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded);
}

TEST(Bounded, WhatNodesMakeOfSharedWeightsCounts) {
  constexpr std::int64_t kNodes = 200, kChannels = 1 << 16;  // 512 KiB of factors a node
  ModelBuilder model;
  model.input("v0", {1, kChannels});
  const Floats ones(kChannels, 1.0f);
  model.weight("w", {kChannels}, ones);
  for (std::int64_t i = 0; i < kNodes; ++i)
    model.node("BatchNormalization", {"v" + std::to_string(i), "w", "w", "w", "w"},
               {"v" + std::to_string(i + 1)});
  model.output("v" + std::to_string(kNodes));
  const auto file = model.build();
  EXPECT_EQ(refusal(file, std::size_t{64} << 20).code, ErrorCode::kLimitExceeded);
  EXPECT_TRUE(Session::load(file, options()));
}

TEST(Bounded, ListsHaveALimit) {
  ModelBuilder metadata;
  metadata.input("x", {1}).output("y").node("Identity", {"x"}, {"y"});
  for (std::size_t i = 0; i <= limits::kMaxMetadata; ++i) metadata.metadata("", "");
  const std::vector<Message> attributes(limits::kMaxAttributes + 1, attribute("a", 1));
  ModelBuilder node;
  node.input("x", {1}).output("y").node("Identity", {"x"}, {"y"}, attributes);
  const auto tensors = many_initializers(static_cast<int>(limits::kMaxTensors) + 1);
  const auto edges = wide_concat(static_cast<int>(limits::kMaxEdges));
  for (const ModelBuilder& model : {metadata, node, tensors, edges})
    EXPECT_EQ(refusal(model.build(), limits::kDefaultMaxMemory).code, ErrorCode::kLimitExceeded);
}

// Convolution: packed weights. Resize over two axes, a product of turned matrices, a transposed
// convolution: scratch memory. Every byte that memory() tells is one that the limit must allow.
TEST(Bounded, PlansTakeNoMoreThanIsAllowed) {
  Random random(3);
  ModelBuilder model;
  model.input("x", {1, 8, 32, 32}).output("y");
  model.weight("w", {8, 8, 3, 3}, random.reals(576)).node("Conv", {"x", "w"}, {"c"});
  model.weight("t", {8, 4, 2, 2}, random.reals(128)).node("ConvTranspose", {"c", "t"}, {"d"});
  model.node("LRN", {"d"}, {"l"}, {attribute("size", 3)});
  model.node("Transpose", {"l"}, {"u"}, {attribute("perm", std::vector<std::int64_t>{0, 1, 3, 2})});
  model.node("MatMul", {"l", "u"}, {"m"}).node("GlobalAveragePool", {"m"}, {"y"});
  const auto file = model.build();
  for (const PlanKind kind : {PlanKind::kFast, PlanKind::kInspect}) {
    const auto roomy = value_or_fail(Session::load(file, options()));
    ASSERT_TRUE(roomy->begin(kind));
    const std::uint64_t needs = total(roomy->memory());
    LoadOptions limited = options();
    limited.max_memory = static_cast<std::size_t>(needs) + 64 * 1024;  // and what is not kept
    const auto fits = value_or_fail(Session::load(file, limited));
    ASSERT_TRUE(fits->begin(kind));
    EXPECT_EQ(total(fits->memory()), needs);
    limited.max_memory = static_cast<std::size_t>(needs) - 1;
    const auto short_of = value_or_fail(Session::load(file, limited));
    const auto refused = short_of->begin(kind);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << refused.error().message;
    EXPECT_LE(total(short_of->memory()), limited.max_memory);
  }
}

TEST(Bounded, AsManyNodesAsAreAllowed) {
  const auto session = load(long_chain(static_cast<int>(limits::kMaxNodes)).build());
  const Floats input = Random(5).reals(16);
  set_input(*session, "x", Shape{1, 4, 2, 2}, input);
  double first = input[0];
  for (std::size_t i = 0; i < limits::kMaxNodes; ++i)
    first = i % 2 ? -first : 1 / (1 + std::exp(-first));
  const std::string last = numbered("v", static_cast<int>(limits::kMaxNodes) - 1);
  for (const PlanKind kind : {PlanKind::kFast, PlanKind::kInspect}) {
    run(*session, kind);
    EXPECT_NEAR(test::value(*session, last)[0], first, 1e-5);
  }
  EXPECT_EQ(value_or_fail(session->statistics()).size(), limits::kMaxNodes + 1);
}

TEST(Bounded, BranchesConcatsAndInputsInLargeNumbers) {
  const auto branches = load(many_branches(5000).build());
  run(*branches, PlanKind::kFast);
  const Floats joined = test::value(*branches, "y");
  ASSERT_EQ(joined.size(), 5000u * 16);
  EXPECT_TRUE(std::ranges::all_of(joined, [](float value) { return value == 0.5f; }));

  const auto nested = load(nested_concats(3000).build());
  run(*nested, PlanKind::kFast);
  Floats channels = test::value(*nested, "c2999");
  ASSERT_EQ(channels.size(), 3001u);
  EXPECT_EQ(channels[0], 0.0f);
  EXPECT_EQ(std::ranges::count(channels, 0.5f), 3000);

  const auto inputs = load(many_inputs(5000).build());
  for (const int i : {0, 17, 4999})
    set_input(*inputs, numbered("x", i), Shape{1, 4, 2, 2}, Floats(16, static_cast<float>(i)));
  run(*inputs, PlanKind::kFast);
  EXPECT_EQ(test::value(*inputs, "y0")[0], 0.5f);
  EXPECT_EQ(test::value(*inputs, "y4999")[3], 1.0f);
}

}  // namespace
}  // namespace cnn
