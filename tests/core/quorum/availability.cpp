#include "quorum/availability.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

// By the definition: the probability of every set of nodes that has enough of them.
double by_enumeration(int nodes, int count, double availability) {
  double sum = 0;
  for (unsigned up = 0; up < 1u << nodes; ++up) {
    const int alive = __builtin_popcount(up);
    if (alive >= count) {
      sum += std::pow(availability, alive) * std::pow(1 - availability, nodes - alive);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("Availability agrees with adding up every set of live nodes", "[quorum]") {
  for (int nodes = 1; nodes <= 8; ++nodes) {
    for (int count = 0; count <= nodes + 1; ++count) {
      for (const double p : {0.0, 0.01, 0.3, 0.5, 0.9, 0.999, 1.0}) {
        CAPTURE(nodes, count, p);
        CHECK_THAT(at_least_up_probability(nodes, count, p),
                   WithinAbs(by_enumeration(nodes, count, p), 1e-14));
      }
    }
  }
}

TEST_CASE("Two of three nodes of 99 % are up 99.97 % of the time", "[quorum]") {
  CHECK_THAT(write_availability({3, 2, 2}, 0.99), WithinRel(0.999702, 1e-12));
  CHECK_THAT(read_availability({3, 3, 1}, 0.99), WithinRel(1 - 1e-6, 1e-12));
  CHECK_THAT(write_availability({3, 3, 1}, 0.99), WithinRel(0.970299, 1e-12));
}

TEST_CASE("Waiting for more nodes never raises availability", "[quorum]") {
  for (int r = 1; r < 9; ++r) {
    CHECK(read_availability({9, 5, r}, 0.9) > read_availability({9, 5, r + 1}, 0.9));
  }
}

TEST_CASE("A majority of a large cluster is up almost surely or almost never", "[quorum]") {
  CHECK(at_least_up_probability(100001, 50001, 0.9) == 1);
  CHECK(at_least_up_probability(100001, 50001, 0.1) < 1e-300);
  CHECK_THAT(at_least_up_probability(100001, 50001, 0.5), WithinAbs(0.5, 1e-10));
}

TEST_CASE("Drawing which nodes are up gives the availability", "[quorum]") {
  Generator chance{22};
  constexpr int trials = 50000;
  int enough = 0;
  for (int i = 0; i < trials; ++i) {
    int up = 0;
    for (int node = 0; node < 5; ++node) up += bernoulli(chance, 0.7);
    enough += up >= 4;
  }
  const double p = write_availability({5, 4, 2}, 0.7);
  CHECK_THAT(enough / double{trials}, WithinAbs(p, 5 * std::sqrt(p * (1 - p) / trials)));
}

TEST_CASE("Availability refuses what is no quorum and no probability", "[quorum]") {
  CHECK_THROWS_AS(write_availability({3, 4, 1}, 0.9), std::out_of_range);
  CHECK_THROWS_AS(read_availability({3, 1, 4}, 0.9), std::out_of_range);
  CHECK_THROWS_AS(write_availability({3, 1, 1}, -0.1), std::out_of_range);
  CHECK_THROWS_AS(write_availability({3, 1, 1}, 1.1), std::out_of_range);
  CHECK_THROWS_AS(at_least_up_probability(3, 2, std::numeric_limits<double>::quiet_NaN()),
                  std::out_of_range);
  CHECK_THROWS_AS(at_least_up_probability(-1, 0, 0.5), std::out_of_range);
}
