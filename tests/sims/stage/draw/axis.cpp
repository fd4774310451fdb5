#include "stage/draw/axis.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>

using namespace microsims;

TEST_CASE("Ticks are 1, 2 or 5 times a power of ten apart", "[axis]") {
  CHECK(tick_step(10, 5) == 2);
  CHECK(tick_step(100, 4) == 50);
  CHECK(std::abs(tick_step(0.9f, 4) - 0.5f) < 1e-6f);
  CHECK(nice_ceil(1000) == 1000);
  CHECK(nice_ceil(1100) == 2000);
  CHECK(std::abs(nice_ceil(0.021) - 0.05) < 1e-12);
}
