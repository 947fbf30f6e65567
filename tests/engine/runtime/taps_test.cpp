#include "runtime/taps.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace cnn {
namespace {

TEST(Taps, ChannelsLastBecomesTheModelsOrder) {
  const std::vector<float> nhwc = {1, 10, 2, 20, 3, 30};  // 1 x 3 pixels of 2 channels
  std::vector<float> nchw(6);
  read_value({nhwc.data(), Layout::kNhwc}, Shape{1, 2, 1, 3},
             std::as_writable_bytes(std::span(nchw)));
  EXPECT_EQ(nchw, (std::vector<float>{1, 2, 3, 10, 20, 30}));
}

TEST(Taps, StatisticsLeaveOutWhatIsNotFinite) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values = {0, 2, -4, NAN, infinity, 0};
  const Statistics found = statistics(values);
  EXPECT_EQ(found.min, -4);
  EXPECT_EQ(found.max, 2);
  EXPECT_EQ(found.mean, -0.5);
  EXPECT_EQ(found.zeros, 2);
  EXPECT_EQ(found.non_finite, 2);
  EXPECT_EQ(found.elements, 6);
}

TEST(Taps, StatisticsOfNothingFinite) {
  const std::vector<float> values = {NAN};
  EXPECT_EQ(statistics(values).min, 0);
  EXPECT_EQ(statistics(values).mean, 0);
  EXPECT_EQ(statistics({}).elements, 0);
}

}  // namespace
}  // namespace cnn
