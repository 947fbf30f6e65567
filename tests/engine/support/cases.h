// Runs a one-node (or few-node) model on the SIMD path and on the plain loop and compares.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/random.h"
#include "engine/support/run.h"

namespace cnn::test {

// The model's inputs are filled with reals of `random`. Fails with `line`, which names the seed,
// when the inspect or the fast plan differs from the plain one by more than `tolerance` (relative
// to the largest value), or when they refuse different things.
inline void expect_plans_agree(const std::vector<std::byte>& file, Random& random,
                               const std::string& line, double tolerance = 2e-6) {
  auto loaded = Session::load(file, options());
  ASSERT_TRUE(loaded) << line << ": " << text(loaded.error());
  Session& session = **loaded;
  const Graph& graph = session.graph();
  for (const GraphInput& input : graph.inputs) {
    const Value& value = graph.value(input.value);
    set_input(session, value.name, value.type.shape, random.reals(value.type.shape.elements()));
  }
  const std::string output = graph.value(graph.outputs[0]).name;
  run(session, PlanKind::kPlain);
  const std::vector<float> expected = test::value(session, output);
  for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kFast}) {
    run(session, kind);
    EXPECT_LE(difference(test::value(session, output), expected), tolerance)
        << line << (kind == PlanKind::kFast ? " (fast)" : " (inspect)");
  }
}

}  // namespace cnn::test
