// The SIMD functions against the C library's in double.
#include "kernels/elementwise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "engine/support/random.h"

namespace cnn::test {
namespace {

using elementwise::Loop;

// From dense near zero to `low` and `high`, and both ends.
std::vector<float> numbers(double low, double high) {
  Random random(7);
  std::vector<float> result = {static_cast<float>(low), static_cast<float>(high), 0.0f, 1.0f};
  for (int i = 0; i < 60'001; ++i) {  // not a multiple of four
    const double end = random.chance(50) ? low : high;
    const double scale = random.chance(50) ? 1 : std::exp2(-random.integer(0, 30));
    result.push_back(static_cast<float>(end * scale * (random.real() + 1) / 2));
  }
  return result;
}

// Within 4 units in the last place, or 1e-6 of the value; both only for numbers with a full
// mantissa.
template <class Function>
void expect_accurate(Loop loop, double low, double high, Function function, float a = 0,
                     float b = 0) {
  const std::vector<float> x = numbers(low, high);
  std::vector<float> y(x.size());
  elementwise::run(loop, static_cast<std::int64_t>(x.size()), x.data(), y.data(), a, b);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double expected = function(double{x[i]});
    if (std::abs(expected) < std::numeric_limits<float>::min()) {
      ASSERT_NEAR(y[i], expected, std::numeric_limits<float>::min()) << x[i];
    } else if (std::isinf(expected)) {
      ASSERT_EQ(y[i], static_cast<float>(expected)) << x[i];
    } else {
      const double unit = std::exp2(std::ilogb(expected) - 23);
      ASSERT_LE(std::abs(y[i] - expected), std::max(4 * unit, 1e-6 * std::abs(expected))) << x[i];
    }
  }
}

double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

TEST(ElementwiseKernels, ExponentialAndLogarithm) {
  expect_accurate(elementwise::exp, -110, 88.7, [](double x) { return std::exp(x); });
  expect_accurate(elementwise::log, 0, 3e38, [](double x) { return std::log(x); });
  expect_accurate(elementwise::log, 0, 1.5e-38, [](double x) { return std::log(x); });
  expect_accurate(elementwise::softplus, -110, 200, softplus);
}

TEST(ElementwiseKernels, ExponentialUnits) {
  for (const float alpha : {1.0f, 0.3f, 4.0f}) {
    const double a = alpha;
    const auto elu = [a](double x) { return x < 0 ? a * std::expm1(x) : x; };
    expect_accurate(elementwise::elu, -120, 50, elu, alpha);
    expect_accurate(
        elementwise::selu, -120, 50, [&](double x) { return 1.5 * elu(x); }, alpha, 1.5f);
    expect_accurate(
        elementwise::celu, -120, 50, [a](double x) { return x < 0 ? a * std::expm1(x / a) : x; },
        alpha);
  }
}

TEST(ElementwiseKernels, OfTheNormalDistribution) {
  expect_accurate(elementwise::erf, -6, 6, [](double x) { return std::erf(x); });
  expect_accurate(elementwise::gelu, -20, 40,
                  [](double x) { return x * std::erfc(-x / std::sqrt(2.0)) / 2; });
  expect_accurate(elementwise::gelu_tanh, -10, 40, [](double x) {
    const double inner = std::sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x);
    return x / (1 + std::exp(-2 * inner));  // x / 2 * (1 + tanh(inner))
  });
}

TEST(ElementwiseKernels, Gates) {
  expect_accurate(elementwise::silu, -88, 200, [](double x) { return x / (1 + std::exp(-x)); });
  expect_accurate(elementwise::mish, -87, 200, [](double x) { return x * std::tanh(softplus(x)); });
  expect_accurate(elementwise::softsign, -1e6, 1e6, [](double x) { return x / (1 + std::abs(x)); });
  expect_accurate(elementwise::reciprocal, -1e20, 1e20, [](double x) { return 1 / x; });
  expect_accurate(
      elementwise::thresholded_relu, -3, 3, [](double x) { return x > 0.5 ? x : 0; }, 0.5f);
  expect_accurate(elementwise::sign, -3, 3, [](double x) { return (x > 0) - (x < 0); });
}

TEST(ElementwiseKernels, NoNumberStaysNoneAndLargeOnesAreFinite) {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const Loop loops[] = {
      elementwise::celu,      elementwise::elu,          elementwise::erf,
      elementwise::exp,       elementwise::gelu,         elementwise::gelu_tanh,
      elementwise::log,       elementwise::hard_sigmoid, elementwise::mish,
      elementwise::selu,      elementwise::sign,         elementwise::silu,
      elementwise::softplus,  elementwise::softsign,     elementwise::thresholded_relu,
      elementwise::reciprocal};
  for (const Loop loop : loops) {
    const std::vector<float> x = {kNan, 100, 1e4f, 3e38f, -100, -1e4f, -3e38f};
    std::vector<float> y(x.size());
    elementwise::run(loop, static_cast<std::int64_t>(x.size()), x.data(), y.data(), 1, 0.5f);
    // No number is above no threshold.
    EXPECT_EQ(std::isnan(y[0]), loop != elementwise::thresholded_relu)
        << std::ranges::find(loops, loop) - loops;
    for (std::size_t i = 1; i < x.size(); ++i)
      EXPECT_EQ(std::isnan(y[i]), loop == elementwise::log && x[i] < 0) << x[i];
  }
}

}  // namespace
}  // namespace cnn::test
