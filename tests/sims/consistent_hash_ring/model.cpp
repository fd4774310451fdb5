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

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using distributed::Ring;
using Key = ConsistentHashRing::Key;

namespace {

constexpr double long_enough = 60;

void set(ConsistentHashRing& sim, const char* id, double value) {
  REQUIRE_FALSE(sim.controls().set(id, value));
}

void choose(ConsistentHashRing& sim, const char* id, const char* option) {
  REQUIRE_FALSE(sim.controls().set(id, std::string{option}));
}

void press(ConsistentHashRing& sim, const char* id) {
  REQUIRE_FALSE(sim.controls().press(id));
}

bool is_enabled(const ConsistentHashRing& sim, const char* id) {
  return sim.controls().find(id)->is_enabled();
}

std::string state(const ConsistentHashRing& sim) {
  Json json;
  json.object([&] { sim.state(json); });
  return json.text();
}

std::vector<int> owners(const ConsistentHashRing& sim) {
  std::vector<int> numbers;
  for (const Key& key : sim.keys()) numbers.push_back(key.owner);
  return numbers;
}

std::vector<int> numbers_of(const ConsistentHashRing& sim) {
  std::vector<int> numbers;
  for (const distributed::Node& node : sim.nodes()) numbers.push_back(static_cast<int>(node.id));
  return numbers;
}

// The first token clockwise from a point, found the slow way.
int next_clockwise(const ConsistentHashRing& sim, ConsistentHashRing::Point point) {
  const auto& table = sim.ring().table();
  ConsistentHashRing::Point least = ~ConsistentHashRing::Point{0};
  int owner = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const ConsistentHashRing::Point way = table.points()[i] - point;
    if (way > least) continue;
    least = way;
    owner = static_cast<int>(table.owner(i));
  }
  return owner;
}

}  // namespace

TEST_CASE("The ring is the hash space from 0 to 360 degrees", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "nodes", 64);
  set(sim, "vnodes", 50);
  set(sim, "keys", 10000);
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
  CHECK(numbers_of(sim) == std::vector{1, 2, 3, 4, 5});
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
      set(sim, "nodes", nodes);
      set(sim, "vnodes", vnodes);
      set(sim, "keys", 500);
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
  set(sim, "nodes", 63);
  press(sim, "add-node");
  CHECK(sim.nodes().size() == 64);
  CHECK_FALSE(is_enabled(sim, "add-node"));
}

TEST_CASE("When a node joins, keys move to it and to no other", "[consistent-hash-ring]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "vnodes", 1 + double(seed % 5));
    set(sim, "keys", 200);
    const std::vector<int> before = owners(sim);
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
  std::set<int> removed;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "nodes", 8);
    press(sim, "remove-node");
    CHECK(sim.nodes().size() == 7);
    removed.insert(sim.change().node);
  }
  CHECK(removed == std::set{5, 6, 7, 8});
}

TEST_CASE("Remove Node is disabled when only fixed nodes are left", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK(is_enabled(sim, "remove-node"));
  press(sim, "remove-node");
  CHECK(numbers_of(sim) == std::vector{1, 2, 3, 4});
  CHECK_FALSE(is_enabled(sim, "remove-node"));
  CHECK(sim.controls().press("remove-node"));
  press(sim, "add-node");
  CHECK(is_enabled(sim, "remove-node"));
}

TEST_CASE("The keys of a node that leaves migrate clockwise to the next node, no others move",
          "[consistent-hash-ring]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "nodes", 7);
    set(sim, "keys", 200);
    set(sim, "vnodes", 1 + double(seed % 4));
    const std::vector<int> before = owners(sim);
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
    set(sim, "vnodes", vnodes);
    for (const distributed::Node& node : sim.nodes()) {
      CHECK(sim.ring().points_of(node.id).size() == static_cast<std::size_t>(vnodes));
    }
  }
}

TEST_CASE("As virtual nodes increase, the keys are spread more evenly", "[consistent-hash-ring]") {
  // On average over rings; any single one may go up and down on the way.
  double spread[3] = {};
  const double vnodes[3] = {1, 10, 50};
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    ConsistentHashRing sim{seed};
    set(sim, "nodes", 8);
    for (int i = 0; i < 3; ++i) {
      set(sim, "vnodes", vnodes[i]);
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
      set(sim, "nodes", 40);
      set(sim, "vnodes", vnodes);
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
  set(sim, "keys", 100);
  std::vector<double> counts(5);
  for (const int owner : owners(sim)) ++counts[static_cast<std::size_t>(owner - 1)];
  CHECK(sim.loads() == counts);
  // While keys are on their way, they count where they come from.
  press(sim, "add-node");
  CHECK(sim.loads()[5] == 0);
  sim.advance(long_enough);
  CHECK(sim.loads()[5] == sim.change().moved);
  // A node that leaves keeps its bar until its keys have gone.
  press(sim, "remove-node");
  CHECK(sim.loads().size() == 6);
  sim.advance(long_enough);
  CHECK(sim.loads().size() == 5);
}

TEST_CASE("The histogram can be switched to a background of 10,000 keys",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  choose(sim, "histogram", "background");
  const std::vector<double> loads = sim.loads();
  CHECK(std::accumulate(loads.begin(), loads.end(), 0.0) == 10000);
  for (std::size_t i = 0; i < loads.size(); ++i) {
    CHECK_THAT(loads[i] / 10000, WithinAbs(sim.share_of_ring(static_cast<int>(i + 1)), 0.02));
  }
  CHECK(sim.keys().size() == 10);
}

TEST_CASE("With other virtual nodes keys are laid out anew, which is no migration",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  press(sim, "add-node");
  sim.advance(long_enough);
  set(sim, "vnodes", 20);
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
  set(sim, "nodes", 64);
  set(sim, "keys", 10000);
  CHECK(sim.nodes().size() == 64);
  CHECK(sim.keys().size() == 10000);
  CHECK(sim.change().kind == ConsistentHashRing::Change::Kind::none);
}

TEST_CASE("A ring that begins with six nodes is the one that was given a sixth",
          "[consistent-hash-ring]") {
  ConsistentHashRing grown{3}, begun{3};
  press(grown, "add-node");
  set(begun, "nodes", 6);
  CHECK(owners(grown) == owners(begun));
  CHECK(grown.nodes().at(6).name == begun.nodes().at(6).name);
}

TEST_CASE("Labels repeat with a number after eight nodes", "[consistent-hash-ring]") {
  std::set<std::string> labels;
  for (int node = 1; node <= 64; ++node) labels.insert(node_label(node));
  CHECK(labels.size() == 64);
  CHECK(node_label(1) == "A");
  CHECK(node_label(8) == "H");
  CHECK(node_label(9) == "A2");
  CHECK(node_label(64) == "H8");
}

TEST_CASE("Hash mod N would have moved nearly all keys", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", 10000);
  press(sim, "add-node");
  // From 5 to 6 nodes 1 key in 6 stays.
  CHECK_THAT(sim.change().by_hash_mod / 10000.0, WithinAbs(5.0 / 6, 0.015));
  CHECK(sim.change().by_hash_mod > 2 * sim.change().moved);
  CHECK(sim.methods().back().moved == sim.change().by_hash_mod);
}

TEST_CASE("The same change by other methods moves what their laws say", "[consistent-hash-ring]") {
  for (const char* action : {"add-node", "remove-node"}) {
    ConsistentHashRing sim{4};
    set(sim, "nodes", 7);
    set(sim, "vnodes", 50);
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
    change.before.push_back({.id = id, .name = std::to_string(id)});
  }
  CHECK_THAT(change.hash_mod_law(), WithinAbs(5.0 / 6, 1e-12));
  CHECK_THAT(change.least(), WithinAbs(1.0 / 6, 1e-12));
}

TEST_CASE("Copies of a key are on the next distinct nodes clockwise", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "vnodes", 8);
  choose(sim, "replicas", "3");
  for (const Key& key : sim.keys()) {
    const std::vector<int> copies = sim.copies_of(key);
    REQUIRE(copies.size() == 3);
    CHECK(copies[0] == key.owner);
    CHECK(std::set<int>(copies.begin(), copies.end()).size() == 3);
  }
  const std::vector<double> further = sim.further_copies();
  CHECK(std::accumulate(further.begin(), further.end(), 0.0) == 20);
  CHECK_THAT(state(sim), ContainsSubstring("\"copies\":[\"node-"));
}

TEST_CASE("With a bound no node owns more than its part; what does not fit goes on clockwise",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", 100);
  CHECK_FALSE(sim.capacity());
  choose(sim, "bound", "1.25");
  sim.advance(long_enough);
  REQUIRE(sim.capacity() == 25);
  const std::vector<double> loads = sim.loads();
  CHECK(*std::max_element(loads.begin(), loads.end()) <= 25);
  int passed_on = 0;
  for (const Key& key : sim.keys()) {
    const int first = next_clockwise(sim, key.point);
    if (first == key.owner) continue;
    ++passed_on;
    CHECK(loads[static_cast<std::size_t>(first - 1)] == 25);
  }
  CHECK(passed_on > 0);
  choose(sim, "bound", "none");
  for (const Key& key : sim.keys()) CHECK(key.owner == next_clockwise(sim, key.point));
}

TEST_CASE("A key can be followed, and its way is told in words", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  CHECK_FALSE(sim.followed());
  CHECK_THAT(state(sim), ContainsSubstring("\"followed\":null"));
  set(sim, "follow-key", 3);
  CHECK(sim.followed() == 2u);
  CHECK_THAT(state(sim), ContainsSubstring("\"followed\":\"key-3\""));
  CHECK_THAT(sim.describe(),
             ContainsSubstring("Key k3 lies at 23.9 degrees and belongs to A, 3.7 degrees"));
  CHECK(sim.controls().set("follow-key", 11.0));
  set(sim, "follow-key", 10);
  set(sim, "keys", 8);
  CHECK(sim.followed() == 7u);
}

TEST_CASE("With a load limit the prompt does not say that all keys move to the new node",
          "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "keys", 200);
  choose(sim, "bound", "1.25");
  press(sim, "add-node");
  CHECK_THAT(sim.prompt(), !ContainsSubstring("meet it first"));
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), !ContainsSubstring("all to F"));
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
  set(sim, "vnodes", 20);
  CHECK_FALSE(is_first());
  press(sim, "add-node");
  press(sim, "remove-node");
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), ContainsSubstring("Press Add Node"));
  CHECK(is_first());
}

TEST_CASE("The prompt does not propose to add a node to eight", "[consistent-hash-ring]") {
  ConsistentHashRing sim{1};
  set(sim, "nodes", 7);
  press(sim, "add-node");
  sim.advance(long_enough);
  CHECK_THAT(sim.prompt(), !ContainsSubstring("Add one more"));
  set(sim, "vnodes", 20);
  CHECK(sim.prompt() == "20 short arcs per node, but few keys: count 10,000 in Explore.");
  choose(sim, "histogram", "background");
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
    set(sim, "vnodes", 50);
    check();
    choose(sim, "histogram", "background");
    check();
    set(sim, "vnodes", 1);
    check();
    choose(sim, "bound", "2");
    check();
    choose(sim, "bound", "none");
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
