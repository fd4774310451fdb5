#include "partition/hash_mod.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>

using namespace distributed;

TEST_CASE("Of hash mod N, exactly one key in N + 1 stays when a node joins", "[partition]") {
  for (NodeId n = 1; n <= 12; ++n) {
    HashModPartitioner cluster;
    for (NodeId id = 0; id < n; ++id) cluster.join({.id = id, .name = std::to_string(id)});
    const HashModPartitioner before = cluster;
    cluster.join({.id = n, .name = std::to_string(n)});
    std::uint64_t stay = 0;
    for (std::uint64_t hash = 0; hash < n * (n + 1); ++hash) {
      stay += before.owner_of_hash(hash) == cluster.owner_of_hash(hash);
    }
    CHECK(stay == n);
  }
}

TEST_CASE("Hash mod N gives a node as many places as its weight", "[partition]") {
  const HashModPartitioner cluster{
      {{.id = 2, .name = "b", .weight = 2}, {.id = 1, .name = "a"}, {.id = 3, .name = "c"}}};
  CHECK(cluster.owner_of_hash(0) == 1);
  CHECK(cluster.owner_of_hash(1) == 2);
  CHECK(cluster.owner_of_hash(2) == 2);
  CHECK(cluster.owner_of_hash(3) == 3);
  CHECK(cluster.owner_of_hash(4) == 1);
  CHECK_THROWS_AS(HashModPartitioner({{.id = 1, .name = "a", .weight = 0.5}}),
                  std::invalid_argument);
}

TEST_CASE("The law of hash mod N is what its places do, whoever joins or leaves", "[partition]") {
  std::vector<Node> nodes;
  for (NodeId id = 1; id <= 7; ++id) nodes.push_back({.id = id, .name = std::to_string(id)});
  const HashModPartitioner before{nodes};
  for (NodeId id = 1; id <= 7; ++id) {
    HashModPartitioner after = before;
    after.leave(id);
    int moved = 0;
    for (std::uint64_t hash = 0; hash < 42; ++hash) {
      moved += before.owner_of_hash(hash) != after.owner_of_hash(hash);
    }
    CHECK(hash_mod_moves(before.nodes(), after.nodes()) == moved / 42.0);
    CHECK(hash_mod_moves(after.nodes(), before.nodes()) == moved / 42.0);
  }
}
