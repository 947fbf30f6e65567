// The thread pool with what patches/pthreadpool-* change: threads that come late are not waited
// for.
#include <gtest/gtest.h>
#include <pthreadpool.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "engine/support/random.h"
#include "engine/support/run.h"

namespace cnn {
namespace {

struct Work {
  int command = 0;
  std::vector<int> done_in;  // of each item: the last command that did it
  std::vector<int> times;    // of each item, over all commands
};

void do_item(void* context, std::size_t item) {
  Work& work = *static_cast<Work*>(context);
  work.done_in[item] = work.command;
  ++work.times[item];
}

// Commands that are done before a thread wakes up, and threads that wake up between two: every item
// is done once a command, and done when the command returns.
TEST(ThreadPool, DoesEveryItemOnceACommandHoweverLateItsThreadsAre) {
#ifdef __EMSCRIPTEN__
  const std::size_t kThreads = static_cast<std::size_t>(test::most_threads());
#else
  constexpr std::size_t kThreads = 4;
#endif
  constexpr std::size_t kItems = 64;
  const std::unique_ptr<pthreadpool, decltype(&pthreadpool_destroy)> pool(
      pthreadpool_create(kThreads), &pthreadpool_destroy);
  ASSERT_EQ(pthreadpool_get_threads_count(pool.get()), kThreads);
  test::Random random(3);
  Work work{0, std::vector<int>(kItems), std::vector<int>(kItems)};
  std::vector<int> expected(kItems);
  for (int command = 1; command <= 20'000; ++command) {
    work.command = command;
    const auto count = static_cast<std::size_t>(random.integer(1, kItems));
    pthreadpool_parallelize_1d(pool.get(), do_item, &work, count, 0);
    for (std::size_t item = 0; item < count; ++item) {
      ASSERT_EQ(work.done_in[item], command) << "item " << item;
      ASSERT_EQ(work.times[item], ++expected[item]) << "item " << item;
    }
    // Long enough for the threads to fall asleep, and for some time in between.
    if (command % 200 == 0) std::this_thread::sleep_for(std::chrono::microseconds(command / 20));
  }
}

}  // namespace
}  // namespace cnn
