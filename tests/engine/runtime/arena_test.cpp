#include "runtime/arena.h"

#include <gtest/gtest.h>

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

TEST(Arena, NoBuffers) {
  EXPECT_EQ(place({}).bytes, 0u);
}

}  // namespace
}  // namespace cnn
