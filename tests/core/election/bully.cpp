#include "election/bully.hpp"

#include <catch2/catch_test_macros.hpp>
#include <stdexcept>

#include "../simulation/disturbed.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::election;
using simulation::milliseconds;
using simulation::seconds;

namespace {

Bully cluster(std::size_t nodes, std::uint64_t seed = 1) {
  BullyOptions options;
  options.nodes = nodes;
  options.latency = simulation::Latency::uniform(milliseconds(1), milliseconds(20));
  return {options, Generator{seed}};
}

}  // namespace

TEST_CASE("Five processes, the highest dead, the lowest starts: nineteen messages", "[election]") {
  const BullyMessages five = bully_messages({true, true, true, true, false}, 0);
  CHECK(five == BullyMessages{10, 6, 3});
  CHECK(five.total() == 19);
}

TEST_CASE("With the highest dead the closed form is quadratic in the processes", "[election]") {
  for (std::uint64_t n = 2; n <= 40; ++n) {
    std::vector<bool> up(n, true);
    up[n - 1] = false;
    CHECK(bully_messages(up, 0) == BullyMessages{n * (n - 1) / 2, (n - 1) * (n - 2) / 2, n - 2});
    // The best case: the one below the dead process notices.
    CHECK(bully_messages(up, static_cast<NodeId>(n - 2)) == BullyMessages{1, 0, n - 2});
  }
}

TEST_CASE(
    "A simulated election elects the highest live process and costs what the closed form says",
    "[election]") {
  for (std::size_t n = 1; n <= 6; ++n) {
    for (std::uint32_t living = 1; living < (1u << n); ++living) {
      std::vector<bool> up(n);
      NodeId highest = 0;
      for (NodeId node = 0; node < n; ++node) {
        up[node] = (living >> node) & 1;
        if (up[node]) highest = node;
      }
      for (NodeId starter = 0; starter < n; ++starter) {
        if (!up[starter]) continue;
        BullyOptions options;
        options.nodes = n;
        // Without the highest process everyone is asked before anyone leads, whatever the jitter.
        if (!up[n - 1]) {
          options.latency = simulation::Latency::uniform(milliseconds(1), milliseconds(20));
        }
        Bully bully(options, Generator{living});
        for (NodeId node = 0; node < n; ++node) {
          if (!up[node]) bully.crash(node);
        }
        bully.start_election(starter);
        bully.advance_to(seconds(2));
        REQUIRE(bully.messages() == bully_messages(up, starter));
        REQUIRE(bully.coordinators() == std::vector<NodeId>{highest});
        for (NodeId node = 0; node < n; ++node) {
          if (up[node]) REQUIRE(bully.coordinator(node) == highest);
        }
      }
    }
  }
}

TEST_CASE("Whatever the jitter, the highest live process is elected and nobody is left waiting",
          "[election]") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Bully bully = cluster(7, seed);
    bully.start_election(0);
    bully.advance_to(seconds(2));
    REQUIRE(bully.coordinators() == std::vector<NodeId>{6});
    for (NodeId node = 0; node < 7; ++node) REQUIRE(bully.coordinator(node) == NodeId{6});
  }
}

TEST_CASE("A process with the highest number takes over when it comes back", "[election]") {
  Bully bully = cluster(5);
  bully.crash(4);
  bully.start_election(2);
  bully.advance_to(seconds(1));
  CHECK(bully.coordinator(0) == NodeId{3});
  bully.restart(4);
  CHECK(bully.coordinators() == std::vector<NodeId>{3, 4});
  bully.advance_to(seconds(2));
  CHECK(bully.coordinators() == std::vector<NodeId>{4});
  CHECK(bully.coordinator(0) == NodeId{4});
}

TEST_CASE("A process that comes back below the coordinator learns who leads", "[election]") {
  Bully bully = cluster(5);
  bully.start_election(0);
  bully.advance_to(seconds(1));
  bully.crash(1);
  bully.advance_to(seconds(2));
  bully.restart(1);
  bully.advance_to(seconds(3));
  CHECK(bully.coordinator(1) == NodeId{4});
  CHECK(bully.coordinators() == std::vector<NodeId>{4});
}

TEST_CASE("If the winner dies before it says so, the election is held again", "[election]") {
  Bully bully = cluster(5);
  bully.crash(4);
  bully.start_election(0);
  bully.advance_to(milliseconds(45));
  bully.crash(3);
  bully.advance_to(seconds(2));
  CHECK(bully.coordinators() == std::vector<NodeId>{2});
  CHECK(bully.coordinator(0) == NodeId{2});
}

TEST_CASE("Each side of a partition elects its own highest", "[election]") {
  Bully bully = cluster(5);
  bully.network().partition({{0, 1, 2}, {3, 4}});
  bully.start_election(0);
  bully.start_election(3);
  bully.advance_to(seconds(1));
  CHECK(bully.coordinators() == std::vector<NodeId>{2, 4});
  bully.network().heal();
  bully.start_election(2);
  bully.advance_to(seconds(2));
  CHECK(bully.coordinators() == std::vector<NodeId>{4});
  CHECK(bully.coordinator(0) == NodeId{4});
}

TEST_CASE("The messages of an election can be seen on their way", "[election]") {
  Bully bully = cluster(3);
  bully.start_election(0);
  CHECK(bully.holds_election(0));
  CHECK(bully.in_flight().size() == 2);
  CHECK(bully.in_flight().front().kind == BullyMessage::Kind::election);
}

TEST_CASE("Bully refuses what is no cluster and no starter", "[election]") {
  BullyOptions none;
  none.nodes = 0;
  CHECK_THROWS_AS(Bully(none, Generator{1}), std::invalid_argument);
  BullyOptions hasty;
  hasty.answer_timeout = 0;
  CHECK_THROWS_AS(Bully(hasty, Generator{1}), std::invalid_argument);
  CHECK_THROWS_AS(bully_messages({true, false}, 1), std::invalid_argument);
  CHECK_THROWS_AS(bully_messages({true, false}, 2), std::out_of_range);
  Bully bully = cluster(3);
  CHECK_THROWS_AS(bully.start_election(3), std::out_of_range);
  CHECK_THROWS_AS(bully.crash(3), std::out_of_range);
  CHECK_THROWS_AS(bully.coordinator(3), std::out_of_range);
}

TEST_CASE("Whichever message arrives twice, the highest of the living leads everyone",
          "[election]") {
  const auto day = [](Bully& run, int t) {
    if (t == 0) run.crash(4);
    if (t == 1) run.start_election(0);
    if (t == 500) run.start_election(2);
  };
  for (const simulation::Time behind : {simulation::Time{0}, milliseconds(3), milliseconds(300)}) {
    testing::for_each_message(
        [] {
          BullyOptions options;
          return Bully{options, Generator{1}};
        },
        1500, day, [&](Bully& run, auto message) { return run.duplicate(message, behind); },
        [](const Bully& plain, const Bully& disturbed) {
          CHECK(disturbed.coordinators() == std::vector<NodeId>{3});
          for (NodeId node = 0; node < 5; ++node) {
            CHECK(disturbed.coordinator(node) == plain.coordinator(node));
            CHECK_FALSE(disturbed.holds_election(node));
          }
        });
  }
}

TEST_CASE("Whatever message of an election comes twice, the same process is elected as soon",
          "[election]") {
  using Kind = BullyMessage::Kind;
  const auto elect = [](bool doubles, Kind kind, Time behind, int& copies) {
    BullyOptions options;
    Bully bully{options, Generator{1}};
    bully.crash(4);
    bully.start_election(0);
    simulation::MessageId seen = 0;
    std::vector<Time> settled(4, simulation::never);
    for (int step = 0; step < 200; ++step) {
      for (const auto& pulse : bully.in_flight()) {
        if (!doubles || pulse.id <= seen || pulse.copy_of != 0 || pulse.kind != kind) continue;
        copies += bully.duplicate(pulse.id, behind) == simulation::Disturbance::done;
      }
      seen = bully.messages_sent();
      bully.advance_to(bully.now() + milliseconds(5));
      for (NodeId node = 0; node < 4; ++node) {
        if (bully.coordinator(node) == NodeId{3} && settled[node] == simulation::never) {
          settled[node] = bully.now();
        }
      }
    }
    CHECK(bully.coordinators() == std::vector<NodeId>{3});
    return settled;
  };
  int copies = 0;
  const std::vector<Time> once = elect(false, Kind::election, 0, copies);
  CHECK(once[0] < simulation::never);
  for (const Kind kind : {Kind::election, Kind::answer, Kind::coordinator}) {
    for (const Time behind : {Time{0}, milliseconds(10), milliseconds(40)}) {
      copies = 0;
      CHECK(elect(true, kind, behind, copies) == once);
      CHECK(copies > 0);
    }
  }
}
