#include "partition/bounded_loads.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

std::vector<std::string> some_keys(int count) {
  std::vector<std::string> keys;
  for (int i = 0; i < count; ++i) keys.push_back("key-" + std::to_string(i));
  return keys;
}

Ring ring_of(NodeId nodes) {
  Ring ring{{.vnodes = 20}};
  for (NodeId id = 0; id < nodes; ++id) {
    ring.join({.id = id, .name = "node-" + std::to_string(id)});
  }
  return ring;
}

}  // namespace

TEST_CASE("No node ever has more than c times its share of the keys", "[partition]") {
  Generator chance{51};
  for (const double c : {1.0, 1.1, 1.25, 2.0}) {
    BoundedLoads<> cluster{ring_of(7), c};
    std::vector<std::string> there;
    for (int change = 0; change < 60; ++change) {
      const NodeId id = uniform_below(chance, 12);
      switch (uniform_below(chance, 4)) {
        case 0:
          if (cluster.nodes().contains(id)) {
            if (cluster.nodes().size() > 1) cluster.leave(id);
          } else {
            cluster.join({.id = id, .name = "node-" + std::to_string(id)});
          }
          break;
        case 1:
          cluster.remove({"key-" + std::to_string(uniform_below(chance, 900))});
          break;
        default:
          cluster.add(some_keys(static_cast<int>(uniform_below(chance, 900))));
      }
      std::size_t total = 0;
      for (const Node& node : cluster.nodes()) {
        const double fair =
            static_cast<double>(cluster.keys()) / static_cast<double>(cluster.nodes().size());
        REQUIRE(cluster.capacity(node.id) == static_cast<std::size_t>(std::ceil(c * fair)));
        REQUIRE(cluster.load(node.id) <= cluster.capacity(node.id));
        total += cluster.load(node.id);
      }
      REQUIRE(total == cluster.keys());
    }
  }
}

TEST_CASE("What does not fit goes on clockwise", "[partition]") {
  const Ring ring = ring_of(5);
  BoundedLoads<> cluster{ring, 1.0};
  const std::vector<std::string> keys = some_keys(1000);
  cluster.add(keys);
  for (const std::string& key : keys) {
    // All nodes between the key and where it is are full.
    for (const NodeId id : ring.preference_list(key, 5)) {
      if (id == cluster.owner(key)) break;
      REQUIRE(cluster.load(id) == cluster.capacity(id));
    }
  }
  for (const Node& node : cluster.nodes()) CHECK(cluster.load(node.id) == 200);
}

TEST_CASE("A bound that is never reached changes nothing", "[partition]") {
  const Ring ring = ring_of(5);
  BoundedLoads<> cluster{ring, 5.0};
  const std::vector<std::string> keys = some_keys(1000);
  cluster.add(keys);
  for (const std::string& key : keys) REQUIRE(cluster.owner(key) == ring.owner(key));
}

TEST_CASE("Few keys move when a node joins a ring with bounded loads", "[partition]") {
  BoundedLoads<> cluster{ring_of(10), 1.25};
  const std::vector<std::string> keys = some_keys(5000);
  cluster.add(keys);
  const BoundedLoads<> before = cluster;
  cluster.join({.id = 10, .name = "node-10"});
  int moved = 0;
  for (const std::string& key : keys) moved += cluster.owner(key) != before.owner(key);
  // A plain ring moves 1/11; the paper's bound allows a constant factor that depends on c.
  CHECK(moved > 5000 / 22);
  CHECK(moved < 3 * 5000 / 11);
}

TEST_CASE("Weights and nodes without points count for the bound", "[partition]") {
  BoundedLoads<KetamaRing> cluster;
  cluster.join({.id = 1, .name = "a", .weight = 1000});
  cluster.join({.id = 2, .name = "b", .weight = 3000});
  cluster.join({.id = 3, .name = "tiny", .weight = 1});  // too light for a point
  cluster.add(some_keys(100));
  CHECK(cluster.capacity(1) == 32);
  CHECK(cluster.capacity(2) == 94);
  CHECK(cluster.capacity(3) == 0);
  CHECK(cluster.load(1) + cluster.load(2) == 100);
}

TEST_CASE("A key that was not added is told where it would go", "[partition]") {
  BoundedLoads<> cluster{ring_of(4)};
  CHECK(cluster.owner("key") == cluster.ring().owner("key"));
  cluster.add({"key"});
  CHECK(cluster.keys() == 1);
  CHECK(cluster.load(cluster.owner("key")) == 1);
  cluster.add({"key"});
  CHECK(cluster.keys() == 1);
  cluster.remove({"key", "never there"});
  CHECK(cluster.keys() == 0);
}

TEST_CASE("The factor of bounded loads is at least one", "[partition]") {
  CHECK_THROWS_AS(BoundedLoads<>(Ring{}, 0.99), std::invalid_argument);
  CHECK_THROWS_AS(BoundedLoads<>(Ring{}, std::numeric_limits<double>::infinity()),
                  std::invalid_argument);
  BoundedLoads<> cluster;
  cluster.add({"a"});
  CHECK_THROWS_AS(cluster.owner("a"), std::out_of_range);
  CHECK_THROWS_AS(cluster.load(1), std::out_of_range);
}
