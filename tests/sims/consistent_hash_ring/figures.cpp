#include "consistent_hash_ring/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "../play.hpp"
#include "hash/xxh64.hpp"
#include "owners.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using distributed::Ring;
using play::press;
using play::set;
using play::state;
using Key = ConsistentHashRing::Key;

namespace {

constexpr double long_enough = 60;

std::vector<double> keys_of_nodes(const ConsistentHashRing& sim) {
  std::vector<double> keys;
  for (const auto& load : sim.loads()) keys.push_back(load.keys);
  return keys;
}

}  // namespace

TEST_CASE("As virtual nodes increase, the keys are spread more evenly", "[consistent-hash-ring]") {
  // On average over rings; any single one may go up and down on the way.
  double spread[3] = {};
  const double vnodes[3] = {1, 10, 50};
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "nodes", "8");
    for (int i = 0; i < 3; ++i) {
      set(sim, "vnodes", std::to_string(static_cast<int>(vnodes[i])));
      spread[i] += sim.variation() / 40;
    }
  }
  CHECK(spread[1] < spread[0] / 2);
  CHECK(spread[2] < spread[1] / 1.6);
}

TEST_CASE("The spread of 10,000 keys follows sqrt((N-1)/(kN+1))", "[consistent-hash-ring]") {
  for (const double vnodes : {1.0, 5.0, 50.0}) {
    double squares = 0, expected = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      ConsistentHashRing sim{seed};
      set(sim, "nodes", "40");
      set(sim, "vnodes", std::to_string(vnodes));
      squares += sim.variation() * sim.variation() / 300;
      expected = sim.expected_variation();
    }
    CHECK_THAT(expected, WithinAbs(std::sqrt(39 / (vnodes * 40 + 1)), 1e-12));
    // Four of the forty nodes are the same in all rings, and 10,000 keys add noise of their own.
    const double noise = 39.0 / 10000;
    CHECK_THAT(std::sqrt(squares - noise) / expected, WithinAbs(1, 0.05));
  }
}

TEST_CASE("The histogram shows how many keys each node owns", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", "100");
  std::vector<double> counts(5);
  for (const auto owner : owners(sim)) ++counts[owner - 1];
  CHECK(keys_of_nodes(sim) == counts);
  // While keys are on their way, they count where they come from.
  press(sim, "add-node");
  CHECK(sim.loads()[5].keys == 0);
  sim.advance(long_enough);
  CHECK(sim.loads()[5].keys == sim.change().moved);
  // A node that leaves keeps its bar until its keys have gone.
  press(sim, "remove-node");
  CHECK(sim.loads().size() == 6);
  CHECK(sim.share_of_ring(sim.change().node) == 0);
  sim.advance(long_enough);
  CHECK(sim.loads().size() == 5);
}

TEST_CASE("The histogram can be switched to a background of 10,000 keys",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "histogram", "background");
  const std::vector<double> loads = keys_of_nodes(sim);
  CHECK(std::accumulate(loads.begin(), loads.end(), 0.0) == 10000);
  for (std::size_t i = 0; i < loads.size(); ++i) {
    CHECK_THAT(loads[i] / 10000,
               WithinAbs(sim.share_of_ring(static_cast<distributed::NodeId>(i + 1)), 0.02));
  }
  CHECK(sim.keys().size() == 10);
}

TEST_CASE("Copies of a key are on the next distinct nodes clockwise", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "vnodes", "8");
  set(sim, "replicas", "3");
  for (const Key& key : sim.keys()) {
    const std::vector<distributed::NodeId> copies = sim.copies_of(key);
    REQUIRE(copies.size() == 3);
    CHECK(copies[0] == key.owner);
    CHECK(std::set<distributed::NodeId>(copies.begin(), copies.end()).size() == 3);
  }
  double further = 0;
  for (const auto& load : sim.loads()) further += load.copies;
  CHECK(further == 20);
  CHECK_THAT(state(sim), ContainsSubstring("\"copies\":[\"node-"));
}

TEST_CASE("With a bound no node owns more than its part; what does not fit goes on clockwise",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", "100");
  CHECK_FALSE(sim.capacity());
  set(sim, "bound", "1.25");
  sim.advance(long_enough);
  REQUIRE(sim.capacity() == 25);
  const std::vector<double> loads = keys_of_nodes(sim);
  CHECK(*std::max_element(loads.begin(), loads.end()) <= 25);
  int passed_on = 0;
  for (const Key& key : sim.keys()) {
    const auto first = next_clockwise(sim, key.point);
    if (first == key.owner) continue;
    ++passed_on;
    CHECK(loads[first - 1] == 25);
  }
  CHECK(passed_on > 0);
  set(sim, "bound", "none");
  for (const Key& key : sim.keys()) CHECK(key.owner == next_clockwise(sim, key.point));
}
