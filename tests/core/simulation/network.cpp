#include "simulation/network.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

using namespace distributed;
using namespace distributed::simulation;
using Catch::Matchers::WithinAbs;

namespace {
Network five() {
  return {5, Latency::constant(milliseconds(10))};
}
}  // namespace

TEST_CASE("A partition cuts exactly the links between its groups", "[simulation]") {
  Network network = five();
  network.partition({{0, 1}, {2, 3, 4}});
  for (NodeId from = 0; from < 5; ++from) {
    for (NodeId to = 0; to < 5; ++to) {
      CHECK(network.connected(from, to) == ((from < 2) == (to < 2)));
    }
  }
  network.heal();
  CHECK(network.connected(0, 4));
}

TEST_CASE("Nodes that no group names form one more group", "[simulation]") {
  Network network = five();
  network.partition({{1}});
  CHECK_FALSE(network.connected(1, 0));
  CHECK_FALSE(network.connected(3, 1));
  CHECK(network.connected(0, 4));
}

TEST_CASE("Nodes that take no part in a partition stay with everyone", "[simulation]") {
  Network network = five();
  network.partition({{0}, {1, 2}}, 4);
  for (NodeId node = 0; node < 4; ++node) {
    CHECK(network.connected(node, 4));
    CHECK(network.cuts(4, node) == 0);
  }
  CHECK_FALSE(network.connected(0, 1));
  CHECK_FALSE(network.connected(2, 3));
  CHECK_THROWS_AS(network.partition({{4}}, 4), std::out_of_range);
  CHECK_THROWS_AS(network.partition({}, 6), std::out_of_range);
}

TEST_CASE("A second partition mends what it does not cut", "[simulation]") {
  Network network = five();
  network.partition({{0}, {1, 2, 3, 4}});
  network.partition({{0, 1, 2}, {3, 4}});
  CHECK(network.connected(0, 2));
  CHECK_FALSE(network.connected(2, 3));
}

TEST_CASE("A link can fail one way only", "[simulation]") {
  Network network = five();
  network.cut_one_way(0, 1);
  CHECK_FALSE(network.connected(0, 1));
  CHECK(network.connected(1, 0));
  network.restore(0, 1);
  CHECK(network.connected(0, 1));
}

TEST_CASE("Cutting a link that is cut already counts once", "[simulation]") {
  Network network = five();
  network.cut(0, 1);
  network.cut(0, 1);
  CHECK(network.cuts(0, 1) == 1);
  network.restore(0, 1);
  network.cut(0, 1);
  CHECK(network.cuts(0, 1) == 2);
}

TEST_CASE("Nodes crash and restart", "[simulation]") {
  Network network = five();
  network.crash(2);
  network.crash(2);
  CHECK_FALSE(network.up(2));
  CHECK(network.crashes(2) == 1);
  network.restart(2);
  CHECK(network.up(2));
}

TEST_CASE("A link loses the share of messages that it is told to", "[simulation]") {
  Network network(2, Latency::constant(1), 0.25);
  network.set_loss(1, 0, 0);
  Generator chance{41};
  int lost = 0;
  for (int i = 0; i < 40000; ++i) {
    lost += network.loses(0, 1, chance);
    REQUIRE_FALSE(network.loses(1, 0, chance));
  }
  CHECK_THAT(lost / 40000.0, WithinAbs(0.25, 0.01));
}

TEST_CASE("Each link has its own latency", "[simulation]") {
  Network network = five();
  network.set_latency(0, 1, Latency::constant(7));
  Generator chance{42};
  CHECK(network.delay(0, 1, chance) == 7);
  CHECK(network.delay(1, 0, chance) == milliseconds(10));
}

TEST_CASE("The network refuses what does not exist", "[simulation]") {
  Network network = five();
  CHECK_THROWS_AS(Network(0, Latency::constant(1)), std::invalid_argument);
  CHECK_THROWS_AS(Network(2, Latency::constant(1), 1.5), std::invalid_argument);
  CHECK_THROWS_AS(network.set_loss(0, 1, -0.1), std::invalid_argument);
  CHECK_THROWS_AS(network.crash(5), std::out_of_range);
  CHECK_THROWS_AS(network.restart(5), std::out_of_range);
  CHECK_THROWS_AS(network.connected(0, 5), std::out_of_range);
  CHECK_THROWS_AS(network.cut(5, 0), std::out_of_range);
  CHECK_THROWS_AS(network.partition({{0, 5}}), std::out_of_range);
  CHECK_THROWS_AS(network.partition({{0, 1}, {1, 2}}), std::invalid_argument);
}
