#pragma once
// Which shards a query must ask, going by what the partitioner knows, not by what happens to match.
//
//   shards_asked(cluster, {Query::one_key, "alice"});              // 1
//   shards_asked(cluster, {Query::key_range, "a", "c"});           // ranges: neighbours; else all
//   shards_asked(cluster, {Query::other_column});                  // all (scatter and gather)
//   shards_asked(cluster, {Query::join_on_key});                   // all, but each by itself
//   expected_shards(8, 10);                                        // 5.9: of 10 keys on 8 shards
//
// The keys here are values of the shard key, the column by which rows are placed. A query for
// another column cannot tell where its rows are.
//
// A join of two tables that are placed alike by the column they are joined on finds partners on the
// same shard. Otherwise rows must travel between shards: with one table hashed anew, all but 1/n.
//
// Sources: M. Kleppmann, "Designing Data-Intensive Applications", O'Reilly, 2017, chapters 6 and
// 10; expected_shards: the occupancy problem, W. Feller, "An Introduction to Probability Theory",
// volume 1, IV.2.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "partition/partitioner.hpp"

namespace distributed {

struct Query {
  enum Kind : std::uint8_t {
    one_key,       ///< the row with shard key `low`, or all rows that have it
    key_range,     ///< rows with shard keys from `low` to before `high`
    other_column,  ///< rows by a column that is not the shard key
    join_on_key,   ///< two tables, placed alike, joined on the shard key
    join,          ///< two tables, joined on another column
  };
  Kind kind = one_key;
  std::string_view low{}, high{};
};

/// The nodes that a query must ask, each once. Throws std::out_of_range if there is no node and the
/// query is for a key.
template <Partitioner P>
std::vector<NodeId> shards_asked(const P& cluster, const Query& query) {
  if (query.kind == Query::one_key) return {cluster.owner(query.low)};
  if (query.kind == Query::key_range) {
    if (query.low >= query.high) return {};
    if constexpr (requires { cluster.owners_between(query.low, query.high); }) {
      return cluster.owners_between(query.low, query.high);
    }
  }
  std::vector<NodeId> all;
  for (const Node& node : cluster.nodes()) all.push_back(node.id);
  return all;
}

/// How many different ones of n shards hold m keys, on average, if each is on any of them with
/// equal chance: n (1 - (1 - 1/n)^m). Throws std::invalid_argument if shards = 0.
double expected_shards(std::size_t shards, std::size_t keys);

/// The share of a table's rows that must go to another shard so that it is hashed by the column of
/// a join: (n - 1)/n. Throws std::invalid_argument if shards = 0.
double rows_travelling(std::size_t shards);

}  // namespace distributed
