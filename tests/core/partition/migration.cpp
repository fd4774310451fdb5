#include "partition/migration.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <string>

#include "partition/hash_mod.hpp"
#include "partition/jump.hpp"
#include "partition/range.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;

TEST_CASE("A migration lists each key that moves, from where to where", "[partition]") {
  RangePartitioner before{{"g", "p"}, {{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  before.move(0, 1);
  before.move(1, 1);
  before.move(2, 2);
  RangePartitioner after = before;
  after.move(1, 2);
  const std::vector<std::string> keys{"apple", "mango", "zebra", "house"};
  const Migration moved = migration(before, after, keys);
  CHECK(moved.keys == 4);
  CHECK(moved.moves == std::vector<Move>{{1, 1, 2}, {3, 1, 2}});
  CHECK(moved.flows() == std::vector<Flow>{{1, 2, 2}});
  CHECK(moved.fraction() == 0.5);
}

TEST_CASE("No key moves between equals, and none is a fraction of none", "[partition]") {
  const HashModPartitioner cluster{{{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  CHECK(migration(cluster, cluster, std::vector<std::string>{"a", "b"}).moves.empty());
  CHECK(migration(cluster, cluster, std::vector<std::string>{}).fraction() == 0);
}

TEST_CASE("Flows conserve keys, and hash mod N moves what theory says", "[partition]") {
  std::vector<std::string> keys;
  for (int i = 0; i < 20000; ++i) keys.push_back(std::to_string(i));
  HashModPartitioner mod;
  JumpPartitioner jump;
  for (NodeId id = 0; id < 9; ++id) {
    mod.join({.id = id, .name = std::to_string(id)});
    jump.join({.id = id, .name = std::to_string(id)});
  }
  const HashModPartitioner mod_before = mod;
  const JumpPartitioner jump_before = jump;
  mod.join({.id = 9, .name = "9"});
  jump.join({.id = 9, .name = "9"});

  const Migration all = migration(mod_before, mod, keys), few = migration(jump_before, jump, keys);
  // Five standard deviations of a binomial share of 20,000 keys.
  CHECK_THAT(all.fraction(), WithinAbs(0.9, 0.011));
  CHECK_THAT(few.fraction(), WithinAbs(0.1, 0.011));
  std::size_t flowing = 0;
  for (const Flow& flow : all.flows()) {
    CHECK(flow.from != flow.to);
    flowing += flow.keys;
  }
  CHECK(flowing == all.moves.size());
  for (const Flow& flow : few.flows()) CHECK(flow.to == 9);
}
