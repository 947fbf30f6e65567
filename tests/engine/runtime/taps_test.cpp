#include "runtime/taps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace cnn {
namespace {

TEST(Taps, ChannelsLastBecomesTheModelsOrder) {
  const std::vector<float> nhwc = {1, 10, 2, 20, 3, 30};  // 1 x 3 pixels of 2 channels
  std::vector<float> nchw(6);
  read_value({{nhwc.data(), DType::kFloat32}, Layout::kNhwc}, Shape{1, 2, 1, 3},
             std::as_writable_bytes(std::span(nchw)));
  EXPECT_EQ(nchw, (std::vector<float>{1, 2, 3, 10, 20, 30}));
}

// Sizes on both sides of the tiles and strips in which they are turned.
TEST(Taps, EverySizeOfMapBecomesTheModelsOrder) {
  for (const std::int64_t channels : {1, 3, 4, 7, 16, 17, 35})
    for (const std::int64_t pixels : {1, 3, 4, 5, 8, 23})
      for (const std::int64_t batch : {1, 2}) {
        std::vector<float> nhwc, nchw(static_cast<std::size_t>(batch * channels * pixels));
        for (std::int64_t n = 0; n < batch; ++n)
          for (std::int64_t pixel = 0; pixel < pixels; ++pixel)
            for (std::int64_t channel = 0; channel < channels; ++channel)
              nhwc.push_back(static_cast<float>((n * 100 + channel) * 100 + pixel));
        read_value({{nhwc.data(), DType::kFloat32}, Layout::kNhwc},
                   Shape{batch, channels, 1, pixels}, std::as_writable_bytes(std::span(nchw)));
        std::size_t at = 0;
        for (std::int64_t n = 0; n < batch; ++n)
          for (std::int64_t channel = 0; channel < channels; ++channel)
            for (std::int64_t pixel = 0; pixel < pixels; ++pixel)
              ASSERT_EQ(nchw[at++], static_cast<float>((n * 100 + channel) * 100 + pixel))
                  << channels << " channels, " << pixels << " pixels";
      }
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

// Sizes on both sides of the blocks that are summed in lanes; integers, so that every order of
// adding gives the same mean.
TEST(Taps, StatisticsOfLongValuesEqualCountingOneByOne) {
  for (const std::size_t size : {1023u, 1024u, 1025u, 5000u}) {
    for (const std::size_t bad : {size, size / 2, size - 1}) {
      std::vector<float> values(size);
      for (std::size_t i = 0; i < size; ++i) {
        values[i] = static_cast<float>(static_cast<int>(i * 7919 % 2003) - 1001);
      }
      if (bad < size) values[bad] = bad % 2 == 0 ? NAN : -std::numeric_limits<float>::infinity();
      double sum = 0;
      std::int64_t zeros = 0;
      float low = 5000, high = -5000;
      for (std::size_t i = 0; i < size; ++i) {
        if (i == bad) continue;
        sum += values[i];
        zeros += values[i] == 0.0f;
        low = std::min(low, values[i]);
        high = std::max(high, values[i]);
      }
      const std::int64_t finite = static_cast<std::int64_t>(size) - (bad < size ? 1 : 0);
      const Statistics found = statistics(values);
      EXPECT_EQ(found.min, low);
      EXPECT_EQ(found.max, high);
      EXPECT_EQ(found.mean, sum / static_cast<double>(finite));
      EXPECT_EQ(found.zeros, zeros);
      EXPECT_EQ(found.non_finite, bad < size ? 1 : 0);
    }
  }
}

TEST(Taps, StatisticsOfNothingFinite) {
  const std::vector<float> values = {NAN};
  EXPECT_EQ(statistics(values).min, 0);
  EXPECT_EQ(statistics(values).mean, 0);
  EXPECT_EQ(statistics({}).elements, 0);
}

}  // namespace
}  // namespace cnn
