#include "queueing/erlang.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

#include "lag/apply_queue_law.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

ServerPool four_fifths_busy(std::uint32_t servers) {
  return {0.8 * servers, 1, servers};
}

// Erlang's C by its definition, a quotient of sums of a^k/k!.
double by_definition(const ServerPool& pool) {
  const double offered = pool.arrival_rate / pool.service_rate;
  double term = 1, sum = 0;
  for (std::uint32_t k = 0; k < pool.servers; ++k) {
    sum += term;
    term *= offered / (k + 1);
  }
  term /= 1 - offered / pool.servers;
  return term / (sum + term);
}

}  // namespace

TEST_CASE("Erlang's formula gives the table for servers that are four fifths busy", "[queueing]") {
  const struct {
    std::uint32_t servers;
    double mean, waits;
  } table[] = {{1, 5.0000, 0.8},    {2, 2.7778, 0.7111},  {3, 2.0787, 0.6472},
               {5, 1.5541, 0.5541}, {10, 1.2046, 0.4092}, {20, 1.0640, 0.2561}};
  for (const auto& row : table) {
    const ServerPool pool = four_fifths_busy(row.servers);
    CHECK_THAT(utilisation(pool), WithinRel(0.8, 1e-14));
    CHECK_THAT(wait_probability(pool), WithinAbs(row.waits, 0.00005));
    CHECK_THAT(wait_probability(pool), WithinRel(by_definition(pool), 1e-12));
    CHECK_THAT(mean_time(pool), WithinAbs(row.mean, 0.00005));
  }
}

TEST_CASE("One server is the M/M/1 queue of the apply lag", "[queueing]") {
  for (const double rate : {0.0, 30.0, 90.0, 100.0, 120.0}) {
    const ServerPool pool{rate, 100, 1};
    const ApplyLoad load{rate, 100};
    CHECK_THAT(utilisation(pool) + 1, WithinRel(utilisation(load) + 1, 1e-14));
    if (rate >= 100) {
      CHECK(std::isinf(mean_time(pool)));
      CHECK(std::isinf(mean_requests(pool)));
      CHECK(std::isinf(time_quantile(pool, 0.5)));
      CHECK(wait_probability(pool) == 1);
      CHECK(time_exceeds_probability(pool, 1e6) == 1);
      continue;
    }
    CHECK_THAT(mean_time(pool), WithinRel(mean_lag(load), 1e-12));
    CHECK_THAT(mean_requests(pool) + 1, WithinRel(mean_backlog(load) + 1, 1e-12));
    for (const double seconds : {0.001, 0.05, 0.2}) {
      CHECK_THAT(time_exceeds_probability(pool, seconds),
                 WithinRel(lag_exceeds_probability(load, seconds), 1e-9));
    }
    CHECK_THAT(time_quantile(pool, 0.99), WithinRel(lag_quantile(load, 0.99), 1e-9));
  }
}

TEST_CASE("The distribution of the time has the mean that the formula gives", "[queueing]") {
  // The mean of what is never negative is the integral of how often it is exceeded. Three servers
  // with 2 arrivals are the case in which wait and service have the same rate.
  for (const ServerPool pool : {ServerPool{4, 1, 5}, ServerPool{2, 1, 3},
                                ServerPool{2.0000001, 1, 3}, ServerPool{19, 1, 20}}) {
    double sum = 0, waits = 0;
    constexpr double step = 0.002;
    for (double t = step / 2; t < 60; t += step) {
      sum += time_exceeds_probability(pool, t) * step;
      waits += wait_exceeds_probability(pool, t) * step;
    }
    CHECK_THAT(sum, WithinRel(mean_time(pool), 1e-5));
    CHECK_THAT(waits, WithinRel(mean_wait(pool), 1e-5));
    CHECK_THAT(time_exceeds_probability(pool, time_quantile(pool, 0.99)), WithinAbs(0.01, 1e-9));
  }
}

TEST_CASE("Erlang's formulas refuse impossible servers", "[queueing]") {
  CHECK_THROWS_AS(mean_time({-1, 1, 1}), std::out_of_range);
  CHECK_THROWS_AS(mean_time({1, 0, 1}), std::out_of_range);
  CHECK_THROWS_AS(utilisation({1, 1, 0}), std::out_of_range);
  CHECK_THROWS_AS(wait_probability({NAN, 1, 1}), std::out_of_range);
  CHECK_THROWS_AS(time_quantile({1, 2, 1}, 1.5), std::out_of_range);
}
