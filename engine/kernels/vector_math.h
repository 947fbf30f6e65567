// Elementary functions of four numbers at a time, accurate to a few units in the last place. NaN
// stays NaN. The polynomials are minimax fits of relative error below 5e-8, half a unit.
#pragma once

#include "kernels/block.h"

namespace cnn {

inline Block as_floats(IntBlock bits) {
  Block result;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

inline IntBlock as_bits(Block block) {
  IntBlock result;
  std::memcpy(&result, &block, sizeof result);
  return result;
}

inline Block splat(float value) {
  return Block{} + value;
}

// Comparisons with NaN are false: both give x then. One instruction each.
inline Block at_least(Block x, float low) {
#ifdef __wasm__
  return __builtin_wasm_pmax_f32x4(x, splat(low));
#else
  return x < low ? splat(low) : x;
#endif
}
inline Block at_most(Block x, float high) {
#ifdef __wasm__
  return __builtin_wasm_pmin_f32x4(x, splat(high));
#else
  return x > high ? splat(high) : x;
#endif
}

inline Block absolute(Block x) {
  return as_floats(as_bits(x) & 0x7fffffff);
}

// coefficients[0] + coefficients[1] * x + ...
template <int kCount>
Block polynomial(Block x, const float (&coefficients)[kCount]) {
  Block sum = splat(coefficients[kCount - 1]);
  for (int i = kCount - 2; i >= 0; --i) sum = multiply_add(sum, x, splat(coefficients[i]));
  return sum;
}

// e^x is zero below the first, infinity above the second.
inline constexpr float kLowExponent = -104, kHighExponent = 89;

inline Block bound_exponent(Block x) {
  return at_most(at_least(x, kLowExponent), kHighExponent);
}

// e^(x + rest) = (1 + fraction) * 2^exponent for a bounded x. rest: none, or one block with what
// does not fit into x any more.
struct Exponential {
  template <class... Rest>
  explicit Exponential(Block x, Rest... rest) {
    constexpr float kCoefficients[] = {0.49999998154f, 0.16666543633f, 0.041667199808f,
                                       0.0083665189981f, 0.0013882521808f};
    // Adding 1.5 * 2^23 rounds to the nearest integer, which then stands in the lowest bits.
    const Block shifted = multiply_add((x + ... + rest), splat(1.44269504f), splat(12582912));
    exponent = as_bits(shifted) - 0x4b400000;
    const Block whole = shifted - 12582912.0f;
    Block r = multiply_add(whole, splat(-0.693359375f), x);  // ln 2, in two parts
    r = (multiply_add(whole, splat(2.12194440e-4f), r) + ... + rest);
    fraction = multiply_add(r * r, polynomial(r, kCoefficients), r);
  }

  Block value() const {
    const IntBlock half = exponent >> 1;
    return times_power(half) * as_floats((exponent - half + 127) << 23);
  }
  // For x from -87 to 88, where neither it nor the power of two leaves the range of float32.
  Block normal_value() const { return times_power(exponent); }
  // e^x - 1, accurate near 0 too.
  Block minus_one() const { return exponent == 0 ? fraction : value() - 1; }

  Block fraction;
  IntBlock exponent;

 private:
  Block times_power(IntBlock power) const {
    return as_floats(as_bits(1 + fraction) + (power << 23));
  }
};

inline Block exp(Block x) {
  const Block power = Exponential(bound_exponent(x)).value();
  return x == x ? power : x;  // the bits of NaN may pass for another number's
}

// ln((1 + s) / (1 - s)) for 0 <= s <= 1/3.
inline Block log_ratio(Block s) {
  constexpr float kCoefficients[] = {0.33333207661f, 0.20010795163f, 0.14000331871f,
                                     0.14009046777f};
  const Block square = s * s;
  const Block twice = s + s;
  return multiply_add(twice * square, polynomial(square, kCoefficients), twice);
}

// ln(1 + x) for 0 <= x <= 1.
inline Block log1p(Block x) {
  return log_ratio(x / (2 + x));
}

inline Block log(Block x) {
  constexpr float kSmallest = 1.17549435e-38f;  // of the numbers with a full mantissa
  const IntBlock tiny = x < kSmallest;
  const Block scaled = tiny ? x * 8388608.0f : x;
  // The mantissa between sqrt(1/2) and sqrt(2).
  const IntBlock shifted = as_bits(scaled) - 0x3f3504f3;
  const IntBlock exponent = shifted >> 23;
  const Block mantissa = as_floats((shifted & 0x007fffff) + 0x3f3504f3);
  const Block e = __builtin_convertvector(exponent, Block) - (tiny ? splat(23) : Block{});
  const Block m = mantissa - 1;
  const Block small = multiply_add(e, splat(-2.12194440e-4f), log_ratio(m / (2 + m)));
  Block result = multiply_add(e, splat(0.693359375f), small);
  constexpr float kInfinity = __builtin_inff();
  result = x < kInfinity ? result : x;  // infinity and NaN
  return x > 0 ? result : x == 0 ? splat(-kInfinity) : splat(__builtin_nanf(""));
}

// The complement 1 - erf(|x| / sqrt(2)), to full relative accuracy: e^(-x^2 / 2) times a polynomial
// in 1 / (1 + |x| / sqrt(8)). x: at most 14.5, where it is below every float32.
inline Block erfc_half(Block x) {
  constexpr float kCoefficients[] = {0.282085871041f,  0.282384866525f, 0.243034455630f,
                                     0.202960245615f,  -0.02726990733f, 0.278999841384f,
                                     -0.488013118052f, 0.284966803047f, -0.0591491010626f};
  // The square has twice the digits of x. Cut to 12 bits, x has an exact one.
  const Block cut = as_floats(as_bits(x) & ~0xfff);
  const Block rest = (x - cut) * (x + cut);
  const Exponential power(at_least(cut * cut * -0.5f, kLowExponent), rest * -0.5f);
  const Block t = 1 / (1 + x * 0.353553391f);
  return t * polynomial(t, kCoefficients) * power.value();
}

}  // namespace cnn
