#include "random/zipf.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Zipf's probabilities are inverse powers over their sum", "[random]") {
  // H_4 = 25/12.
  const Zipf four(4, 1);
  CHECK_THAT(four.probability(1), WithinRel(12.0 / 25, 1e-14));
  CHECK_THAT(four.probability(3), WithinRel(4.0 / 25, 1e-14));
  CHECK_THAT(four.share(2), WithinRel(18.0 / 25, 1e-14));
  CHECK(four.share(0) == 0);
  CHECK(four.share(4) == 1);
  // H_100000 = 12.090146129863, H_100 = 5.187377517640.
  const Zipf names(100000, 1);
  CHECK_THAT(names.probability(1), WithinRel(1 / 12.090146129863428, 1e-12));
  CHECK_THAT(names.share(100), WithinRel(5.187377517639621 / 12.090146129863428, 1e-12));
  // The sum of all 1/k^2 is pi^2/6; what is left behind n is 1/n - 1/(2n^2) and less.
  const double pi = 3.14159265358979324;
  CHECK_THAT(Zipf(1000, 2).probability(1), WithinRel(1 / (pi * pi / 6 - 0.0009995), 1e-8));
  CHECK_THAT(Zipf(8, 0).probability(5), WithinRel(0.125, 1e-14));
  CHECK(Zipf(1, 1.5).probability(1) == 1);
}

TEST_CASE("Ranks are drawn as often as their probabilities say", "[random]") {
  Generator chance{305};
  constexpr int draws = 100000;
  for (const double exponent : {0.0, 0.5, 0.99, 1.0, 1.0001, 1.5, 3.0, 20.0}) {
    for (const std::uint32_t keys : {1u, 2u, 10u, 1000u}) {
      const Zipf zipf(keys, exponent);
      std::vector<int> counts(keys + 1);
      for (int i = 0; i < draws; ++i) ++counts.at(zipf.draw(chance));
      REQUIRE(counts[0] == 0);
      // Pearson's chi-squared over ranks that are expected often enough, the rest as one.
      double chi_squared = 0, freedom = -1, left = 1;
      int left_drawn = draws;
      for (std::uint32_t rank = 1; rank <= keys; ++rank) {
        const double expected = draws * zipf.probability(rank);
        if (expected < 20) break;
        chi_squared += std::pow(counts[rank] - expected, 2) / expected;
        freedom += 1;
        left -= zipf.probability(rank);
        left_drawn -= counts[rank];
      }
      if (left * draws > 20) {
        chi_squared += std::pow(left_drawn - left * draws, 2) / (left * draws);
        freedom += 1;
      }
      INFO("s = " << exponent << ", n = " << keys);
      CHECK(chi_squared <= freedom + 4 * std::sqrt(2 * freedom) + 1e-6);
    }
  }
}

TEST_CASE("The first of 100,000 names is drawn as often as the exact sum has it", "[random]") {
  Generator chance{306};
  const Zipf names(100000, 1);
  int first = 0, first_hundred = 0;
  constexpr int draws = 200000;
  for (int i = 0; i < draws; ++i) {
    const std::uint32_t rank = names.draw(chance);
    REQUIRE(rank >= 1);
    REQUIRE(rank <= 100000);
    first += rank == 1;
    first_hundred += rank <= 100;
  }
  CHECK_THAT(first / double{draws}, WithinAbs(names.probability(1), 0.0025));
  CHECK_THAT(first_hundred / double{draws}, WithinAbs(names.share(100), 0.0045));
}

TEST_CASE("Zipf's law refuses no keys and exponents that it has no numbers for", "[random]") {
  CHECK_THROWS_AS(Zipf(0, 1), std::out_of_range);
  CHECK_THROWS_AS(Zipf(3, -0.1), std::out_of_range);
  CHECK_THROWS_AS(Zipf(3, NAN), std::out_of_range);
  CHECK_THROWS_AS(Zipf(3, 1).probability(0), std::out_of_range);
  CHECK_THROWS_AS(Zipf(3, 1).probability(4), std::out_of_range);
  CHECK_THROWS_AS(Zipf(3, 1).share(4), std::out_of_range);
}
