#include "fuzz/mutate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "engine/support/onnx_builder.h"
#include "onnx/reader.h"

namespace cnn::fuzz {
namespace {

std::string network() {
  test::ModelBuilder model;
  model.input("x", {1, 2, 4, -1}).weight("w", {2, 2, 1, 1}, std::vector<float>{1, 2, 3, 4});
  model.node("Conv", {"x", "w"}, {"c"},
             {test::attribute("strides", std::vector<std::int64_t>{1, 1})});
  model.node("Relu", {"c"}, {"y"}).output("y");
  const auto file = model.build();
  return {reinterpret_cast<const char*>(file.data()), file.size()};
}

Result<onnx::Model> read(const std::string& file) {
  return onnx::read_model({reinterpret_cast<const std::byte*>(file.data()), file.size()});
}

std::size_t leave(std::uint8_t*, std::size_t size, std::size_t) {
  return size;
}

TEST(OnnxTree, WritesWhatItRead) {
  auto model = parse_model(network());
  ASSERT_TRUE(model);
  EXPECT_EQ(to_bytes(*model), network());
  Field* graph = model->find(number::kModelGraph);
  ASSERT_TRUE(graph);
  ASSERT_EQ(graph->all(number::kGraphNode).size(), 2u);
  EXPECT_EQ(graph->all(number::kGraphNode)[1]->find(number::kNodeOp)->bytes, "Relu");
}

TEST(OnnxTree, RefusesWhatIsNoMessage) {
  EXPECT_FALSE(parse_model(network().substr(0, 40)));
}

// Most mutants must get past the reader, and hardly two may be equal: otherwise the fuzzer tries
// the same files again and again.
TEST(Mutate, MakesDifferentFilesThatTheReaderTakes) {
  std::set<std::string> mutants;
  int read_count = 0;
  constexpr int kTries = 2000;
  for (int seed = 0; seed < kTries; ++seed) {
    test::Random random(static_cast<std::uint64_t>(seed));
    auto model = parse_model(network());
    mutate(*model, random, leave);
    const std::string mutant = to_bytes(*model);
    if (read(mutant)) ++read_count;
    mutants.insert(mutant);
  }
  EXPECT_GT(read_count, kTries / 2);
  EXPECT_GT(mutants.size(), std::size_t{kTries / 4});
}

TEST(Splice, JoinsTwoNetworks) {
  auto model = parse_model(network());
  test::Random random(1);
  splice(*model, *parse_model(network()), random);
  const auto joined = read(to_bytes(*model));
  ASSERT_TRUE(joined);
  EXPECT_EQ(joined->nodes.size(), 4u);
  EXPECT_EQ(joined->inputs.size(), 1u);
  const auto& first = joined->nodes[0];
  const auto& third = joined->nodes[2];
  EXPECT_NE(first.outputs[0], third.outputs[0]);
  EXPECT_TRUE(third.inputs[0] == "c" || third.inputs[0] == "y") << third.inputs[0];
}

}  // namespace
}  // namespace cnn::fuzz
