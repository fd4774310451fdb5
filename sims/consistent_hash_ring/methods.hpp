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
  std::vector<distributed::Node> before;  // by id
  distributed::Node node;
  bool joined;
  std::uint32_t vnodes;

  std::size_t nodes_after() const { return before.size() + (joined ? 1 : -1); }

  /// The smallest share of keys that must move if all nodes have equal shares: that of one node.
  double least() const;
  /// The share that hash mod N moves, exactly: hashes that leave different places in N and N ± 1.
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
