// In WebAssembly this file is compiled for plain and for relaxed SIMD (engine/CMakeLists.txt).
#include "kernels/elementwise.h"

#include "kernels/vector_math.h"

namespace cnn::elementwise {
namespace {

template <class Function>
[[gnu::always_inline]] inline void map(std::int64_t count, const float* in, float* out,
                                       Function function) {
  for (std::int64_t i = 0; i < count; i += kBlock) store(out + i, function(load(in + i)));
}

// Below zero `low` * (e^(x * scale) - 1), else `high` * x.
void exponential_unit(std::int64_t count, const float* in, float* out, float low, float scale,
                      float high) {
  map(count, in, out, [=](Block x) {
    return x < 0 ? low * Exponential(bound_exponent(x * scale)).minus_one() : high * x;
  });
}

// x / (1 + e^-(x (linear + cubic x^2))). The exponent is computed in double: it may be large, and
// its error is the relative error of the result.
Block gate(Block x, double linear, double cubic) {
  using Wide = double __attribute__((vector_size(32)));
  const Wide wide = __builtin_convertvector(at_most(at_least(x, -50), 50), Wide);
  const Wide exponent = wide * (-linear - cubic * wide * wide);
  const Block rounded = __builtin_convertvector(exponent, Block);
  const Wide rest = exponent - __builtin_convertvector(rounded, Wide);
  return x /
         (1 + Exponential(bound_exponent(rounded), __builtin_convertvector(rest, Block)).value());
}

}  // namespace

void run(Loop loop, std::int64_t count, const float* in, float* out, float a, float b) {
  const std::int64_t whole = count / kBlock * kBlock;
  loop(whole, in, out, a, b);
  if (whole == count) return;
  // A second copy of each function for the end would double this file's share of the module.
  float rest[kBlock] = {};
  const auto bytes = static_cast<std::size_t>(count - whole) * sizeof(float);
  std::memcpy(rest, in + whole, bytes);
  loop(kBlock, rest, rest, a, b);
  std::memcpy(out + whole, rest, bytes);
}

void celu(std::int64_t count, const float* in, float* out, float alpha, float) {
  exponential_unit(count, in, out, alpha, 1 / alpha, 1);
}

void elu(std::int64_t count, const float* in, float* out, float alpha, float) {
  exponential_unit(count, in, out, alpha, 1, 1);
}

void erf(std::int64_t count, const float* in, float* out, float, float) {
  constexpr float kCoefficients[] = {1.1283791657f,    -0.37612625824f,  0.11283585149f,
                                     -0.026853811932f, 0.0051883276798f, -0.00080101935733f,
                                     7.85386118e-5f};
  map(count, in, out, [&](Block x) {
    const Block size = absolute(x);
    const Block near_zero = x * polynomial(x * x, kCoefficients);
    const Block beyond = 1 - erfc_half(at_most(size * 1.41421356f, 14.5f));
    return size > 1 ? (x < 0 ? -beyond : beyond) : near_zero;
  });
}

void exp(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) { return cnn::exp(x); });
}

// x times the normal distribution's part below x, from the side where that is small.
void gelu(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) {
    const Block size = at_most(absolute(x), 14.5f);
    // x * 0 for the sake of -infinity, of which the formula makes NaN.
    return (x > 0 ? x : x * 0) - 0.5f * size * erfc_half(size);
  });
}

void gelu_tanh(std::int64_t count, const float* in, float* out, float, float) {
  constexpr double kSqrt8OverPi = 1.5957691216057308;
  map(count, in, out, [](Block x) { return gate(x, kSqrt8OverPi, kSqrt8OverPi * 0.044715); });
}

void hard_sigmoid(std::int64_t count, const float* in, float* out, float alpha, float beta) {
  map(count, in, out, [=](Block x) { return at_most(at_least(alpha * x + beta, 0), 1); });
}

void log(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) { return cnn::log(x); });
}

// x tanh(ln(1 + e^x)), as a fraction. Beyond 20 it is x.
void mish(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) {
    const Block e = cnn::exp(at_most(x, 20));
    const Block n = e * (e + 2);
    return x * (n / (n + 2));
  });
}

void reciprocal(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) { return 1 / x; });
}

void selu(std::int64_t count, const float* in, float* out, float alpha, float gamma) {
  exponential_unit(count, in, out, alpha * gamma, 1, gamma);
}

void sign(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) { return x > 0 ? splat(1) : x < 0 ? splat(-1) : x; });
}

// x / (1 + e^-x), with the square of e^(-x / 2), which needs one power of two alone. Below -88.7,
// where the result is closer to zero than 1e-36, it is zero.
void silu(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) {
    const Block root = Exponential(at_most(at_least(x * -0.5f, -87), 87)).normal_value();
    return x / multiply_add(root, root, splat(1));
  });
}

void softplus(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) {
    const Block above = x < 0 ? Block{} : x;
    return above + log1p(cnn::exp(-absolute(x)));
  });
}

void softsign(std::int64_t count, const float* in, float* out, float, float) {
  map(count, in, out, [](Block x) { return x / (1 + absolute(x)); });
}

void thresholded_relu(std::int64_t count, const float* in, float* out, float alpha, float) {
  map(count, in, out, [=](Block x) { return x > alpha ? x : Block{}; });
}

}  // namespace cnn::elementwise
