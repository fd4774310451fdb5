#pragma once
// Rendezvous hashing (highest random weight): every node bids for a key, the highest bid wins.
//
//   RendezvousPartitioner cluster{{{.id = 1, .name = "a"}, {.id = 2, .name = "b", .weight = 2}}};
//   cluster.owner("alice");
//   cluster.preference_list("alice", 3);        // the three highest bids
//
// No bid depends on other nodes, so a key moves only to a node that joins or grows and from one
// that leaves or shrinks, exactly, for any weights. A lookup takes time proportional to the number
// of nodes.
//
// Sources: D. Thaler and C. Ravishankar, IEEE/ACM ToN 6(1), 1998; the bid -w / ln(u) that makes a
// node win with a probability proportional to its weight: C. Schindelhauer and G. Schomaker, SPAA
// 2005.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

class RendezvousPartitioner {
 public:
  /// Throws std::invalid_argument as Nodes does.
  explicit RendezvousPartitioner(std::vector<Node> nodes = {});

  /// Throw as Nodes does.
  void join(Node node);
  void leave(NodeId id);
  void reweight(NodeId id, double weight);

  /// Throws std::out_of_range if there is no node.
  NodeId owner(std::string_view key) const;
  NodeId owner_of_hash(std::uint64_t hash) const;

  /// The nodes with the highest bids, the highest first; all nodes if there are fewer than
  /// replicas.
  std::vector<NodeId> preference_list(std::string_view key, std::size_t replicas) const;

  const Nodes& nodes() const { return nodes_; }

 private:
  void hash_names();
  double bid(std::size_t index, std::uint64_t hash) const;

  Nodes nodes_;
  std::vector<std::uint64_t> names_;  // hashed, in the order of nodes_
  bool equal_weights_ = true;
};

}  // namespace distributed
