#include "queueing/burst_law.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "lag/lindley.hpp"
#include "queueing/erlang.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Without pauses, and with very short ones, bursts are arrivals at random", "[queueing]") {
  for (const double rate : {10.0, 80.0, 95.0}) {
    const double at_random = mean_time(ServerPool{rate, 100, 1});
    CHECK_THAT(mean_time_of_bursts({rate, 1, 0}, 100), WithinRel(at_random, 1e-12));
    CHECK_THAT(mean_time_of_bursts({rate, 1e-7, 1e-7}, 100), WithinRel(at_random, 1e-3));
    CHECK_THAT(time_quantile_of_bursts({rate, 1, 0}, 100, 0.99),
               WithinRel(at_random * std::log(100), 1e-9));
    CHECK(mean_time_of_bursts({rate, 1, 1}, 100) > at_random);
  }
  CHECK_THAT(rate_in_burst({80, 1, 4}), WithinRel(400.0, 1e-14));
}

TEST_CASE("Lindley's recursion over bursts takes as long as the law says", "[queueing]") {
  Generator chance{311};
  const Bursts bursts{50, 0.1, 0.3};
  std::vector<double> gaps, services;
  double gap = 0, on_left = exponential(chance, 10);
  while (gaps.size() < 400000) {
    const double next = exponential(chance, rate_in_burst(bursts));
    if (next > on_left) {
      gap += on_left + exponential(chance, 1 / 0.3);
      on_left = exponential(chance, 10);
      continue;
    }
    on_left -= next;
    gaps.push_back(gap + next);
    services.push_back(exponential(chance, 100));
    gap = 0;
  }
  const std::vector<double> waits = lindley_waits(gaps, services);
  double sum = 0;
  int busy = 0, long_ones = 0;
  const double slowest = time_quantile_of_bursts(bursts, 100, 0.99);
  for (std::size_t i = 0; i < waits.size(); ++i) {
    sum += waits[i] + services[i];
    busy += waits[i] > 0;
    long_ones += waits[i] + services[i] > slowest;
  }
  const auto count = static_cast<double>(waits.size());
  CHECK_THAT(sum / count, WithinRel(mean_time_of_bursts(bursts, 100), 0.03));
  CHECK_THAT(busy / count, WithinAbs(busy_at_arrival(bursts, 100), 0.01));
  CHECK_THAT(long_ones / count, WithinAbs(0.01, 0.002));
}

TEST_CASE("The law of bursts refuses impossible rates", "[queueing]") {
  CHECK(std::isinf(mean_time_of_bursts({100, 1, 1}, 100)));
  CHECK(busy_at_arrival({120, 1, 1}, 100) == 1);
  CHECK_THROWS_AS(mean_time_of_bursts({-1, 1, 1}, 100), std::out_of_range);
  CHECK_THROWS_AS(mean_time_of_bursts({1, 0, 1}, 100), std::out_of_range);
  CHECK_THROWS_AS(mean_time_of_bursts({1, 1, NAN}, 100), std::out_of_range);
  CHECK_THROWS_AS(mean_time_of_bursts({1, 1, 1}, 0), std::out_of_range);
  CHECK_THROWS_AS(time_quantile_of_bursts({1, 1, 1}, 2, 2), std::out_of_range);
}
