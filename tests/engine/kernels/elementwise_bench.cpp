// Times the functions of one number on a list that fits into the second level of cache, one thread.
// The functions take turns, and the shortest time of each counts.
//   cmake --build build/native --target cnn_elementwise_bench &&
//   build/native/tests/cnn_elementwise_bench
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <vector>

#include "engine/support/random.h"
#include "kernels/elementwise.h"

namespace cnn {
namespace {

constexpr std::int64_t kCount = 32 * 1024;
constexpr int kRounds = 2000;  // V8 needs some hundred to compile well

struct Case {
  const char* name;
  elementwise::Loop loop;
  float a, b;
  double nanoseconds;  // of the fastest run
};

void measure() {
  constexpr double kNever = std::numeric_limits<double>::infinity();
  Case cases[] = {{"elu", elementwise::elu, 1, 0, kNever},
                  {"erf", elementwise::erf, 0, 0, kNever},
                  {"exp", elementwise::exp, 0, 0, kNever},
                  {"gelu", elementwise::gelu, 0, 0, kNever},
                  {"gelu_tanh", elementwise::gelu_tanh, 0, 0, kNever},
                  {"hard_sigmoid", elementwise::hard_sigmoid, 1.0f / 6, 0.5f, kNever},
                  {"log", elementwise::log, 0, 0, kNever},
                  {"mish", elementwise::mish, 0, 0, kNever},
                  {"silu", elementwise::silu, 0, 0, kNever},
                  {"softplus", elementwise::softplus, 0, 0, kNever}};
  test::Random random(1);
  const std::vector<float> in = random.reals(kCount);
  std::vector<float> out(in.size());
  for (int round = 0; round < kRounds; ++round) {
    for (Case& c : cases) {
      const auto before = std::chrono::steady_clock::now();
      c.loop(kCount, in.data(), out.data(), c.a, c.b);
      const std::chrono::duration<double, std::nano> spent =
          std::chrono::steady_clock::now() - before;
      c.nanoseconds = std::min(c.nanoseconds, spent.count());
    }
  }
  for (const Case& c : cases)
    std::printf("%-12s  %6.3f ns a number\n", c.name, c.nanoseconds / kCount);
}

}  // namespace
}  // namespace cnn

int main() {
  cnn::measure();
}
