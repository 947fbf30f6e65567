// Runs one-node (or few-node) models on all plans: against each other, or against given values.
#pragma once

#include <gtest/gtest.h>
#include <cmath>

#include <string>
#include <vector>

#include "engine/support/facts_hold.h"
#include "engine/support/onnx_builder.h"
#include "engine/support/random.h"
#include "engine/support/run.h"

namespace cnn::test {

// Runs a model with the input "x" on all plans; the output "y" must be `expected` each time.
inline void expect_values(ModelBuilder& model, const Shape& shape, const std::vector<float>& input,
                          const std::vector<float>& expected) {
  const auto session = load(model.output("y").build());
  set_input(*session, "x", shape, input);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(*session, kind);
    const std::vector<float> actual = test::value(*session, "y");
    ASSERT_EQ(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
      EXPECT_EQ(std::isnan(actual[i]), std::isnan(expected[i])) << i;
      if (!std::isnan(expected[i])) EXPECT_NEAR(actual[i], expected[i], 1e-6) << i;
    }
  }
}

// The model must be refused at load, with that code and that text in the message.
inline void expect_refused(ModelBuilder& model, ErrorCode code, const std::string& words) {
  const auto result = Session::load(model.output("y").build(), options());
  ASSERT_FALSE(result) << words;
  EXPECT_EQ(result.error().code, code) << text(result.error());
  EXPECT_NE(result.error().message.find(words), std::string::npos) << text(result.error());
}

// The model's inputs are filled with reals of `random`, and then with some NaN, infinities, very
// large and very small numbers among them. Fails with `line`, which names the seed, when the
// inspect or the fast plan departs from the plain one by more than `tolerance` (of the largest
// value), when they refuse different things, or when what the rows state of the nodes' dependence
// does not hold.
inline void expect_plans_agree(const std::vector<std::byte>& file, Random& random,
                               const std::string& line, double tolerance = 2e-6, int threads = 1) {
  auto loaded = Session::load(file, options(threads));
  ASSERT_TRUE(loaded) << line << ": " << text(loaded.error());
  Session& session = **loaded;
  const Graph& graph = session.graph();
  expect_facts_hold(graph, line);
  const std::string output = graph.value(graph.outputs[0]).name;
  for (const bool salted : {false, true}) {
    // Salted, it is about what is finite and what is not: terms of 1e30 leave little of the others.
    double scale = 1;
    for (const GraphInput& input : graph.inputs) {
      const Value& value = graph.value(input.value);
      std::vector<float> values = random.reals(value.type.shape.elements());
      if (salted) random.salt(values);
      scale = largest_finite(values, scale);
      set_input(session, value.name, value.type.shape, values);
    }
    run(session, PlanKind::kPlain);
    const std::vector<float> expected = test::value(session, output);
    for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast}) {
      run(session, kind);
      EXPECT_EQ(departure(test::value(session, output), expected, salted ? 2e-5 : tolerance, scale),
                "")
          << line << (salted ? " salted" : "")
          << (kind == PlanKind::kFast ? " (fast)" : " (inspect)");
    }
  }
}

}  // namespace cnn::test
