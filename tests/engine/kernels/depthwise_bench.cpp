// Times depthwise() against XNNPACK's convolution on the layers of known networks, one thread. The
// two take turns, and the shortest time of each counts, so that a busy machine disturbs both alike.
//   cmake --build build/native --target cnn_depthwise_bench &&
//   build/native/tests/cnn_depthwise_bench
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <vector>

#include "engine/support/random.h"
#include "kernels/depthwise.h"
#include "xnn/library.h"

namespace cnn {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr double kSeconds = 0.6;  // for each shape: V8 needs half of it to compile well

struct Case {
  std::int64_t kernel, stride, channels, size;
};

// MobileNetV2, MobileNetV3 and ConvNeXt; 3 x 3 first.
constexpr Case kCases[] = {{3, 1, 32, 112}, {3, 2, 96, 112}, {3, 1, 144, 56}, {3, 2, 144, 56},
                           {3, 1, 192, 28}, {3, 1, 576, 14}, {3, 1, 960, 7},  {5, 1, 120, 28},
                           {5, 2, 72, 56},  {5, 1, 672, 14}, {5, 1, 960, 7},  {7, 1, 96, 56},
                           {7, 1, 384, 14}, {7, 1, 768, 7}};

ConvolutionShape shape_of(const Case& c) {
  const std::int64_t pad = c.kernel / 2;
  const WindowAxis axis = {c.size, c.kernel, c.stride, 1, pad, pad, 0, (c.size - 1) / c.stride + 1};
  return {1, c.channels, c.channels, c.channels, {axis, axis}};
}

void check(xnn_status status) {
  if (status == xnn_status_success) return;
  std::fprintf(stderr, "XNNPACK: status %d\n", static_cast<int>(status));
  std::exit(1);
}

// The weights are XNNPACK's order for XNN_FLAG_DEPTHWISE_CONVOLUTION: [height, width, channels].
xnn::Operator make_operator(const ConvolutionShape& shape, const std::vector<float>& weights,
                            const std::vector<float>& bias, const float* input, float* output) {
  const auto& [y, x] = shape.window;
  const auto pad = static_cast<std::uint32_t>(y.pad_begin);
  const auto kernel = static_cast<std::uint32_t>(y.kernel);
  const auto stride = static_cast<std::uint32_t>(y.stride);
  const auto channels = static_cast<std::size_t>(shape.groups);
  xnn_operator_t op = nullptr;
  check(xnn_create_convolution2d_nhwc_f32(
      pad, pad, pad, pad, kernel, kernel, stride, stride, 1, 1,
      static_cast<std::uint32_t>(channels), 1, 1, channels, channels, weights.data(), bias.data(),
      -kInfinity, kInfinity, XNN_FLAG_DEPTHWISE_CONVOLUTION, nullptr, nullptr, &op));
  std::size_t workspace = 0, alignment = 0, height = 0, width = 0;
  check(xnn_reshape_convolution2d_nhwc_f32(op, 1, static_cast<std::size_t>(y.input),
                                           static_cast<std::size_t>(x.input), &workspace,
                                           &alignment, &height, &width, nullptr));
  check(xnn_setup_convolution2d_nhwc_f32(op, nullptr, input, output));
  return xnn::Operator(op);
}

template <class Run>
double microseconds(Run run) {
  const auto before = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before)
      .count();
}

void measure(const Case& c) {
  const ConvolutionShape shape = shape_of(c);
  const auto& [y, x] = shape.window;
  const std::int64_t area = y.kernel * x.kernel, outputs = y.output * x.output * c.channels;
  test::Random random(1);
  std::vector<float> input = random.reals(y.input * x.input * c.channels + XNN_EXTRA_BYTES / 4);
  const std::vector<float> kernel = random.reals(area * c.channels);
  const std::vector<float> bias = random.reals(c.channels);
  std::vector<float> permuted(kernel.size()), packed(depthwise_packed_count(shape));
  for (std::int64_t i = 0; i < area * c.channels; ++i)
    permuted[static_cast<std::size_t>(i % area * c.channels + i / area)] =
        kernel[static_cast<std::size_t>(i)];
  pack_depthwise(shape, kernel.data(), bias.data(), packed.data());
  std::vector<float> expected(static_cast<std::size_t>(outputs)), actual(expected.size());
  const xnn::Operator op = make_operator(shape, permuted, bias, input.data(), expected.data());
  const DepthwiseRun run = {shape,     packed.data(), -kInfinity,
                            kInfinity, input.data(),  actual.data()};

  double theirs = kInfinity, ours = kInfinity;
  for (double spent = 0; spent < kSeconds * 1e6;) {
    const double first = microseconds([&] { check(xnn_run_operator(op.get(), nullptr)); });
    const double second = microseconds([&] { depthwise(run, 0, y.output); });
    theirs = std::min(theirs, first), ours = std::min(ours, second), spent += first + second;
  }
  float gap = 0;
  for (std::size_t i = 0; i < actual.size(); ++i)
    gap = std::max(gap, std::abs(actual[i] - expected[i]));
  const double flops = 2e-3 * static_cast<double>(area * outputs);
  std::printf("%d x %d s%d %4d @ %3d  %7.0f us %6.1f GF/s  %7.0f us %6.1f GF/s  %5.1f x  %.0e\n",
              static_cast<int>(c.kernel), static_cast<int>(c.kernel), static_cast<int>(c.stride),
              static_cast<int>(c.channels), static_cast<int>(c.size), theirs, flops / theirs, ours,
              flops / ours, theirs / ours, static_cast<double>(gap));
  std::fflush(stdout);
}

}  // namespace
}  // namespace cnn

int main() {
  if (!cnn::xnn::initialize()) return 1;
  std::puts("layer                 XNNPACK                  depthwise()            faster  gap");
  for (const cnn::Case& c : cnn::kCases) cnn::measure(c);
}
