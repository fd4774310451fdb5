#include "partition/rendezvous.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>

using namespace distributed;
using Catch::Matchers::WithinAbs;

namespace {

RendezvousPartitioner weighted() {
  RendezvousPartitioner cluster;
  for (NodeId id = 0; id < 8; ++id) {
    cluster.join({.id = id, .name = "node-" + std::to_string(id), .weight = 1.0 + id * 0.5});
  }
  return cluster;
}

}  // namespace

TEST_CASE("With any weights a key moves only to or from the node that changes", "[partition]") {
  RendezvousPartitioner cluster = weighted();
  const RendezvousPartitioner before = cluster;
  cluster.reweight(3, 4);
  const RendezvousPartitioner heavier = cluster;
  cluster.reweight(3, 0.25);
  const RendezvousPartitioner lighter = cluster;
  cluster.leave(3);
  for (std::uint64_t hash = 0; hash < 20000; ++hash) {
    if (heavier.owner_of_hash(hash) != before.owner_of_hash(hash)) {
      REQUIRE(heavier.owner_of_hash(hash) == 3);
    }
    if (lighter.owner_of_hash(hash) != heavier.owner_of_hash(hash)) {
      REQUIRE(heavier.owner_of_hash(hash) == 3);
    }
    if (cluster.owner_of_hash(hash) != lighter.owner_of_hash(hash)) {
      REQUIRE(lighter.owner_of_hash(hash) == 3);
    }
  }
}

TEST_CASE("Rendezvous shares are proportional to weights", "[partition]") {
  const RendezvousPartitioner cluster = weighted();
  constexpr std::uint64_t keys = 200000;
  std::map<NodeId, double> counts;
  for (std::uint64_t hash = 0; hash < keys; ++hash) ++counts[cluster.owner_of_hash(hash)];
  for (const Node& node : cluster.nodes()) {
    const double p = node.weight / cluster.nodes().total_weight();
    // Five standard deviations of a binomial count.
    CHECK_THAT(counts[node.id], WithinAbs(keys * p, 5 * std::sqrt(keys * p * (1 - p))));
  }
}

TEST_CASE("Equal weights of any size give the same owners", "[partition]") {
  RendezvousPartitioner ones, thirds, nearly;
  for (NodeId id = 0; id < 8; ++id) {
    const std::string name = "node-" + std::to_string(id);
    ones.join({.id = id, .name = name});
    thirds.join({.id = id, .name = name, .weight = 1.0 / 3});
    // Not equal, so the logarithms are taken; so near that they decide as if it were.
    nearly.join({.id = id, .name = name, .weight = id == 0 ? 1 + 1e-12 : 1});
  }
  for (std::uint64_t hash = 0; hash < 5000; ++hash) {
    REQUIRE(ones.owner_of_hash(hash) == thirds.owner_of_hash(hash));
    REQUIRE(ones.owner_of_hash(hash) == nearly.owner_of_hash(hash));
  }
}

TEST_CASE("A rendezvous preference list is who would take over, in that order", "[partition]") {
  const RendezvousPartitioner cluster = weighted();
  for (int i = 0; i < 200; ++i) {
    const std::string key = "key-" + std::to_string(i);
    const std::vector<NodeId> list = cluster.preference_list(key, 8);
    REQUIRE(std::set<NodeId>(list.begin(), list.end()).size() == 8);
    RendezvousPartitioner fewer = cluster;
    for (const NodeId id : list) {
      REQUIRE(fewer.owner(key) == id);
      fewer.leave(id);
    }
  }
  CHECK(cluster.preference_list("key", 20).size() == 8);
}
