#include "runtime/arena.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "engine/support/random.h"

namespace cnn {
namespace {

TEST(Arena, BuffersAliveTogetherNeverOverlap) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    test::Random random(seed);
    std::vector<Lifetime> buffers;
    for (auto count = random.integer(1, 40); count > 0; --count) {
      const int first = static_cast<int>(random.integer(0, 30));
      const int last = first + static_cast<int>(random.integer(0, 8));
      buffers.push_back({static_cast<std::size_t>(random.integer(1, 5000)), first, last});
    }
    const ArenaLayout layout = place(buffers);
    EXPECT_GE(layout.bytes, layout.lower_bound);
    for (std::size_t a = 0; a < buffers.size(); ++a) {
      EXPECT_EQ(layout.offsets[a] % 64, 0u);
      EXPECT_LE(layout.offsets[a] + buffers[a].bytes, layout.bytes);
      for (std::size_t b = 0; b < a; ++b) {
        if (buffers[a].first > buffers[b].last || buffers[b].first > buffers[a].last) continue;
        EXPECT_TRUE(layout.offsets[a] + buffers[a].bytes <= layout.offsets[b] ||
                    layout.offsets[b] + buffers[b].bytes <= layout.offsets[a])
            << "seed " << seed;
      }
    }
  }
}

TEST(Arena, ChainNeedsTwoBuffers) {
  std::vector<Lifetime> chain;
  for (int step = 0; step < 10; ++step) chain.push_back({1000, step, step + 1});
  EXPECT_EQ(place(chain).bytes, place(chain).lower_bound);
  EXPECT_LT(place(chain).bytes, 3u * 1000);
}

// Each is placed without loss in one of the orders alone, found by trying all for random buffers.
TEST(Arena, TriesSeveralOrders) {
  const std::vector<Lifetime> cases[] = {
      {{3000, 0, 1}, {1000, 1, 2}, {3000, 2, 3}, {3000, 3, 5}},
      {{3000, 0, 1}, {1000, 1, 3}, {1000, 2, 4}, {2000, 3, 6}},
      {{2000, 0, 2}, {2000, 1, 4}, {3000, 0, 0}, {3000, 3, 6}},
  };
  for (const auto& buffers : cases) EXPECT_EQ(place(buffers).bytes, place(buffers).lower_bound);
}

// As many buffers as a network may have values: with short lives, all alive at once, and half of
// them alive to the end.
TEST(Arena, VeryManyBuffers) {
  std::vector<Lifetime> chain, together, mixed;
  for (int step = 0; step < 20'000; ++step) {
    chain.push_back({1000, step, step + 1});
    together.push_back({1000, 0, 30'000});
    mixed.push_back(
        {static_cast<std::size_t>(64 + step % 512), step, step % 2 ? 30'000 : step + 1});
  }
  EXPECT_EQ(place(chain).bytes, place(chain).lower_bound);
  EXPECT_EQ(place(together).bytes, place(together).lower_bound);
  const ArenaLayout layout = place(mixed);
  // Bytes by address: at each step none belongs to two. A sweep over addresses, by their start.
  std::vector<std::size_t> by_offset(mixed.size());
  std::iota(by_offset.begin(), by_offset.end(), std::size_t{0});
  std::ranges::sort(by_offset, {}, [&](std::size_t i) { return layout.offsets[i]; });
  for (std::size_t a = 0; a < by_offset.size(); ++a) {
    const std::size_t one = by_offset[a];
    for (std::size_t b = a + 1; b < by_offset.size(); ++b) {
      const std::size_t other = by_offset[b];
      if (layout.offsets[other] >= layout.offsets[one] + mixed[one].bytes) break;
      EXPECT_TRUE(mixed[one].first > mixed[other].last || mixed[other].first > mixed[one].last);
    }
  }
}

TEST(Arena, NoBuffers) {
  EXPECT_EQ(place({}).bytes, 0u);
}

}  // namespace
}  // namespace cnn
