// The wiring of the ONNX Model Zoo's classifiers, in small, against PyTorch's values: see
// tests/golden/make_zoo_patterns.py.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "engine/support/run.h"
#include "golden/golden_values.h"

namespace cnn::test {
namespace {

class Zoo : public testing::TestWithParam<std::string> {};

TEST_P(Zoo, EveryValueIsPyTorchs) {
  const std::string stem = std::string(CNN_TEST_DATA "/zoo/") + GetParam();
  const auto session = load(read_bytes(stem + ".onnx"));
  const auto golden = golden::read(stem);
  ASSERT_GE(golden.size(), 10u);
  set_input(*session, golden[0].name, Shape(golden[0].shape), golden[0].expected);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect}) {
    run(*session, kind);
    for (const golden::Value& expected : golden)
      EXPECT_LE(golden::max_difference(expected, value(*session, expected.name)),
                1e-5 * std::max(1.0, golden::magnitude(expected)))
          << expected.name << " " << static_cast<int>(kind);
  }
  run(*session, PlanKind::kFast);
  const golden::Value& output = golden.back();
  EXPECT_LE(golden::max_difference(output, value(*session, output.name)),
            1e-5 * std::max(1.0, golden::magnitude(output)));
}

INSTANTIATE_TEST_SUITE_P(Networks, Zoo,
                         testing::Values("mobilenetv2-12", "squeezenet1.1-7", "shufflenet-9",
                                         "shufflenet-v2-12", "resnet18-v1-7", "resnet50-v1-12",
                                         "densenet-12", "googlenet-12", "inception-v2-9",
                                         "efficientnet-lite4-11", "bvlcalexnet-12", "zfnet512-12",
                                         "vgg16-7", "mnist-12", "float16-weights"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::ranges::replace(name, '-', '_');
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace cnn::test
