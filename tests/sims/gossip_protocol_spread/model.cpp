#include "gossip_protocol_spread/model.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <set>

#include "../play.hpp"
#include "gossip/convergence.hpp"
#include "stage/model/text.hpp"

using namespace microsims;
using namespace distributed::gossip;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using play::press;
using play::set;
using play::state;

namespace {

using Gossip = GossipProtocolSpread;

constexpr double long_enough = 600;

// A sim that has been started and waits for Next Round.
void start_by_hand(Gossip& sim) {
  set(sim, "auto", "false");
  press(sim, "start");
}

std::uint32_t count(const Gossip& sim, Status status) {
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < sim.nodes().size(); ++i) found += sim.spread().status(i) == status;
  return found;
}

std::uint32_t count_shown(const Gossip& sim, Status status) {
  std::uint32_t found = 0;
  for (std::uint32_t i = 0; i < sim.nodes().size(); ++i) found += sim.shown(i) == status;
  return found;
}

bool enabled(const Gossip& sim, const char* id) {
  return sim.controls().find(id)->is_enabled();
}

}  // namespace

TEST_CASE("There are 12 nodes, and Node 4 is down", "[gossip-protocol-spread]") {
  Gossip sim{1};
  CHECK(sim.nodes().size() == 12);
  CHECK(count(sim, Status::down) == 1);
  CHECK(sim.spread().status(3) == Status::down);
  CHECK_THAT(state(sim), ContainsSubstring(R"({"id":"node-4","status":"down"})"));
}

TEST_CASE("The nodes stand in a loose grid, each a little off its place",
          "[gossip-protocol-spread]") {
  const Gossip sim{1};
  std::set<std::pair<float, float>> offsets;
  for (const Gossip::Node& node : sim.nodes()) {
    CHECK(std::abs(node.dx) <= 1.f);
    CHECK(std::abs(node.dy) <= 1.f);
    offsets.insert({node.dx, node.dy});
  }
  CHECK(offsets.size() == 12);
}

TEST_CASE("All other nodes do not know at first that Node 4 is down", "[gossip-protocol-spread]") {
  Gossip sim{1};
  CHECK(count(sim, Status::unknown) == 11);
  CHECK(sim.spread().informed() == 0);
  CHECK_FALSE(sim.moving());
  CHECK_THAT(state(sim),
             ContainsSubstring(R"("round":0,"informed":0,"total":11,"messages":0,"fanout":2)"));
  CHECK_THAT(state(sim), ContainsSubstring(R"("history":[])"));
}

TEST_CASE("Start Gossip lets one random live node notice: round 0, informed 1 of 11",
          "[gossip-protocol-spread]") {
  std::set<std::uint32_t> first;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Gossip sim{seed};
    press(sim, "start");
    CHECK(sim.spread().round() == 0);
    CHECK(sim.spread().informed() == 1);
    CHECK(sim.spread().status(sim.first()) == Status::fresh);
    first.insert(sim.first());
  }
  CHECK(first.size() == 11);
  CHECK_FALSE(first.contains(3));
}

TEST_CASE("There is a Start Gossip button, a Next Round button and a fanout slider from 1 to 4",
          "[gossip-protocol-spread]") {
  const Gossip sim{1};
  CHECK(sim.controls().find("start")->label == "Start Gossip");
  CHECK(sim.controls().find("next-round")->label == "Next Round");
  const Control& fanout = *sim.controls().find("fanout");
  CHECK(fanout.label == "Gossip fanout (peers per round): 1–4");
  CHECK(fanout.kind == ControlKind::slider);
  CHECK(fanout.range().min == 1);
  CHECK(fanout.range().max == 4);
  CHECK(std::get<double>(fanout.value()) == 2);
}

TEST_CASE("Next Round can be pressed between the start and the end", "[gossip-protocol-spread]") {
  Gossip sim{1};
  CHECK(enabled(sim, "start"));
  CHECK_FALSE(enabled(sim, "next-round"));
  start_by_hand(sim);
  CHECK_FALSE(enabled(sim, "start"));
  while (sim.running()) press(sim, "next-round");
  CHECK(enabled(sim, "start"));
  CHECK_FALSE(enabled(sim, "next-round"));
}

TEST_CASE("A step comes with Next Round, at once", "[gossip-protocol-spread]") {
  Gossip sim{1};
  start_by_hand(sim);
  sim.advance(long_enough);
  CHECK(sim.spread().round() == 0);
  for (std::uint32_t round = 1; sim.running(); ++round) {
    press(sim, "next-round");
    CHECK(sim.spread().round() == round);
  }
}

TEST_CASE("A step comes automatically every 1.5 seconds", "[gossip-protocol-spread]") {
  Gossip sim{1};
  press(sim, "start");
  sim.advance(1.49);
  CHECK(sim.spread().round() == 0);
  sim.advance(0.01);
  CHECK(sim.spread().round() == 1);
  sim.advance(1.5);
  CHECK(sim.spread().round() == 2);
  // Pressed in between, the next automatic one comes 1.5 seconds later.
  sim.advance(0.7);
  press(sim, "next-round");
  CHECK(sim.spread().round() == 3);
  sim.advance(1.4);
  CHECK(sim.spread().round() == 3);
}

TEST_CASE("Each informed node selects as many random others as the fanout says",
          "[gossip-protocol-spread]") {
  for (const int fanout : {1, 2, 3, 4}) {
    Gossip sim{7};
    set(sim, "fanout", number_text(fanout));
    start_by_hand(sim);
    while (sim.running()) {
      std::set<std::uint32_t> informed;
      for (std::uint32_t i = 0; i < 12; ++i) {
        if (sim.spread().status(i) >= Status::fresh) informed.insert(i);
      }
      press(sim, "next-round");
      std::set<std::uint32_t> callers;
      std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
      for (const Contact& contact : sim.spread().contacts()) {
        CHECK(contact.from != contact.to);
        CHECK(contact.to != Gossip::down_node);
        callers.insert(contact.from);
        pairs.insert({contact.from, contact.to});
      }
      CHECK(callers == informed);
      CHECK(pairs.size() == sim.spread().contacts().size());
      CHECK(pairs.size() == informed.size() * fanout);
    }
  }
}

TEST_CASE("Each other live node is selected equally often", "[gossip-protocol-spread]") {
  // 4000 first rounds choose 2 of 10 peers each: 800 expected for each of 11 as caller or peer in
  // total; 5 standard deviations of a binomial are about 130.
  std::vector<int> chosen(12);
  Gossip sim{3};
  set(sim, "auto", "false");
  for (int run = 0; run < 4000; ++run) {
    press(sim, "start");
    press(sim, "next-round");
    for (const Contact& contact : sim.spread().contacts()) ++chosen[contact.to];
    while (sim.running()) press(sim, "next-round");
  }
  for (int i = 0; i < 12; ++i) {
    if (i != 3) CHECK(std::abs(chosen[i] - 8000 / 11) < 130);
  }
  CHECK(chosen[3] == 0);
}

TEST_CASE("Newly informed nodes are new, and spread on the next round",
          "[gossip-protocol-spread]") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Gossip sim{seed};
    start_by_hand(sim);
    while (sim.running()) {
      std::vector<Status> before;
      for (std::uint32_t i = 0; i < 12; ++i) before.push_back(sim.spread().status(i));
      press(sim, "next-round");
      for (std::uint32_t i = 0; i < 12; ++i) {
        const Status now = sim.spread().status(i);
        if (before[i] == Status::fresh) CHECK(now == Status::spread);
        if (before[i] == Status::unknown) CHECK((now == Status::unknown || now == Status::fresh));
        if (before[i] == Status::spread || before[i] == Status::down) CHECK(now == before[i]);
      }
    }
    CHECK(count(sim, Status::spread) == 11);
  }
}

TEST_CASE("The history holds the nodes informed in each round", "[gossip-protocol-spread]") {
  Gossip sim{1};
  start_by_hand(sim);
  std::string history = "1";
  CHECK_THAT(state(sim), ContainsSubstring("\"history\":[" + history + "]"));
  while (sim.running()) {
    press(sim, "next-round");
    history += "," + std::to_string(sim.spread().informed());
    CHECK_THAT(state(sim), ContainsSubstring("\"history\":[" + history + "]"));
  }
}

TEST_CASE("The mean of many runs follows the expected curve", "[gossip-protocol-spread]") {
  // 3000 runs: the standard error of the mean is below 2.5/55 = 0.05.
  const int fanout = GENERATE(1, 2, 4);
  const char* exchange = GENERATE("push", "pull", "push-pull");
  Gossip sim{11};
  set(sim, "fanout", number_text(fanout));
  set(sim, "exchange", exchange);
  set(sim, "loss", "20");
  set(sim, "auto", "false");
  std::vector<double> sum(4);
  for (int run = 0; run < 3000; ++run) {
    press(sim, "start");
    while (sim.running()) press(sim, "next-round");
    const auto& history = sim.spread().history();
    for (std::size_t round = 0; round < sum.size(); ++round) {
      sum[round] += history[std::min(round, history.size() - 1)];
    }
  }
  for (std::size_t round = 0; round < std::min(sum.size(), sim.expected().size()); ++round) {
    CHECK_THAT(sum[round] / 3000, WithinAbs(sim.expected()[round], 0.2));
  }
}

TEST_CASE("Another fanout counts from the next round on, and so does what is expected",
          "[gossip-protocol-spread]") {
  Gossip sim{2};
  start_by_hand(sim);
  press(sim, "next-round");
  CHECK(sim.spread().contacts().size() == 2);
  set(sim, "fanout", "4");
  CHECK(sim.running());
  CHECK(sim.expected_from() == 1);
  CHECK(sim.expected().front() == sim.spread().informed());
  const std::uint32_t informed = sim.spread().informed();
  press(sim, "next-round");
  CHECK(sim.spread().contacts().size() == 4 * informed);
}

TEST_CASE("The messages of a round take about a second; the picture changes as they arrive",
          "[gossip-protocol-spread]") {
  for (const char* exchange : {"push", "pull", "push-pull"}) {
    Gossip sim{4};
    set(sim, "exchange", exchange);
    start_by_hand(sim);
    CHECK(sim.moving());
    CHECK(sim.shown_informed() == 0);
    CHECK(count_shown(sim, Status::unknown) == 11);
    sim.advance(2);
    CHECK_FALSE(sim.moving());
    CHECK(sim.shown_informed() == 1);
    while (sim.running()) {
      const std::uint32_t before = sim.spread().informed();
      press(sim, "next-round");
      CHECK(sim.shown_informed() == before);
      std::uint32_t shown = before;
      for (int i = 0; i < 22; ++i) {
        sim.advance(0.05);
        CHECK(sim.shown_informed() >= shown);
        shown = sim.shown_informed();
        CHECK(count_shown(sim, Status::fresh) + count_shown(sim, Status::spread) == shown);
      }
      sim.advance(0.1);
      CHECK_FALSE(sim.moving());
      CHECK(sim.shown_informed() == sim.spread().informed());
      for (std::uint32_t i = 0; i < 12; ++i) CHECK(sim.shown(i) == sim.spread().status(i));
    }
  }
}

TEST_CASE("After a long enough time all know, all have passed it on, and nothing moves",
          "[gossip-protocol-spread]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Gossip sim{seed};
    press(sim, "start");
    sim.advance(long_enough);
    CHECK_FALSE(sim.moving());
    CHECK_FALSE(sim.running());
    CHECK(count(sim, Status::spread) == 11);
    CHECK(sim.spread().history().back() == 11);
  }
}

TEST_CASE("Time can be cut finely or coarsely", "[gossip-protocol-spread]") {
  Gossip coarse{5}, fine{5};
  for (Gossip* sim : {&coarse, &fine}) {
    press(*sim, "start");
    press(*sim, "run-many");
  }
  coarse.advance(6.3);
  for (int i = 0; i < 63; ++i) fine.advance(0.1);
  CHECK(state(coarse) == state(fine));
  CHECK(coarse.clock() == fine.clock());
}

TEST_CASE("The same seed and the same actions give the same spread", "[gossip-protocol-spread]") {
  std::string states[3];
  const std::uint64_t seeds[] = {9, 9, 10};
  for (int i = 0; i < 3; ++i) {
    Gossip sim{seeds[i]};
    for (int run = 0; run < 5; ++run) {
      press(sim, "start");
      sim.advance(long_enough);
      states[i] += state(sim);
    }
  }
  CHECK(states[0] == states[1]);
  CHECK(states[0] != states[2]);
}

TEST_CASE("There can be 12 to 2000 nodes", "[gossip-protocol-spread]") {
  Gossip sim{1};
  for (const std::uint32_t nodes : {12u, 13u, 65u, 66u, 500u, 2000u}) {
    set(sim, "nodes", number_text(nodes));
    CHECK(sim.nodes().size() == nodes);
    CHECK(sim.spread().live() == nodes - 1);
    press(sim, "start");
    sim.advance(long_enough);
    CHECK(sim.spread().complete());
    CHECK_FALSE(sim.moving());
  }
  CHECK(sim.controls().set("nodes", 11.0));
  CHECK(sim.controls().set("nodes", 2001.0));
}

TEST_CASE("The run before stays in the chart to compare with", "[gossip-protocol-spread]") {
  Gossip sim{1};
  press(sim, "start");
  sim.advance(long_enough);
  const auto history = sim.spread().history();
  CHECK_FALSE(sim.earlier());
  set(sim, "fanout", "4");
  press(sim, "start");
  REQUIRE(sim.earlier());
  CHECK(sim.earlier()->history == history);
  CHECK(sim.earlier()->fanout == 2);
}

TEST_CASE("With push the informed call, with pull the others, with push-pull all",
          "[gossip-protocol-spread]") {
  const std::size_t callers[] = {1, 10, 11};
  int i = 0;
  for (const char* exchange : {"push", "pull", "push-pull"}) {
    Gossip sim{1};
    set(sim, "exchange", exchange);
    start_by_hand(sim);
    press(sim, "next-round");
    CHECK(sim.spread().contacts().size() == 2 * callers[i++]);
  }
}

TEST_CASE("Lost messages bring no news", "[gossip-protocol-spread]") {
  Gossip sim{1};
  set(sim, "loss", "50");
  start_by_hand(sim);
  int lost = 0, all = 0;
  while (sim.running()) {
    press(sim, "next-round");
    for (const Contact& contact : sim.spread().contacts()) {
      lost += contact.lost;
      ++all;
      if (contact.lost) CHECK_FALSE(contact.useful);
    }
  }
  CHECK(lost > all / 4);
  CHECK(lost < all * 3 / 4);
}

TEST_CASE("Messages sent are counted", "[gossip-protocol-spread]") {
  Gossip sim{1};
  start_by_hand(sim);
  std::size_t messages = 0;
  while (sim.running()) {
    press(sim, "next-round");
    messages += sim.spread().contacts().size();
    CHECK(sim.spread().exchanges() == messages);
  }
}

TEST_CASE("The threshold can be set where it is shown, and a link names the chart before it",
          "[gossip-protocol-spread]") {
  Gossip sim{1};
  CHECK_FALSE(enabled(sim, "threshold"));
  set(sim, "topic", "phi-accrual");
  CHECK(enabled(sim, "threshold"));
  set(sim, "threshold", "5");
  CHECK(sim.threshold() == 5);
  const auto& controls = sim.controls();
  CHECK(controls.find("topic") < controls.find("threshold"));
}
