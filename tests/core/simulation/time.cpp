#include "simulation/time.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>

using namespace distributed::simulation;

TEST_CASE("Simulated time is whole microseconds, rounded to the nearest", "[simulation]") {
  CHECK(seconds(10) == 10'000'000);
  CHECK(milliseconds(0.5) == 500);
  CHECK(milliseconds(0.0004) == 0);
  CHECK(seconds(-1) == -1'000'000);
  CHECK(to_seconds(seconds(2.5)) == 2.5);
  CHECK(to_milliseconds(milliseconds(7)) == 7.0);
}

TEST_CASE("A clock stepped in sixtieths of a second arrives at the whole second", "[simulation]") {
  double clock = 0;
  for (int frame = 0; frame < 600; ++frame) clock += 1.0 / 60;
  CHECK(clock != 10.0);
  CHECK(seconds(clock) == seconds(10));
}

TEST_CASE("Endless durations end where sums are still safe", "[simulation]") {
  CHECK(seconds(std::numeric_limits<double>::infinity()) == end_of_time);
  CHECK(seconds(std::numeric_limits<double>::quiet_NaN()) == end_of_time);
  CHECK(seconds(-1e300) == -end_of_time);
  CHECK(end_of_time + end_of_time < never);
}
