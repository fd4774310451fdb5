#include "quorum/staleness.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Stale reads are as probable as published", "[quorum]") {
  // P. Bailis et al., PVLDB 5(8), 2012, section 3.1: N = 100, R = W = 30 gives 1.88e-6.
  CHECK_THAT(stale_read_probability({100, 30, 30}), WithinRel(1.88e-6, 0.003));
  CHECK_THAT(stale_read_probability({3, 1, 1}), WithinRel(2.0 / 3, 1e-15));
  CHECK_THAT(stale_read_probability({3, 1, 2}), WithinRel(1.0 / 3, 1e-15));
  CHECK_THAT(stale_read_probability({3, 2, 1}), WithinRel(1.0 / 3, 1e-15));
}

TEST_CASE("Reads within k versions are as probable as published", "[quorum]") {
  // P. Bailis et al., PVLDB 5(8), 2012, section 3.1: N = 3, R = W = 1.
  const Quorum quorum{3, 1, 1};
  CHECK_THAT(1 - k_staleness_probability(quorum, 2), WithinAbs(0.5556, 5e-5));
  CHECK_THAT(1 - k_staleness_probability(quorum, 3), WithinAbs(0.7037, 5e-5));
  CHECK_THAT(1 - k_staleness_probability(quorum, 5), WithinAbs(0.8683, 5e-5));
  CHECK_THAT(1 - k_staleness_probability(quorum, 10), WithinAbs(0.9827, 5e-5));
  CHECK(k_staleness_probability(quorum, 0) == 1);
  CHECK(k_staleness_probability(quorum, 1) == stale_read_probability(quorum));
}

TEST_CASE("Quorums that must meet are never stale, exactly", "[quorum]") {
  for (int n = 1; n <= 40; ++n) {
    for (int w = 1; w <= n; ++w) {
      for (int r = 1; r <= n; ++r) {
        const double probability = stale_read_probability({n, w, r});
        if (w + r > n) {
          REQUIRE(probability == 0);
          REQUIRE(k_staleness_probability({n, w, r}, 3) == 0);
        } else {
          REQUIRE((probability > 0 && probability < 1));
        }
      }
    }
  }
}

TEST_CASE("The stale-read formula is symmetric and exact for large quorums", "[quorum]") {
  for (int w = 1; w < 50; w += 7) {
    for (int r = 1; r < 50; r += 5) {
      const double exact = std::exp(std::lgamma(100.0 - w + 1) + std::lgamma(100.0 - r + 1) -
                                    std::lgamma(100.0 - w - r + 1) - std::lgamma(101.0));
      CHECK_THAT(stale_read_probability({100, w, r}), WithinRel(exact, 1e-11));
      CHECK(stale_read_probability({100, w, r}) == stale_read_probability({100, r, w}));
    }
  }
  CHECK_THAT(stale_read_probability({1000000, 1, 1}), WithinRel(1 - 1e-6, 1e-12));
  CHECK(stale_read_probability({2000, 600, 600}) > 0);
}

TEST_CASE("Choosing nodes at random gives the stale-read formula", "[quorum]") {
  Generator chance{21};
  constexpr int trials = 50000;
  int stale = 0;
  for (int i = 0; i < trials; ++i) {
    // The write took nodes 0 and 1 of 6.
    bool met = false;
    for (const std::uint32_t node : sample(chance, 6, 2)) met |= node < 2;
    stale += !met;
  }
  const double p = stale_read_probability({6, 2, 2});
  CHECK_THAT(stale / double{trials}, WithinAbs(p, 5 * std::sqrt(p * (1 - p) / trials)));
}

TEST_CASE("Staleness refuses what is no quorum", "[quorum]") {
  CHECK_THROWS_AS(stale_read_probability({3, 4, 1}), std::out_of_range);
  CHECK_THROWS_AS(k_staleness_probability({3, 1, 1}, -1), std::out_of_range);
}
