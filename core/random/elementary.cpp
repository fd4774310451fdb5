#include "random/elementary.hpp"

#include <cstdint>
#include <cstring>
#include <limits>

namespace distributed {
namespace {

constexpr double ln2_high = 6.93147180369123816490e-01;  // the upper 32 bits of ln 2
constexpr double ln2_low = 1.90821492927058770002e-10;   // the rest
constexpr double inverse_ln2 = 1.44269504088896338700e+00;

std::uint64_t bits_of(double x) {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

double from_bits(std::uint64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

double power_of_two(int exponent) {
  return from_bits(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace

double portable_log(double x) {
  // x = 2^k * m with sqrt(1/2) <= m < sqrt(2): adding this constant carries into the exponent
  // exactly when the mantissa is above sqrt(2).
  constexpr std::uint64_t one = 0x3ff0000000000000;
  constexpr std::uint64_t root_half = 0x3fe6a09e667f3bcd;
  const std::uint64_t shifted = bits_of(x) + (one - root_half);
  const int k = static_cast<int>(shifted >> 52) - 1023;
  const double m = from_bits((shifted & 0x000fffffffffffff) + root_half);

  // log m = 2 atanh(s) with s = (m - 1) / (m + 1), |s| < 0.1716.
  const double f = m - 1.0;
  const double s = f / (2.0 + f);
  const double z = s * s;
  double series = 1.0 / 21.0;
  for (int odd = 19; odd >= 3; odd -= 2) series = series * z + 1.0 / odd;
  // 2s = f - s*f, so log m = f - s * (f - 2 z series): the leading term is exact.
  const double correction = s * (f - 2.0 * z * series);
  return k * ln2_high + (f - (correction - k * ln2_low));
}

double portable_exp(double x) {
  if (x < -708.0) return 0.0;
  if (x > 709.0) return std::numeric_limits<double>::infinity();
  const double scaled = x * inverse_ln2;
  const int k = static_cast<int>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  const double high = x - k * ln2_high;
  const double low = k * ln2_low;
  const double r = high - low;          // |r| <= ln 2 / 2
  double series = 1.0 / 87178291200.0;  // 1 / 14!
  constexpr double inverse_factorial[] = {1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0,
                                          1.0 / 3628800.0,    1.0 / 362880.0,    1.0 / 40320.0,
                                          1.0 / 5040.0,       1.0 / 720.0,       1.0 / 120.0,
                                          1.0 / 24.0,         1.0 / 6.0,         1.0 / 2.0};
  for (const double coefficient : inverse_factorial) series = series * r + coefficient;
  // What high - low lost in rounding enters linearly.
  const double lost = (high - r) - low;
  const double result = 1.0 + (r + (r * r * series + lost));
  if (k == 1024) return result * power_of_two(1023) * 2.0;
  return result * power_of_two(k);
}

double portable_pow(double base, double power) {
  return portable_exp(power * portable_log(base));
}

}  // namespace distributed
