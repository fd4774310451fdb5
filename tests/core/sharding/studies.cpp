#include "sharding/studies.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "partition/fan_out.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;

TEST_CASE("Movements keep to their laws", "[sharding]") {
  const Users users{1, 10'000, 1};
  CHECK_THAT(movement(users, {Strategy::hash}, 4).moved, WithinAbs(0.8, 0.01));
  CHECK_THAT(movement(users, {Strategy::directory}, 4).moved, WithinAbs(0.2, 1e-4));
  CHECK_THAT(movement(users, {Strategy::range}, 4).moved, WithinAbs(0.125, 1e-4));
  CHECK_THAT(*movement(users, {Strategy::hash}, 4).law, WithinAbs(0.8, 1e-12));
  CHECK_FALSE(movement(users, {Strategy::geographic}, 4).law);
}

TEST_CASE("All methods side by side keep to their laws", "[sharding]") {
  const Users users{1, 10'000, 1};
  for (const Method& method : compare_methods(users, Column::user_id, 4)) {
    INFO(method.name);
    if (method.movement.law)
      CHECK_THAT(method.movement.moved, WithinAbs(*method.movement.law, 0.04));
  }
}

TEST_CASE("A change says what its law has and what any method must move", "[sharding]") {
  const Users users{1, 60, 1};
  Placement directory{users, {Strategy::directory}, 4};
  const ShardChange joins = change_shards(directory, users, true);
  CHECK(directory.shards() == 5);
  CHECK(joins.least == 12);
  CHECK(joins.law == 12.0);
  const ShardChange leaves = change_shards(directory, users, false);
  CHECK(directory.shards() == 4);
  CHECK(leaves.least == 12);
}

TEST_CASE("A key that only rises sends every newcomer to the last range", "[sharding]") {
  const Users users{1, 60, 1};
  for (const Column key : {Column::user_id, Column::signup}) {
    const Scheme range{Strategy::range, HashBy::mod_n, RangeGrowth::split, key};
    CHECK(newcomers(users, Placement{users, range, 4}, 100) ==
          std::vector<std::size_t>{0, 0, 0, 0, 100});
    CHECK(fullest(users, range, 4).next == 1);
  }
  CHECK(fullest(users, {Strategy::hash}, 4).next < 0.5);
}

TEST_CASE("By name the fullest shard has the exact sum of Zipf's shares", "[sharding]") {
  const Users users{1, 50'000, 1};
  for (const Strategy strategy : {Strategy::hash, Strategy::range, Strategy::directory}) {
    const Fullest by_name =
        fullest(users, {strategy, HashBy::mod_n, RangeGrowth::split, Column::name}, 4);
    REQUIRE(by_name.law);
    CHECK_THAT(by_name.rows, WithinAbs(*by_name.law, 0.01));
    CHECK_FALSE(fullest(users, {strategy}, 4).law);
  }
}

TEST_CASE("100 shards that are slow with 1 % make 63 % of queries slow", "[sharding]") {
  Generator chance{4};
  CHECK_THAT(slow_probability(0.01, 100), WithinAbs(0.634, 0.0005));
  CHECK_THAT(slow_queries(0.01, 100, 5000, chance), WithinAbs(0.634, 0.02));
  CHECK(slow_queries(0, 100, 10, chance) == 0);
  CHECK(slow_queries(1, 1, 10, chance) == 1);
}
