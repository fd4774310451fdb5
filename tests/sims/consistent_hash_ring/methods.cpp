#include "consistent_hash_ring/methods.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "../play.hpp"
#include "consistent_hash_ring/model.hpp"
#include "hash/xxh64.hpp"

using namespace microsims;
using Catch::Matchers::WithinAbs;
using play::press;
using play::set;

TEST_CASE("Hash mod N would have moved nearly all keys", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", "10000");
  press(sim, "add-node");
  // From 5 to 6 nodes 1 key in 6 stays.
  CHECK_THAT(sim.change().by_hash_mod / 10000.0, WithinAbs(5.0 / 6, 0.015));
  CHECK(sim.change().by_hash_mod > 2 * sim.change().moved);
  CHECK(sim.methods().back().moved == sim.change().by_hash_mod);
}

TEST_CASE("The same change by other methods moves what their laws say", "[consistent-hash-ring]") {
  for (const char* action : {"add-node", "remove-node"}) {
    ConsistentHashRing sim{4};
    set(sim, "nodes", "7");
    set(sim, "vnodes", "50");
    CHECK_FALSE(sim.has_changed_nodes());
    CHECK(sim.compared_change().joined);  // what would happen
    press(sim, action);
    CHECK(sim.has_changed_nodes());
    REQUIRE(sim.methods().size() == 5);
    const MembershipChange change = sim.compared_change();
    for (const MethodResult& method : sim.methods()) {
      const double share = method.moved / 10000.0;
      if (method.name == "hash mod N") {
        CHECK_THAT(share, WithinAbs(change.hash_mod_law(), 0.015));
      } else if (method.name == "jump hash" && !change.joined) {
        CHECK(share < 2 * change.least() + 0.015);
      } else if (method.name == "this ring") {
        CHECK_THAT(share, WithinAbs(change.least(), 0.06));
      } else {
        CHECK_THAT(share, WithinAbs(change.least(), 0.04));
      }
      CHECK(method.max_over_mean >= 1);
    }
  }
}

TEST_CASE("A node that joins N others moves N of N + 1 keys by hash mod N",
          "[consistent-hash-ring]") {
  MembershipChange change{{}, {.id = 6, .name = "f"}, true, 1};
  for (std::uint32_t id = 1; id <= 5; ++id) {
    change.before.add({.id = id, .name = std::to_string(id)});
  }
  CHECK_THAT(change.hash_mod_law(), WithinAbs(5.0 / 6, 1e-12));
  CHECK_THAT(change.least(), WithinAbs(1.0 / 6, 1e-12));
}
