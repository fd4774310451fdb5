#include "sharding/placement.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "partition/hash_mod.hpp"
#include "partition/logical_shards.hpp"
#include "partition/ring.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;

namespace {

const Scheme all_schemes[] = {{Strategy::hash},
                              {Strategy::hash, HashBy::ring},
                              {Strategy::hash, HashBy::logical},
                              {Strategy::range},
                              {Strategy::range, HashBy::mod_n, RangeGrowth::recut},
                              {Strategy::directory},
                              {Strategy::geographic}};

std::size_t moved(const Placement& before, const Placement& after, const Users& users) {
  const auto a = before.owners(users), b = after.owners(users);
  std::size_t count = 0;
  for (std::size_t row = 0; row < a.size(); ++row) count += a[row] != b[row];
  return count;
}

}  // namespace

TEST_CASE("Every row has a shard that there is, whatever joins, leaves or comes in", "[sharding]") {
  for (Scheme scheme : all_schemes) {
    for (const Column key : {Column::user_id, Column::name, Column::country, Column::signup}) {
      scheme.key = key;
      Users users{5, 200, 1};
      Placement placement{users, scheme, 3};
      const auto check = [&] {
        const auto counts = placement.counts(users);
        std::size_t sum = 0;
        for (const std::size_t count : counts) sum += count;
        CHECK(counts.size() == placement.shards() + 1);
        CHECK(counts[0] == 0);
        CHECK(sum == users.size());
      };
      for (int shards = 3; shards < 8; ++shards) {
        placement.add_shard(users);
        check();
      }
      users.add(40);
      placement.take_in(users);
      check();
      for (int shards = 8; shards > 3; --shards) {
        placement.remove_shard(users);
        check();
      }
    }
  }
}

TEST_CASE("New rows change no other row's shard", "[sharding]") {
  for (const Scheme& scheme : all_schemes) {
    Users users{5, 200, 1};
    Placement placement{users, scheme, 4};
    const Placement before = placement;
    const Users few = users;
    users.add(40);
    placement.take_in(users);
    CHECK(moved(before, placement, few) == 0);
  }
}

TEST_CASE("What moves keeps to the law where there is one", "[sharding]") {
  const Users users{1, 20'000, 1};
  for (const Scheme& scheme : all_schemes) {
    for (const bool joins : {true, false}) {
      Placement placement{users, scheme, joins ? 4u : 5u};
      const Placement before = placement;
      const auto law = placement.law(users, joins);
      joins ? placement.add_shard(users) : placement.remove_shard(users);
      CHECK(law.has_value() == (scheme.strategy != Strategy::geographic));
      if (!law) continue;
      const bool ring = scheme.hash_by == HashBy::ring;
      CHECK_THAT(static_cast<double>(moved(before, placement, users)) / 20'000,
                 WithinAbs(*law / 20'000, ring ? 0.05 : 0.015));
    }
  }
}

TEST_CASE("A directory moves the least there is", "[sharding]") {
  const Users users{1, 60, 1};
  Placement placement{users, {Strategy::directory}, 4};
  const Placement before = placement;
  placement.add_shard(users);
  CHECK(moved(before, placement, users) == 12);
}

TEST_CASE("By hash a row is where the partitioner has it", "[sharding]") {
  const Users users{1, 500, 1};
  std::vector<Node> nodes;
  for (NodeId id = 1; id <= 5; ++id) {
    nodes.push_back({.id = id, .name = "shard-" + std::to_string(id)});
  }
  const HashModPartitioner mod{nodes};
  const Ring ring{{.vnodes = 100}, nodes};
  const Placement by_mod{users, {Strategy::hash}, 5},
      by_ring{users, {Strategy::hash, HashBy::ring}, 5};
  for (std::uint32_t value = 0; value < 500; ++value) {
    const std::string key = Users::key(Column::user_id, value);
    CHECK(by_mod.owner(value) == mod.owner(key));
    CHECK(by_ring.owner(value) == ring.owner(key));
  }
}

TEST_CASE("No key's logical shard ever changes; one that is moved by hand takes its rows along",
          "[sharding]") {
  const Users users{1, 600, 1};
  Placement placement{users, {Strategy::hash, HashBy::logical}, 8};
  for (NodeId shard = 1; shard <= 8; ++shard) {
    // 4096 on 8, as Pinterest's.
    CHECK(std::count(placement.logical().begin(), placement.logical().end(), shard) == 512);
  }
  const Placement before = placement;
  const auto counts = placement.counts(users);
  const auto which = placement.move_logical(users);
  REQUIRE(which);
  std::size_t of_it = 0;
  for (std::uint32_t row = 0; row < 600; ++row) {
    const std::string key = Users::key(Column::user_id, row);
    const std::size_t shard = Placement::logical_shard_of(key);
    CHECK(placement.owner(row) == placement.logical()[shard]);
    CHECK(shard == LogicalShards{Placement::logical_shards}.shard_of(key));
    of_it += shard == *which;
  }
  CHECK(of_it > 0);
  CHECK(moved(before, placement, users) == of_it);
  CHECK(*std::max_element(counts.begin(), counts.end()) >= of_it);
  Placement other{users, {Strategy::hash}, 8};
  CHECK_FALSE(other.move_logical(users));
}

TEST_CASE("One key asks one shard; a range asks neighbours where they are kept together",
          "[sharding]") {
  const Users users{1, 60, 1};
  for (const Scheme& scheme : all_schemes) {
    const Placement placement{users, scheme, 4};
    CHECK(placement.asked(Query::one_key, 7, 8) == std::vector<NodeId>{placement.owner(7)});
    CHECK(placement.asked(Query::other_column, 0, 0).size() == 4);
    if (scheme.strategy != Strategy::range) {
      CHECK(placement.asked(Query::key_range, 1, 3).size() == 4);
      continue;
    }
    CHECK(placement.asked(Query::key_range, 10, 20) == std::vector<NodeId>{1, 2});
    CHECK(placement.asked(Query::key_range, 16, 20) == std::vector<NodeId>{2});
  }
}
