#include "sharding/sharded_table.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace distributed;
using Kind = ShardedTable::Change::Kind;

TEST_CASE("A change counts the rows whose shard is another", "[sharding]") {
  ShardedTable table{Users{1, 60, 1}, {Strategy::hash}, 4};
  CHECK(table.change().kind == Kind::none);
  CHECK(table.before() == table.owners());
  const auto before = table.owners();
  table.change_shards(true);
  CHECK(table.shards() == 5);
  CHECK(table.before() == before);
  std::uint32_t moved = 0;
  for (std::uint32_t row = 0; row < 60; ++row) {
    moved += table.owners()[row] != before[row];
    CHECK(table.moved(row) == (table.owners()[row] != before[row]));
  }
  CHECK(table.change().moved == moved);
  CHECK(table.change().rows == moved);
  CHECK(table.change().expected.least == 12);
  CHECK(table.moved(table.moved_row(17)));
  table.change_shards(false);
  CHECK(table.owners() == before);
  CHECK(table.change().kind == Kind::left);
}

TEST_CASE("Rows that come in were nowhere before, and move nobody", "[sharding]") {
  ShardedTable table{Users{1, 60, 1}, {Strategy::range}, 4};
  table.insert(10);
  CHECK(table.users().size() == 70);
  CHECK(table.change().rows == 10);
  CHECK(table.change().moved == 0);
  CHECK(std::count(table.before().begin(), table.before().end(), 0) == 10);
  CHECK(table.moved_row(5) == 5);
  CHECK(table.counts() == std::vector<std::size_t>{0, 15, 15, 15, 25});
}

TEST_CASE("Laid out anew nothing has moved; copies go their own ways", "[sharding]") {
  ShardedTable table{Users{1, 60, 1}, {Strategy::hash, HashBy::logical}, 4};
  ShardedTable other = table;
  CHECK(other.move_logical());
  CHECK(other.change().moved > 0);
  CHECK(table.change().kind == Kind::none);
  other.lay_out({Strategy::range});
  CHECK(other.change().kind == Kind::none);
  CHECK(other.before() == other.owners());
  CHECK(other.next_hundred() == std::vector<std::size_t>{0, 0, 0, 0, 100});
  CHECK_FALSE(other.move_logical());
}
