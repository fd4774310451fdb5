#pragma once
// Which node has which shard: a fixed number of shards, spread over nodes by weight, moved one by
// one and no more of them than it takes.
//
//   ShardMap map{16, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};    // 8 and 8
//   map.join({.id = 3, .name = "c"});                                      // 5, 5 and 6 move to c
//   map.move(0, 2);                                                        // by hand
//
//   shards  0 1 2 3 4 5 6 7      what range, directory and logical sharding have in common: keys
//   nodes   a a c a b b c b      fall into shards for good, and shards move between nodes
//
// Shares are those of Webster and Sainte-Lague, a divisor method: when a node joins no other gets
// more than it had. Which shards a node has depends on the order of events; how many does not.
// Moves by hand may upset the shares until the next change of nodes, which puts them right.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

class ShardMap {
 public:
  /// Throws std::invalid_argument as Nodes does, and without shards.
  explicit ShardMap(std::size_t shards, std::vector<Node> nodes = {});

  /// Throw as Nodes does.
  void join(Node node);
  void leave(NodeId id);
  void reweight(NodeId id, double weight);

  /// Throws std::out_of_range if there is no such shard or no node.
  NodeId owner(std::size_t shard) const;

  /// The shards of a node, ascending. Throws std::out_of_range if there is no such node.
  std::vector<std::size_t> shards_of(NodeId id) const;

  /// Gives a shard to another node. Throws std::out_of_range if there is no such shard or node.
  void move(std::size_t shard, NodeId to);

  /// Makes two shards of one, both of the same node: `shard` and `shard` + 1; those behind move up
  /// by one. Throws std::out_of_range if there is no such shard.
  void split(std::size_t shard);

  /// Makes one shard of two, `shard` and `shard` + 1, with the node of the former; those behind
  /// move down by one. Throws std::out_of_range if there are no such shards.
  void merge(std::size_t shard);

  std::size_t size() const { return size_; }
  const Nodes& nodes() const { return nodes_; }

 private:
  std::vector<std::size_t> shares() const;
  void level();
  void check_shard(std::size_t shard) const;

  Nodes nodes_;
  std::size_t size_;
  std::vector<NodeId> owners_;  // of each shard; empty without nodes
};

}  // namespace distributed
