#include "queueing/two_choices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Two choices shorten the time as Mitzenmacher's sums say", "[queueing]") {
  const struct {
    double lambda, one, two;
  } table[] = {{0.5, 2, 1.2657}, {0.9, 10, 2.6141}, {0.95, 20, 3.3830}, {0.99, 100, 5.4320}};
  for (const auto& row : table) {
    CHECK_THAT(mean_time_of_choices(row.lambda, 1), WithinRel(row.one, 1e-12));
    CHECK_THAT(mean_time_of_choices(row.lambda, 2), WithinAbs(row.two, 0.00005));
    double sum = 0;  // sum of lambda^(2^i - 2)
    for (int i = 1; i < 16; ++i) sum += std::pow(row.lambda, std::pow(2, i) - 2);
    CHECK_THAT(mean_time_of_choices(row.lambda, 2), WithinRel(sum, 1e-12));
    CHECK(mean_time_of_choices(row.lambda, 3) < row.two);
  }
  CHECK(mean_time_of_choices(0, 2) == 1);
  CHECK(std::isinf(mean_time_of_choices(1, 2)));
}

TEST_CASE("The lines are as long as their mean, by Little's law", "[queueing]") {
  for (const std::uint32_t choices : {1u, 2u, 3u}) {
    double mean = 0;
    for (std::uint32_t i = 1; i < 600; ++i) mean += queue_at_least_probability(0.9, choices, i);
    CHECK_THAT(mean, WithinRel(0.9 * mean_time_of_choices(0.9, choices), 1e-10));
  }
  CHECK_THAT(queue_at_least_probability(0.9, 2, 5), WithinRel(std::pow(0.9, 31), 1e-12));
  CHECK_THAT(queue_at_least_probability(0.9, 1, 5), WithinRel(std::pow(0.9, 5), 1e-12));
  CHECK(queue_at_least_probability(0.9, 2, 0) == 1);
  CHECK(queue_at_least_probability(0, 2, 1) == 0);
  CHECK(queue_at_least_probability(1.2, 2, 9) == 1);
}

TEST_CASE("The supermarket model refuses no choice and negative load", "[queueing]") {
  CHECK_THROWS_AS(mean_time_of_choices(-0.1, 2), std::out_of_range);
  CHECK_THROWS_AS(mean_time_of_choices(0.5, 0), std::out_of_range);
  CHECK_THROWS_AS(queue_at_least_probability(NAN, 2, 1), std::out_of_range);
}
