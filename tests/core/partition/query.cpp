#include "partition/query.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <string>

#include "partition/directory.hpp"
#include "partition/hash_mod.hpp"
#include "partition/list.hpp"
#include "partition/range.hpp"
#include "partition/ring.hpp"

using namespace distributed;
using Catch::Matchers::WithinRel;

namespace {

using Asked = std::vector<NodeId>;

std::vector<Node> four_nodes() {
  return {{.id = 1, .name = "a"},
          {.id = 2, .name = "b"},
          {.id = 3, .name = "c"},
          {.id = 4, .name = "d"}};
}

}  // namespace

TEMPLATE_TEST_CASE("One key asks its owner, all else asks everyone", "[partition]",
                   HashModPartitioner, Ring, LogicalShards, Directory<>, ListPartitioner) {
  TestType cluster;
  for (Node& node : four_nodes()) cluster.join(node);
  const Asked all{1, 2, 3, 4};
  CHECK(shards_asked(cluster, {Query::one_key, "alice"}) == Asked{cluster.owner("alice")});
  CHECK(shards_asked(cluster, {Query::key_range, "alice", "bob"}) == all);
  CHECK(shards_asked(cluster, {Query::key_range, "bob", "alice"}).empty());
  CHECK(shards_asked(cluster, {Query::other_column}) == all);
  CHECK(shards_asked(cluster, {Query::join_on_key}) == all);
  CHECK(shards_asked(cluster, {Query::join}) == all);
}

TEST_CASE("A range of keys asks only the neighbours that hold ranges", "[partition]") {
  const RangePartitioner cluster{{"g", "n", "t"}, four_nodes()};
  CHECK(shards_asked(cluster, {Query::key_range, "a", "c"}) == Asked{1});
  CHECK(shards_asked(cluster, {Query::key_range, "a", "g"}) == Asked{1});
  CHECK(shards_asked(cluster, {Query::key_range, "f", "h"}) == Asked{1, 2});
  CHECK(shards_asked(cluster, {Query::key_range, "h", "z"}) == Asked{2, 3, 4});
  CHECK(shards_asked(cluster, {Query::one_key, "h"}) == Asked{2});
  CHECK(shards_asked(cluster, {Query::other_column}).size() == 4);
}

TEST_CASE("How many shards hold some keys is the mean over all placements", "[partition]") {
  for (std::size_t shards = 1; shards <= 4; ++shards) {
    for (std::size_t keys = 0; keys <= 5; ++keys) {
      const auto placements = static_cast<std::size_t>(std::pow(shards, keys));
      double sum = 0;
      for (std::size_t placement = 0; placement < placements; ++placement) {
        unsigned used = 0;
        std::size_t digits = placement;
        for (std::size_t key = 0; key < keys; ++key, digits /= shards)
          used |= 1u << digits % shards;
        for (; used != 0; used &= used - 1) ++sum;
      }
      CHECK_THAT(expected_shards(shards, keys) + 1,
                 WithinRel(sum / static_cast<double>(placements) + 1, 1e-12));
    }
  }
  CHECK_THAT(rows_travelling(8), WithinRel(0.875, 1e-15));
  CHECK(rows_travelling(1) == 0);
  CHECK_THROWS_AS(expected_shards(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(rows_travelling(0), std::invalid_argument);
}
