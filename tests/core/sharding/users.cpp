#include "sharding/users.hpp"

#include <catch2/catch_test_macros.hpp>
#include <numeric>

using namespace distributed;

TEST_CASE("The values of a column are numbered in the order of their keys", "[sharding]") {
  const Users users{3, 2000, 1};
  for (const Column column : {Column::user_id, Column::name, Column::country, Column::signup}) {
    for (std::uint32_t value = 1; value < users.values(column); ++value) {
      CHECK(Users::key(column, value - 1) < Users::key(column, value));
    }
    const auto rows = users.rows_of_values(column);
    CHECK(std::accumulate(rows.begin(), rows.end(), std::size_t{0}) == 2000);
  }
}

TEST_CASE("Users have ids that rise, and dates of a calendar", "[sharding]") {
  const Users users{1, 60, 1};
  CHECK(Users::text(Column::user_id, users.value(59, Column::user_id)) == "60");
  CHECK(Users::text(Column::signup, users.value(0, Column::signup)) == "2024-01-01");
  CHECK(Users::text(Column::signup, Users::days - 1) == "2025-12-30");
  CHECK(Users::text(Column::signup, 59) == "2024-02-29");
}

TEST_CASE("New users go on from the last; those that were there stay", "[sharding]") {
  Users users{7, 100, 1};
  const Users before = users;
  users.add(50);
  CHECK(users.size() == 150);
  for (std::uint32_t row = 0; row < 100; ++row) {
    for (const Column column : {Column::user_id, Column::name, Column::country, Column::signup}) {
      CHECK(users.value(row, column) == before.value(row, column));
    }
  }
  CHECK(users.value(149, Column::signup) > users.value(99, Column::signup));
}
