#include "graph/graph.h"

#include <gtest/gtest.h>

namespace cnn {
namespace {

Node node(std::string name, std::vector<ValueId> inputs, std::vector<ValueId> outputs) {
  Node result;
  result.name = std::move(name);
  result.op = "Relu";
  result.inputs = std::move(inputs);
  result.outputs = std::move(outputs);
  return result;
}

TEST(Graph, SortsProducersFirstAndCountsUses) {
  Graph graph;
  graph.values.resize(4);
  graph.nodes = {node("last", {1, 2}, {3}), node("first", {0}, {1}), node("second", {1}, {2})};
  graph.outputs = {3};
  ASSERT_TRUE(sort_topologically(graph));
  EXPECT_EQ(graph.nodes[0].name, "first");
  EXPECT_EQ(graph.nodes[1].name, "second");
  EXPECT_EQ(graph.nodes[2].name, "last");
  EXPECT_EQ(graph.value(1).consumers, 2);
  EXPECT_EQ(graph.value(3).consumers, 1);
  EXPECT_EQ(graph.value(3).producer, 2);
  EXPECT_EQ(graph.value(0).producer, kNoNode);
}

TEST(Graph, NamesTheNodesOfACycle) {
  Graph graph;
  graph.values.resize(3);
  graph.nodes = {node("fine", {0}, {1}), node("loop", {2}, {2})};
  const auto sorted = sort_topologically(graph);
  ASSERT_FALSE(sorted);
  EXPECT_EQ(sorted.error().code, ErrorCode::kInvalidModel);
  EXPECT_NE(sorted.error().message.find("'loop'"), std::string::npos);
  EXPECT_EQ(sorted.error().message.find("'fine'"), std::string::npos);
}

TEST(Graph, LongChainsDoNotOverflowTheStack) {
  Graph graph;
  constexpr int kLength = 20'000;
  graph.values.resize(kLength + 1);
  for (int i = kLength - 1; i >= 0; --i)
    graph.nodes.push_back(node(std::to_string(i), {i}, {i + 1}));
  ASSERT_TRUE(sort_topologically(graph));
  EXPECT_EQ(graph.nodes.front().name, "0");
}

}  // namespace
}  // namespace cnn
