#include "core/ledger.h"

#include <gtest/gtest.h>

#include "core/tensor.h"

namespace cnn {
namespace {

TEST(Ledger, RefusesWhatIsNotLeft) {
  Ledger ledger(100);
  EXPECT_TRUE(ledger.take(60));
  EXPECT_FALSE(ledger.take(41));
  EXPECT_FALSE(ledger.take(UINT64_MAX));
  EXPECT_EQ(ledger.left(), 40u);
  ledger.give_back(60);
  EXPECT_TRUE(ledger.take(100));
}

TEST(Ledger, WhatIsHeldIsGivenBackOnce) {
  const LedgerPtr ledger = std::make_shared<Ledger>(100);
  const LedgerScope scope(ledger);
  {
    auto first = hold(30);
    ASSERT_TRUE(first);
    Held moved = std::move(*first);
    EXPECT_TRUE(moved.grow(20));
    EXPECT_FALSE(moved.grow(51));
    EXPECT_FALSE(hold(51));
    EXPECT_EQ(ledger->used(), 50u);
    moved = *hold(10);
    EXPECT_EQ(ledger->used(), 10u);
  }
  EXPECT_EQ(ledger->used(), 0u);
}

TEST(Ledger, ScopesNestAndOutsideOfThemNothingIsCounted) {
  const LedgerPtr outer = std::make_shared<Ledger>(1000), inner = std::make_shared<Ledger>(1000);
  {
    const LedgerScope one(outer);
    {
      const LedgerScope other(inner);
      const auto held = hold(7);
      EXPECT_EQ(inner->used(), 7u);
    }
    EXPECT_EQ(current_ledger(), outer.get());
  }
  EXPECT_EQ(current_ledger(), nullptr);
  EXPECT_TRUE(hold(UINT64_MAX));
  EXPECT_EQ(outer->used() + inner->used(), 0u);
}

TEST(Ledger, CountsTensorsWhileTheyLive) {
  const LedgerPtr ledger = std::make_shared<Ledger>(5000);
  Tensor kept;
  {
    const LedgerScope scope(ledger);
    kept = std::move(*Tensor::zeros(DType::kFloat32, Shape{1000}));
    EXPECT_GE(ledger->used(), 4000u);
    const auto refused = Tensor::zeros(DType::kFloat32, Shape{1000});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded);
  }
  kept = Tensor();
  EXPECT_EQ(ledger->used(), 0u);
}

}  // namespace
}  // namespace cnn
