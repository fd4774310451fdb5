#include "sharding/user_query.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace distributed;

namespace {

const Strategy strategies[] = {Strategy::hash, Strategy::range, Strategy::directory,
                               Strategy::geographic};
const QueryKind kinds[] = {QueryKind::one_key, QueryKind::range, QueryKind::country};

}  // namespace

TEST_CASE("The shards that are asked have all that is to be found", "[sharding]") {
  Generator chance{9};
  for (const Strategy strategy : strategies) {
    for (const Column key : {Column::user_id, Column::name, Column::country, Column::signup}) {
      const Users users{chance(), 300, 1};
      const Placement placement{users, {strategy, HashBy::mod_n, RangeGrowth::split, key}, 5};
      for (const QueryKind kind : kinds) {
        const UserQuery query = any_query(kind, users, placement.scheme().column(), 17, chance);
        const auto asked = query.asked(placement);
        std::uint32_t found = 0;
        for (std::uint32_t row = 0; row < users.size(); ++row) {
          const std::uint32_t value = users.value(row, query.column);
          if (value < query.low || value >= query.high) continue;
          ++found;
          const NodeId owner = placement.owner(users.value(row, placement.scheme().column()));
          CHECK(std::find(asked.begin(), asked.end(), owner) != asked.end());
        }
        CHECK(found == query.rows(users));
        CHECK((found > 0 || kind == QueryKind::range));
        if (kind == QueryKind::one_key) CHECK(asked.size() == 1);
      }
    }
  }
}

TEST_CASE("A join asks all shards, and rows travel unless it is by the shard key", "[sharding]") {
  Generator chance{1};
  const Users users{1, 60, 1};
  for (const Strategy strategy : strategies) {
    const Placement placement{users, {strategy}, 4};
    const UserQuery join =
        any_query(QueryKind::join, users, placement.scheme().column(), 0, chance);
    CHECK(join.asked(placement).size() == 4);
    CHECK(join.rows(users) == 60);
    CHECK(join.joins_by_itself(placement) == (strategy != Strategy::geographic));
  }
}

TEST_CASE("Conditions in words", "[sharding]") {
  Generator chance{1};
  const Users users{1, 60, 1};
  CHECK(any_query(QueryKind::one_key, users, Column::user_id, 16, chance).condition() ==
        "user id = 17");
  CHECK(UserQuery{QueryKind::range, Column::signup, 0, 59}.condition() ==
        "sign-up date from 2024-01-01 to before 2024-02-29");
  CHECK(any_query(QueryKind::join, users, Column::name, 0, chance).condition() ==
        "users join orders by user id");
}
