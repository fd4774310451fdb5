#pragma once
// Experiments with sharding, each beside its law.
//
//   movement(Users{seed, 10'000, 1}, {Strategy::hash}, 4);   // moved 0.8, law 0.8
//   fullest(users, {Strategy::range}, 4);                    // of these rows, and of the next 100
//   slow_queries(0.01, 100, 5000, chance);                   // near slow_probability(0.01, 100)

#include <array>

#include "sharding/placement.hpp"

namespace distributed {

/// The share of the rows that moves if one more shard joins.
struct Movement {
  double moved = 0;
  std::optional<double> law{};
};
Movement movement(const Users& users, const Scheme& scheme, NodeId shards);

/// The same of every method there is, by this shard key.
struct Method {
  const char* name;  ///< short, for an axis
  Scheme scheme;
  Movement movement{};
};
std::array<Method, 7> compare_methods(const Users& users, Column key, NodeId shards);

/// By a change of the placement: what its law has, and the least that any method could move to make
/// all shards even. The last shard leaves.
struct ShardChange {
  std::optional<double> law{};
  std::size_t least = 0;
};
ShardChange change_shards(Placement& placement, const Users& users, bool joins);

/// How many of the next `rows` users each shard will get, by its number.
std::vector<std::size_t> newcomers(const Users& users, const Placement& placement,
                                   std::uint32_t rows);

/// The share of the fullest shard of these rows, and of the next hundred; by name also the exact sum
/// of the frequencies of its names (hot_keys.hpp).
struct Fullest {
  double rows = 0, next = 0;
  std::optional<double> law{};
};
Fullest fullest(const Users& users, const Scheme& scheme, NodeId shards);
/// By each column as the shard key.
std::array<Fullest, 4> compare_keys(const Users& users, Scheme scheme, NodeId shards);

/// Of so many simulated queries, the share that meets at least one slow shard (fan_out.hpp).
double slow_queries(double p, int shards, int queries, Generator& chance);

}  // namespace distributed
