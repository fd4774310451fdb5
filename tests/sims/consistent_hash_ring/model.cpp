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

using distributed::NodeId;

constexpr double long_enough = 60;

bool is_enabled(const ConsistentHashRing& sim, const char* id) {
  return sim.controls().find(id)->is_enabled();
}

std::vector<NodeId> numbers_of(const ConsistentHashRing& sim) {
  std::vector<NodeId> numbers;
  for (const distributed::Node& node : sim.nodes()) numbers.push_back(node.id);
  return numbers;
}

}  // namespace

TEST_CASE("The ring is the hash space from 0 to 360 degrees", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "nodes", "64");
  set(sim, "vnodes", "50");
  set(sim, "keys", "10000");
  double least = 360, most = 0;
  for (const Key& key : sim.keys()) {
    const double angle = Ring::degrees(key.point);
    least = std::min(least, angle);
    most = std::max(most, angle);
  }
  CHECK(least >= 0);
  CHECK(least < 1);
  CHECK(most > 359);
  CHECK(most < 360);
}

TEST_CASE("At first there are five labelled nodes and ten labelled keys",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK(numbers_of(sim) == std::vector<NodeId>{1, 2, 3, 4, 5});
  CHECK(sim.keys().size() == 10);
  const std::string text = state(sim);
  for (const char* label : {"A", "B", "C", "D", "E", "k1", "k10"}) {
    CHECK_THAT(text, ContainsSubstring("\"label\":\"" + std::string{label} + "\""));
  }
  CHECK_THAT(text, ContainsSubstring(R"("id":"node-5")"));
  CHECK_THAT(text, ContainsSubstring(R"("id":"key-10")"));
  CHECK_THAT(text, ContainsSubstring(R"("migrated":0,"totalKeys":10)"));
}

TEST_CASE("Positions are the hashes of names", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  const auto point_of = [](const std::string& name) {
    return static_cast<ConsistentHashRing::Point>(distributed::xxh64(name) >> 32);
  };
  for (std::size_t i = 0; i < sim.keys().size(); ++i) {
    CHECK(sim.keys()[i].point == point_of("key_" + std::to_string(i + 1)));
  }
  for (const distributed::Node& node : sim.nodes()) {
    CHECK(sim.ring().points_of(node.id) == std::vector{point_of(node.name + "#0")});
    CHECK(sim.home_of(node) == point_of(node.name + "#0"));
  }
}

TEST_CASE("Each key is assigned to the nearest clockwise node", "[consistent-hash-ring]") {
  for (const int nodes : {4, 5, 8, 30}) {
    for (const int vnodes : {1, 7, 50}) {
      ConsistentHashRing sim{2};
      set(sim, "nodes", std::to_string(nodes));
      set(sim, "vnodes", std::to_string(vnodes));
      set(sim, "keys", "500");
      for (const Key& key : sim.keys()) {
        CHECK(key.owner == next_clockwise(sim, key.point));
        CHECK(sim.ring().next(key.point).point == key.token);
      }
    }
  }
}

TEST_CASE("Add Node places a new node at a random ring position", "[consistent-hash-ring]") {
  std::set<ConsistentHashRing::Point> positions;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    ConsistentHashRing sim{seed};
    press(sim, "add-node");
    REQUIRE(sim.nodes().size() == 6);
    positions.insert(sim.home_of(sim.nodes().at(6)));
  }
  CHECK(positions.size() > 190);
  // Uniform: about as many in each quarter of the ring.
  std::map<ConsistentHashRing::Point, int> quarters;
  for (const ConsistentHashRing::Point position : positions) ++quarters[position >> 30];
  for (const auto& [quarter, count] : quarters) CHECK(std::abs(count - 50) < 25);
}

TEST_CASE("Add Node works up to eight nodes", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  for (int nodes = 5; nodes < 8; ++nodes) {
    REQUIRE(is_enabled(sim, "add-node"));
    press(sim, "add-node");
    CHECK(sim.nodes().size() == static_cast<std::size_t>(nodes + 1));
  }
  CHECK_FALSE(is_enabled(sim, "add-node"));
  CHECK(sim.controls().press("add-node"));
  CHECK(sim.nodes().size() == 8);
  press(sim, "remove-node");
  CHECK(is_enabled(sim, "add-node"));
}

TEST_CASE("A ring that begins with more than eight nodes can grow up to 64",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "nodes", "63");
  press(sim, "add-node");
  CHECK(sim.nodes().size() == 64);
  CHECK_FALSE(is_enabled(sim, "add-node"));
}

TEST_CASE("When a node joins, keys move to it and to no other", "[consistent-hash-ring]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "vnodes", std::to_string(1 + seed % 5));
    set(sim, "keys", "200");
    const std::vector<NodeId> before = owners(sim);
    press(sim, "add-node");
    int moved = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (sim.keys()[i].owner == before[i]) continue;
      CHECK(sim.keys()[i].owner == 6);
      CHECK(sim.keys()[i].from == before[i]);
      ++moved;
    }
    CHECK(sim.change().moved == moved);
  }
}

TEST_CASE("Keys that must migrate are orange first, then move to the new node",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  press(sim, "add-node");
  REQUIRE(sim.change().moved > 0);
  CHECK(sim.moving());
  sim.advance(ConsistentHashRing::departure - 0.01);
  for (const Key& key : sim.keys()) {
    CHECK(sim.is_moving(key) == (key.from != key.owner));
    CHECK(sim.holder(key) == key.from);
    if (sim.is_moving(key)) CHECK(key.departs >= ConsistentHashRing::departure);
  }
  for (const Key& key : sim.keys()) {
    if (key.from == key.owner) continue;
    CHECK(key.departs < key.lands);
    CHECK(key.lands < sim.ends());
  }
  sim.advance(long_enough);
  CHECK_FALSE(sim.moving());
  for (const Key& key : sim.keys()) {
    CHECK_FALSE(sim.is_moving(key));
    CHECK(sim.holder(key) == key.owner);
  }
}

TEST_CASE("The counter says \"Keys migrated: N / Total keys: M\" of the last change",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK(sim.counter() == "Keys migrated: 0 / Total keys: 10");
  press(sim, "add-node");
  const int joined = sim.change().moved;
  REQUIRE(joined == 2);
  CHECK(sim.counter() == "Keys migrated: 0 / Total keys: 10");  // still on their way
  sim.advance(long_enough);
  CHECK(sim.counter() == "Keys migrated: 2 / Total keys: 10");
  CHECK_THAT(sim.describe(), ContainsSubstring("Keys migrated: 2 / Total keys: 10."));
  CHECK_THAT(state(sim), ContainsSubstring(R"("migrated":2,"totalKeys":10)"));
  press(sim, "remove-node");
  sim.advance(long_enough);
  CHECK(sim.counter() ==
        "Keys migrated: " + std::to_string(sim.change().moved) + " / Total keys: 10");
  CHECK(sim.migrated_in_all() == joined + sim.change().moved);
}

TEST_CASE("What a change decides is in the state at once", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  press(sim, "add-node");
  const std::string text = state(sim);
  CHECK_THAT(text, ContainsSubstring(R"("migrated":2)"));
  CHECK_THAT(text, ContainsSubstring(R"("owner":"node-6","moving":true)"));
  sim.advance(long_enough);
  CHECK_THAT(state(sim), ContainsSubstring(R"("owner":"node-6","moving":false)"));
}

TEST_CASE("Remove Node removes a random node that is not fixed", "[consistent-hash-ring]") {
  std::set<NodeId> removed;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "nodes", "8");
    press(sim, "remove-node");
    CHECK(sim.nodes().size() == 7);
    removed.insert(sim.change().node);
  }
  CHECK(removed == std::set<NodeId>{5, 6, 7, 8});
}

TEST_CASE("Remove Node is disabled when only fixed nodes are left", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK(is_enabled(sim, "remove-node"));
  press(sim, "remove-node");
  CHECK(numbers_of(sim) == std::vector<NodeId>{1, 2, 3, 4});
  CHECK_FALSE(is_enabled(sim, "remove-node"));
  CHECK(sim.controls().press("remove-node"));
  press(sim, "add-node");
  CHECK(is_enabled(sim, "remove-node"));
}

TEST_CASE("The keys of a node that leaves migrate clockwise to the next node, no others move",
          "[consistent-hash-ring]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "nodes", "7");
    set(sim, "keys", "200");
    set(sim, "vnodes", std::to_string(1 + seed % 4));
    const std::vector<NodeId> before = owners(sim);
    press(sim, "remove-node");
    for (std::size_t i = 0; i < before.size(); ++i) {
      const Key& key = sim.keys()[i];
      CHECK((key.owner != before[i]) == (before[i] == sim.change().node));
      CHECK(key.owner == next_clockwise(sim, key.point));
    }
    const bool is_shown = sim.leaving() != nullptr;
    CHECK(is_shown);
    sim.advance(long_enough);
    CHECK(sim.leaving() == nullptr);
  }
}

TEST_CASE("A slider sets the virtual nodes per node from 1 to 50", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  const Control* slider = sim.controls().find("vnodes");
  CHECK(slider->kind == ControlKind::slider);
  CHECK(slider->place == ControlPlace::panel);
  CHECK(slider->range().min == 1);
  CHECK(slider->range().max == 50);
  for (const int vnodes : {50, 1, 23}) {
    set(sim, "vnodes", std::to_string(vnodes));
    for (const distributed::Node& node : sim.nodes()) {
      CHECK(sim.ring().points_of(node.id).size() == static_cast<std::size_t>(vnodes));
    }
  }
}

TEST_CASE("With other virtual nodes keys are laid out anew, which is no migration",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  press(sim, "add-node");
  sim.advance(long_enough);
  set(sim, "vnodes", "20");
  CHECK(sim.change().moved == 0);
  CHECK(sim.change().laid_out_anew > 0);
  CHECK_FALSE(sim.moving());
  CHECK(sim.migrated_in_all() == 2);
  CHECK(sim.counter() == "Keys migrated: 0 / Total keys: 10");
  for (const Key& key : sim.keys()) CHECK_FALSE(sim.is_moving(key));
  CHECK_THAT(sim.describe(), ContainsSubstring("another owner"));
}

TEST_CASE("Nodes, up to 64, and keys, up to 10,000, are parameters", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  for (const char* id : {"nodes", "keys"}) {
    CHECK(sim.controls().find(id)->place == ControlPlace::parameter);
  }
  CHECK(sim.controls().set("nodes", 3.0));
  CHECK(sim.controls().set("nodes", 65.0));
  CHECK(sim.controls().set("keys", 7.0));
  CHECK(sim.controls().set("keys", 10001.0));
  set(sim, "nodes", "64");
  set(sim, "keys", "10000");
  CHECK(sim.nodes().size() == 64);
  CHECK(sim.keys().size() == 10000);
  CHECK(sim.change().kind == ConsistentHashRing::Change::Kind::none);
}

TEST_CASE("A ring that begins with six nodes is the one that was given a sixth",
          "[consistent-hash-ring]") {
  ConsistentHashRing grown{3}, begun{3};
  press(grown, "add-node");
  set(begun, "nodes", "6");
  CHECK(owners(grown) == owners(begun));
  CHECK(grown.nodes().at(6).name == begun.nodes().at(6).name);
}

TEST_CASE("One large step of time does what many small ones do", "[consistent-hash-ring]") {
  ConsistentHashRing once{6}, often{6};
  for (ConsistentHashRing* sim : {&once, &often}) {
    for (const char* action : {"add-node", "add-node", "remove-node"}) {
      press(*sim, action);
      for (int i = 0; i < (sim == &once ? 1 : 40); ++i) sim->advance(sim == &once ? 2.0 : 0.05);
    }
  }
  CHECK(state(once) == state(often));
  CHECK(once.counter() == often.counter());
  CHECK_THAT(once.clock(), WithinAbs(often.clock(), 1e-9));
}

TEST_CASE("The same seed and the same actions give the same rings", "[consistent-hash-ring]") {
  std::string states[3];
  const std::uint64_t seeds[3] = {9, 9, 10};
  for (int i = 0; i < 3; ++i) {
    ConsistentHashRing sim{seeds[i]};
    for (int round = 0; round < 6; ++round) {
      if (is_enabled(sim, "add-node")) press(sim, "add-node");
      if (round % 2 == 1) press(sim, "remove-node");
      sim.advance(1);
      states[i] += state(sim);
    }
  }
  CHECK(states[0] == states[1]);
  CHECK(states[0] != states[2]);
}

TEST_CASE("Add Node is the first button exactly while the prompt proposes it",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  const auto is_first = [&] { return sim.controls().find("add-node")->is_primary(); };
  CHECK(is_first());
  press(sim, "add-node");
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("Add one more"));
  CHECK(is_first());
  press(sim, "remove-node");
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("raise the virtual nodes"));
  CHECK_FALSE(is_first());
  set(sim, "vnodes", "20");
  CHECK_FALSE(is_first());
  press(sim, "add-node");
  press(sim, "remove-node");
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("Press Add Node"));
  CHECK(is_first());
}

TEST_CASE("A node that leaves and comes back has the name and the place that it had",
          "[consistent-hash-ring]") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    ConsistentHashRing sim{seed};
    for (int i = 0; i < 3; ++i) press(sim, "add-node");
    std::map<std::uint32_t, std::string> names;
    for (const distributed::Node& node : sim.nodes()) names[node.id] = node.name;
    for (int i = 0; i < 20; ++i) {
      if (is_enabled(sim, "remove-node")) press(sim, "remove-node");
      if (is_enabled(sim, "remove-node") && i % 3 == 0) press(sim, "remove-node");
      while (is_enabled(sim, "add-node")) press(sim, "add-node");
      for (const distributed::Node& node : sim.nodes()) {
        CHECK(names[node.id] == node.name);
        CHECK(sim.home_of(node) ==
              static_cast<ConsistentHashRing::Point>(distributed::xxh64(node.name + "#0") >> 32));
      }
    }
  }
}

TEST_CASE("Each key that moved is a mark when it has landed, and so is the end of a migration",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  press(sim, "add-node");
  REQUIRE(sim.change().moved > 0);
  sim.advance(1);
  CHECK(sim.record().marks().empty());
  sim.advance(long_enough);
  const auto& marks = sim.record().marks();
  REQUIRE(marks.size() == static_cast<std::size_t>(sim.change().moved) + 1);
  CHECK(marks.back().kind == MarkKind::settled);
  for (std::size_t i = 0; i + 1 < marks.size(); ++i) {
    CHECK_THAT(marks[i].words, ContainsSubstring("to F"));
  }
}

TEST_CASE("Every place of a run of the ring can be gone back to", "[consistent-hash-ring]") {
  play::check_random_runs(play::sim_of_model<ConsistentHashRing>("consistent-hash-ring"), 1000);
}
