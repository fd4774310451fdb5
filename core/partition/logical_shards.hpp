#pragma once
// Logical shards: many more shards than nodes, a key's shard by its hash for good, and a map that
// says which node has which shard.
//
//   LogicalShards cluster{1024, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
//   cluster.owner("alice");
//   cluster.move(cluster.shard_of("alice"), 2);
//   RedisCluster slots{redis_slots, nodes};         // 16384 of them, by CRC16 (redis_slots.hpp)
//
// As with Redis Cluster's slots, Elasticsearch's shards or Riak's partitions: the map is small
// enough to be known everywhere, and moves by hand are possible. Nodes that are there from the
// start have runs of neighbours: Pinterest's 4096 shards on 8 machines are 0 to 511, 512 to 1023
// and so on ("Sharding Pinterest: How we scaled our MySQL fleet", 2015).

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "hash/xxh64.hpp"
#include "partition/redis_slots.hpp"
#include "partition/shard_map.hpp"

namespace distributed {

/// Of a key the number whose remainder by the number of shards is its shard.
struct NumberByXxh64 {
  static std::uint64_t of(std::string_view key) { return xxh64(key); }
};
struct NumberByRedisSlot {
  static std::uint64_t of(std::string_view key) { return redis_slot(key); }
};

template <typename Number>
class LogicalShardsBy {
 public:
  /// Throws std::invalid_argument as Nodes does, and without shards.
  explicit LogicalShardsBy(std::size_t shards = 1024, std::vector<Node> nodes = {})
      : shards_(shards, std::move(nodes)) {}

  /// Throw as Nodes does.
  void join(Node node) { shards_.join(std::move(node)); }
  void leave(NodeId id) { shards_.leave(id); }
  void reweight(NodeId id, double weight) { shards_.reweight(id, weight); }

  /// Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view key) const { return shards_.owner(shard_of(key)); }

  /// The key's number mod the number of shards, whatever becomes of the nodes.
  std::size_t shard_of(std::string_view key) const {
    return static_cast<std::size_t>(Number::of(key) % shards_.size());
  }

  /// Gives a shard to another node. Throws std::out_of_range if there is no such shard or node.
  void move(std::size_t shard, NodeId to) { shards_.move(shard, to); }

  const Nodes& nodes() const { return shards_.nodes(); }
  const ShardMap& shards() const { return shards_; }

 private:
  ShardMap shards_;
};

using LogicalShards = LogicalShardsBy<NumberByXxh64>;
using RedisCluster = LogicalShardsBy<NumberByRedisSlot>;

}  // namespace distributed
