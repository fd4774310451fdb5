#include "sharding/sharded_table.hpp"

#include <utility>

namespace distributed {

ShardedTable::ShardedTable(Users users, const Scheme& scheme, NodeId shards)
    : users_(std::make_shared<const Users>(std::move(users))) {
  take(Placement{*users_, scheme, shards}, {});
}

void ShardedTable::lay_out(const Scheme& scheme) {
  take(Placement{*users_, scheme, placement_->shards()}, {});
}

void ShardedTable::change_shards(bool joins) {
  Placement next = *placement_;
  const ShardChange expected = distributed::change_shards(next, *users_, joins);
  take(next, {.kind = joins ? Change::Kind::joined : Change::Kind::left, .expected = expected});
}

bool ShardedTable::move_logical() {
  Placement next = *placement_;
  if (!next.move_logical(*users_)) return false;
  take(next, {.kind = Change::Kind::moved_by_hand});
  return true;
}

void ShardedTable::insert(std::uint32_t rows) {
  Users more = *users_;
  more.add(rows);
  users_ = std::make_shared<const Users>(std::move(more));
  Placement next = *placement_;
  next.take_in(*users_);
  take(next, {.kind = Change::Kind::inserted});
}

void ShardedTable::take(const Placement& next, Change change) {
  placement_ = std::make_shared<const Placement>(next);
  before_ = std::exchange(owners_, next.owners(*users_));
  if (change.kind == Change::Kind::none) before_ = owners_;
  before_.resize(owners_.size());
  for (std::uint32_t row = 0; row < owners_.size(); ++row) {
    change.rows += before_[row] != owners_[row];
    change.moved += moved(row);
  }
  change_ = change;
  next_hundred_ = newcomers(*users_, next, 100);
}

std::uint32_t ShardedTable::moved_row(std::uint32_t from) const {
  for (std::uint32_t i = 0; i < users_->size(); ++i) {
    const std::uint32_t row = (from + i) % users_->size();
    if (moved(row)) return row;
  }
  return from;
}

}  // namespace distributed
