#include "gossip/cassandra_targets.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

using namespace distributed;
using namespace distributed::gossip;

namespace {

constexpr int rounds = 40000;

struct Shares {
  double live = 0, unreachable = 0, seed = 0;
};

Shares shares(const CassandraView& view, std::uint64_t seed) {
  Generator chance{seed};
  Shares count;
  for (int round = 0; round < rounds; ++round) {
    const CassandraTargets targets = choose_cassandra_targets(chance, view);
    const auto among = [](const auto& list, const auto& target) {
      return !target || std::find(list.begin(), list.end(), *target) != list.end();
    };
    REQUIRE(among(view.live, targets.live));
    REQUIRE(among(view.unreachable, targets.unreachable));
    REQUIRE(among(view.seeds, targets.seed));
    count.live += targets.live.has_value();
    count.unreachable += targets.unreachable.has_value();
    count.seed += targets.seed.has_value();
  }
  return {count.live / rounds, count.unreachable / rounds, count.seed / rounds};
}

// Five standard deviations of a share.
bool near(double share, double probability) {
  return std::abs(share - probability) <=
         5 * std::sqrt(probability * (1 - probability) / rounds) + 1e-12;
}

}  // namespace

TEST_CASE("Cassandra's targets have the probabilities of its Gossiper", "[gossip]") {
  // Apache Cassandra, Gossiper: U/(L + 1) for the unreachable; S/(L + U) for a seed unless the live
  // target was one.
  const Shares found =
      shares({.live = {1, 2, 3, 4, 5, 6}, .unreachable = {7, 8}, .seeds = {1, 9}}, 1);
  CHECK(found.live == 1.0);
  CHECK(near(found.unreachable, 2.0 / 7));
  CHECK(near(found.seed, 5.0 / 6 * 2.0 / 8));
}

TEST_CASE("With fewer live nodes than seeds a seed may be contacted a second time", "[gossip]") {
  const Shares found = shares({.live = {1, 2}, .unreachable = {4, 5, 6, 7}, .seeds = {1, 2, 3}}, 2);
  CHECK(near(found.unreachable, 1.0));
  CHECK(near(found.seed, 3.0 / 6));
  const Shares enough = shares({.live = {1, 2, 3}, .seeds = {1, 2, 3}}, 3);
  CHECK(enough.seed == 0.0);
}

TEST_CASE("A node that sees nobody turns to a seed", "[gossip]") {
  const Shares found = shares({.live = {}, .unreachable = {}, .seeds = {4}}, 4);
  CHECK(found.live == 0.0);
  CHECK(found.unreachable == 0.0);
  CHECK(found.seed == 1.0);
  const Shares alone = shares({}, 5);
  CHECK(alone.live + alone.unreachable + alone.seed == 0.0);
}

TEST_CASE("Cassandra chooses uniformly among the live nodes", "[gossip]") {
  Generator chance{6};
  const CassandraView view{.live = {10, 20, 30, 40}};
  int counts[4] = {};
  for (int round = 0; round < rounds; ++round) {
    ++counts[*choose_cassandra_targets(chance, view).live / 10 - 1];
  }
  for (const int count : counts) CHECK(near(count / double{rounds}, 0.25));
}
