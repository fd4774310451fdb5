#include "election/split_vote.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

#include "election/raft.hpp"

using namespace distributed;
using namespace distributed::election;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Split votes follow the law of Ongaro's dissertation", "[election]") {
  // D. Ongaro, "Consensus: Bridging Theory and Practice", 2014, chapter 9: five servers, one
  // failed.
  CHECK_THAT(split_vote_probability(5, 4, 0.01), WithinAbs(0.0006, 0.00005));
  CHECK_THAT(split_vote_probability(5, 4, 0.1), WithinAbs(0.052, 0.0005));
  CHECK_THAT(split_vote_probability(5, 4, 0.2), WithinAbs(0.181, 0.0005));
}

TEST_CASE("The split-vote law in cases that can be done by hand", "[election]") {
  // Three servers, two up: both must stand within one latency, 1 - (1 - l)^2.
  CHECK_THAT(split_vote_probability(3, 2, 0.1), WithinRel(1 - 0.81, 1e-12));
  // Nine up of nine: c - 1 = 5 others, the upper tail of a binomial at its middle.
  CHECK_THAT(split_vote_probability(9, 9, 0.5), WithinRel(0.5, 1e-12));
  // All five up: three others of five.
  CHECK_THAT(split_vote_probability(5, 5, 0.1),
             WithinRel(10 * 1e-3 * 0.81 + 5 * 1e-4 * 0.9 + 1e-5, 1e-12));
}

TEST_CASE("Without a majority no vote is won, without latency none is split", "[election]") {
  CHECK(split_vote_probability(5, 2, 0.01) == 1);
  CHECK(split_vote_probability(4, 2, 0) == 1);
  CHECK(split_vote_probability(5, 4, 0) == 0);
  CHECK(split_vote_probability(5, 4, 1) == 1);
  CHECK(split_vote_probability(1, 1, 0.3) == 0);
}

TEST_CASE("Votes split more often with more latency, less often with more servers up",
          "[election]") {
  for (std::uint32_t servers = 3; servers <= 11; ++servers) {
    for (std::uint32_t up = servers / 2 + 1; up <= servers; ++up) {
      for (double latency = 0.05; latency < 1; latency += 0.05) {
        const double here = split_vote_probability(servers, up, latency);
        REQUIRE(split_vote_probability(servers, up, latency - 0.04) < here);
        REQUIRE(here <= 1);
        if (up < servers) REQUIRE(split_vote_probability(servers, up + 1, latency) < here);
      }
    }
  }
  const double many = split_vote_probability(1000, 1000, 0.5);
  CHECK(std::isfinite(many));
  CHECK_THAT(many, WithinAbs(0.5, 0.02));
}

TEST_CASE("The split-vote law refuses what is no cluster and no fraction", "[election]") {
  CHECK_THROWS_AS(split_vote_probability(5, 0, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(split_vote_probability(5, 6, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(split_vote_probability(1001, 4, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(split_vote_probability(5, 4, -0.1), std::invalid_argument);
  CHECK_THROWS_AS(split_vote_probability(5, 4, 1.1), std::invalid_argument);
  CHECK_THROWS_AS(expected_first_timeout(0, 1, 2), std::invalid_argument);
  CHECK_THROWS_AS(expected_first_timeout(4, 2, 1), std::invalid_argument);
}

TEST_CASE("Simulated elections split as often as the law says, and begin when it says",
          "[election]") {
  // The same model as the law's: timers start together, a fixed one-way latency, one server down.
  constexpr int trials = 20000;
  const double latency = 0.1;
  RaftOptions options;
  const Time range = options.timeout_high - options.timeout_low;
  options.latency =
      simulation::Latency::constant(static_cast<Time>(latency * static_cast<double>(range)));
  Generator chance{51};
  int split = 0;
  double first_timeouts = 0;
  for (int i = 0; i < trials; ++i) {
    Raft raft(options, chance.split());
    raft.crash(4);
    Time first = simulation::never;
    for (NodeId node = 0; node < 4; ++node) first = std::min(first, raft.deadline(node));
    first_timeouts += static_cast<double>(first);
    // The first term is decided before anyone can time out a second time.
    raft.advance_to(options.timeout_high + 2 * range / 5);
    split += raft.victories().empty() || raft.victories().front().term != 1;
  }
  const double expected = split_vote_probability(5, 4, latency);
  // Four standard deviations of a share of 20,000.
  CHECK_THAT(split / double{trials},
             WithinAbs(expected, 4 * std::sqrt(expected * (1 - expected) / trials)));
  CHECK_THAT(first_timeouts / trials,
             WithinRel(expected_first_timeout(4, static_cast<double>(options.timeout_low),
                                              static_cast<double>(options.timeout_high)),
                       0.005));
}
