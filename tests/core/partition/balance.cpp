#include "partition/balance.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>
#include <string>

#include "partition/hash_mod.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Balance figures of counts are those of a textbook", "[partition]") {
  const Nodes nodes{{{.id = 1, .name = "a"},
                     {.id = 2, .name = "b"},
                     {.id = 4, .name = "d"},
                     {.id = 3, .name = "c"}}};
  const Balance spread = balance(nodes, {10, 20, 30, 40});
  CHECK_THAT(spread.max_over_mean(), WithinRel(1.6, 1e-12));
  // Standard deviation sqrt(125) over mean 25.
  CHECK_THAT(spread.variation(), WithinRel(0.4472135954999579, 1e-12));
  CHECK(spread.shares[3].node == 4);
  CHECK_THAT(spread.shares[3].share, WithinRel(0.4, 1e-12));
  CHECK_THAT(spread.shares[3].fair, WithinRel(0.25, 1e-12));
  CHECK_THROWS_AS(balance(nodes, {1}), std::invalid_argument);
}

TEST_CASE("Shares in proportion to weights are in perfect balance", "[partition]") {
  const Nodes nodes{{{.id = 1, .name = "a", .weight = 1}, {.id = 2, .name = "b", .weight = 3}}};
  CHECK(balance(nodes, {25, 75}).max_over_mean() == 1);
  CHECK(balance(nodes, {25, 75}).variation() == 0);
  CHECK(balance(nodes, {50, 50}).max_over_mean() == 2);
}

TEST_CASE("Balance of nothing is nothing", "[partition]") {
  CHECK(balance(Nodes{}, {}).max_over_mean() == 0);
  CHECK(balance(Nodes{}, {}).variation() == 0);
  const Nodes one{{{.id = 1, .name = "a"}}};
  CHECK(balance(one, {0}).shares[0].share == 0);
}

TEST_CASE("Keys are counted where they are", "[partition]") {
  const HashModPartitioner cluster{{{.id = 1, .name = "a"}, {.id = 2, .name = "b"}}};
  std::vector<std::string> keys;
  for (int i = 0; i < 1000; ++i) keys.push_back(std::to_string(i));
  double first = 0;
  for (const std::string& key : keys) first += cluster.owner(key) == 1;
  const Balance spread = key_balance(cluster, keys);
  CHECK_THAT(spread.shares[0].share, WithinRel(first / 1000, 1e-12));
  CHECK_THAT(spread.shares[0].share + spread.shares[1].share, WithinRel(1, 1e-12));
}

TEST_CASE("Arcs of a ring are what its nodes own of the circle", "[partition]") {
  Ring ring;
  ring.join({.id = 1, .name = "a"}, std::vector<std::uint32_t>{0x40000000, 0xc0000000});
  ring.join({.id = 2, .name = "b"}, std::vector<std::uint32_t>{0x80000000});
  const Balance spread = arc_balance(ring);
  CHECK(spread.shares[0].share == 0.75);
  CHECK(spread.shares[1].share == 0.25);
  Ring single;
  single.join({.id = 1, .name = "a"}, std::vector<std::uint32_t>{5});
  CHECK(arc_balance(single).shares[0].share == 1);
}

TEST_CASE("The expected variation of a ring is that of the Beta distribution", "[partition]") {
  CHECK_THAT(expected_ring_variation(10, 1), WithinAbs(0.9045, 0.00005));
  CHECK_THAT(expected_ring_variation(10, 10), WithinAbs(0.2985, 0.00005));
  CHECK_THAT(expected_ring_variation(10, 100), WithinAbs(0.0948, 0.00005));
  CHECK(expected_ring_variation(1, 5) == 0);
  CHECK_THROWS_AS(expected_ring_variation(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(expected_ring_variation(1, 0), std::invalid_argument);
}
