#include "sharding_strategies/placement.hpp"

#include <algorithm>

#include "partition/range_growth.hpp"
#include "partition/whole_values.hpp"
#include "stage/model/words.hpp"

namespace microsims {

using distributed::Node;
using distributed::NodeId;
using distributed::Query;

namespace {

std::vector<Node> nodes_up_to(int shards) {
  std::vector<Node> nodes;
  for (int number = 1; number <= shards; ++number) {
    nodes.push_back({.id = static_cast<NodeId>(number), .name = phrase({"shard-", number})});
  }
  return nodes;
}

}  // namespace

Placement::Placement(const Users& users, const Scheme& scheme, int shards)
    : scheme_(scheme),
      mod_(nodes_up_to(shards)),
      ring_({.vnodes = 100}, nodes_up_to(shards)),
      logical_(logical_shards, nodes_up_to(shards)),
      range_(std::vector<std::string>{}) {
  if (scheme.strategy == Strategy::range) cut(users, shards);
  const Column column = scheme.column();
  if (scheme.strategy == Strategy::directory) {
    table_ = distributed::dealt(users.rows_of_values(column), static_cast<NodeId>(shards));
  } else if (scheme.strategy == Strategy::geographic) {
    // Neighbours in the list, which goes from continent to continent.
    for (std::uint32_t value = 0; value < Users::countries; ++value) {
      table_.push_back(1 + value * static_cast<std::uint32_t>(shards) / Users::countries);
    }
  }
}

// Here once, not wherever one is copied.
Placement::Placement(const Placement& other) = default;
Placement::~Placement() = default;

void Placement::cut(const Users& users, int shards) {
  range_ =
      distributed::RangePartitioner{distributed::even_splits(users.sorted_keys(scheme_.column()),
                                                             static_cast<std::size_t>(shards)),
                                    nodes_up_to(shards)};
}

void Placement::add_shard(const Users& users) {
  const int number = shards() + 1;
  const std::vector<Node> nodes = nodes_up_to(number);
  mod_ = distributed::HashModPartitioner{nodes};
  ring_ = distributed::Ring{ring_.scheme(), nodes};
  logical_.join(nodes.back());
  const Column column = scheme_.column();
  if (scheme_.table()) {
    distributed::relieve(table_, users.rows_of_values(column), nodes.back().id);
  }
  if (scheme_.strategy != Strategy::range) return;
  if (scheme_.growth == Growth::recut) return cut(users, number);
  distributed::join_by_split(range_, users.sorted_keys(column), nodes.back());
}

void Placement::remove_shard(const Users& users) {
  const auto leaves = static_cast<NodeId>(shards());
  mod_.leave(leaves);
  ring_.leave(leaves);
  logical_.leave(leaves);
  const Column column = scheme_.column();
  if (scheme_.table()) {
    distributed::hand_over(table_, users.rows_of_values(column), leaves, leaves - 1);
  }
  if (scheme_.strategy != Strategy::range) return;
  if (scheme_.growth == Growth::recut) return cut(users, shards());
  distributed::leave_by_merge(range_, users.sorted_keys(column), leaves);
}

void Placement::take_in(const Users& users) {
  if (!scheme_.table()) return;
  distributed::deal_rest(table_, users.rows_of_values(scheme_.column()),
                         static_cast<NodeId>(shards()));
}

NodeId Placement::owner(std::uint32_t value) const {
  if (scheme_.table()) return table_[value];
  const std::string key = Users::key(scheme_.column(), value);
  if (scheme_.strategy == Strategy::range) return range_.owner(key);
  return scheme_.hash_by == HashBy::mod_n  ? mod_.owner(key)
         : scheme_.hash_by == HashBy::ring ? ring_.owner(key)
                                           : logical_.owner(key);
}

std::vector<std::uint8_t> Placement::owners(const Users& users) const {
  const Column column = scheme_.column();
  std::vector<std::uint8_t> of_values, of_rows;
  for (std::uint32_t value = 0; value < users.values(column); ++value) {
    of_values.push_back(static_cast<std::uint8_t>(owner(value)));
  }
  for (std::uint32_t row = 0; row < users.size(); ++row) {
    of_rows.push_back(of_values[users.value(row, column)]);
  }
  return of_rows;
}

std::vector<std::size_t> Placement::counts(const Users& users) const {
  std::vector<std::size_t> counts(static_cast<std::size_t>(shards()) + 1);
  for (const std::uint8_t owner : owners(users)) ++counts[owner];
  return counts;
}

std::vector<NodeId> Placement::asked(Query::Kind kind, std::uint32_t low,
                                     std::uint32_t high) const {
  if (kind == Query::one_key) return {owner(low)};
  const std::string from = Users::key(scheme_.column(), low);
  const std::string to = kind == Query::key_range ? Users::key(scheme_.column(), high) : "";
  const Query query{kind, from, to};
  // Where neighbours are not kept together a range may be anywhere, as it may be by hash.
  return scheme_.strategy == Strategy::range ? distributed::shards_asked(range_, query)
                                             : distributed::shards_asked(mod_, query);
}

std::optional<double> Placement::law(const Users& users, bool joins) const {
  const int fewer = shards() - (joins ? 0 : 1);
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
  if (scheme_.growth == Growth::recut) {
    const auto nodes = static_cast<std::size_t>(fewer);
    return rows * distributed::recut_share(nodes, nodes);
  }
  const std::vector<std::size_t> counts = this->counts(users);
  return joins ? static_cast<double>(*std::max_element(counts.begin(), counts.end())) / 2
               : static_cast<double>(counts.back());
}

}  // namespace microsims
