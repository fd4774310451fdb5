#include "partition/redis_slots.hpp"

#include <catch2/catch_test_macros.hpp>

#include "partition/logical_shards.hpp"

using namespace distributed;

TEST_CASE("Keys have the slots that CLUSTER KEYSLOT gives", "[partition]") {
  // Examples of Redis' reference for the command.
  CHECK(redis_slot("somekey") == 11058);
  CHECK(redis_slot("foo{hash_tag}") == 2515);
  CHECK(redis_slot("bar{hash_tag}") == 2515);
  // Dragonfly's reference for the same command, which "is the same as in Valkey".
  CHECK(redis_slot("{user1}.following") == 8106);
}

TEST_CASE("A hash tag is what the Redis Cluster specification says", "[partition]") {
  CHECK(redis_key_tag("{user1000}.following") == "user1000");
  CHECK(redis_key_tag("{user1000}.followers") == "user1000");
  CHECK(redis_key_tag("foo{}{bar}") == "foo{}{bar}");
  CHECK(redis_key_tag("foo{{bar}}zap") == "{bar");
  CHECK(redis_key_tag("foo{bar}{zap}") == "bar");
  CHECK(redis_key_tag("foo") == "foo");
  CHECK(redis_key_tag("foo{bar") == "foo{bar");
  CHECK(redis_key_tag("}foo{bar}") == "bar");
}

TEST_CASE("A Redis cluster of three has the slots of its tutorial and moves as few as it must",
          "[partition]") {
  RedisCluster cluster{redis_slots,
                       {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}, {.id = 3, .name = "c"}}};
  CHECK(cluster.shard_of("somekey") == 11058);
  CHECK(cluster.owner("foo{hash_tag}") == cluster.owner("bar{hash_tag}"));
  std::size_t slots[4] = {};
  for (NodeId id = 1; id <= 3; ++id) slots[id] = cluster.shards().shards_of(id).size();
  CHECK(slots[1] == 5462);
  CHECK(slots[2] == 5461);
  CHECK(slots[3] == 5461);
  const RedisCluster before = cluster;
  cluster.join({.id = 4, .name = "d"});
  std::size_t moved = 0;
  for (std::size_t slot = 0; slot < redis_slots; ++slot) {
    moved += before.shards().owner(slot) != cluster.shards().owner(slot);
  }
  CHECK(moved == 4096);
}
