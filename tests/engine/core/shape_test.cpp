#include "core/shape.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "core/limits.h"
#include "core/tensor.h"

namespace cnn {
namespace {

TEST(Shape, ElementsAndText) {
  EXPECT_EQ((Shape{2, 3, 4}).elements(), 24);
  EXPECT_EQ((Shape{2, 3, 4}).elements(1, 3), 12);
  EXPECT_EQ(Shape{}.elements(), 1);
  EXPECT_EQ(to_string(Shape{1, 3, 64, 64}), "[1,3,64,64]");
  EXPECT_EQ(to_string(Shape{}), "[]");
}

TEST(Shape, ProductsThatWouldOverflowAreRefused) {
  EXPECT_TRUE(check(Shape{limits::kMaxDim, 32}));
  EXPECT_FALSE(check(Shape{limits::kMaxDim, 33}));
  EXPECT_FALSE(check(Shape{limits::kMaxDim, limits::kMaxDim, limits::kMaxDim, limits::kMaxDim}));
  EXPECT_FALSE(check(Shape{INT64_MAX}));
  EXPECT_FALSE(check(Shape{INT64_MIN}));
  EXPECT_FALSE(check(Shape{-1}));
  EXPECT_FALSE(check(Shape{1, 1, 1, 1, 1, 1, 1, 1, 1}));
  EXPECT_TRUE(check(Shape{0, limits::kMaxDim, 32}));
  EXPECT_FALSE(check(Shape{0, limits::kMaxDim, limits::kMaxDim}));  // loops may run over the others
}

TEST(Tensor, CountMustFit) {
  const float values[] = {1, 2, 3};
  EXPECT_TRUE(Tensor::from(std::span<const float>(values), Shape{3, 1}));
  const auto wrong = Tensor::from(std::span<const float>(values), Shape{2, 2});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace cnn
