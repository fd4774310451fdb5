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
