#include "split_brain_scenario/model.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "../play.hpp"
#include "random/distributions.hpp"

using namespace microsims;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using play::press;
using play::set;
using play::state;
using Role = LogCluster::Role;

namespace {

bool enabled(const SplitBrainScenario& sim, const char* id) {
  return sim.controls().find(id)->is_enabled();
}

std::vector<NodeId> leaders(const SplitBrainScenario& sim) {
  return sim.cluster().leaders();
}

void play_to_conflict(SplitBrainScenario& sim) {
  press(sim, "partition");
  sim.advance(20);
  press(sim, "heal");
  sim.advance(5);
  REQUIRE(sim.episode().phase() == Phase::conflict);
}

}  // namespace

TEST_CASE("There is a three-node cluster: Node 1 is the leader, Nodes 2 and 3 are replicas",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  REQUIRE(sim.cluster().size() == 3);
  CHECK(sim.cluster().role(0) == Role::leader);
  CHECK(sim.cluster().role(1) == Role::replica);
  CHECK(sim.cluster().role(2) == Role::replica);
  CHECK(sim.episode().phase() == Phase::healthy);
  CHECK_FALSE(sim.moving());
  CHECK_THAT(state(sim), ContainsSubstring(R"("phase":"healthy","timer":0,"leaders":["node-1"])"));
  CHECK_THAT(state(sim), ContainsSubstring(R"("id":"node-3","role":"replica","balance":600)"));
}

TEST_CASE("All nodes are connected until Partition Network cuts Node 1 off from Nodes 2 and 3",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  for (NodeId node : {1u, 2u}) CHECK(sim.cluster().connected(0, node));
  press(sim, "partition");
  CHECK(sim.episode().phase() == Phase::partitioned);
  for (NodeId node : {1u, 2u}) {
    CHECK_FALSE(sim.cluster().connected(0, node));
    CHECK_FALSE(sim.cluster().connected(node, 0));
  }
  CHECK(sim.cluster().connected(1, 2));
  CHECK_FALSE(enabled(sim, "partition"));
}

TEST_CASE("The timer counts the seconds without a heartbeat up", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  sim.advance(5);
  press(sim, "partition");
  for (int tenths = 0; tenths < 100; ++tenths) {
    CHECK_THAT(sim.episode().timer(), WithinAbs(tenths / 10.0, 1e-5));
    sim.advance(0.1);
  }
}

TEST_CASE("After 10 seconds Node 2 is elected, and both Node 1 and Node 2 lead",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(9.99);
  CHECK(leaders(sim) == std::vector<NodeId>{0});
  sim.advance(0.01);
  CHECK(leaders(sim) == std::vector<NodeId>{0, 1});
  CHECK(sim.episode().phase() == Phase::elected);
  CHECK(sim.episode().elected_at() == 10);
  CHECK_THAT(state(sim),
             ContainsSubstring(R"("phase":"elected","timer":10,"leaders":["node-1","node-2"])"));
  CHECK_THAT(sim.describe(), ContainsSubstring("Elected new leader: Node 2."));
  sim.advance(100);
  CHECK(leaders(sim) == std::vector<NodeId>{0, 1});
  CHECK(sim.episode().timer() == 10);
}

TEST_CASE("Write A of $500 arrives at Node 1 and Write B of $750 at Node 2",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(11.4);
  CHECK(sim.cluster().writes().empty());
  sim.advance(0.8);
  const auto flying = sim.cluster().in_flight();
  int streams = 0;
  for (const auto& pulse : flying) streams += pulse.kind == LogClusterMessage::Kind::write;
  CHECK(streams == 2);
  REQUIRE(sim.cluster().writes().size() == 2);
  CHECK((sim.cluster().writes()[0].at == 0 && sim.cluster().writes()[0].value == 500));
  CHECK((sim.cluster().writes()[1].at == 1 && sim.cluster().writes()[1].value == 750));
}

TEST_CASE("Both nodes log their writes independently", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(20);
  REQUIRE(sim.cluster().log(0).size() == 1);
  REQUIRE(sim.cluster().log(1).size() == 1);
  CHECK(sim.cluster().value(0) == 500);
  CHECK(sim.cluster().value(1) == 750);
  CHECK_THAT(state(sim), ContainsSubstring(R"("log":["Write A: user balance = $500"])"));
  CHECK_THAT(state(sim), ContainsSubstring(R"("log":["Write B: user balance = $750"])"));
  CHECK(sim.episode().fate(0) == Fate::confirmed);
  CHECK(sim.episode().fate(1) == Fate::confirmed);
}

TEST_CASE("When the partition heals, Node 1 and Node 2 exchange a sync message",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  CHECK_FALSE(enabled(sim, "heal"));
  press(sim, "partition");
  sim.advance(20);
  REQUIRE(enabled(sim, "heal"));
  press(sim, "heal");
  CHECK_FALSE(enabled(sim, "heal"));
  CHECK_FALSE(sim.cluster().split());
  const auto flying = sim.cluster().in_flight();
  REQUIRE(flying.size() == 2);
  CHECK((flying[0].kind == LogClusterMessage::Kind::sync && flying[0].from == 0 &&
         flying[0].to == 1));
  CHECK((flying[1].kind == LogClusterMessage::Kind::sync && flying[1].from == 1 &&
         flying[1].to == 0));
}

TEST_CASE("When the sync messages arrive the conflict is detected, with both values",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(20);
  press(sim, "heal");
  sim.advance(sim.episode().conflict_at() - sim.episode().now() - 0.01);
  CHECK_FALSE(sim.episode().in_conflict());
  sim.advance(0.02);
  CHECK(sim.episode().in_conflict());
  CHECK_THAT(state(sim), ContainsSubstring(R"("conflict":{"a":500,"b":750},"resolution":null)"));
  CHECK_THAT(sim.describe(), ContainsSubstring("CONFLICT DETECTED. Node 1 says $500. Node 2 says "
                                               "$750. Which write wins?"));
}

TEST_CASE("Which write wins is asked only in a conflict, and answered once",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  for (const char* id : {"resolve-lww", "resolve-manual"}) {
    CHECK_FALSE(enabled(sim, id));
    CHECK(sim.controls().press(id));
  }
  CHECK(enabled(sim, "manual-balance"));
  press(sim, "partition");
  CHECK_FALSE(enabled(sim, "manual-balance"));
  press(sim, "heal");
  sim.advance(5);
  play_to_conflict(sim);
  for (const char* id : {"resolve-lww", "resolve-manual", "manual-balance"})
    CHECK(enabled(sim, id));
  CHECK_FALSE(enabled(sim, "partition"));
  press(sim, "resolve-lww");
  for (const char* id : {"resolve-lww", "resolve-manual", "manual-balance"}) {
    CHECK_FALSE(enabled(sim, id));
  }
}

TEST_CASE("Last-Write-Wins keeps the later write, and the logs of both nodes show it",
          "[split-brain-scenario]") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SplitBrainScenario sim{seed};
    play_to_conflict(sim);
    press(sim, "resolve-lww");
    CHECK(sim.episode().phase() == Phase::resolved);
    for (NodeId node : {0u, 1u}) {
      CHECK(sim.cluster().value(node) == 750);
      REQUIRE(sim.cluster().log(node).size() == 3);
      CHECK(sim.episode().words_of(sim.cluster().log(node).back()) ==
            "Last-Write-Wins: user balance = $750");
    }
    CHECK((sim.episode().lost(0) && !sim.episode().lost(1)));
    CHECK_THAT(state(sim), ContainsSubstring(R"("conflict":null,"resolution":"last-write-wins")"));
    sim.advance(5);
    CHECK_FALSE(sim.moving());
    CHECK(sim.cluster().value(2) == 750);
    CHECK(leaders(sim).size() == 1);
  }
}

TEST_CASE("Manual Resolution lets the person pick the balance, and the logs of both nodes show it",
          "[split-brain-scenario]") {
  for (const int balance : {500, 625, 650, 750}) {
    SplitBrainScenario sim{1};
    play_to_conflict(sim);
    set(sim, "manual-balance", std::to_string(balance));
    press(sim, "resolve-manual");
    for (NodeId node : {0u, 1u}) {
      CHECK(sim.cluster().value(node) == balance);
      CHECK(sim.episode().words_of(sim.cluster().log(node).back()) ==
            "Manual Resolution: user balance = " + money(balance));
    }
    CHECK_THAT(state(sim), ContainsSubstring(R"("resolution":"manual")"));
    CHECK(sim.episode().outcome().lost == (balance == 500 || balance == 750 ? 1 : 2));
    CHECK_THAT(sim.describe(), ContainsSubstring("the balance is " + money(balance)));
  }
  SplitBrainScenario sim{1};
  CHECK(sim.controls().find("manual-balance")->range().min == 500);
  CHECK(sim.controls().find("manual-balance")->range().max == 750);
}

TEST_CASE("A partition that heals before the timeout changes nothing", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(9);
  press(sim, "heal");
  sim.advance(60);
  CHECK(sim.episode().phase() == Phase::healthy);
  CHECK(leaders(sim) == std::vector<NodeId>{0});
  CHECK(sim.episode().timer() == 0);
  CHECK(enabled(sim, "partition"));
}

TEST_CASE("While the clients wait for their answers the partition cannot heal",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(10);
  CHECK_FALSE(enabled(sim, "heal"));
  sim.advance(2);
  CHECK_FALSE(enabled(sim, "heal"));
  sim.advance(2);
  CHECK(enabled(sim, "heal"));
}

TEST_CASE("Once resolved, the story can be played again from the beginning",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  play_to_conflict(sim);
  press(sim, "resolve-lww");
  sim.advance(5);
  press(sim, "partition");
  CHECK(sim.episode().phase() == Phase::partitioned);
  CHECK(leaders(sim) == std::vector<NodeId>{0});
  CHECK(sim.cluster().log(0).empty());
  CHECK(sim.episode().timer() == 0);
}

TEST_CASE("One long advance does the same as many short ones", "[split-brain-scenario]") {
  for (const char* rule : {"timeout", "majority", "bully", "fencing"}) {
    SplitBrainScenario coarse{7}, fine{7};
    for (SplitBrainScenario* sim : {&coarse, &fine}) {
      const auto wait = [&](double seconds) {
        if (sim == &coarse) return sim->advance(seconds);
        for (int i = 0; i < 60 * seconds; ++i) sim->advance(1 / 60.0);
      };
      set(*sim, "promotion", rule);
      press(*sim, "partition");
      wait(30);
      CHECK_FALSE(sim->moving());
      press(*sim, "heal");
      wait(10);
      CHECK_FALSE(sim->moving());
      if (sim->episode().in_conflict()) press(*sim, "resolve-lww");
      wait(10);
      CHECK_FALSE(sim->moving());
    }
    CHECK(state(coarse) == state(fine));
  }
}

TEST_CASE("The same seed tells the same story, another seed other times",
          "[split-brain-scenario]") {
  SplitBrainScenario first{3}, second{3}, other{4};
  for (SplitBrainScenario* sim : {&first, &second, &other}) play_to_conflict(*sim);
  const auto written = [](const SplitBrainScenario& sim) {
    return sim.cluster().log(0).front().written_at;
  };
  CHECK(written(first) == written(second));
  CHECK(written(first) != written(other));
}

TEST_CASE("At each step the button to press next stands out", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  const auto to_press = [&] {
    std::vector<std::string> ids;
    for (const Control& control : sim.controls().all()) {
      if (control.is_primary() && control.is_enabled()) ids.push_back(control.id);
    }
    return ids;
  };
  using Ids = std::vector<std::string>;
  CHECK(to_press() == Ids{"partition"});
  press(sim, "partition");
  CHECK(to_press().empty());
  sim.advance(20);
  CHECK(to_press() == Ids{"heal"});
  press(sim, "heal");
  CHECK(to_press().empty());
  sim.advance(5);
  CHECK(to_press() == Ids{"resolve-lww", "resolve-manual"});
  press(sim, "resolve-lww");
  sim.advance(5);
  CHECK(to_press() == Ids{"partition"});
}

TEST_CASE("With a majority rule, Bully or fencing the same split ends as their rules promise",
          "[split-brain-scenario]") {
  struct Expected {
    const char* rule;
    std::size_t leaders;
    NodeId elected;
    Fate a, b;
    bool conflict;
    const char* answers;
  };
  for (const Expected& expected : {Expected{"majority", 1, 1, Fate::refused, Fate::confirmed, false,
                                            "Node 1 has no majority and refused Write A"},
                                   Expected{"bully", 2, 2, Fate::confirmed, Fate::confirmed, true,
                                            "Both clients have written"},
                                   Expected{"fencing", 1, 1, Fate::unanswered, Fate::confirmed,
                                            false, "Node 1 is off and did not answer Write A"}}) {
    SplitBrainScenario sim{1};
    set(sim, "promotion", expected.rule);
    press(sim, "partition");
    sim.advance(30);
    CHECK(leaders(sim).size() == expected.leaders);
    CHECK(sim.cluster().elected() == expected.elected);
    CHECK(sim.episode().fate(0) == expected.a);
    CHECK(sim.episode().fate(1) == expected.b);
    CHECK_THAT(sim.prompt(), ContainsSubstring("Now press Heal Partition") &&
                                 ContainsSubstring(expected.answers));
    press(sim, "heal");
    sim.advance(10);
    CHECK(sim.episode().in_conflict() == expected.conflict);
    if (!expected.conflict) {
      CHECK(sim.episode().phase() == Phase::resolved);
      CHECK_THAT(sim.describe(), ContainsSubstring("No conflict: only Write B was confirmed"));
      for (NodeId node = 0; node < 3; ++node) CHECK(sim.cluster().value(node) == 750);
    }
  }
}

TEST_CASE("Whatever the split of five nodes, majority and fencing never lose a confirmed write",
          "[split-brain-scenario]") {
  for (unsigned sides = 0; sides < 15; ++sides) {
    SplitBrainScenario sim{sides};
    set(sim, "nodes", "5");
    for (unsigned i = 0; i < 4; ++i) {
      const std::string id = "beside-" + std::to_string(i + 2);
      set(sim, id, (sides >> i & 1) != 0 ? "true" : "false");
    }
    press(sim, "compare-rules");
    for (const Promotion rule :
         {Promotion::timeout_only, Promotion::majority, Promotion::bully, Promotion::fencing}) {
      REQUIRE(sim.outcome(rule));
      const Outcome& outcome = *sim.outcome(rule);
      const bool safe = rule == Promotion::majority || rule == Promotion::fencing;
      CHECK(outcome.leaders == (safe ? 1 : 2));
      CHECK(outcome.lost == (safe ? 0 : 1));
      // Of two sides, one has the majority: with this rule exactly one write is confirmed.
      if (safe) CHECK((outcome.a == Fate::confirmed) != (outcome.b == Fate::confirmed));
    }
  }
}

TEST_CASE("The comparison tells what playing a rule tells", "[split-brain-scenario]") {
  for (const char* rule : {"timeout", "majority", "bully", "fencing"}) {
    SplitBrainScenario compared{1}, played{2};
    press(compared, "compare-rules");
    set(played, "promotion", rule);
    press(played, "partition");
    played.advance(60);
    press(played, "heal");
    played.advance(60);
    if (played.episode().in_conflict()) press(played, "resolve-lww");
    const Promotion promotion = played.setup().promotion;
    REQUIRE(played.outcome(promotion));
    const Outcome a = *compared.outcome(promotion), b = *played.outcome(promotion);
    CHECK(a.leaders == b.leaders);
    CHECK_THAT(a.elected_after, WithinAbs(b.elected_after, 0.5));
    CHECK((a.a == b.a && a.b == b.b && a.lost == b.lost));
  }
}

TEST_CASE("The person draws the partition, but not while it is there", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  CHECK_FALSE(enabled(sim, "beside-4"));
  set(sim, "nodes", "5");
  CHECK(enabled(sim, "beside-4"));
  for (const char* id : {"beside-2", "beside-3", "beside-4", "beside-5"}) set(sim, id, "true");
  CHECK_FALSE(enabled(sim, "partition"));
  CHECK_THAT(sim.prompt(), ContainsSubstring("move at least one"));
  set(sim, "beside-3", "false");
  press(sim, "partition");
  CHECK_FALSE(sim.cluster().connected(0, 2));
  CHECK(sim.cluster().connected(0, 1));
  CHECK_FALSE(enabled(sim, "beside-2"));
}

TEST_CASE("Everybody who sends or receives has a lane, and every kind of message a name",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  CHECK(sim.lanes() ==
        std::vector<std::string>{"Client A", "Client B", "Node 1", "Node 2", "Node 3"});
  set(sim, "nodes", "5");
  CHECK(sim.lanes().size() == 7);
  press(sim, "partition");
  sim.advance(30);
  int writes = 0, appends = 0;
  for (const Message& message : sim.record().messages()) {
    CHECK(message.from != message.to);
    CHECK(message.kind < sim.message_kinds().size());
    CHECK_FALSE(message.travels());
    if (message.kind == 0) {
      // Each client writes to its own side.
      CHECK(message.to == (message.from == 0 ? lane_of(0) : lane_of(1)));
      ++writes;
    }
    appends += message.kind == 3;
  }
  CHECK(writes == 2);
  CHECK(appends > 2);
}

TEST_CASE("Messages of a second story go on in number and in time", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  play_to_conflict(sim);
  press(sim, "resolve-lww");
  sim.advance(60);
  const auto first = sim.record().messages();
  const Milliseconds begun = sim.now();
  press(sim, "partition");
  sim.advance(60);
  const auto& all = sim.record().messages();
  REQUIRE(all.size() > first.size());
  CHECK(all[first.size()].number == first.back().number + 1);
  CHECK(all[first.size()].sent == 1000 * (begun + 10000));
}

TEST_CASE("To begin anew ends what is under way", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  press(sim, "partition");
  sim.advance(12.2);
  set(sim, "promotion", "majority");
  CHECK_FALSE(sim.moving());
  for (const Message& message : sim.record().messages()) CHECK_FALSE(message.travels());
}

TEST_CASE("The marks tell the story in order", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  play_to_conflict(sim);
  press(sim, "resolve-lww");
  sim.advance(60);
  std::vector<std::string> ids;
  for (const Mark& mark : sim.record().marks()) ids.push_back(mark.id);
  CHECK(ids == std::vector<std::string>{"timeout", "elected", "write-confirmed", "write-confirmed",
                                        "conflict", "followed", "write-lost", "settled"});
  CHECK(sim.record().marks()[1].at == 10000);
  CHECK(sim.record().marks()[1].words == "Node 2 was elected");
  CHECK(sim.record().marks()[1].lane == lane_of(1));
}

TEST_CASE("The figures of a run are the outcome, the timer and the balances",
          "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  play_to_conflict(sim);
  press(sim, "resolve-lww");
  sim.advance(60);
  Json json;
  json.object([&] { write_facts(json, sim.facts()); });
  CHECK(json.text() ==
        R"({"timer":10,"leaders":2,"electedAfter":10,"a":"confirmed","b":"confirmed","lost":1,)"
        R"("balance1":"$750","balance2":"$750","balance3":"$750"})");
  CHECK_THAT(state(sim), ContainsSubstring(R"({"rule":"timeout","leaders":2,"electedAfter":10,)"
                                           R"("a":"confirmed","b":"confirmed","lost":1})"));
}

TEST_CASE("A dropped vote leaves the cluster without a leader until the network is whole",
          "[split-brain-scenario]") {
  const Sim sim = play::sim_of_model<SplitBrainScenario>("split-brain-scenario");
  const auto session =
      play::open(sim, "?promotion=majority&seed=1&do=partition@0,drop=m3@11&at=30");
  const auto& model = static_cast<const SplitBrainScenario&>(session->model());
  CHECK(leaders(model).empty());
  CHECK(model.episode().fate(0) == Fate::refused);
  CHECK(model.episode().fate(1) == Fate::refused);
  CHECK_THAT(model.prompt(), ContainsSubstring("Node 2 has no majority and refused Write B"));
  press(*session, "heal");
  CHECK_THAT(model.prompt(), ContainsSubstring("Nobody leads"));
  REQUIRE_FALSE(session->advance(60));
  CHECK(leaders(model).size() == 1);
  CHECK_FALSE(model.moving());
  CHECK_THAT(model.describe(), ContainsSubstring("neither write was confirmed"));
}

TEST_CASE("A dropped write gets no answer, and the prompt says so", "[split-brain-scenario]") {
  const Sim sim = play::sim_of_model<SplitBrainScenario>("split-brain-scenario");
  const auto session = play::open(sim, "?seed=1&do=partition@0,drop=m3@12&at=30");
  CHECK_THAT(session->model().prompt(), ContainsSubstring("Node 1 never confirmed Write A"));
  press(*session, "heal");
  REQUIRE_FALSE(session->advance(30));
  CHECK_THAT(session->model().describe(), ContainsSubstring("Write A got no answer"));
  CHECK(session->model().record().find(3)->fate == Delivery::dropped);
}

TEST_CASE("While a write is late, the partition cannot heal", "[split-brain-scenario]") {
  const Sim sim = play::sim_of_model<SplitBrainScenario>("split-brain-scenario");
  const auto session = play::open(sim, "?seed=1&do=partition@0,delay=m3@12,delay=m3@13&at=13");
  const auto& model = static_cast<const SplitBrainScenario&>(session->model());
  REQUIRE_FALSE(session->advance(2));
  CHECK(model.episode().fate(0) == Fate::under_way);
  CHECK_FALSE(enabled(model, "heal"));
  REQUIRE_FALSE(session->advance(30));
  CHECK(model.episode().fate(0) == Fate::confirmed);
  CHECK(enabled(model, "heal"));
}

TEST_CASE("A duplicate is a message of its own and changes nothing", "[split-brain-scenario]") {
  const Sim sim = play::sim_of_model<SplitBrainScenario>("split-brain-scenario");
  const auto once = play::open(sim, "?seed=1&do=partition@0&at=30");
  const auto twice = play::open(sim, "?seed=1&do=partition@0,duplicate=m3@12&at=30");
  CHECK(state(once->model()) == state(twice->model()));
  const auto& messages = twice->model().record().messages();
  int copies = 0;
  for (const Message& message : messages) copies += message.copy_of == 3;
  CHECK(copies == 1);
}

TEST_CASE("An answer to a client cannot be dropped, and says why", "[split-brain-scenario]") {
  const Sim sim = play::sim_of_model<SplitBrainScenario>("split-brain-scenario");
  const auto session = play::open(sim, "?seed=1&do=partition@0&at=12.6");
  const auto why = session->undisturbable(5, Disturbance::drop);
  REQUIRE(why);
  CHECK_THAT(*why, ContainsSubstring("asks again"));
  CHECK_FALSE(session->undisturbable(5, Disturbance::delay));
}

TEST_CASE("Whatever is done to messages, the story comes to its end", "[split-brain-scenario]") {
  distributed::Generator chance{7};
  const auto below = [&](std::size_t bound) {
    return distributed::uniform_below(chance, static_cast<std::uint32_t>(bound));
  };
  int disturbed = 0, conflicts = 0;
  for (int run = 0; run < 2000; ++run) {
    SplitBrainScenario sim{static_cast<std::uint64_t>(run)};
    set(sim, "promotion", promotion_names[run % 4].id);
    if (run % 8 > 3) set(sim, "nodes", "5");
    INFO("run " << run);
    // Each second one message that is under way is dropped, delayed or doubled, for so long.
    int faults = 12;
    const auto play = [&](auto until) {
      for (int second = 0; second < 200 && !until(); ++second) {
        sim.advance(0.7);
        std::vector<Message> flying;
        for (const Message& message : sim.record().messages()) {
          if (message.travels()) flying.push_back(message);
        }
        if (flying.empty() || faults == 0) continue;
        const Message message = flying[below(flying.size())];
        const auto disturbance = static_cast<Disturbance>(below(3));
        if (sim.undisturbable(message, disturbance)) continue;
        sim.disturb(message, disturbance);
        --faults, ++disturbed;
      }
      REQUIRE(until());
    };
    press(sim, "partition");
    play([&] { return sim.episode().answered() && enabled(sim, "heal"); });
    press(sim, "heal");
    play([&] { return !sim.moving(); });
    if (sim.episode().in_conflict()) {
      ++conflicts;
      press(sim, "resolve-lww");
      play([&] { return !sim.moving(); });
    }
    CHECK(sim.episode().over());
    CHECK(leaders(sim).size() == 1);
    for (NodeId node = 0; node < sim.setup().nodes; ++node) {
      CHECK(sim.cluster().log(node) == sim.cluster().log(0));
    }
    // What Raft promises holds whatever becomes of messages.
    const Promotion rule = sim.setup().promotion;
    if (rule == Promotion::majority) CHECK(sim.episode().outcome().lost == 0);
    CHECK(enabled(sim, "partition"));
  }
  CHECK(disturbed > 10000);
  CHECK(conflicts > 500);
}

TEST_CASE("It says how long it goes on moving: until the next event", "[split-brain-scenario]") {
  SplitBrainScenario sim{1};
  CHECK(sim.busy() == 0);
  press(sim, "partition");
  CHECK(sim.busy() == 10000);
  int steps = 0;
  while (const Milliseconds busy = sim.busy()) {
    REQUIRE(sim.run(busy) == busy);
    ++steps;
  }
  CHECK(steps < 40);
  CHECK(sim.now() > 15000);
}

TEST_CASE("A random run can be gone through and linked to", "[split-brain-scenario]") {
  play::check_random_runs(play::sim_of_model<SplitBrainScenario>("split-brain-scenario"), 1000);
}
