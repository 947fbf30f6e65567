// Files that must be refused in words, and files that must not: tests/golden/onnx and damaged ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/random.h"
#include "engine/support/run.h"

namespace cnn::test {
namespace {

std::vector<std::byte> golden_file(const std::string& name) {
  const auto bytes = read_bytes(std::string(CNN_TEST_DATA "/onnx/") + name + ".onnx");
  EXPECT_FALSE(bytes.empty()) << name;
  return bytes;
}

std::vector<std::byte> tiny_vgg() {
  return read_bytes(std::string(CNN_TEST_DATA) + "/../../models/tinyvgg/tinyvgg.onnx");
}

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto* data = reinterpret_cast<const std::byte*>(text.data());
  return {data, data + text.size()};
}

struct Refusal {
  std::string file;
  ErrorCode code;
  std::vector<std::string> words;  // the message names each of these
};

class Refused : public testing::TestWithParam<Refusal> {};

TEST_P(Refused, InWords) {
  const auto result = Session::load(golden_file(GetParam().file), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, GetParam().code) << text(result.error());
  for (const std::string& word : GetParam().words)
    EXPECT_NE(result.error().message.find(word), std::string::npos)
        << word << " is not in: " << result.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Files, Refused,
    testing::Values(
        Refusal{"external-data", ErrorCode::kMissingFile, {"weights.bin"}},
        Refusal{"opset-5", ErrorCode::kUnsupported, {"opset 5"}},
        Refusal{"opset-99", ErrorCode::kUnsupported, {"opset 99"}},
        Refusal{"attribute-kinds", ErrorCode::kUnsupported, {"everything"}},
        Refusal{"unsupported-operators",
                ErrorCode::kUnsupported,
                {"draw", "second_draw", "noise", "Bernoulli", "RandomNormalLike"}},
        Refusal{"cycle", ErrorCode::kInvalidModel, {"there"}},
        Refusal{"missing-value", ErrorCode::kInvalidModel, {"add", "nowhere"}},
        Refusal{"value-made-twice", ErrorCode::kInvalidModel, {"output"}},
        Refusal{"short-weight", ErrorCode::kInvalidModel, {"9 values", "5"}},
        Refusal{"negative-dimension", ErrorCode::kInvalidShape, {"[-1,1,3,3]"}},
        Refusal{"kernel-exceeds-input", ErrorCode::kInvalidShape, {"too_large", "kernel 5", "4"}},
        Refusal{"channel-mismatch", ErrorCode::kInvalidShape, {"wrong_channels", "channels"}}),
    [](const auto& info) {
      std::string name = info.param.file;
      std::ranges::replace(name, '-', '_');
      return name;
    });

TEST(Refusal, CarriesNodeOperatorAttributeAndShapes) {
  const auto result = Session::load(golden_file("kernel-exceeds-input"), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().node, "too_large");
  EXPECT_EQ(result.error().op, "Conv");
  EXPECT_EQ(result.error().attribute, "kernel_shape");
  ASSERT_EQ(result.error().shapes.size(), 2u);
  EXPECT_NE(result.error().shapes[0].find("[1,1,4,4]"), std::string::npos);
  EXPECT_FALSE(result.error().hint.empty());
}

TEST(Refusal, OtherFilesAreNamed) {
  const std::pair<std::string, std::string> files[] = {
      {"<!DOCTYPE html><html></html>", "HTML"},
      {"\n  <html>", "HTML"},
      {std::string("PK\x03\x04", 4) + "x", "zip"},
      {"version https://git-lfs.github.com/spec/v1\n", "LFS"},
      {"", "empty"},
      {"\x1f\x8b\x08", "gzip"},
      {"{\"a\": 1}", "JSON"},
      {"\x89PNG\r\n", "PNG"},
      {std::string("\0\0\0\0TFL3", 8), "TensorFlow Lite"},
      {"just some words that are no model", "not an ONNX model"},
  };
  for (const auto& [file, word] : files) {
    const auto result = Session::load(bytes_of(file), options());
    ASSERT_FALSE(result) << word;
    EXPECT_EQ(result.error().code, ErrorCode::kNotAModel) << text(result.error());
    EXPECT_NE(result.error().message.find(word), std::string::npos) << result.error().message;
  }
}

TEST(Refusal, EveryTruncationIsAnError) {
  const std::vector<std::byte> whole = tiny_vgg();
  ASSERT_GT(whole.size(), 80'000u);
  for (std::size_t size = 2; size < whole.size(); size += size < 400 ? 1 : 251) {
    const std::vector<std::byte> part(whole.begin(), whole.begin() + static_cast<long>(size));
    const auto result = Session::load(part, options());
    // What is cut behind the graph may still be a whole network, which then has to run.
    if (result) {
      EXPECT_TRUE((*result)->run(PlanKind::kFast));
      continue;
    }
    EXPECT_EQ(result.error().code, ErrorCode::kTruncated)
        << size << " bytes: " << text(result.error());
  }
}

// Values of other types than float32, whose indices and divisors only a run shows.
std::vector<std::byte> typed_network() {
  using Ints = std::vector<std::int64_t>;
  ModelBuilder model;
  model.input("x", {1, 2, 3, 4}).weight("table", {4, 2}, std::vector<float>(8, 1));
  model.node("ArgMax", {"x"}, {"best"}, {attribute("axis", 3)});
  model.node("Gather", {"table", "best"}, {"picked"});
  model.node("Cast", {"best"}, {"bytes"}, {attribute("to", 2)});
  model.tensor("three", {1}, 2, "\3").node("Div", {"bytes", "three"}, {"thirds"});
  model.node("Concat", {"thirds", "bytes"}, {"both"}, {attribute("axis", 1)});
  model.node("Cast", {"both"}, {"truth"}, {attribute("to", 9)}).node("Not", {"truth"}, {"not"});
  model.node("Where", {"not", "both", "three"}, {"chosen"});
  model.weight("zero", {}, Ints{0}).weight("six", {}, Ints{6}).weight("one", {}, Ints{1});
  model.node("Range", {"zero", "six", "one"}, {"line"});
  model.weight("at", {2, 1}, Ints{1, -1}).weight("new", {2}, Ints{7, 8});
  model.node("ScatterND", {"line", "at", "new"}, {"y"});
  model.node("MaxPool", {"x"}, {"m", "where"}, {attribute("kernel_shape", Ints{2, 2})});
  return model.output("y").output("picked").output("chosen").output("where").build();
}

// Any bytes give a session or an error: no crash, no hang. Sanitizer builds check the rest.
TEST(Refusal, DamagedBytesNeverCrash) {
  const auto zoo = [](const std::string& name) {
    return read_bytes(std::string(CNN_TEST_DATA "/zoo/") + name + ".onnx");
  };
  const std::vector<std::vector<std::byte>> originals = {tiny_vgg(),
                                                         golden_file("two-inputs"),
                                                         golden_file("int64-weights"),
                                                         golden_file("opset-21"),
                                                         zoo("shufflenet-v2-12"),
                                                         zoo("mobilenetv2-12"),
                                                         zoo("efficientnet-lite4-11"),
                                                         zoo("densenet-12"),
                                                         typed_network()};
  run(*load(originals.back()), PlanKind::kInspect);
  for (std::uint64_t seed = 1; seed <= 1800; ++seed) {
    Random random(seed);
    std::vector<std::byte> file = originals[seed % originals.size()];
    // The start of a file holds its structure; the rest is mostly numbers.
    const auto reach = static_cast<std::int64_t>(std::min<std::size_t>(file.size(), 2000));
    for (auto changes = random.integer(1, 4); changes > 0; --changes)
      file[static_cast<std::size_t>(random.integer(0, reach - 1))] =
          static_cast<std::byte>(random.integer(0, 255));
    LoadOptions limited = options();
    limited.max_memory = std::size_t{64} << 20;
    const auto result = Session::load(file, limited);
    if (result) (void)(*result)->run(PlanKind::kInspect);
  }
}

TEST(Refusal, HugeShapesAreRefusedBeforeTheyAreAllocated) {
  ModelBuilder model;
  model.input("x", {1, 1, 1 << 22, 1 << 22}).output("y").node("Relu", {"x"}, {"y"});
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kLimitExceeded) << text(result.error());
}

TEST(Refusal, ActivationsBeyondMaxMemory) {
  ModelBuilder model;
  model.input("x", {1, 1, 1024, 1024}).output("y").node("Relu", {"x"}, {"y"});
  LoadOptions limited = options();
  limited.max_memory = std::size_t{5} << 20;  // the input takes 4 MiB, and so does the output
  const auto session = value_or_fail(Session::load(model.build(), limited));
  const auto result = session->run(PlanKind::kInspect);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kLimitExceeded);
  EXPECT_NE(result.error().message.find("4097 KiB"), std::string::npos) << text(result.error());
}

// A few bytes that ask for far more than they hold.
TEST(Refusal, BombsAreRefusedAtLoad) {
  using Dims = std::vector<std::int64_t>;
  const auto refused = [](ModelBuilder& model, const char* what) {
    const auto result = Session::load(model.output("y").build(), options());
    ASSERT_FALSE(result) << what;
    EXPECT_EQ(result.error().code, ErrorCode::kLimitExceeded)
        << what << ": " << text(result.error());
  };
  const std::vector<float> one(1, 1), nine(9, 1), line(4096, 1);
  ModelBuilder padded;
  padded.input("x", {1, 1, 8, 8}).weight("w", {1, 1, 3, 3}, nine);
  padded.node("Conv", {"x", "w"}, {"y"}, {attribute("pads", Dims{8000, 8000, 8000, 8000})});
  refused(padded, "padding");
  ModelBuilder pooled;
  pooled.input("x", {1, 1, 8, 8});
  pooled.node("MaxPool", {"x"}, {"y"},
              {attribute("kernel_shape", Dims{65537, 65536}),
               attribute("pads", Dims{65535, 65535, 65535, 65535})});
  refused(pooled, "kernel");
  ModelBuilder folded;
  folded.input("x", {1, 1}).weight("a", {4096, 1}, line).weight("b", {1, 4096}, line);
  folded.node("Add", {"a", "b"}, {"c"})
      .node("Add", {"c", "c"}, {"d"})
      .node("Add", {"d", "d"}, {"e"});
  folded.node("Add", {"e", "e"}, {"f"})
      .node("Add", {"f", "f"}, {"g"})
      .node("Add", {"g", "x"}, {"y"});
  refused(folded, "folded constants");
  ModelBuilder worked;
  worked.input("x", {1, 1, 1, 1}).weight("a", {1, 1, 2048, 1}, std::span(line).first(2048));
  worked.weight("b", {1, 1, 1, 2048}, std::span(line).first(2048));
  worked.weight("c", {1, 1, 64, 1}, std::span(line).first(64));
  worked.weight("d", {1, 1, 1, 64}, std::span(line).first(64));
  worked.node("Add", {"a", "b"}, {"e"}).node("Add", {"c", "d"}, {"k"});
  worked.node("Conv", {"e", "k"}, {"f"}).node("Add", {"f", "x"}, {"y"});
  refused(worked, "work at load");
}

TEST(Refusal, DimensionsWhoseBytesWrapIn32Bits) {
  // 2^29 doubles are 2^32 bytes, which a 32-bit size takes for the 0 that the file holds.
  const Message tensor =
      Message().number(1, 1 << 24).number(1, 32).number(2, 11).bytes(8, "w").bytes(9, "");
  const std::string file =
      Message()
          .number(1, 8)
          .message(7, Message().message(5, tensor).message(12, Message().bytes(1, "w")))
          .data();
  const auto result = Session::load(bytes_of(file), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidModel) << text(result.error());
}

TEST(Refusal, PoolWindowsThatHoldPaddingAlone) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 4}).output("y");
  model.node("MaxPool", {"x"}, {"y"},
             {attribute("kernel_shape", std::vector<std::int64_t>{1, 2}),
              attribute("dilations", std::vector<std::int64_t>{1, 5}),
              attribute("pads", std::vector<std::int64_t>{0, 5, 0, 5})});
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported) << text(result.error());
}

TEST(Refusal, UnknownAttribute) {
  ModelBuilder model;
  model.input("x", {1, 1, 2, 2}).output("y");
  model.node("Relu", {"x"}, {"y"}, {attribute("slope", 0.5f)});
  const auto result = Session::load(model.build(), options());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(result.error().attribute, "slope");
}

class Accepted : public testing::TestWithParam<std::string> {};

TEST_P(Accepted, LoadsAndRuns) {
  const auto session = load(golden_file(GetParam()));
  run(*session, PlanKind::kInspect);
  run(*session, PlanKind::kFast);
}

INSTANTIATE_TEST_SUITE_P(Files, Accepted,
                         testing::Values("float-data", "opset-6", "opset-7", "opset-21", "opset-26",
                                         "int64-weights", "metadata", "dynamic-batch",
                                         "dynamic-size", "two-inputs", "nameless-node",
                                         "weight-among-inputs", "unordered-nodes"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace cnn::test
