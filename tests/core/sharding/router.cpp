#include "sharding/router.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace distributed;
using Catch::Matchers::WithinAbs;

namespace {

UserQuery for_user(std::uint32_t value) {
  return {QueryKind::one_key, Column::user_id, value, value + 1};
}

}  // namespace

TEST_CASE("A directory is a step more until the router remembers", "[sharding]") {
  const Users users{1, 60, 1};
  const Placement placement{users, {Strategy::directory}, 4};
  Router router{placement, 1, false};
  const Router::Route first = router.find(for_user(7), placement);
  CHECK(first.lookup->outcome == Lookup::miss);
  CHECK(first.believed == 0);
  CHECK(first.shards == std::vector<NodeId>{placement.owner(7)});
  CHECK(router.find(for_user(7), placement).lookup->outcome == Lookup::hit);
}

TEST_CASE("A move leaves the router's memory wrong, and a directory that is down finds nothing new",
          "[sharding]") {
  const Users users{1, 60, 1};
  Placement placement{users, {Strategy::directory}, 4};
  Router router{placement, 1, false};
  for (std::uint32_t value = 0; value < 60; ++value) router.find(for_user(value), placement);
  const Placement before = placement;
  placement.add_shard(users);
  router.follow(placement);
  CHECK(router.directory().out_of_date() == 12);
  for (std::uint32_t value = 0; value < 60; ++value) {
    const Router::Route route = router.find(for_user(value), placement);
    const bool moved = before.owner(value) != placement.owner(value);
    CHECK(route.lookup->outcome == (moved ? Lookup::stale : Lookup::hit));
    CHECK(route.believed == before.owner(value));
    CHECK(route.shards.front() == placement.owner(value));
  }
  Router fresh{placement, 1, false};
  fresh.directory().set_up(false);
  CHECK(fresh.find(for_user(7), placement).shards.empty());
  const UserQuery range{QueryKind::range, Column::user_id, 3, 9};
  CHECK(fresh.find(range, placement).shards.size() == 5);
}

TEST_CASE("Values that are new come into the directory", "[sharding]") {
  Users users{1, 60, 1};
  Placement placement{users, {Strategy::directory}, 4};
  Router router{placement, 0.5, false};
  users.add(10);
  placement.take_in(users);
  router.follow(placement);
  CHECK(router.directory().rows() == 70);
  CHECK(router.find(for_user(65), placement).shards.front() == placement.owner(65));
}

TEST_CASE("Measured hits of the router keep to Che's law", "[sharding]") {
  const Users users{1, 500, 1};
  const Placement placement{users, {Strategy::directory}, 4};
  Router router{placement, 0.2, false};
  Generator chance{3};
  router.look_up(30'000, chance);
  const LookupCounts& counts = router.directory().counts();
  CHECK_THAT(static_cast<double>(counts.hits) / static_cast<double>(counts.lookups()),
             WithinAbs(router.hit_law(), 0.02));
}

TEST_CASE("Without a directory whoever has the rule finds the shard", "[sharding]") {
  const Users users{1, 60, 1};
  const Placement placement{users, {Strategy::hash}, 4};
  Router router{placement, 1, false};
  CHECK_FALSE(router.has_directory());
  CHECK_FALSE(router.find(for_user(7), placement).lookup);
  router.follow(placement);
}
