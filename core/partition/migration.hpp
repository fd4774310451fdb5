#pragma once
// What moves between two partitionings of the same keys.
//
//   Ring before = ring;
//   ring.join({.id = 9, .name = "node-9"});
//   Migration moved = migration(before, ring, keys);
//   moved.moves.size();                        // how many keys
//   for (const Flow& flow : moved.flows()) ... // from whom to whom

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "partition/partitioner.hpp"

namespace distributed {

/// A key that changes its node.
struct Move {
  std::size_t key = 0;  ///< its place in the list of keys
  NodeId from = 0, to = 0;

  friend bool operator==(const Move&, const Move&) = default;
};

/// How many keys go from one node to another.
struct Flow {
  NodeId from = 0, to = 0;
  std::size_t keys = 0;

  friend bool operator==(const Flow&, const Flow&) = default;
};

struct Migration {
  std::size_t keys = 0;     ///< all keys
  std::vector<Move> moves;  ///< in the order of the keys

  /// The share of the keys that move, 0 ... 1; 0 without keys.
  double fraction() const {
    return keys == 0 ? 0 : static_cast<double>(moves.size()) / static_cast<double>(keys);
  }

  /// The moves summed up, in the order of `from`, then `to`.
  std::vector<Flow> flows() const {
    std::map<std::pair<NodeId, NodeId>, std::size_t> counts;
    for (const Move& move : moves) ++counts[{move.from, move.to}];
    std::vector<Flow> flows;
    for (const auto& [ends, count] : counts) flows.push_back({ends.first, ends.second, count});
    return flows;
  }
};

/// Compares the owners of `keys`, a range of what converts to std::string_view, before and after.
/// Both must number nodes alike. Throws std::out_of_range if there are keys but no nodes.
template <Partitioner Before, Partitioner After, typename Keys>
Migration migration(const Before& before, const After& after, const Keys& keys) {
  Migration result;
  for (const std::string_view key : keys) {
    const NodeId from = before.owner(key), to = after.owner(key);
    if (from != to) result.moves.push_back({result.keys, from, to});
    ++result.keys;
  }
  return result;
}

}  // namespace distributed
