#include "gossip/anti_entropy.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

#include "gossip/convergence.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::gossip;
using Catch::Matchers::WithinAbs;

TEST_CASE("A cycle leaves as many replicas stale as Demers et al. calculate", "[gossip]") {
  // PODC 1987, section 1.3: pull p^2, push p (1 - 1/n)^(n (1 - p)).
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  constexpr std::uint32_t replicas = 20000;
  Generator chance{6};
  AntiEntropy group{replicas, 1, exchange};
  for (std::uint32_t replica = 0; replica < replicas / 2; ++replica) group.write(replica, 0, 1);
  double share = 0.5;
  for (int cycle = 0; cycle < 3; ++cycle) {
    const double expected = anti_entropy_residue(exchange, replicas, share);
    group.run_cycle(chance);
    share = group.stale(0) / double{replicas};
    CHECK_THAT(share, WithinAbs(expected, 0.015));
  }
  const std::vector<double> rest = group.run_to_consistency(0, chance);
  CHECK(rest.front() == share);
  CHECK(rest.size() == group.cycle() - 2);
  CHECK(group.consistent());
  CHECK(rest.back() == 0);
  for (std::size_t i = 1; i < rest.size(); ++i) {
    CHECK_THAT(rest[i], WithinAbs(anti_entropy_residue(exchange, replicas, rest[i - 1]), 0.015));
  }
}

TEST_CASE("Anti-entropy misses nobody: the highest versions win everywhere", "[gossip]") {
  const Exchange exchange = GENERATE(Exchange::push, Exchange::pull, Exchange::push_pull);
  Generator chance{8};
  for (int run = 0; run < 20; ++run) {
    AntiEntropy group{30, 5, exchange};
    std::vector<std::uint64_t> highest(5, 0);
    for (int i = 0; i < 40; ++i) {
      const std::uint32_t key = uniform_below(chance, 5);
      const std::uint64_t version = uniform_below(chance, 1000);
      group.write(uniform_below(chance, 30), key, version);
      highest[key] = std::max(highest[key], version);
    }
    while (!group.consistent()) {
      std::vector<std::uint32_t> stale;
      for (std::uint32_t key = 0; key < 5; ++key) stale.push_back(group.stale(key));
      group.run_cycle(chance);
      for (std::uint32_t key = 0; key < 5; ++key) REQUIRE(group.stale(key) <= stale[key]);
      REQUIRE(group.cycle() < 1000);
    }
    for (std::uint32_t replica = 0; replica < 30; ++replica) {
      for (std::uint32_t key = 0; key < 5; ++key) {
        CHECK(group.version(replica, key) == highest[key]);
      }
    }
    CHECK(group.transfers() > 0);
  }
}

TEST_CASE("What a replica learns it hands on in the next cycle only", "[gossip]") {
  // With two replicas that push to each other one cycle is enough; in a longer chain the news
  // cannot make two hops in a cycle, so after c cycles at most 2^c replicas know by push.
  Generator chance{9};
  AntiEntropy pair{2, 1, Exchange::push};
  pair.write(0, 0, 7);
  pair.run_cycle(chance);
  CHECK(pair.consistent());
  AntiEntropy group{1000, 1, Exchange::push};
  group.write(0, 0, 1);
  for (std::uint32_t cycle = 1; cycle <= 8; ++cycle) {
    group.run_cycle(chance);
    CHECK(1000 - group.stale(0) <= (1u << cycle));
  }
}

TEST_CASE("An older version never replaces a newer one", "[gossip]") {
  AntiEntropy group{2, 1, Exchange::push_pull};
  group.write(0, 0, 5);
  group.write(0, 0, 3);
  CHECK(group.version(0, 0) == 5);
  CHECK(group.stale(0) == 1);
  CHECK_FALSE(group.consistent());
}

TEST_CASE("Anti-entropy refuses what makes no sense", "[gossip]") {
  CHECK_THROWS_AS(AntiEntropy(1, 1, Exchange::push), std::invalid_argument);
  CHECK_THROWS_AS(AntiEntropy(2, 0, Exchange::push), std::invalid_argument);
  AntiEntropy group{2, 1, Exchange::push};
  CHECK_THROWS_AS(group.write(2, 0, 1), std::out_of_range);
  CHECK_THROWS_AS(group.write(0, 1, 1), std::out_of_range);
  CHECK_THROWS_AS(group.version(2, 0), std::out_of_range);
  CHECK_THROWS_AS(group.stale(1), std::out_of_range);
}
