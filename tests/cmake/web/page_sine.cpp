#include "page_sine.h"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

TEST_CASE("A page's sine and cosine are right to a float's last bit but one") {
  float worst = 0;
  for (int i = -200'000; i <= 200'000; ++i) {
    const float x = static_cast<float>(i) * 0.0317f;
    const double sine = std::sin(static_cast<double>(x)), cosine = std::cos(static_cast<double>(x));
    worst = std::max(worst, std::fabs(page_sinf(x) - static_cast<float>(sine)));
    worst = std::max(worst, std::fabs(page_cosf(x) - static_cast<float>(cosine)));
  }
  CHECK(worst <= 1.2e-7f);
  CHECK(page_sinf(0) == 0);
  CHECK(page_cosf(0) == 1);
  CHECK(page_sinf(1e30f) == 0);
  CHECK(page_cosf(std::numeric_limits<float>::quiet_NaN()) == 0);
}
