#pragma once
// The same change of nodes, by other methods: how many keys of a large population it moves, and how
// even the load is afterwards.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "partition/nodes.hpp"

namespace microsims {

/// A node joined or left.
struct MembershipChange {
  distributed::Nodes before;
  distributed::Node node;
  bool joined;
  std::uint32_t vnodes;

  distributed::Nodes after() const;

  /// The smallest share of keys that must move if all nodes have equal shares: that of one node.
  double least() const { return 1.0 / static_cast<double>(before.size() + (joined ? 1 : 0)); }
  /// The share that hash mod N moves, exactly.
  double hash_mod_law() const;
};

struct MethodResult {
  std::string_view name;
  int moved;             // of all keys
  double max_over_mean;  // the fullest node after the change
};

/// The ring first, hash mod N last; `keys` are 64-bit hashes.
std::vector<MethodResult> compare_methods(const MembershipChange& change,
                                          const std::vector<std::uint64_t>& keys);

}  // namespace microsims
