#include "partition/shard_map.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <stdexcept>
#include <string>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

std::vector<NodeId> owners(const ShardMap& map) {
  std::vector<NodeId> all;
  for (std::size_t shard = 0; shard < map.size(); ++shard) all.push_back(map.owner(shard));
  return all;
}

}  // namespace

TEST_CASE("No more shards move than the new shares ask for", "[partition]") {
  Generator chance{41};
  ShardMap map{97};
  for (int change = 0; change < 300; ++change) {
    const NodeId id = uniform_below(chance, 10);
    const bool there = map.nodes().contains(id);
    const Nodes nodes_before = map.nodes();
    const std::vector<NodeId> before = nodes_before.empty() ? std::vector<NodeId>{} : owners(map);
    std::vector<std::size_t> counts_before(10);
    for (const NodeId owner : before) ++counts_before[owner];

    if (!there) {
      map.join({.id = id, .name = std::to_string(id), .weight = 1.0 + uniform_below(chance, 4)});
    } else if (bernoulli(chance, 0.4)) {
      map.leave(id);
    } else {
      map.reweight(id, 1.0 + uniform_below(chance, 4));
    }
    if (map.nodes().empty() || before.empty()) continue;

    std::size_t moved = 0, needed = 0;
    const std::vector<NodeId> after = owners(map);
    for (std::size_t shard = 0; shard < after.size(); ++shard) {
      moved += before[shard] != after[shard];
    }
    std::vector<std::size_t> counts(10);
    for (const NodeId owner : after) ++counts[owner];
    for (NodeId node = 0; node < 10; ++node) {
      if (counts[node] < counts_before[node]) needed += counts_before[node] - counts[node];
    }
    REQUIRE(moved == needed);
  }
}

TEST_CASE("Nodes have shards by weight, and equal ones differ by at most one", "[partition]") {
  const ShardMap equal{16,
                       {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}, {.id = 3, .name = "c"}}};
  CHECK(equal.shards_of(1).size() == 6);
  CHECK(equal.shards_of(2).size() == 5);
  CHECK(equal.shards_of(3).size() == 5);
  const ShardMap weighted{100,
                          {{.id = 1, .name = "a", .weight = 0.1},
                           {.id = 2, .name = "b", .weight = 0.3},
                           {.id = 3, .name = "c", .weight = 0.6}}};
  CHECK(weighted.shards_of(1).size() == 10);
  CHECK(weighted.shards_of(2).size() == 30);
  CHECK(weighted.shards_of(3).size() == 60);
}

TEST_CASE("Shares of shards are those of Sainte-Lague", "[partition]") {
  // A textbook example of the method: votes 53, 24 and 23 thousand, seven seats.
  const ShardMap map{7,
                     {{.id = 1, .name = "a", .weight = 53000},
                      {.id = 2, .name = "b", .weight = 24000},
                      {.id = 3, .name = "c", .weight = 23000}}};
  CHECK(map.shards_of(1).size() == 3);
  CHECK(map.shards_of(2).size() == 2);
  CHECK(map.shards_of(3).size() == 2);
}

TEST_CASE("A shard moved by hand stays until nodes change", "[partition]") {
  ShardMap map{8, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  const std::size_t shard = map.shards_of(1).front();
  map.move(shard, 2);
  CHECK(map.owner(shard) == 2);
  CHECK(map.shards_of(2).size() == 5);
  map.reweight(1, 1);
  CHECK(map.shards_of(2).size() == 4);
  CHECK_THROWS_AS(map.move(8, 1), std::out_of_range);
  CHECK_THROWS_AS(map.move(0, 3), std::out_of_range);
}

TEST_CASE("Splitting a shard moves nothing", "[partition]") {
  ShardMap map{3, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  const std::vector<NodeId> before = owners(map);
  map.split(1);
  CHECK(owners(map) == std::vector<NodeId>{before[0], before[1], before[1], before[2]});
  CHECK_THROWS_AS(map.split(4), std::out_of_range);
}

TEST_CASE("A shard map has shards, and owners once there are nodes", "[partition]") {
  CHECK_THROWS_AS(ShardMap{0}, std::invalid_argument);
  ShardMap map{2};
  CHECK_THROWS_AS(map.owner(0), std::out_of_range);
  CHECK_THROWS_AS(map.shards_of(1), std::out_of_range);
  map.split(0);
  map.join({.id = 1, .name = "a"});
  CHECK(map.shards_of(1) == std::vector<std::size_t>{0, 1, 2});
  CHECK_THROWS_AS(map.owner(3), std::out_of_range);
}
