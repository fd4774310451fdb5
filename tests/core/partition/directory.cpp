#include "partition/directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>
#include <string>

#include "partition/ring.hpp"

using namespace distributed;

TEST_CASE("Moving a single key leaves all others where the rule has them", "[partition]") {
  Directory cluster{Ring{{}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}}};
  const Ring rule = cluster.rule();
  const NodeId other = rule.owner("celebrity") == 1 ? 2 : 1;
  cluster.move("celebrity", other);
  CHECK(cluster.owner("celebrity") == other);
  for (int i = 0; i < 200; ++i) {
    const std::string key = "key-" + std::to_string(i);
    REQUIRE(cluster.owner(key) == rule.owner(key));
  }
  cluster.forget("celebrity");
  cluster.forget("nobody");
  CHECK(cluster.owner("celebrity") == rule.owner("celebrity"));
  CHECK(cluster.entries().empty());
}

TEST_CASE("Keys moved to a node that leaves go back to the rule", "[partition]") {
  Directory<> cluster{LogicalShards{16, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}}};
  cluster.move("x", 1);
  cluster.move("y", 2);
  cluster.leave(1);
  CHECK(cluster.owner("x") == 2);
  CHECK(cluster.entries().size() == 1);
  CHECK(cluster.owner("y") == 2);
}

TEST_CASE("A single key stays where it was moved when its shard moves", "[partition]") {
  Directory<> cluster{LogicalShards{16, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}}};
  cluster.move("x", 1);
  cluster.rule().move(cluster.rule().shard_of("x"), 2);
  CHECK(cluster.owner("x") == 1);
  CHECK_THROWS_AS(cluster.move("x", 3), std::out_of_range);
  CHECK(cluster.owner("x") == 1);
}
