#include "lag/apply_queue_law.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

using namespace distributed;
using Catch::Matchers::WithinRel;

TEST_CASE("The laws of the M/M/1 apply queue give the textbook's numbers", "[lag]") {
  const ApplyLoad load{90, 100};
  CHECK_THAT(utilisation(load), WithinRel(0.9, 1e-14));
  CHECK_THAT(mean_lag(load), WithinRel(0.1, 1e-14));
  CHECK_THAT(mean_backlog(load), WithinRel(9.0, 1e-14));
  CHECK_THAT(lag_exceeds_probability(load, 0.2), WithinRel(std::exp(-2.0), 1e-14));
  CHECK_THAT(drain_time(load, 500), WithinRel(50.0, 1e-14));
  CHECK_THAT(lag_quantile(load, 0.99), WithinRel(std::log(100.0) / 10, 1e-13));
}

TEST_CASE("The laws of the apply queue agree with each other", "[lag]") {
  for (const ApplyLoad load : {ApplyLoad{0, 2}, ApplyLoad{1, 2}, ApplyLoad{7.5, 8}}) {
    for (const double share : {0.0, 0.5, 0.9, 0.999}) {
      CHECK_THAT(1 - lag_exceeds_probability(load, lag_quantile(load, share)) + 1,
                 WithinRel(share + 1, 1e-12));
    }
    // Little's law: backlog = rate of commits times their time in the queue.
    CHECK_THAT(mean_backlog(load) + 1, WithinRel(load.commit_rate * mean_lag(load) + 1, 1e-14));
  }
}

TEST_CASE("A follower that cannot keep up falls behind without end", "[lag]") {
  for (const ApplyLoad load : {ApplyLoad{100, 100}, ApplyLoad{120, 100}}) {
    CHECK(std::isinf(mean_lag(load)));
    CHECK(std::isinf(mean_backlog(load)));
    CHECK(std::isinf(drain_time(load, 1)));
    CHECK(std::isinf(lag_quantile(load, 0.5)));
    CHECK(lag_exceeds_probability(load, 1e6) == 1);
  }
  CHECK_THAT(utilisation({120, 100}), WithinRel(1.2, 1e-14));
}

TEST_CASE("No write is visible before its commit", "[lag]") {
  CHECK(lag_exceeds_probability({1, 2}, 0) == 1);
  CHECK(lag_exceeds_probability({1, 2}, -1) == 1);
  CHECK(lag_exceeds_probability({1, 2}, 1e9) == 0);
}

TEST_CASE("The apply queue's laws refuse impossible rates", "[lag]") {
  CHECK_THROWS_AS(mean_lag({-1, 2}), std::out_of_range);
  CHECK_THROWS_AS(mean_lag({1, 0}), std::out_of_range);
  CHECK_THROWS_AS(utilisation({1, INFINITY}), std::out_of_range);
  CHECK_THROWS_AS(utilisation({NAN, 1}), std::out_of_range);
  CHECK_THROWS_AS(drain_time({1, 2}, -1), std::out_of_range);
  CHECK_THROWS_AS(lag_quantile({1, 2}, 1.5), std::out_of_range);
}
