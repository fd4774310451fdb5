#include "consistent_hash_ring/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "hash/xxh64.hpp"
#include "sims/play.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using play::press;
using play::set;
using play::state;
using Key = ConsistentHashRing::Key;

namespace {

constexpr double long_enough = 60;

}  // namespace

TEST_CASE("Labels repeat with a number after eight nodes", "[consistent-hash-ring]") {
  std::set<std::string> labels;
  for (int node = 1; node <= 64; ++node) labels.insert(node_label(node));
  CHECK(labels.size() == 64);
  CHECK(node_label(1) == "A");
  CHECK(node_label(8) == "H");
  CHECK(node_label(9) == "A2");
  CHECK(node_label(64) == "H8");
}

TEST_CASE("A key can be followed, and its way is told in words", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK_FALSE(sim.followed());
  CHECK_THAT(state(sim), ContainsSubstring("\"followed\":null"));
  set(sim, "follow-key", "3");
  CHECK(sim.followed() == 2u);
  CHECK_THAT(state(sim), ContainsSubstring("\"followed\":\"key-3\""));
  CHECK_THAT(sim.describe(),
             ContainsSubstring("Key k3 lies at 23.9 degrees and belongs to A, 3.7 degrees"));
  CHECK(sim.controls().set("follow-key", 11.0));
  set(sim, "follow-key", "10");
  set(sim, "keys", "8");
  CHECK(sim.followed() == 7u);
}

TEST_CASE("With a load limit the prompt does not say that all keys move to the new node",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", "200");
  set(sim, "bound", "1.25");
  press(sim, "add-node");
  CHECK_THAT(sim.prompt(), !ContainsSubstring("meet it first"));
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), !ContainsSubstring("all to F"));
}

TEST_CASE("The prompt never tells a result before the keys have shown it",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK_THAT(sim.prompt(), ContainsSubstring("Press Add Node"));
  press(sim, "add-node");
  CHECK_THAT(sim.prompt(), !ContainsSubstring("2"));
  CHECK_THAT(sim.describe(), !ContainsSubstring("to F"));
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("Only 2 keys moved, all to F"));
  CHECK_THAT(sim.describe(), ContainsSubstring("k5 from C to F"));
}

TEST_CASE("The prompt does not propose to add a node to eight", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "nodes", "7");
  press(sim, "add-node");
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), !ContainsSubstring("Add one more"));
  set(sim, "vnodes", "20");
  CHECK(sim.prompt() == "20 short arcs per node, but few keys: count 10,000 in Explore.");
  set(sim, "histogram", "background");
  CHECK_THAT(sim.prompt(), ContainsSubstring("the more, the smaller the spread"));
}

TEST_CASE("No prompt is too long for its place", "[consistent-hash-ring]") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    ConsistentHashRing sim{seed};
    const auto check = [&] { CHECK(sim.prompt().size() <= 62); };
    check();
    for (const char* action : {"add-node", "remove-node", "remove-node"}) {
      press(sim, action);
      for (int i = 0; i < 8; ++i) {
        sim.advance(0.8);
        check();
      }
    }
    set(sim, "vnodes", "50");
    check();
    set(sim, "histogram", "background");
    check();
    set(sim, "vnodes", "1");
    check();
    set(sim, "bound", "2");
    check();
    set(sim, "bound", "none");
    check();
  }
}

TEST_CASE("The figures of the drawer in words", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  // The laws of a fifth node's successor: 1/6, and 1 - 1/6 for hash mod N.
  CHECK_THAT(sim.explored(), ContainsSubstring("from 5 to 6 nodes"));
  CHECK_THAT(sim.explored(), ContainsSubstring("fair share is 16.7\u00a0%"));
  CHECK_THAT(sim.explored(), ContainsSubstring("hash mod N moves 83.3\u00a0%"));
  CHECK_THAT(sim.explored(), !ContainsSubstring("The ring moved"));
  press(sim, "add-node");
  CHECK_THAT(sim.explored(), ContainsSubstring("The ring moved "));
  CHECK_THAT(sim.explored(), ContainsSubstring("hash mod N would have moved "));
}
