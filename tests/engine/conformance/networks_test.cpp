// Whole networks against PyTorch: every <name>.onnx in the folder CNN_NETWORKS, with
// <name>.input.f32 and <name>.output.f32 beside it, as tests/golden/export_networks.py writes them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "engine/support/run.h"
#include "golden/golden_values.h"

namespace cnn::test {
namespace {

namespace fs = std::filesystem;

// Largest difference of the network's first output, relative to the largest value expected.
Result<double> difference_of(const fs::path& path) {
  const auto beside = [&](const char* suffix) {
    return golden::read_file<float>(fs::path(path).replace_extension(suffix).string());
  };
  LoadOptions large = options();
  large.max_memory = std::size_t{3} << 30;  // VGG: its weights, packed too, and two plans
  CNN_ASSIGN(const auto session, Session::load(read_bytes(path.string()), large));
  const std::vector<float> input = beside(".input.f32"), expected = beside(".output.f32");
  const Value& x = session->graph().value(session->graph().inputs[0].value);
  const auto side = std::lround(std::sqrt(static_cast<double>(input.size()) / 3));
  const bool fits = x.type.shape.elements() == static_cast<std::int64_t>(input.size());
  CNN_ASSIGN(const std::span<float> data,
             session->input(x.name, fits ? x.type.shape : Shape{1, 3, side, side}));
  std::ranges::copy(input, data.begin());
  const std::string output = session->graph().value(session->graph().outputs[0]).name;
  double largest = 0;
  for (const PlanKind kind : {PlanKind::kFast, PlanKind::kInspect}) {
    CNN_TRY(session->run(kind));
    const std::vector<float> actual = test::value(*session, output);
    double magnitude = 0, gap = actual.size() == expected.size() ? 0 : INFINITY;
    for (const float value : expected) magnitude = std::max(magnitude, std::abs(double{value}));
    for (std::size_t i = 0; i < std::min(actual.size(), expected.size()); ++i)
      gap = std::max(gap, std::abs(double{actual[i]} - expected[i]));
    largest = std::max(largest, gap / magnitude);
  }
  return largest;
}

TEST(Networks, AgreeWithPyTorch) {
  const char* folder = std::getenv("CNN_NETWORKS");
  if (!folder) GTEST_SKIP() << "CNN_NETWORKS names no folder; see tests/golden/export_networks.py";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".onnx") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& path : files) {
    const auto difference = difference_of(path);
    std::cout << path.stem().string() << ": "
              << (difference ? std::to_string(*difference) : text(difference.error())) << "\n";
    if (difference) EXPECT_LE(*difference, 1e-4) << path;
  }
  EXPECT_FALSE(files.empty());
}

}  // namespace
}  // namespace cnn::test
