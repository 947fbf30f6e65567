// The kernel alone against the plain loop, in memory of exactly its buffers' sizes (which a build
// with CNN_SANITIZE=address watches) with guards around the output.
#include "kernels/depthwise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "engine/support/random.h"

namespace cnn::test {
namespace {

constexpr float kGuard = 12345;

WindowAxis random_axis(Random& random, bool along_x) {
  WindowAxis axis;
  axis.kernel = along_x || random.chance(60) ? 3 + 2 * random.integer(0, 2) : random.integer(1, 8);
  axis.stride = along_x ? random.integer(1, 2) : random.integer(1, 3);
  axis.dilation = along_x || random.chance(80) ? 1 : random.integer(2, 3);
  const std::int64_t most = random.chance(80) ? axis.kernel / 2 : axis.kernel + 2;
  axis.pad_begin = random.integer(0, most), axis.pad_end = random.integer(0, most);
  const std::int64_t least =
      std::max<std::int64_t>(axis.extent() - axis.pad_begin - axis.pad_end, 1);
  // Wider than the strips the kernel works in, now and then.
  axis.input = random.integer(least, least + (along_x && random.chance(15) ? 200 : 16));
  axis.output = (axis.padded() - axis.extent()) / axis.stride + 1;
  return axis;
}

ConvolutionShape random_shape(Random& random) {
  const std::int64_t channels = random.integer(4, 37);
  return {random.integer(1, 2),
          channels,
          channels,
          channels,
          {random_axis(random, false), random_axis(random, true)}};
}

std::vector<float> to_nhwc(const std::vector<float>& nchw, std::int64_t batch,
                           std::int64_t channels) {
  std::vector<float> nhwc(nchw.size());
  const std::size_t plane = nchw.size() / static_cast<std::size_t>(batch * channels);
  for (std::size_t i = 0; i < nchw.size(); ++i) {
    const std::size_t at = i % plane, c = i / plane % static_cast<std::size_t>(channels);
    const std::size_t n = i / plane / static_cast<std::size_t>(channels);
    nhwc[(n * plane + at) * static_cast<std::size_t>(channels) + c] = nchw[i];
  }
  return nhwc;
}

std::string show(const WindowAxis& axis) {
  return " input " + std::to_string(axis.input) + " kernel " + std::to_string(axis.kernel) +
         " stride " + std::to_string(axis.stride) + " dilation " + std::to_string(axis.dilation) +
         " pads " + std::to_string(axis.pad_begin) + ", " + std::to_string(axis.pad_end);
}

void expect_as_plain_loop(std::uint64_t seed) {
  Random random(seed);
  const ConvolutionShape shape = random_shape(random);
  const auto& [y, x] = shape.window;
  SCOPED_TRACE("CNN_SEED=" + std::to_string(seed) + " channels " + std::to_string(shape.groups) +
               " y:" + show(y) + " x:" + show(x));
  ASSERT_TRUE(has_depthwise_kernel(shape));
  const std::int64_t planes = shape.batch * shape.groups;
  const std::vector<float> input = random.reals(planes * y.input * x.input);
  const std::vector<float> kernel = random.reals(shape.groups * y.kernel * x.kernel);
  const std::vector<float> bias = random.reals(shape.groups);
  const float* const bias_data = random.chance(70) ? bias.data() : nullptr;
  const float low = random.chance(50) ? -1.5f : -INFINITY, high = low + 2;
  std::vector<float> expected(static_cast<std::size_t>(planes * y.output * x.output));
  convolve(shape, input.data(), kernel.data(), bias_data, expected.data());
  for (float& value : expected) value = std::min(std::max(value, low), high);

  std::vector<float> packed(depthwise_packed_count(shape));
  pack_depthwise(shape, kernel.data(), bias_data, packed.data());
  const std::vector<float> nhwc = to_nhwc(input, shape.batch, shape.groups);
  std::vector<float> guarded(expected.size() + 8, kGuard);
  const DepthwiseRun run = {shape, packed.data(), low, high, nhwc.data(), guarded.data() + 4};
  const std::int64_t rows = shape.batch * y.output, middle = random.integer(0, rows);
  depthwise(run, middle, rows);  // the rows may come in any order
  depthwise(run, 0, middle);
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_EQ(guarded[i], kGuard);
    ASSERT_EQ(guarded[guarded.size() - 1 - i], kGuard);
  }
  expected = to_nhwc(expected, shape.batch, shape.groups);
  for (std::size_t i = 0; i < expected.size(); ++i)
    ASSERT_NEAR(guarded[i + 4], expected[i], 1e-5) << "element " << i;
}

TEST(Depthwise, IsThePlainLoop) {
  if (const char* seed = std::getenv("CNN_SEED"))
    return expect_as_plain_loop(std::strtoull(seed, nullptr, 10));
  for (std::uint64_t seed = 1; seed <= 500 && !HasFailure(); ++seed) expect_as_plain_loop(seed);
}

// Values that the block of the last pixel's last channels must neither read nor write.
TEST(Depthwise, LeavesPaddingOutOfInfiniteInputs) {
  const WindowAxis axis = {1, 3, 1, 1, 1, 1, 0, 1};
  const ConvolutionShape shape = {1, 5, 5, 5, {axis, axis}};
  const std::vector<float> input(5, INFINITY), kernel(45, 1);
  std::vector<float> packed(depthwise_packed_count(shape)), output(5);
  pack_depthwise(shape, kernel.data(), nullptr, packed.data());
  depthwise({shape, packed.data(), -INFINITY, INFINITY, input.data(), output.data()}, 0, 1);
  for (const float value : output) EXPECT_EQ(value, INFINITY);
}

TEST(Depthwise, LeavesOtherConvolutionsToTheBackend) {
  const WindowAxis axis = {9, 3, 1, 1, 1, 1, 0, 9};
  const ConvolutionShape shape = {1, 8, 8, 8, {axis, axis}};
  EXPECT_TRUE(has_depthwise_kernel(shape));
  ConvolutionShape other = shape;
  other.out_channels = 16;
  EXPECT_FALSE(has_depthwise_kernel(other));
  other = shape, other.groups = 4;
  EXPECT_FALSE(has_depthwise_kernel(other));
  other = shape, other.in_channels = other.out_channels = other.groups = 3;
  EXPECT_FALSE(has_depthwise_kernel(other));
  other = shape, other.window.x.kernel = 9;
  EXPECT_FALSE(has_depthwise_kernel(other));
  other = shape, other.window.x.stride = 3;
  EXPECT_FALSE(has_depthwise_kernel(other));
  other = shape, other.window.x.dilation = 2;
  EXPECT_FALSE(has_depthwise_kernel(other));
}

}  // namespace
}  // namespace cnn::test
