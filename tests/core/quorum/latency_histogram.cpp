#include "quorum/latency_histogram.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Percentiles of the histogram are those of the sorted values", "[quorum]") {
  Generator chance{41};
  LatencyHistogram histogram;
  std::vector<double> values;
  for (int i = 0; i < 20000; ++i) {
    const double value = i % 4 == 0 ? 0.0 : exponential(chance, 0.1) + 0.001;
    values.push_back(value);
    histogram.add(value);
  }
  std::sort(values.begin(), values.end());
  REQUIRE(histogram.count() == 20000);
  for (const double share : {0.3, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const auto place = static_cast<std::size_t>(share * 20000) - 1;
    CHECK_THAT(histogram.quantile(share), WithinRel(values[place], 0.008));
  }
  CHECK(histogram.quantile(0.25) == 0);
  CHECK(histogram.quantile(0) == 0);
  CHECK(histogram.probability_within(0) == 0.25);
  CHECK(histogram.probability_within(-1) == 0);
  CHECK(histogram.probability_within(1e9) == 1);
  for (const double latency : {0.01, 1.0, 5.0, 30.0}) {
    const auto within = std::upper_bound(values.begin(), values.end(), latency) - values.begin();
    CHECK_THAT(histogram.probability_within(latency),
               WithinAbs(static_cast<double>(within) / 20000, 0.001));
  }
}

TEST_CASE("Quantile and probability undo each other", "[quorum]") {
  Generator chance{42};
  LatencyHistogram histogram;
  for (int i = 0; i < 5000; ++i) histogram.add(pareto(chance, 0.2, 1.5));
  for (double share = 0.001; share < 1; share += 0.017) {
    CHECK_THAT(histogram.probability_within(histogram.quantile(share)), WithinAbs(share, 1e-9));
  }
}

TEST_CASE("Latencies too short count as 0, latencies too long in the last bin", "[quorum]") {
  LatencyHistogram histogram;
  for (const double latency : {1e-12, -3.0, -0.0, 0.0, 2e-6, 1e20}) histogram.add(latency);
  histogram.add(std::numeric_limits<double>::infinity());
  CHECK(histogram.count() == 7);
  CHECK_THAT(histogram.probability_within(0), WithinRel(4.0 / 7, 1e-15));
  CHECK(histogram.quantile(0.5) == 0);
  CHECK_THAT(histogram.quantile(5.0 / 7), WithinRel(2e-6, 0.008));
  CHECK(histogram.quantile(1) > 6e10);
  CHECK(histogram.probability_within(1e300) == 1);
}

TEST_CASE("An empty histogram answers 0", "[quorum]") {
  const LatencyHistogram histogram;
  CHECK(histogram.quantile(0.5) == 0);
  CHECK(histogram.probability_within(5) == 0);
  CHECK_THROWS_AS(histogram.quantile(1.5), std::out_of_range);
  CHECK_THROWS_AS(histogram.quantile(-0.1), std::out_of_range);
  CHECK_THROWS_AS(histogram.quantile(std::numeric_limits<double>::quiet_NaN()), std::out_of_range);
}

TEST_CASE("The coarse histogram is within 7 %, adds up and forgets", "[quorum]") {
  Generator chance{42};
  CoarseLatencyHistogram one, other, both;
  for (int i = 0; i < 20000; ++i) {
    const double value = exponential(chance, 0.1);
    (i % 3 == 0 ? one : other).add(value);
    both.add(value);
  }
  one.add(other);
  for (const double share : {0.1, 0.5, 0.9, 0.99, 0.999}) {
    CHECK(one.quantile(share) == both.quantile(share));
    CHECK_THAT(both.quantile(share), WithinRel(-10 * std::log(1 - share), 0.07));
  }
  CHECK(one.count() == 20000);
  one.clear();
  CHECK(one.count() == 0);
  CHECK(one.quantile(0.5) == 0);
}
