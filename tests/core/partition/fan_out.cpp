#include "partition/fan_out.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("One slow request in a hundred makes two of three slow that ask 100 servers",
          "[partition]") {
  // Dean and Barroso, "The Tail at Scale": 63 % of 1 in 100 over 100 servers; "almost one in
  // five" of 1 in 10,000 over 2,000.
  CHECK_THAT(slow_probability(0.01, 100), WithinAbs(0.634, 0.0005));
  CHECK_THAT(slow_probability(0.0001, 2000), WithinAbs(0.181, 0.0005));
  CHECK_THAT(slow_probability(0.01, 1), WithinAbs(0.01, 1e-15));
  CHECK(slow_probability(0.01, 0) == 0);
  CHECK(slow_probability(1, 3) == 1);
  CHECK(slow_probability(0, 3) == 0);
}

TEST_CASE("What each shard must keep to is the other way round", "[partition]") {
  for (const std::size_t shards : {1u, 8u, 100u}) {
    for (const double share : {0.5, 0.99, 1.0}) {
      const double each = share_for_slowest(share, shards);
      CHECK_THAT(1 - slow_probability(1 - each, shards), WithinAbs(share, 1e-12));
    }
  }
  CHECK_THAT(share_for_slowest(0.99, 100), WithinAbs(0.9999, 1e-6));
}

TEST_CASE("The slowest of k exponential latencies takes the k-th harmonic number", "[partition]") {
  CHECK_THAT(mean_slowest_exponential(10, 1), WithinRel(10.0, 1e-14));
  CHECK_THAT(mean_slowest_exponential(12, 4), WithinRel(25.0, 1e-14));
  CHECK_THAT(mean_slowest_exponential(10, 8), WithinRel(27.178571428571, 1e-12));
  CHECK(mean_slowest_exponential(10, 0) == 0);
  Generator chance{304};
  double sum = 0;
  for (int query = 0; query < 40000; ++query) {
    double slowest = 0;
    for (int shard = 0; shard < 8; ++shard) slowest = std::max(slowest, exponential(chance, 0.1));
    sum += slowest;
  }
  CHECK_THAT(sum / 40000, WithinRel(mean_slowest_exponential(10, 8), 0.01));
}

TEST_CASE("The slowest of k measured latencies is the mean over all draws", "[partition]") {
  const std::vector<double> latencies{1, 2, 2, 9};
  for (std::size_t shards = 1; shards <= 4; ++shards) {
    double sum = 0;
    const int draws = static_cast<int>(std::pow(4, shards));
    for (int draw = 0; draw < draws; ++draw) {
      double slowest = 0;
      for (int digits = draw, shard = 0; shard < static_cast<int>(shards); ++shard, digits /= 4) {
        slowest = std::max(slowest, latencies[static_cast<std::size_t>(digits % 4)]);
      }
      sum += slowest;
    }
    CHECK_THAT(mean_slowest(latencies, shards), WithinRel(sum / draws, 1e-12));
  }
  CHECK(mean_slowest(latencies, 0) == 0);
}

TEST_CASE("Fan-out refuses what is no probability and no list of latencies", "[partition]") {
  CHECK_THROWS_AS(slow_probability(1.1, 2), std::out_of_range);
  CHECK_THROWS_AS(slow_probability(NAN, 2), std::out_of_range);
  CHECK_THROWS_AS(share_for_slowest(0, 2), std::out_of_range);
  CHECK_THROWS_AS(share_for_slowest(0.5, 0), std::out_of_range);
  CHECK_THROWS_AS(mean_slowest_exponential(-1, 2), std::out_of_range);
  CHECK_THROWS_AS(mean_slowest({}, 2), std::invalid_argument);
  CHECK_THROWS_AS(mean_slowest(std::vector<double>{2, 1}, 2), std::invalid_argument);
}
