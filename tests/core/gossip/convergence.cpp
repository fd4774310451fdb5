#include "gossip/convergence.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

using namespace distributed::gossip;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("The exact law of three nodes is what one counts by hand", "[gossip]") {
  // Push to one of two others: the second node learns at once, the third when one of two callers
  // chooses it, 1 - 1/4.
  const SpreadLaw law = spread_law(Exchange::push, 3, 1, 0.0, 3);
  CHECK_THAT(law.expected[0], WithinAbs(1, 1e-12));
  CHECK_THAT(law.expected[1], WithinAbs(2, 1e-12));
  CHECK_THAT(law.expected[2], WithinAbs(2.75, 1e-12));
  CHECK_THAT(law.complete[2], WithinAbs(0.75, 1e-12));
  CHECK_THAT(law.complete[3], WithinAbs(1 - 1.0 / 16, 1e-12));
  CHECK_THAT(expected_rounds(Exchange::push, 3, 1, 0.0), WithinAbs(1 + 4.0 / 3, 1e-10));
  // Pull: both others find the one that knows with 1/2 each, lost answers with 1/4.
  CHECK_THAT(spread_law(Exchange::pull, 3, 1, 0.0, 1).expected[1], WithinAbs(2, 1e-12));
  CHECK_THAT(spread_law(Exchange::pull, 3, 1, 0.5, 1).expected[1], WithinAbs(1.5, 1e-12));
  CHECK_THAT(spread_law(Exchange::pull, 3, 1, 0.0, 1).complete[1], WithinAbs(0.25, 1e-12));
  // Push-pull: the node that is not chosen pulls with 1/2.
  CHECK_THAT(spread_law(Exchange::push_pull, 3, 1, 0.0, 1).expected[1], WithinAbs(2.5, 1e-12));
}

TEST_CASE("The exact mean rounds agree with 10^4 simulated runs", "[gossip]") {
  // Simulated apart from this library: push 12.29 and 18.04, pull 9.78 and 13.76, push-pull 6.54
  // and 9.15 for 100 and 1000 nodes.
  CHECK_THAT(expected_rounds(Exchange::push, 100, 1, 0.0), WithinAbs(12.29, 0.06));
  CHECK_THAT(expected_rounds(Exchange::pull, 100, 1, 0.0), WithinAbs(9.78, 0.06));
  CHECK_THAT(expected_rounds(Exchange::push_pull, 100, 1, 0.0), WithinAbs(6.54, 0.04));
}

TEST_CASE("The law conserves probability and never forgets", "[gossip]") {
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  const std::uint32_t fanout = GENERATE(1u, 3u, 20u);
  const SpreadLaw law = spread_law(exchange, 12, fanout, 0.25, 200);
  for (std::size_t round = 1; round < law.expected.size(); ++round) {
    CHECK(law.expected[round] >= law.expected[round - 1] - 1e-12);
    CHECK(law.complete[round] >= law.complete[round - 1] - 1e-12);
  }
  CHECK_THAT(law.expected.back(), WithinAbs(12, 1e-9));
  CHECK_THAT(law.complete.back(), WithinAbs(1, 1e-9));
  CHECK(spread_law(exchange, 1, fanout, 0.0, 2).complete[0] == 1.0);
  CHECK(std::isinf(expected_rounds(exchange, 5, fanout, 1.0)));
}

TEST_CASE("The mean-field curve keeps close to the exact mean", "[gossip]") {
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  const SpreadLaw law = spread_law(exchange, 200, 2, 0.1, 20);
  const std::vector<double> curve = expected_curve(exchange, 200, 2, 0.1, 20);
  REQUIRE(curve.size() == 21);
  for (std::size_t round = 0; round < curve.size(); ++round) {
    CHECK(std::abs(curve[round] - law.expected[round]) < 0.12 * 200);
  }
  CHECK_THAT(curve[1], WithinAbs(law.expected[1], 0.02));
  CHECK_THAT(curve.back(), WithinAbs(200, 0.1));
  CHECK(expected_curve(exchange, 1, 2, 0.0, 3) == std::vector<double>{1, 1, 1, 1});
  CHECK_THAT(expected_curve(exchange, 5, 4, 0.0, 1)[1], WithinAbs(5, 1e-9));
  CHECK_THAT(expected_curve(exchange, 5, 4, 1.0, 1)[1], WithinAbs(1, 1e-9));
}

TEST_CASE("The mean-field curve from a later state goes on as the one from the first", "[gossip]") {
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  CHECK(expected_curve(exchange, 12, 3, 0.2, 5, 1) == expected_curve(exchange, 12, 3, 0.2, 5));
  CHECK_THAT(expected_curve(exchange, 12, 11, 0.0, 1, 12)[1], WithinAbs(12, 1e-9));
  const std::vector<double> later = expected_curve(exchange, 12, 2, 0.0, 4, 6);
  CHECK(later.front() == 6);
  CHECK(later[1] > 6);
  CHECK_THROWS_AS(expected_curve(exchange, 12, 2, 0.0, 4, 13), std::invalid_argument);
}

TEST_CASE("Doerr and Künnemann's bounds", "[gossip]") {
  // ANALCO 2014, theorem 1; ln 1000 = 6.9078, log2 1000 = 9.97.
  CHECK_THAT(push_rounds_lower(1000), WithinAbs(9 + 6.907755279 - 1.116, 1e-8));
  CHECK_THAT(push_rounds_upper(1000), WithinAbs(10 + 6.907755279 + 2.765, 1e-8));
  CHECK_THAT(push_rounds_lower(1024), WithinAbs(10 + std::log(1024.0) - 1.116, 1e-9));
  CHECK_THAT(push_rounds_upper(1024), WithinAbs(10 + std::log(1024.0) + 2.765, 1e-9));
  CHECK_THROWS_AS(push_rounds_lower(0), std::invalid_argument);
  CHECK_THROWS_AS(push_rounds_upper(0), std::invalid_argument);
}

TEST_CASE("Serf's convergence formula", "[gossip]") {
  // hashicorp/serf: 1/(1 + (n + 1) e^(-c n x)), c = (fanout/n)(1 - loss)(1 - failed) 0.5.
  for (const double rounds : {0.0, 1.0, 5.0, 10.0}) {
    CHECK_THAT(serf_convergence(30, 3, 0, 0, rounds),
               WithinRel(1 / (1 + 31 * std::exp(-1.5 * rounds)), 1e-12));
    CHECK_THAT(serf_convergence(100000, 4, 0.1, 0.2, rounds),
               WithinRel(1 / (1 + 100001 * std::exp(-4 * 0.9 * 0.8 * 0.5 * rounds)), 1e-12));
  }
  CHECK(serf_convergence(10, 3, 1, 0, 100) < 0.1);
  CHECK_THROWS_AS(serf_convergence(0, 3, 0, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(serf_convergence(5, 3, 2, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(serf_convergence(5, 3, 0, -1, 1), std::invalid_argument);
}

TEST_CASE("A rumor with k = 1 misses a fifth of the sites, with k = 2 six percent", "[gossip]") {
  // Demers et al., PODC 1987, section 1.4: "20 %" and "6 %".
  CHECK_THAT(rumor_residue(1), WithinAbs(0.2032, 1e-4));
  CHECK_THAT(rumor_residue(2), WithinAbs(0.0595, 1e-4));
  for (const std::uint32_t k : {1u, 2u, 5u, 10u}) {
    const double s = rumor_residue(k);
    CHECK_THAT(s, WithinRel(std::exp(-(k + 1.0) * (1 - s)), 1e-10));
  }
  CHECK_THROWS_AS(rumor_residue(0), std::invalid_argument);
}

TEST_CASE("Anti-entropy's last doubters: pull squares them, push leaves a part of e", "[gossip]") {
  // Demers et al., PODC 1987, section 1.3.
  CHECK_THAT(anti_entropy_residue(Exchange::pull, 1000, 0.1), WithinAbs(0.01, 1e-12));
  CHECK_THAT(anti_entropy_residue(Exchange::push, 1000000, 0.001),
             WithinRel(0.001 * std::exp(-0.999), 1e-5));
  CHECK_THAT(anti_entropy_residue(Exchange::push_pull, 1000000, 0.1),
             WithinRel(0.01 * std::exp(-0.9), 1e-5));
  CHECK(anti_entropy_residue(Exchange::push, 1, 1.0) == 1.0);
  CHECK_THROWS_AS(anti_entropy_residue(Exchange::push, 0, 0.5), std::invalid_argument);
  CHECK_THROWS_AS(anti_entropy_residue(Exchange::push, 5, 1.5), std::invalid_argument);
}

TEST_CASE("Curves and laws refuse what makes no sense", "[gossip]") {
  CHECK_THROWS_AS(expected_curve(Exchange::push, 0, 1, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(expected_curve(Exchange::push, 5, 0, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(spread_law(Exchange::push, 5, 1, 1.5, 1), std::invalid_argument);
  CHECK_THROWS_AS(expected_rounds(Exchange::push, 5, 1, -1), std::invalid_argument);
}
