#pragma once
// Range partitioning: keys in alphabetical order, cut into ranges; each range belongs to a node.
//
//   RangePartitioner cluster{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
//   cluster.owner("mango");          // whose range from "g" to before "p" is
//   cluster.split("k");              // two ranges of one; no key moves
//   cluster.move(2, 1);
//
//   ... f | g ... k ... o | p ...    keys that lie together stay together, so scans are cheap and
//     0   |       1       |   2      hot spots likely
//
// Ranges move between nodes as shards do (shard_map.hpp): nodes have numbers of ranges in
// proportion to their weights.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "partition/shard_map.hpp"

namespace distributed {

class RangePartitioner {
 public:
  /// Range i goes from splits[i - 1] to before splits[i]. Throws std::invalid_argument unless the
  /// splits ascend, and as Nodes does.
  explicit RangePartitioner(std::vector<std::string> splits, std::vector<Node> nodes = {});

  /// Throw as Nodes does.
  void join(Node node) { ranges_.join(std::move(node)); }
  void leave(NodeId id) { ranges_.leave(id); }
  void reweight(NodeId id, double weight) { ranges_.reweight(id, weight); }

  /// Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view key) const { return ranges_.owner(range_of(key)); }

  /// The number of the range that a key falls into.
  std::size_t range_of(std::string_view key) const;

  /// Cuts the range of `key` in two at `key`, both of the same node. Throws std::invalid_argument
  /// if there is a cut already.
  void split(std::string_view key);

  /// Gives a range to another node. Throws std::out_of_range if there is no such range or node.
  void move(std::size_t range, NodeId to) { ranges_.move(range, to); }

  const Nodes& nodes() const { return ranges_.nodes(); }
  const std::vector<std::string>& splits() const { return splits_; }
  const ShardMap& ranges() const { return ranges_; }

 private:
  std::vector<std::string> splits_;
  ShardMap ranges_;
};

}  // namespace distributed
