// Whole networks against PyTorch's values (tests/golden).
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/support/run.h"
#include "golden/golden_values.h"

namespace cnn {
namespace {

using namespace test;

std::string data(const std::string& file) {
  return std::string(CNN_TEST_DATA "/") + file;
}
std::string built(const std::string& file) {
  return std::string(CNN_BUILD_DATA "/") + file;
}

class TinyVgg : public testing::TestWithParam<std::string> {
 protected:
  std::unique_ptr<Session> session_ =
      load(read_bytes(std::string(CNN_TEST_DATA) + "/../../models/tinyvgg/tinyvgg.onnx"));

  // RGB bytes, [64, 64, 3], as the tensor the model takes.
  void feed() {
    const auto rgb = golden::read_file<std::uint8_t>(data("tinyvgg-" + GetParam() + ".rgb"));
    ASSERT_EQ(rgb.size(), 64u * 64 * 3);
    std::vector<float> tensor(rgb.size());
    for (std::size_t i = 0; i < rgb.size(); ++i)
      tensor[i % 3 * 4096 + i / 3] = static_cast<float>(rgb[i]) / 255.0f;
    set_input(*session_, "input", Shape{1, 3, 64, 64}, tensor);
  }
};

TEST_P(TinyVgg, EveryLayerIsPyTorchs) {
  feed();
  const auto golden = golden::read(data("tinyvgg-" + GetParam()));
  ASSERT_EQ(golden.size(), 13u);
  for (const PlanKind kind : {PlanKind::kInspect, PlanKind::kPlain}) {
    run(*session_, kind);
    for (const golden::Value& expected : golden)
      EXPECT_LE(golden::max_difference(expected, value(*session_, expected.name)), 1e-4)
          << expected.name;
  }
}

TEST_P(TinyVgg, FastPlanGivesTheInspectPlansOutput) {
  feed();
  run(*session_, PlanKind::kInspect);
  const std::vector<float> inspected = value(*session_, "output");
  run(*session_, PlanKind::kFast);
  EXPECT_LE(difference(value(*session_, "output"), inspected), 1e-6);
  EXPECT_FALSE(session_->value("conv_1_1"));
}

INSTANTIATE_TEST_SUITE_P(Pictures, TinyVgg, testing::Values("noise", "gradient", "shapes"));

class Torchvision : public testing::TestWithParam<std::tuple<std::string, int>> {};

TEST_P(Torchvision, AgreesWithPyTorch) {
  const auto& [name, threads] = GetParam();
  const auto file = read_bytes(built(name + ".onnx"));
  ASSERT_FALSE(file.empty()) << "run: node tests/golden/hydrate.mjs";
  const auto session = load(file, threads);
  const auto input = golden::read_file<float>(built(name + ".input.f32"));
  const Graph& graph = session->graph();
  set_input(*session, graph.value(graph.inputs[0].value).name, Shape{1, 3, 224, 224}, input);
  const auto golden = golden::read(data(name));
  ASSERT_GE(golden.size(), 5u);
  run(*session, PlanKind::kInspect);
  const std::string output = graph.value(graph.outputs[0]).name;
  for (const golden::Value& expected : golden)
    EXPECT_LE(golden::max_difference(expected, value(*session, expected.name)),
              1e-4 * golden::magnitude(expected))
        << expected.name;
  const auto final = std::ranges::find(golden, output, &golden::Value::name);
  ASSERT_NE(final, golden.end());
  run(*session, PlanKind::kFast);
  EXPECT_LE(golden::max_difference(*final, value(*session, output)),
            1e-4 * golden::magnitude(*final));
}

INSTANTIATE_TEST_SUITE_P(Networks, Torchvision,
                         testing::Combine(testing::Values("mobilenet-v2", "resnet18",
                                                          "resnet18-bn"),
                                          testing::Range(1, most_threads() + 1)));

}  // namespace
}  // namespace cnn
