#pragma once
// Hash modulo N: simple, even, and nearly every key moves when N changes.
//
//   HashModPartitioner cluster{{{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
//   cluster.owner("alice");
//
//   N -> N + 1: of the hashes 0 ... N(N+1) - 1 exactly N keep their node, a share of 1/(N+1).
//
// Nodes have places in the order of their ids, as many as their weight, which must be whole.

#include <cstdint>
#include <string_view>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

class HashModPartitioner {
 public:
  /// Throws std::invalid_argument as Nodes does, and for a weight that is not whole.
  explicit HashModPartitioner(std::vector<Node> nodes = {});

  /// Throw std::invalid_argument as Nodes does, and for a weight that is not whole;
  /// std::out_of_range for a node that is not there.
  void join(Node node);
  void leave(NodeId id);
  void reweight(NodeId id, double weight);

  /// The node in place XXH64(key) mod N. Throws std::out_of_range if there is none.
  NodeId owner(std::string_view key) const;
  NodeId owner_of_hash(std::uint64_t hash) const;

  const Nodes& nodes() const { return nodes_; }

 private:
  void number_places();

  Nodes nodes_;
  std::vector<NodeId> places_;
};

/// The share of all hashes that change their node when a node of weight 1 joins nodes of weight 1 or
/// leaves them: N and N ± 1 places share no factor, so every pair of a place before and a place
/// after is equally frequent. Neither may be empty.
double hash_mod_moves(const Nodes& before, const Nodes& after);

}  // namespace distributed
