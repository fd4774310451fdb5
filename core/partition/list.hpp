#pragma once
// List partitioning: of a column with few values, such as the country, each value has its node.
//
//   ListPartitioner cluster{{"at", "de", "fr"}, {{.id = 1, .name = "vie"}, {.id = 2, .name = "par"}}};
//   cluster.assign("fr", 2);
//   cluster.owner("fr");                // 2; asking for one country asks one node
//   cluster.owner("jp");                // whose "all others" are
//
// All rows with a value lie together. There are no more pieces than values: a node more helps only
// if there is a value for it, and a value that most rows have stays where it is, whole (low
// cardinality). Values move between nodes as shards do (shard_map.hpp), by their number, not by how
// many rows have them; the default is one more of them.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partition/shard_map.hpp"

namespace distributed {

class ListPartitioner {
 public:
  /// Throws std::invalid_argument if a value stands there twice, and as Nodes does.
  explicit ListPartitioner(std::vector<std::string> values = {}, std::vector<Node> nodes = {});

  /// Throw as Nodes does.
  void join(Node node) { lists_.join(std::move(node)); }
  void leave(NodeId id) { lists_.leave(id); }
  void reweight(NodeId id, double weight) { lists_.reweight(id, weight); }

  /// The node of a value, or that of all other values. Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view value) const { return lists_.owner(place_of(value)); }

  /// Gives a value, or with one that is not listed all others, to a node. Throws std::out_of_range
  /// if there is no such node.
  void assign(std::string_view value, NodeId to) { lists_.move(place_of(value), to); }

  const Nodes& nodes() const { return lists_.nodes(); }

  /// Ascending.
  const std::vector<std::string>& values() const { return values_; }

 private:
  // In lists_, where the others come last.
  std::size_t place_of(std::string_view value) const;

  std::vector<std::string> values_;
  ShardMap lists_;
};

}  // namespace distributed
