#include "partition/logical_shards.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace distributed;

TEST_CASE("A key keeps its shard whatever happens to the nodes", "[partition]") {
  LogicalShards cluster{64, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  const std::size_t shard = cluster.shard_of("alice");
  CHECK(shard == xxh64("alice") % 64);
  cluster.join({.id = 3, .name = "c"});
  cluster.leave(1);
  CHECK(cluster.shard_of("alice") == shard);
  for (const NodeId id : {2u, 3u}) {
    cluster.move(shard, id);
    CHECK(cluster.owner("alice") == id);
  }
}

TEST_CASE("When a node joins, its share of the shards moves and no more", "[partition]") {
  LogicalShards cluster{60, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  cluster.join({.id = 3, .name = "c"});
  for (const NodeId id : {1u, 2u, 3u}) CHECK(cluster.shards().shards_of(id).size() == 20);
}

TEST_CASE("Eight machines have 512 of 4096 shards each, in a row, as at Pinterest", "[partition]") {
  std::vector<Node> machines;
  for (NodeId id = 1; id <= 8; ++id) machines.push_back({.id = id, .name = std::to_string(id)});
  LogicalShards cluster{4096, machines};
  for (std::size_t shard = 0; shard < 4096; ++shard) {
    REQUIRE(cluster.shards().owner(shard) == 1 + shard / 512);
  }
  const LogicalShards before = cluster;
  cluster.join({.id = 9, .name = "9"});
  std::size_t moved = 0;
  for (std::size_t shard = 0; shard < 4096; ++shard) {
    const NodeId owner = cluster.shards().owner(shard);
    if (owner == before.shards().owner(shard)) continue;
    REQUIRE(owner == 9);
    ++moved;
  }
  CHECK(moved == 4096 / 9);
  for (int i = 0; i < 100; ++i) {
    const std::string key = std::to_string(i);
    REQUIRE(cluster.shard_of(key) == before.shard_of(key));
  }
}
