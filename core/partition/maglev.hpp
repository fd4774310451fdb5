#pragma once
// Maglev hashing: a table of prime size in which every node has its share of entries, almost to the
// entry, and a lookup is one memory access.
//
//   MaglevPartitioner cluster{{{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
//   cluster.owner("alice");
//
// Each node has a permutation of the entries, (offset + j * skip) mod M; the nodes take turns, each
// taking the next entry of its permutation that is still free. Unlike on a ring a few entries
// change hands between nodes that stay.
//
// Sources: D. Eisenbud et al., "Maglev", NSDI 2016, 3.4; hashes and weights as Envoy has them,
// source/common/upstream/maglev_lb.cc: offset and skip from XXH64 with seeds 0 and 1, and a node of
// half the greatest weight takes every second turn.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "partition/nodes.hpp"

namespace distributed {

/// In which order a node wants entries, and its weight against the others.
struct MaglevPreference {
  std::uint32_t offset = 0;  ///< the first entry
  std::uint32_t skip = 1;    ///< from one to the next, 1 ... size - 1
  double weight = 1.0;
};

/// For each entry the place of the node that has it in `preferences`. Throws std::invalid_argument
/// unless size is prime and at least the number of nodes, of which there must be one, and offsets,
/// skips and weights are in range.
std::vector<std::uint32_t> maglev_table(std::span<const MaglevPreference> preferences,
                                        std::uint32_t size);

class MaglevPartitioner {
 public:
  static constexpr std::uint32_t small_size = 65537, big_size = 655373;

  /// Throws std::invalid_argument as Nodes does, and as maglev_table for the size.
  explicit MaglevPartitioner(std::vector<Node> nodes = {}, std::uint32_t size = small_size);

  /// Throw as Nodes does. Each fills the table anew.
  void join(Node node);
  void leave(NodeId id);
  void reweight(NodeId id, double weight);

  /// The node that has entry XXH64(key) mod size. Throws std::out_of_range if there is none.
  NodeId owner(std::string_view key) const;
  NodeId owner_of_hash(std::uint64_t hash) const;

  const Nodes& nodes() const { return nodes_; }

  /// Whose each entry is; empty without nodes.
  const std::vector<NodeId>& table() const { return table_; }

 private:
  void fill();

  Nodes nodes_;
  std::uint32_t size_;
  std::vector<NodeId> table_;
};

}  // namespace distributed
