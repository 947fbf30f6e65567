// Networks of as many parts as a file may have, to show that nothing takes time that grows with
// their square. Every one computes values of one shape, [1, 4, 2, 2], or joins them.
#pragma once

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"

namespace cnn::test {

inline std::string numbered(const char* name, int number) {
  return name + std::to_string(number);
}

// x -> Sigmoid -> Neg -> Sigmoid ...: nothing that a pass merges.
inline ModelBuilder long_chain(int nodes) {
  ModelBuilder model;
  model.input("x", {1, 4, 2, 2});
  std::string last = "x";
  for (int i = 0; i < nodes; ++i) {
    const std::string next = numbered("v", i);
    model.node(i % 2 ? "Neg" : "Sigmoid", {last}, {next});
    last = next;
  }
  return model.output(last);
}

// A convolution a node, each with weights of its own, and a Relu.
inline ModelBuilder many_convolutions(int pairs) {
  ModelBuilder model;
  const std::vector<float> kernel(16, 0.25f);
  model.input("x", {1, 4, 2, 2});
  std::string last = "x";
  for (int i = 0; i < pairs; ++i) {
    model.weight(numbered("w", i), {4, 4, 1, 1}, kernel);
    model.node("Conv", {last, numbered("w", i)}, {numbered("c", i)});
    model.node("Relu", {numbered("c", i)}, {numbered("r", i)});
    last = numbered("r", i);
  }
  return model.output(last);
}

// `nodes` branches of one node from x, which one Concat joins.
inline ModelBuilder many_branches(int nodes) {
  ModelBuilder model;
  model.input("x", {1, 4, 2, 2});
  std::vector<std::string> branches;
  for (int i = 0; i < nodes; ++i) {
    branches.push_back(numbered("b", i));
    model.node("Sigmoid", {"x"}, {branches.back()});
  }
  return model.node("Concat", branches, {"y"}, {attribute("axis", 1)}).output("y");
}

// One Concat that reads x that often.
inline ModelBuilder wide_concat(int inputs) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 1});
  const std::vector<std::string> all(static_cast<std::size_t>(inputs), "x");
  return model.node("Concat", all, {"y"}, {attribute("axis", 1)}).output("y");
}

// Each Concat reads the one before and one channel more.
inline ModelBuilder nested_concats(int depth) {
  ModelBuilder model;
  model.input("x", {1, 1, 1, 1});
  std::string last = "x";
  for (int i = 0; i < depth; ++i) {
    model.node("Sigmoid", {"x"}, {numbered("s", i)});
    model.node("Concat", {last, numbered("s", i)}, {numbered("c", i)}, {attribute("axis", 1)});
    last = numbered("c", i);
  }
  return model.output(last);
}

// So many inputs, each read by a node whose output is an output.
inline ModelBuilder many_inputs(int inputs) {
  ModelBuilder model;
  for (int i = 0; i < inputs; ++i) {
    model.input(numbered("x", i), {1, 4, 2, 2}).output(numbered("y", i));
    model.node("Sigmoid", {numbered("x", i)}, {numbered("y", i)});
  }
  return model;
}

// So many numbers that are stored, all added up at load.
inline ModelBuilder many_initializers(int count) {
  ModelBuilder model;
  const std::vector<float> one(1, 1);
  for (int i = 0; i < count; ++i) model.weight(numbered("w", i), {1}, one);
  return model.input("x", {1, 4, 2, 2}).node("Sigmoid", {"x"}, {"y"}).output("y");
}

}  // namespace cnn::test
