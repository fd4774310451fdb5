#include "random/elementary.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

// The distance from the exact value in units in the last place of the exact value.
double ulps(double value, long double exact) {
  const double rounded = static_cast<double>(exact);
  const double ulp = std::nextafter(std::fabs(rounded), std::numeric_limits<double>::infinity()) -
                     std::fabs(rounded);
  return static_cast<double>(std::fabs(static_cast<long double>(value) - exact) / ulp);
}

}  // namespace

TEST_CASE("The portable logarithm is within 2 units in the last place", "[random]") {
  Generator chance{1};
  double worst = 0;
  for (int i = 0; i < 200000; ++i) {
    const double x =
        std::ldexp(1.0 + uniform_unit(chance), static_cast<int>(uniform_below(chance, 1200)) - 600);
    worst = std::fmax(worst, ulps(portable_log(x), std::log(static_cast<long double>(x))));
    const double near_one = 1.0 + (uniform_unit(chance) - 0.5) * 1e-3;
    worst = std::fmax(worst,
                      ulps(portable_log(near_one), std::log(static_cast<long double>(near_one))));
  }
  CHECK(worst < 2.0);
  CHECK(portable_log(1.0) == 0.0);
}

TEST_CASE("The portable exponential is within 2 units in the last place", "[random]") {
  Generator chance{2};
  double worst = 0;
  for (int i = 0; i < 200000; ++i) {
    const double x = uniform_between(chance, -700, 709);
    worst = std::fmax(worst, ulps(portable_exp(x), std::exp(static_cast<long double>(x))));
    const double small = uniform_between(chance, -1, 1);
    worst = std::fmax(worst, ulps(portable_exp(small), std::exp(static_cast<long double>(small))));
  }
  CHECK(worst < 2.0);
  CHECK(portable_exp(0.0) == 1.0);
  CHECK(portable_exp(-1000.0) == 0.0);
  CHECK(std::isinf(portable_exp(1000.0)));
  CHECK(std::isfinite(portable_exp(709.0)));
}

TEST_CASE("The portable power agrees with libm to 13 digits", "[random]") {
  Generator chance{3};
  for (int i = 0; i < 1000; ++i) {
    const double base = uniform_between(chance, 0.01, 100), power = uniform_between(chance, -5, 5);
    CHECK(std::fabs(portable_pow(base, power) / std::pow(base, power) - 1) < 1e-13);
  }
}
