#pragma once
// Which shard has which rows, by one of the strategies, and what a shard more or less changes.
//
//   hash         mod N, the consistent ring (100 points a shard) or 4096 logical shards
//   range        neighbouring keys together; a shard more halves the fullest, or all is cut anew
//   directory    a table of key values, any of which can be anywhere
//   geographic   the same of countries, whatever the shard key
//
// Shards are numbered from 1; the newest one is the first to go.

#include <optional>
#include <string>
#include <vector>

#include "partition/hash_mod.hpp"
#include "partition/logical_shards.hpp"
#include "partition/query.hpp"
#include "partition/range.hpp"
#include "partition/ring.hpp"
#include "sharding_strategies/users.hpp"

namespace microsims {

enum class Strategy : std::uint8_t { hash, range, directory, geographic };
enum class HashBy : std::uint8_t { mod_n, ring, logical };
enum class Growth : std::uint8_t { split, recut };

struct Scheme {
  Strategy strategy = Strategy::hash;
  HashBy hash_by = HashBy::mod_n;
  Growth growth = Growth::split;
  Column key = Column::user_id;

  Column column() const { return strategy == Strategy::geographic ? Column::country : key; }
  bool table() const { return strategy >= Strategy::directory; }
};

class Placement {
 public:
  static constexpr std::size_t logical_shards = 4096;

  Placement(const Users& users, const Scheme& scheme, int shards);
  Placement(const Placement& other);
  ~Placement();

  int shards() const { return static_cast<int>(mod_.nodes().size()); }
  const Scheme& scheme() const { return scheme_; }
  const distributed::RangePartitioner& ranges() const { return range_; }
  const distributed::LogicalShards& logical() const { return logical_; }

  void add_shard(const Users& users);
  void remove_shard(const Users& users);
  /// Gives values that are new among the users a place, where that is not said by a rule.
  void take_in(const Users& users);

  distributed::NodeId owner(std::uint32_t value) const;
  /// The shard of each row.
  std::vector<std::uint8_t> owners(const Users& users) const;
  /// How many of the rows each shard has, by its number; [0] counts none.
  std::vector<std::size_t> counts(const Users& users) const;
  /// The shards that a query must ask; values of the shard key from low to before high.
  std::vector<distributed::NodeId> asked(distributed::Query::Kind kind, std::uint32_t low,
                                         std::uint32_t high) const;

  /// How many rows move by the strategy's law if one shard joins or the last one leaves; none where
  /// that depends on the data alone.
  std::optional<double> law(const Users& users, bool joins) const;

 private:
  void cut(const Users& users, int shards);

  Scheme scheme_;
  distributed::HashModPartitioner mod_;
  distributed::Ring ring_;
  distributed::LogicalShards logical_;
  distributed::RangePartitioner range_;
  std::vector<distributed::NodeId> table_;  // by value
};

}  // namespace microsims
