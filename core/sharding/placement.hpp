#pragma once
// Which shard has which users, by one of the strategies, and what a shard more or less changes.
//
//   Placement placement(users, {Strategy::range}, 4);
//   placement.owner(value);                    // of a value of the shard key: 1 to 4
//   placement.add_shard(users);                // the newest one is number 5, and the first to go
//   placement.law(users, true);                // how many rows a sixth would move
//
//   hash         mod N, the consistent ring (100 points a shard) or 4096 logical shards
//   range        neighbouring values together; a shard more halves the fullest, or all is cut anew
//   directory    a table of values, any of which can be anywhere
//   geographic   the same of countries, whatever the shard key
//
// Logical shards begin as neighbours, 4096 on 8 as 0 to 511 and so on (logical_shards.hpp), and are
// then moved whole, no more than it takes.
//
// Sources: hash_mod.hpp, ring.hpp, value_ranges.hpp, whole_values.hpp.

#include <optional>
#include <string>
#include <vector>

#include "partition/query.hpp"
#include "sharding/users.hpp"

namespace distributed {

enum class Strategy : std::uint8_t { hash, range, directory, geographic };
enum class HashBy : std::uint8_t { mod_n, ring, logical };
enum class RangeGrowth : std::uint8_t { split, recut };

struct Scheme {
  Strategy strategy = Strategy::hash;
  HashBy hash_by = HashBy::mod_n;
  RangeGrowth growth = RangeGrowth::split;
  Column key = Column::user_id;

  /// The column that rows are placed by.
  Column column() const { return strategy == Strategy::geographic ? Column::country : key; }

  /// Whether both place rows by the same method, whatever the key.
  bool same_method(const Scheme& other) const {
    return strategy == other.strategy && (strategy != Strategy::hash || hash_by == other.hash_by) &&
           (strategy != Strategy::range || growth == other.growth);
  }
};

class Placement {
 public:
  static constexpr std::size_t logical_shards = 4096;

  Placement(const Users& users, const Scheme& scheme, NodeId shards);

  NodeId shards() const { return shards_; }
  const Scheme& scheme() const { return scheme_; }
  /// The node of each logical shard; empty but for hash by logical shards.
  const std::vector<NodeId>& logical() const { return logical_; }
  /// Of a key the logical shard, for good.
  static std::size_t logical_shard_of(std::string_view key);

  void add_shard(const Users& users);
  void remove_shard(const Users& users);

  /// Gives values that are new among the users a place, by the same rule.
  void take_in(const Users& users);

  /// Moves by hand one logical shard that has rows: from the fullest shard to the one with fewest.
  /// Returns which; it does nothing but for hash by logical shards.
  std::optional<std::size_t> move_logical(const Users& users);

  /// Of a value that some user has or may have.
  NodeId owner(std::uint32_t value) const { return owners_[value]; }
  /// The shard of each value, and of each row.
  const std::vector<NodeId>& owners() const { return owners_; }
  std::vector<std::uint8_t> owners(const Users& users) const;
  /// How many of the rows each shard has, by its number; [0] counts none.
  std::vector<std::size_t> counts(const Users& users) const;

  /// The shards that a query must ask; values of the shard key from low to before high.
  std::vector<NodeId> asked(Query::Kind kind, std::uint32_t low, std::uint32_t high) const;

  /// How many rows move by the strategy's law if one shard joins or the last one leaves; none where
  /// that depends on the data alone.
  std::optional<double> law(const Users& users, bool joins) const;

 private:
  void place(const Users& users);
  void assign_by_hash(const Users& users);

  Scheme scheme_;
  NodeId shards_;
  std::vector<NodeId> owners_;  // by value
  std::vector<NodeId> logical_;
};

}  // namespace distributed
