#include "sharding/studies.hpp"

#include <algorithm>

#include "partition/hot_keys.hpp"
#include "partition/least_moves.hpp"
#include "random/distributions.hpp"

namespace distributed {
namespace {

template <typename Number>
double largest_part(const std::vector<Number>& parts, double whole) {
  return static_cast<double>(*std::max_element(parts.begin(), parts.end())) / whole;
}

}  // namespace

Movement movement(const Users& users, const Scheme& scheme, NodeId shards) {
  Placement placement{users, scheme, shards};
  Movement result{0, placement.law(users, true)};
  const std::vector<std::uint8_t> before = placement.owners(users);
  placement.add_shard(users);
  const std::vector<std::uint8_t> after = placement.owners(users);
  for (std::size_t row = 0; row < after.size(); ++row) result.moved += before[row] != after[row];
  result.moved /= users.size();
  if (result.law) *result.law /= users.size();
  return result;
}

std::array<Method, 7> compare_methods(const Users& users, Column key, NodeId shards) {
  constexpr auto split = RangeGrowth::split, recut = RangeGrowth::recut;
  std::array<Method, 7> methods{{{"mod N", {Strategy::hash, HashBy::mod_n, split, key}},
                                 {"ring", {Strategy::hash, HashBy::ring, split, key}},
                                 {"logical", {Strategy::hash, HashBy::logical, split, key}},
                                 {"split", {Strategy::range, HashBy::mod_n, split, key}},
                                 {"recut", {Strategy::range, HashBy::mod_n, recut, key}},
                                 {"direct.", {Strategy::directory, HashBy::mod_n, split, key}},
                                 {"geogr.", {Strategy::geographic, HashBy::mod_n, split, key}}}};
  for (Method& method : methods) method.movement = movement(users, method.scheme, shards);
  return methods;
}

ShardChange change_shards(Placement& placement, const Users& users, bool joins) {
  const std::vector<std::size_t> counts = placement.counts(users);
  const std::size_t stay = placement.shards() - (joins ? 0 : 1);
  const ShardChange change{placement.law(users, joins),
                           least_moves_to_even(std::span{counts}.subspan(1, stay), users.size(),
                                               stay + (joins ? 1 : 0))};
  joins ? placement.add_shard(users) : placement.remove_shard(users);
  return change;
}

std::vector<std::size_t> newcomers(const Users& users, const Placement& placement,
                                   std::uint32_t rows) {
  Users more = users;
  more.add(rows);
  Placement then = placement;
  then.take_in(more);
  const Column column = placement.scheme().column();
  std::vector<std::size_t> next(placement.shards() + 1);
  for (std::uint32_t row = users.size(); row < more.size(); ++row) {
    ++next[then.owner(more.value(row, column))];
  }
  return next;
}

Fullest fullest(const Users& users, const Scheme& scheme, NodeId shards) {
  const Placement placement{users, scheme, shards};
  Fullest result{largest_part(placement.counts(users), users.size()),
                 largest_part(newcomers(users, placement, 100), 100)};
  if (scheme.column() != Column::name) return result;
  std::vector<std::uint32_t> shard_of_rank;
  for (std::uint32_t rank = 1; rank <= Users::names; ++rank) {
    shard_of_rank.push_back(placement.owner(Users::name_of_rank(rank)) - 1);
  }
  result.law = largest_part(zipf_shares(users.zipf(), shard_of_rank, shards), 1);
  return result;
}

std::array<Fullest, 4> compare_keys(const Users& users, Scheme scheme, NodeId shards) {
  std::array<Fullest, 4> by_key;
  for (const Column key : {Column::user_id, Column::name, Column::country, Column::signup}) {
    scheme.key = key;
    by_key[static_cast<std::size_t>(key)] = fullest(users, scheme, shards);
  }
  return by_key;
}

double slow_queries(double p, int shards, int queries, Generator& chance) {
  int slow = 0;
  for (int query = 0; query < queries; ++query) {
    bool any = false;
    for (int shard = 0; shard < shards; ++shard) any |= bernoulli(chance, p);
    slow += any;
  }
  return slow / static_cast<double>(queries);
}

}  // namespace distributed
