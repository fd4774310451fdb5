#include "sharding/placement.hpp"

#include <algorithm>

#include "hash/xxh64.hpp"
#include "partition/hash_mod.hpp"
#include "partition/range.hpp"
#include "partition/ring.hpp"
#include "partition/value_ranges.hpp"
#include "partition/whole_values.hpp"
#include "text/phrase.hpp"

namespace distributed {
namespace {

std::vector<Node> nodes_up_to(NodeId shards) {
  std::vector<Node> nodes;
  for (NodeId number = 1; number <= shards; ++number) {
    nodes.push_back({.id = number, .name = phrase({"shard-", number})});
  }
  return nodes;
}

std::vector<std::size_t> one_each() {
  return std::vector<std::size_t>(Placement::logical_shards, 1);
}

}  // namespace

Placement::Placement(const Users& users, const Scheme& scheme, NodeId shards)
    : scheme_(scheme), shards_(shards) {
  if (scheme.strategy == Strategy::hash && scheme.hash_by == HashBy::logical) {
    logical_ = even_runs(one_each(), shards);
  }
  place(users);
}

// All anew, but for the map of logical shards.
void Placement::place(const Users& users) {
  owners_.clear();
  switch (scheme_.strategy) {
    case Strategy::hash:
      return assign_by_hash(users);
    case Strategy::range:
      owners_ = even_runs(users.rows_of_values(scheme_.key), shards_);
      return;
    case Strategy::directory:
      owners_ = dealt(users.rows_of_values(scheme_.key), shards_);
      return;
    case Strategy::geographic:
      // Neighbours in the list, which goes from continent to continent.
      for (std::uint32_t country = 0; country < Users::countries; ++country) {
        owners_.push_back(1 + country * shards_ / Users::countries);
      }
  }
}

// Values that have no shard yet.
void Placement::assign_by_hash(const Users& users) {
  const std::uint32_t values = users.values(scheme_.key);
  const auto assign = [&](const auto& owner) {
    for (auto value = static_cast<std::uint32_t>(owners_.size()); value < values; ++value) {
      owners_.push_back(owner(Users::key(scheme_.key, value)));
    }
  };
  switch (scheme_.hash_by) {
    case HashBy::mod_n:
      return assign([mod = HashModPartitioner{nodes_up_to(shards_)}](std::string_view key) {
        return mod.owner(key);
      });
    case HashBy::ring:
      return assign([ring = Ring{{.vnodes = 100}, nodes_up_to(shards_)}](std::string_view key) {
        return ring.owner(key);
      });
    case HashBy::logical:
      return assign([this](std::string_view key) { return logical_[logical_shard_of(key)]; });
  }
}

std::size_t Placement::logical_shard_of(std::string_view key) {
  return static_cast<std::size_t>(xxh64(key) % logical_shards);
}

void Placement::add_shard(const Users& users) {
  ++shards_;
  const std::vector<std::size_t> rows = users.rows_of_values(scheme_.column());
  const bool split = scheme_.growth == RangeGrowth::split;
  if (scheme_.strategy >= Strategy::directory) return relieve(owners_, rows, shards_);
  if (scheme_.strategy == Strategy::range && split) return split_fullest(owners_, rows, shards_);
  if (!logical_.empty()) relieve(logical_, one_each(), shards_);
  place(users);
}

void Placement::remove_shard(const Users& users) {
  const NodeId leaves = shards_--;
  const std::vector<std::size_t> rows = users.rows_of_values(scheme_.column());
  const bool split = scheme_.growth == RangeGrowth::split;
  if (scheme_.strategy >= Strategy::directory) return hand_over(owners_, rows, leaves, shards_);
  if (scheme_.strategy == Strategy::range && split) {
    return merge_with_neighbour(owners_, rows, leaves);
  }
  if (!logical_.empty()) hand_over(logical_, one_each(), leaves, shards_);
  place(users);
}

void Placement::take_in(const Users& users) {
  if (scheme_.strategy == Strategy::hash) return assign_by_hash(users);
  const std::vector<std::size_t> rows = users.rows_of_values(scheme_.column());
  if (scheme_.strategy == Strategy::range) return owners_.resize(rows.size(), owners_.back());
  deal_rest(owners_, rows, shards_);
}

std::optional<std::size_t> Placement::move_logical(const Users& users) {
  if (logical_.empty()) return std::nullopt;
  const std::vector<std::size_t> rows = counts(users);
  const auto fullest =
      static_cast<NodeId>(std::max_element(rows.begin() + 1, rows.end()) - rows.begin());
  const auto emptiest =
      static_cast<NodeId>(std::min_element(rows.begin() + 1, rows.end()) - rows.begin());
  if (rows[fullest] == rows[emptiest]) return std::nullopt;
  std::uint32_t row = 0;
  while (owner(users.value(row, scheme_.key)) != fullest) ++row;
  const std::size_t shard =
      logical_shard_of(Users::key(scheme_.key, users.value(row, scheme_.key)));
  logical_[shard] = emptiest;
  place(users);
  return shard;
}

std::vector<std::uint8_t> Placement::owners(const Users& users) const {
  std::vector<std::uint8_t> owners;
  owners.reserve(users.size());
  for (std::uint32_t row = 0; row < users.size(); ++row) {
    owners.push_back(static_cast<std::uint8_t>(owner(users.value(row, scheme_.column()))));
  }
  return owners;
}

std::vector<std::size_t> Placement::counts(const Users& users) const {
  std::vector<std::size_t> counts(shards_ + 1);
  for (const std::uint8_t owner : owners(users)) ++counts[owner];
  return counts;
}

std::vector<NodeId> Placement::asked(Query::Kind kind, std::uint32_t low,
                                     std::uint32_t high) const {
  if (kind == Query::one_key) return {owner(low)};
  // Where neighbours are not kept together a range may be anywhere.
  const bool few = kind == Query::key_range && scheme_.strategy == Strategy::range;
  std::vector<NodeId> shards;
  for (NodeId shard = 1; shard <= shards_; ++shard) {
    const auto from = owners_.begin() + low, to = owners_.begin() + high;
    if (!few || std::find(from, to, shard) != to) shards.push_back(shard);
  }
  return shards;
}

std::optional<double> Placement::law(const Users& users, bool joins) const {
  const NodeId fewer = shards_ - (joins ? 0 : 1);
  const double rows = users.size(), share = 1.0 / (fewer + 1);
  switch (scheme_.strategy) {
    case Strategy::hash:
      return rows * (scheme_.hash_by == HashBy::mod_n ? 1 - share : share);
    case Strategy::directory:
      return rows * share;
    case Strategy::geographic:
      return std::nullopt;
    case Strategy::range:
      break;
  }
  if (scheme_.growth == RangeGrowth::recut) return rows * recut_share(fewer, fewer);
  const std::vector<std::size_t> counts = this->counts(users);
  return joins ? static_cast<double>(*std::max_element(counts.begin(), counts.end())) / 2
               : static_cast<double>(counts.back());
}

}  // namespace distributed
