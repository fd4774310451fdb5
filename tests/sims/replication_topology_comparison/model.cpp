#include "replication_topology_comparison/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>

#include "../play.hpp"
#include "quorum/staleness.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using distributed::replication::Role;
using play::press;
using play::set;
using play::state;
using Comparison = ReplicationTopologyComparison;
using enum Topology;

namespace {

constexpr double long_enough = 60;

void choose(Comparison& sim, Topology topology) {
  set(sim, "topology", id_of(topology));
}

std::vector<NodeId> with_role(const Comparison& sim, Topology topology, Role role) {
  std::vector<NodeId> nodes;
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (sim.clusters().of(topology).role(node) == role) nodes.push_back(node);
  }
  return nodes;
}

// All pairs of sender and receiver while the messages of an action travel.
std::set<std::pair<NodeId, NodeId>> flow(Comparison& sim, Topology topology, double seconds) {
  std::set<std::pair<NodeId, NodeId>> seen;
  for (double t = 0; t < seconds; t += 0.01) {
    for (const auto& pulse : sim.clusters().of(topology).in_flight())
      seen.emplace(pulse.from, pulse.to);
    sim.advance(0.01);
  }
  return seen;
}

int acknowledged(const Comparison& sim, Topology topology) {
  int count = 0;
  for (NodeId node = 0; node < World::nodes; ++node)
    count += sim.clusters().of(topology).acked(node);
  return count;
}

bool all_have(const Comparison& sim, Topology topology, std::uint32_t version) {
  for (NodeId node = 0; node < World::nodes; ++node) {
    if (sim.clusters().of(topology).version(node) != version) return false;
  }
  return true;
}

constexpr NodeId client = World::nodes;

}  // namespace

TEST_CASE("There are three panels, one per topology, each of five nodes",
          "[replication-topology-comparison]") {
  const Comparison sim{1};
  const std::string text = state(sim);
  for (const Topology topology : all_topologies) {
    CHECK_THAT(text, ContainsSubstring('"' + std::string{id_of(topology)} + "\":{\"nodes\":["));
  }
  for (int number = 1; number <= 5; ++number) {
    const std::string id = "\"id\":\"node-" + std::to_string(number) + '"';
    std::size_t found = 0;
    for (auto at = text.find(id); at != text.npos; at = text.find(id, at + 1)) ++found;
    CHECK(found == 3);
  }
}

TEST_CASE("In Single-Leader node 1 leads and nodes 2 to 5 are replicas",
          "[replication-topology-comparison]") {
  const Comparison sim{1};
  CHECK(with_role(sim, single_leader, Role::leader) == std::vector<NodeId>{0});
  CHECK(with_role(sim, single_leader, Role::replica) == std::vector<NodeId>{1, 2, 3, 4});
}

TEST_CASE("In Single-Leader the write flows from the leader to all replicas",
          "[replication-topology-comparison]") {
  Comparison sim{1};
  press(sim, "simulate-write");
  const auto seen = flow(sim, single_leader, 3);
  CHECK(seen.count({client, 0}) == 1);
  for (NodeId replica = 1; replica < World::nodes; ++replica) {
    CHECK(seen.count({0, replica}) == 1);
    CHECK(seen.count({replica, 1}) == 0);
  }
  CHECK(all_have(sim, single_leader, 1));
  CHECK(acknowledged(sim, single_leader) == 5);
}

TEST_CASE(
    "In Multi-Leader nodes 1 and 3 lead; messages run both ways between them and from each "
    "to its replicas",
    "[replication-topology-comparison]") {
  Comparison sim{1};
  CHECK(with_role(sim, multi_leader, Role::leader) == std::vector<NodeId>{0, 2});
  CHECK(with_role(sim, multi_leader, Role::replica) == std::vector<NodeId>{1, 3, 4});
  choose(sim, multi_leader);
  for (std::uint32_t write = 1; write <= 2; ++write) {
    press(sim, "simulate-write");
    const auto seen = flow(sim, multi_leader, 4);
    CHECK(seen.count({0, 2}) == 1);
    CHECK(seen.count({2, 0}) == 1);
    CHECK(seen.count({0, 1}) == 1);
    CHECK(seen.count({2, 3}) == 1);
    CHECK(seen.count({2, 4}) == 1);
    CHECK(all_have(sim, multi_leader, write));
  }
  // The leaders take turns.
  CHECK(sim.clusters().multi().takers() == std::vector<NodeId>{0, 2});
}

TEST_CASE("In Leaderless all nodes are equal; the client writes to 3 of the 5 at once",
          "[replication-topology-comparison]") {
  std::set<std::vector<NodeId>> targets;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Comparison sim{seed};
    CHECK(with_role(sim, leaderless, Role::peer).size() == 5);
    CHECK(sim.rules().w == 3);
    choose(sim, leaderless);
    press(sim, "simulate-write");
    REQUIRE(sim.clusters().of(leaderless).in_flight().size() == 3);
    for (const auto& pulse : sim.clusters().of(leaderless).in_flight()) {
      CHECK(pulse.from == client);
      CHECK(pulse.sent_at == sim.clusters().of(leaderless).in_flight()[0].sent_at);
    }
    targets.insert(sim.clusters().leaderless().targets());
    sim.advance(long_enough);
    CHECK(acknowledged(sim, leaderless) == 3);
    // Anti-entropy tells the other two.
    CHECK(all_have(sim, leaderless, 1));
  }
  CHECK(targets.size() > 3);
}

TEST_CASE("Simulate Write animates the highlighted topology and no other",
          "[replication-topology-comparison]") {
  for (const Topology topology : all_topologies) {
    Comparison sim{1};
    choose(sim, topology);
    CHECK(sim.topology() == topology);
    press(sim, "simulate-write");
    for (const Topology other : all_topologies) {
      CHECK(sim.clusters().of(other).writes().size() == (other == topology ? 1 : 0));
      CHECK(sim.clusters().of(other).in_flight().empty() == (other != topology));
    }
    CHECK(sim.moving());
  }
}

TEST_CASE("The scorecards say what the specification says", "[replication-topology-comparison]") {
  const Comparison sim{1};
  const std::string text = state(sim);
  for (
      const char* card :
      {R"({"writeLatency":"Low","readScalability":"Medium","conflictHandling":"None needed","geographicDistribution":"Limited"})",
       R"({"writeLatency":"Medium","readScalability":"High","conflictHandling":"Required","geographicDistribution":"Excellent"})",
       R"({"writeLatency":"Medium","readScalability":"High","conflictHandling":"Quorum-based","geographicDistribution":"Excellent"})"}) {
    CHECK_THAT(text, ContainsSubstring(card));
  }
  CHECK_THAT(sim.describe(), ContainsSubstring("Write latency: Low. Read scalability: Medium. "
                                               "Conflict handling: None needed. Geographic "
                                               "distribution: Limited."));
}

TEST_CASE("Pulses travel at the speed of the network, shown fifteen times slower",
          "[replication-topology-comparison]") {
  Comparison sim{3};
  press(sim, "simulate-write");
  // 5 ms from the client to the leader.
  sim.advance(0.074);
  CHECK(sim.clusters().of(single_leader).in_flight().size() == 1);
  CHECK_THAT(sim.clusters().of(single_leader).in_flight()[0].progress(sim.clusters().now()),
             WithinAbs(0.987, 0.01));
  sim.advance(0.002);
  CHECK(sim.clusters().of(single_leader).in_flight().size() == 5);
  for (NodeId replica = 1; replica < World::nodes; ++replica) {
    const auto& pulses = sim.clusters().of(single_leader).in_flight();
    const auto to = std::find_if(pulses.begin(), pulses.end(),
                                 [&](const auto& pulse) { return pulse.to == replica; });
    REQUIRE(to != pulses.end());
    CHECK(to->arrives_at - to->sent_at == sim.world().link(0, replica));
  }
}

TEST_CASE("What a write cost is what the laws say, whatever the links and rules",
          "[replication-topology-comparison]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (const char* rule : {"asynchronous", "semi-synchronous", "synchronous"}) {
      for (const bool regions : {false, true}) {
        Comparison sim{seed};
        set(sim, "replication", rule);
        set(sim, "regions", regions ? "true" : "false");
        if (seed % 2) set(sim, "client-in-b", "true");
        press(sim, "write-all");
        sim.advance(long_enough);
        for (const Topology topology : {single_leader, multi_leader}) {
          const auto figures = sim.clusters().of(topology).figures();
          const auto law = sim.clusters().law(topology);
          REQUIRE(figures);
          CHECK(figures->latency_ms == law.latency_ms);
          CHECK(figures->everywhere_ms == law.everywhere_ms);
          REQUIRE(figures->stale_share);
          CHECK_THAT(*figures->stale_share, WithinAbs(*law.stale_share, 1e-9));
        }
        const auto figures = sim.clusters().of(leaderless).figures();
        CHECK(figures->latency_ms == sim.clusters().law(leaderless).latency_ms);
        CHECK(figures->everywhere_ms);
        CHECK(*figures->stale_share == 0);
      }
    }
  }
}

TEST_CASE("A synchronous leader makes the client wait longest and leaves nothing stale",
          "[replication-topology-comparison]") {
  double before = 0;
  for (const char* rule : {"asynchronous", "semi-synchronous", "synchronous"}) {
    Comparison sim{4};
    set(sim, "replication", rule);
    press(sim, "simulate-write");
    sim.advance(long_enough);
    const auto figures = sim.clusters().of(single_leader).figures();
    CHECK(*figures->latency_ms > before);
    before = *figures->latency_ms;
    if (rule == std::string_view{"asynchronous"}) CHECK(*figures->stale_share > 0);
    if (rule == std::string_view{"synchronous"}) CHECK(*figures->stale_share == 0);
  }
}

TEST_CASE(
    "With W + R at most 5 reads of the leaderless store can be stale, never more often than "
    "the closed form says",
    "[replication-topology-comparison]") {
  for (int w = 1; w <= 5; ++w) {
    for (int r = 1; r <= 5; ++r) {
      Comparison sim{5};
      set(sim, "w", std::to_string(w));
      set(sim, "r", std::to_string(r));
      choose(sim, leaderless);
      press(sim, "simulate-write");
      CHECK(sim.clusters().of(leaderless).in_flight().size() == static_cast<std::size_t>(w));
      sim.advance(long_enough);
      const auto figures = sim.clusters().of(leaderless).figures();
      CHECK(*figures->stale_share <= distributed::stale_read_probability({5, w, r}) + 1e-12);
      if (w + r > 5) CHECK(*figures->stale_share == 0);
    }
  }
}

TEST_CASE("A client far from the only leader waits for the way between the regions",
          "[replication-topology-comparison]") {
  Comparison sim{6};
  set(sim, "regions", "true");
  set(sim, "client-in-b", "true");
  press(sim, "write-all");
  sim.advance(long_enough);
  CHECK(*sim.clusters().of(single_leader).figures()->latency_ms > 2 * 0.6 * sim.world().between_ms);
  CHECK(*sim.clusters().of(multi_leader).figures()->latency_ms == 10);
  CHECK(sim.clusters().multi().takers() == std::vector<NodeId>{2});
}

TEST_CASE("An asynchronous leader that dies before a replica has a confirmed write loses it",
          "[replication-topology-comparison]") {
  Comparison sim{7};
  press(sim, "simulate-write");
  sim.advance(0.16);  // 10.7 ms: the client has its answer, no replica has the write
  CHECK(sim.clusters().of(single_leader).figures()->latency_ms);
  set(sim, "node-1", "false");
  CHECK(sim.moving());
  sim.advance(long_enough);
  CHECK_FALSE(sim.moving());
  REQUIRE(sim.clusters().failover());
  CHECK(sim.clusters().failover()->lost_confirmed == std::vector<std::uint32_t>{1});
  CHECK(sim.clusters().of(single_leader).role(0) == Role::replica);
  CHECK(sim.clusters().of(single_leader).role(sim.clusters().failover()->new_leader) ==
        Role::leader);
  CHECK_THAT(sim.note(single_leader).words, ContainsSubstring("write 1 lost"));
  press(sim, "simulate-write");
  set(sim, "node-1", "true");
  sim.advance(long_enough);
  CHECK(all_have(sim, single_leader, 2));
}

TEST_CASE("A semi-synchronous leader never loses a confirmed write to a failover",
          "[replication-topology-comparison]") {
  for (int tenths = 1; tenths < 30; ++tenths) {
    Comparison sim{7};
    set(sim, "replication", "semi-synchronous");
    press(sim, "simulate-write");
    sim.advance(0.1 * tenths);
    set(sim, "node-1", "false");
    sim.advance(long_enough);
    REQUIRE(sim.clusters().failover());
    CHECK(sim.clusters().failover()->lost_confirmed.empty());
  }
}

TEST_CASE("Two concurrent writes at both leaders are a conflict, found by their version vectors",
          "[replication-topology-comparison]") {
  Comparison sim{8};
  press(sim, "concurrent-writes");
  CHECK(sim.topology() == multi_leader);
  sim.advance(long_enough);
  REQUIRE(sim.clusters().multi().conflicts().size() == 1);
  CHECK_FALSE(sim.moving());
  // The last write wins: one of two confirmed writes is lost.
  CHECK(sim.clusters().of(multi_leader).writes()[0].confirmed);
  CHECK(sim.clusters().of(multi_leader).writes()[0].lost);
  for (NodeId node = 0; node < World::nodes; ++node)
    CHECK(sim.clusters().value(multi_leader, node) == "200");
  CHECK(sim.note(multi_leader).words == "CONFLICT: write 1 is lost");
}

TEST_CASE("Merging counts both concurrent writes", "[replication-topology-comparison]") {
  Comparison sim{8};
  set(sim, "conflicts", "merge");
  press(sim, "concurrent-writes");
  sim.advance(long_enough);
  for (NodeId node = 0; node < World::nodes; ++node)
    CHECK(sim.clusters().value(multi_leader, node) == "300");
  CHECK(sim.note(multi_leader).words == "CONFLICT: both merged");
}

TEST_CASE("Asking the application keeps both values until it has chosen one",
          "[replication-topology-comparison]") {
  Comparison sim{8};
  set(sim, "conflicts", "ask");
  CHECK(sim.controls().press("keep-first"));
  press(sim, "concurrent-writes");
  sim.advance(long_enough);
  CHECK(sim.clusters().undecided().size() == 2);
  for (NodeId node = 0; node < World::nodes; ++node) {
    CHECK(sim.clusters().value(multi_leader, node) == "100 | 200");
  }
  press(sim, "keep-first");
  sim.advance(long_enough);
  CHECK(sim.clusters().undecided().empty());
  for (NodeId node = 0; node < World::nodes; ++node)
    CHECK(sim.clusters().value(multi_leader, node) == "100");
  CHECK(sim.note(multi_leader).words == "CONFLICT: settled");
}

TEST_CASE("A stopped replica stops synchronous writes until it is back",
          "[replication-topology-comparison]") {
  Comparison sim{9};
  set(sim, "replication", "synchronous");
  set(sim, "node-4", "false");
  press(sim, "simulate-write");
  sim.advance(long_enough);
  CHECK_FALSE(sim.moving());
  CHECK_FALSE(sim.clusters().of(single_leader).figures()->latency_ms);
  CHECK_THAT(sim.note(single_leader).words, ContainsSubstring("No answer"));
  set(sim, "node-4", "true");
  sim.advance(long_enough);
  CHECK(sim.clusters().of(single_leader).figures()->latency_ms);
  CHECK(all_have(sim, single_leader, 1));
}

TEST_CASE("A leaderless write to W nodes hangs on one that is down; a write to all does not",
          "[replication-topology-comparison]") {
  for (const bool to_all : {false, true}) {
    int answered = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      Comparison sim{seed};
      set(sim, "write-to-all", to_all ? "true" : "false");
      set(sim, "node-2", "false");
      choose(sim, leaderless);
      press(sim, "simulate-write");
      sim.advance(long_enough);
      CHECK_FALSE(sim.moving());
      answered += sim.clusters().of(leaderless).figures()->latency_ms.has_value();
    }
    // A node is among 3 of 5 with probability 0.6.
    if (to_all) CHECK(answered == 40);
    if (!to_all) CHECK_THAT(answered / 40.0, WithinAbs(0.4, 0.25));
  }
}

TEST_CASE("Whatever fails and comes back, in the end nothing moves and all live nodes agree",
          "[replication-topology-comparison]") {
  distributed::Generator chance{10};
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Comparison sim{seed};
    for (int i = 0; i < 40; ++i) {
      const auto dice = chance() % 8;
      const std::string node = "node-" + std::to_string(1 + chance() % 5);
      if (dice < 2) {
        press(sim, "write-all");
      } else if (dice == 2) {
        if (sim.clusters().up(0) && sim.clusters().up(2)) press(sim, "concurrent-writes");
      } else if (dice < 5) {
        set(sim, node, "false");
      } else {
        set(sim, node, "true");
      }
      sim.advance(static_cast<double>(chance() % 100) / 50);
    }
    for (int number = 1; number <= 5; ++number) set(sim, "node-" + std::to_string(number), "true");
    sim.advance(600);
    CHECK_FALSE(sim.moving());
    for (const Topology topology : all_topologies) {
      for (NodeId node = 1; node < World::nodes; ++node) {
        CHECK(sim.clusters().of(topology).version(node) == sim.clusters().of(topology).version(0));
        CHECK(sim.clusters().value(topology, node) == sim.clusters().value(topology, 0));
      }
    }
  }
}

TEST_CASE("Changing a rule or a link lets all clusters begin anew",
          "[replication-topology-comparison]") {
  Comparison sim{11};
  press(sim, "write-all");
  set(sim, "link", "60");
  for (const Topology topology : all_topologies) {
    CHECK(sim.clusters().of(topology).writes().empty());
    CHECK(all_have(sim, topology, 0));
  }
  CHECK_FALSE(sim.moving());
}

TEST_CASE("Large steps of time give the same state as many small ones; other seeds another",
          "[replication-topology-comparison]") {
  Comparison first{12}, second{12}, other{13};
  std::string states[3];
  int i = 0;
  for (Comparison* sim : {&first, &second, &other}) {
    for (int round = 0; round < 6; ++round) {
      press(*sim, "write-all");
      const Milliseconds cut = sim == &second ? 1500 : 7;
      for (Milliseconds left = 1500; left > 0; left -= cut) sim->wait(std::min(left, cut));
      if (round == 3) set(*sim, "node-1", "false");
      states[i] += state(*sim);
    }
    sim->advance(long_enough);
    states[i] += state(*sim);
    ++i;
  }
  CHECK(states[0] == states[1]);
  CHECK(states[0] != states[2]);
}

TEST_CASE("The words tell what happened and what to do next", "[replication-topology-comparison]") {
  Comparison sim{14};
  CHECK_THAT(sim.prompt(), ContainsSubstring("Simulate Write"));
  CHECK_THAT(sim.describe(), ContainsSubstring("Highlighted: Single-Leader"));
  CHECK_THAT(sim.describe(), !ContainsSubstring("client waited"));
  press(sim, "simulate-write");
  const std::string travelling = sim.prompt();
  sim.advance(long_enough);
  CHECK(sim.prompt() != travelling);
  CHECK_THAT(sim.prompt(), ContainsSubstring("The client waited 10 ms; the last replica had it"));
  CHECK_THAT(sim.describe(), ContainsSubstring("Write 1: the client waited 10 ms"));
  CHECK_THAT(sim.describe(), ContainsSubstring("percent of reads miss it"));
}

TEST_CASE("A card says why a figure is missing", "[replication-topology-comparison]") {
  Comparison sim{7};
  CHECK(value_text(sim.card(single_leader)[0]) == "none yet");
  CHECK(value_text(sim.card(single_leader)[1]) == "–");
  set(sim, "replication", "synchronous");
  set(sim, "node-4", "false");
  press(sim, "simulate-write");
  const auto waiting = sim.card(single_leader);
  CHECK(value_text(waiting[0]) == "v1");
  CHECK(value_text(waiting[1]) == "waiting");
  CHECK(waiting[2].label == "Replicas that have it");
  CHECK(value_text(waiting[2]) == "0 of 4");
  sim.advance(long_enough);
  CHECK(value_text(sim.card(single_leader)[1]) == "no answer");
  CHECK(law_text(sim.measured(leaderless)[2]) == "0\u00a0%");
  set(sim, "node-4", "true");
  sim.advance(long_enough);
  CHECK(sim.card(single_leader)[2].label == "All replicas have it");
}

TEST_CASE("The laws and the settings of the drawer in words", "[replication-topology-comparison]") {
  Comparison sim{14};
  CHECK_THAT(sim.explored(),
             ContainsSubstring("Single-Leader by law: the client waits 10\u00a0ms"));
  CHECK_THAT(sim.explored(), ContainsSubstring("W + R = 6 > 5: every read meets the write"));
  set(sim, "w", "1");
  CHECK_THAT(sim.explored(), ContainsSubstring("W + R = 4 ≤ 5: a read may miss the write"));
}
