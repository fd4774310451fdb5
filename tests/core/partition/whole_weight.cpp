#include "partition/whole_weight.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>

using namespace distributed;

TEST_CASE("A whole weight is a number of places", "[partition]") {
  CHECK(whole_weight(1) == 1);
  CHECK(whole_weight(1e6) == 1000000);
  for (const double weight :
       {0.0, 0.5, 1.5, -1.0, 1e6 + 1, std::numeric_limits<double>::quiet_NaN(),
        std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(whole_weight(weight), std::invalid_argument);
  }
}
