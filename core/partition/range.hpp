#pragma once
// Range partitioning: keys in alphabetical order, cut into ranges; each range belongs to a node.
//
//   RangePartitioner cluster{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
//   cluster.owner("mango");          // whose range from "g" to before "p" is
//   cluster.split("k");              // two ranges of one; no key moves
//   cluster.move(2, 1);
//   cluster.merge(0);                // ranges 0 and 1 become one, of the node of 0
//   cluster.owners_between("b", "h");            // whom a scan of these keys must ask
//   RangePartitioner even{even_splits(keys, 3), nodes};
//
//   ... f | g ... k ... o | p ...    keys that lie together stay together, so scans are cheap and
//     0   |       1       |   2      hot spots likely
//
// Ranges move between nodes as shards do (shard_map.hpp): nodes have numbers of ranges in
// proportion to their weights.
//
// A new node can be given half of one range, which moves M/(2N) of M keys on N nodes and leaves the
// others as full as they were; or all ranges are cut anew and evenly, which moves many more
// (recut_share). Keys that only rise, as numbers and dates of new rows do, all fall into the last
// range: one node takes every write, however many there are.

#include <cstddef>
#include <span>
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

  /// Makes one range of two neighbours, `range` and the one behind it, with the node of the former:
  /// if the latter's was another, its keys move. Throws std::out_of_range if there is none behind.
  void merge(std::size_t range);

  /// The nodes with ranges that have keys from `low` to before `high`, each once, in the order of
  /// the ranges; none if low >= high. Throws std::out_of_range if there is no node.
  std::vector<NodeId> owners_between(std::string_view low, std::string_view high) const;

  /// Gives a range to another node. Throws std::out_of_range if there is no such range or node.
  void move(std::size_t range, NodeId to) { ranges_.move(range, to); }

  const Nodes& nodes() const { return ranges_.nodes(); }
  const std::vector<std::string>& splits() const { return splits_; }
  const ShardMap& ranges() const { return ranges_; }

 private:
  std::vector<std::string> splits_;
  ShardMap ranges_;
};

/// Where to cut ascending keys so that `ranges` ranges have as many, up to one. Equal keys are not
/// cut apart: the cut goes to where they begin or end, whichever is closer; there are fewer cuts
/// where these fall together. Throws std::invalid_argument if ranges = 0 or
/// the keys do not ascend.
std::vector<std::string> even_splits(std::span<const std::string> keys, std::size_t ranges);

/// The share of the keys that move if N even ranges are cut anew into N + 1 even ones, and the new
/// node takes the range in place `newcomer`, 0 to N: it depends on the place, a half at either end,
/// a quarter or little more in the middle. Sum over i of 1/N - |i-th old range and i-th new one|.
/// Throws std::invalid_argument if nodes = 0 or newcomer > nodes.
double recut_share(std::size_t nodes, std::size_t newcomer);

}  // namespace distributed
