#include "lag/lindley.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Lindley's recursion gives the waits of a small queue by hand", "[lag]") {
  // Arrivals at 0, 2, 3, 10 with services 3, 4, 1, 2: served 0-3, 3-7, 7-8, 10-12.
  CHECK(lindley_waits({0, 2, 1, 7}, {3, 4, 1, 2}) == std::vector<double>{0, 1, 4, 0});
  CHECK(lindley_waits({}, {}).empty());
  CHECK(lindley_waits({5}, {1}) == std::vector<double>{0});
}

TEST_CASE("Lindley's recursion agrees with the unrolled maximum", "[lag]") {
  // W_k = max over i <= k of the sum of (S_j - T_{j+1}) for i <= j < k.
  Generator chance{81};
  std::vector<double> gaps, services;
  for (int k = 0; k < 200; ++k) {
    gaps.push_back(exponential(chance, 1.0));
    services.push_back(exponential(chance, 1.1));
  }
  const std::vector<double> waits = lindley_waits(gaps, services);
  for (std::size_t k = 0; k < waits.size(); ++k) {
    double sum = 0, most = 0;
    for (std::size_t i = k; i > 0; --i) {
      sum += services[i - 1] - gaps[i];
      most = std::max(most, sum);
    }
    CHECK_THAT(waits[k], WithinAbs(most, 1e-9));
  }
}

TEST_CASE("Lindley's recursion refuses gaps and services that do not match", "[lag]") {
  CHECK_THROWS_AS(lindley_waits({1, 2}, {1}), std::invalid_argument);
}

TEST_CASE("The simulated lag of an apply queue is that of the M/M/1 law", "[lag]") {
  Generator chance{83};
  for (const double load : {0.1, 0.5, 0.8}) {
    CHECK_THAT(simulated_mean_lag({100 * load, 100}, 200000, chance),
               WithinRel(mean_lag({100 * load, 100}), 0.05));
  }
  CHECK_THROWS_AS(simulated_mean_lag({0, 100}, 10, chance), std::out_of_range);
}
