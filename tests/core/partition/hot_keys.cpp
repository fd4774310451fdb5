#include "partition/hot_keys.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <numeric>
#include <stdexcept>
#include <string>

#include "partition/hash_mod.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("The share of a shard is the sum of its keys' probabilities", "[partition]") {
  // 1 + 1/3 and 1/2 + 1/4 of 25/12.
  const std::vector<std::uint32_t> by_turns{0, 1, 0, 1};
  const std::vector<double> shares = zipf_shares(Zipf(4, 1), by_turns, 2);
  CHECK_THAT(shares[0], WithinRel(16.0 / 25, 1e-14));
  CHECK_THAT(shares[1], WithinRel(9.0 / 25, 1e-14));
  CHECK(zipf_shares(Zipf(4, 1), by_turns, 3)[2] == 0);
  CHECK_THROWS_AS(zipf_shares(Zipf(4, 1), by_turns, 1), std::invalid_argument);
  CHECK_THROWS_AS(zipf_shares(Zipf(3, 1), by_turns, 2), std::invalid_argument);
}

TEST_CASE("Simulated requests load the shards of a hash as the exact sums say", "[partition]") {
  std::vector<Node> nodes;
  for (NodeId id = 0; id < 8; ++id) nodes.push_back({.id = id, .name = std::to_string(id)});
  const HashModPartitioner cluster{nodes};
  const Zipf names(20000, 1);
  std::vector<std::uint32_t> shard_of_rank;
  for (std::uint32_t rank = 1; rank <= names.keys(); ++rank) {
    shard_of_rank.push_back(cluster.owner("name-" + std::to_string(rank)));
  }
  const std::vector<double> shares = zipf_shares(names, shard_of_rank, 8);
  CHECK_THAT(std::accumulate(shares.begin(), shares.end(), 0.0), WithinRel(1.0, 1e-12));
  CHECK(*std::max_element(shares.begin(), shares.end()) > names.probability(1));

  Generator chance{307};
  std::vector<double> drawn(8);
  constexpr int draws = 100000;
  for (int i = 0; i < draws; ++i) drawn[shard_of_rank[names.draw(chance) - 1]] += 1.0 / draws;
  for (std::size_t shard = 0; shard < 8; ++shard) {
    CHECK_THAT(drawn[shard], WithinAbs(shares[shard], 0.006));
  }
}

TEST_CASE("A hot key fills its shard unless it is spread", "[partition]") {
  CHECK_THAT(hot_shard_share(0.2, 8), WithinRel(0.3, 1e-14));
  CHECK_THAT(hot_shard_share(0.2, 8, 4), WithinRel(0.15, 1e-14));
  CHECK_THAT(hot_shard_share(0.2, 8, 8), WithinRel(0.125, 1e-14));
  CHECK_THAT(hot_shard_share(0, 5), WithinRel(0.2, 1e-14));
  CHECK(hot_shard_share(1, 5) == 1);
  CHECK_THROWS_AS(hot_shard_share(0.2, 8, 9), std::out_of_range);
  CHECK_THROWS_AS(hot_shard_share(0.2, 8, 0), std::out_of_range);
  CHECK_THROWS_AS(hot_shard_share(1.2, 8), std::out_of_range);
}
