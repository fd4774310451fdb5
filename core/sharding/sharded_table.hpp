#pragma once
// A table of users on shards, and what the last change moved.
//
//   ShardedTable table(Users{42, 60, 1}, {Strategy::hash}, 4);
//   table.change_shards(true);                  // a fifth shard
//   table.change().rows;                        // how many rows have another shard now
//   table.before()[row], table.owners()[row];   // where a row was, and is to be
//   table.next_hundred()[3];                    // of the next 100 users, how many shard 3 will get
//
// Copies share the rows and the placement, which never change in place.

#include <memory>

#include "sharding/studies.hpp"

namespace distributed {

class ShardedTable {
 public:
  struct Change {
    enum class Kind : std::uint8_t { none, joined, left, moved_by_hand, inserted };
    Kind kind = Kind::none;
    std::uint32_t rows = 0;   ///< that have another shard than before, new ones included
    std::uint32_t moved = 0;  ///< the same without new ones
    ShardChange expected{};
  };

  ShardedTable(Users users, const Scheme& scheme, NodeId shards);

  /// All rows anew, which is no change. The number of shards stays.
  void lay_out(const Scheme& scheme);

  void change_shards(bool joins);
  /// False if there is no logical shard to be moved (Placement::move_logical).
  bool move_logical();
  void insert(std::uint32_t rows);

  const Users& users() const { return *users_; }
  const Placement& placement() const { return *placement_; }
  const Scheme& scheme() const { return placement_->scheme(); }
  int shards() const { return static_cast<int>(placement_->shards()); }
  const Change& change() const { return change_; }

  /// The shard of each row, and before the last change; 0 of a row that came in by it.
  const std::vector<std::uint8_t>& owners() const { return owners_; }
  const std::vector<std::uint8_t>& before() const { return before_; }
  bool moved(std::uint32_t row) const { return before_[row] != 0 && before_[row] != owners_[row]; }

  /// How many rows each shard has, by its number, and will get of the next 100.
  std::vector<std::size_t> counts() const { return placement_->counts(*users_); }
  const std::vector<std::size_t>& next_hundred() const { return next_hundred_; }

  /// The first row, from a given one on and around, that the last change moved; else that one.
  std::uint32_t moved_row(std::uint32_t from) const;

 private:
  void take(const Placement& next, Change change);

  std::shared_ptr<const Users> users_;
  std::shared_ptr<const Placement> placement_;
  std::vector<std::uint8_t> owners_, before_;
  std::vector<std::size_t> next_hundred_;
  Change change_;
};

}  // namespace distributed
