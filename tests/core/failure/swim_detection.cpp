#include "failure/swim_detection.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

using namespace distributed::failure;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("SWIM's expected detection time is e/(e - 1) periods in a large live group",
          "[failure]") {
  // Das, Gupta, Motivala, DSN 2002, section 3.1.
  CHECK_THAT(expected_detection(1.0), WithinAbs(1.58198, 1e-5));
  CHECK_THAT(expected_detection(0.5), WithinRel(1 / (1 - std::exp(-0.5)), 1e-12));
  CHECK_THAT(1 / detection_probability(1000000), WithinAbs(expected_detection(1.0), 1e-5));
}

TEST_CASE("SWIM's detection probability in a small group", "[failure]") {
  CHECK(detection_probability(2) == 1.0);
  CHECK_THAT(detection_probability(3), WithinRel(0.75, 1e-12));
  CHECK_THAT(detection_probability(20), WithinRel(1 - std::pow(1 - 1 / 19.0, 19), 1e-12));
  for (std::uint32_t members = 3; members < 100; ++members) {
    CHECK(detection_probability(members) < detection_probability(members - 1));
  }
}

TEST_CASE("SWIM's formulas refuse what makes no sense", "[failure]") {
  CHECK_THROWS_AS(expected_detection(0.0), std::invalid_argument);
  CHECK_THROWS_AS(expected_detection(1.1), std::invalid_argument);
  CHECK_THROWS_AS(detection_probability(1), std::invalid_argument);
}
