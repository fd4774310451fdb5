#pragma once
// Jump consistent hash: a bucket for a key without any table, each key moving only when it must.
//
//   jump_hash(key, 100);                      // 0 ... 99
//
//   key's bucket as buckets are added:  0 0 0 3 3 3 3 7 7 ...     it jumps, ever more rarely, and
//                                       always to the newest
//
// Buckets are numbered and only the last one can go, so JumpPartitioner keeps a list of whose each
// bucket is. When a node leaves, the last bucket's node moves into its place: its keys move too.
// The list, and so the owners, depend on the order in which nodes came and went.
//
// Source: J. Lamping and E. Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm",
// arXiv:1406.2294, 2014.

#include <cstdint>
#include <string_view>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

/// The bucket of a key, 0 ... buckets - 1. Throws std::invalid_argument if buckets < 1.
std::int32_t jump_hash(std::uint64_t key, std::int32_t buckets);

class JumpPartitioner {
 public:
  /// Nodes have as many buckets as their weight, in the order given. Throws std::invalid_argument
  /// as Nodes does, and for a weight that is not whole.
  explicit JumpPartitioner(std::vector<Node> nodes = {});

  /// Throw std::invalid_argument as Nodes does, and for a weight that is not whole;
  /// std::out_of_range for a node that is not there.
  void join(Node node);
  void leave(NodeId id);
  void reweight(NodeId id, double weight);

  /// Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view key) const;
  NodeId owner_of_hash(std::uint64_t hash) const;

  const Nodes& nodes() const { return nodes_; }

  /// Whose each bucket is.
  const std::vector<NodeId>& buckets() const { return buckets_; }

 private:
  void remove_last_bucket_of(NodeId id);

  Nodes nodes_;
  std::vector<NodeId> buckets_;
};

}  // namespace distributed
