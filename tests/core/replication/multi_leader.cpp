#include "replication/multi_leader.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <set>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "../simulation/disturbed.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::Latency;
using simulation::milliseconds;
using simulation::never;
using simulation::seconds;

namespace {

MultiLeader cluster(ConflictPolicy policy) {
  MultiLeaderOptions options;
  options.policy = policy;
  return {options, Generator{1}};
}

}  // namespace

TEST_CASE("Followers listen to the leader before them", "[replication]") {
  const MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
  CHECK(pair.role(0) == Role::leader);
  CHECK(pair.role(1) == Role::replica);
  CHECK(pair.role(2) == Role::leader);
  CHECK(pair.leader_of(1) == 0);
  CHECK(pair.leader_of(2) == 2);
  CHECK(pair.leader_of(4) == 2);
  MultiLeaderOptions late;
  late.leaders = {2, 3};
  CHECK(MultiLeader(late, Generator{1}).leader_of(0) == 2);
}

TEST_CASE("A write is acknowledged at home and reaches the other region later", "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
  pair.write(0, 500);
  pair.advance_to(milliseconds(5));
  // To its follower and the other leader, and the answer.
  CHECK(pair.in_flight().size() == 3);
  pair.advance_to(seconds(10));
  const WriteRecord& write = pair.writes()[0];
  CHECK(write.latency() == milliseconds(10));
  CHECK(write.had_at[0] == milliseconds(5));
  CHECK(write.had_at[1] == milliseconds(15));
  CHECK(write.had_at[2] == milliseconds(85));
  CHECK(write.had_at[4] == milliseconds(95));
  CHECK(write.everywhere_at() == milliseconds(95));
  for (NodeId node = 0; node < 5; ++node) CHECK(pair.value(node) == 500);
  CHECK(pair.conflicts().empty());
  // write, answer, four states, four acks; nothing is sent twice and nothing moves afterwards.
  CHECK(pair.messages_sent() == 10);
  CHECK(pair.in_flight().empty());
  // Stale: node 1 for 5 ms, nodes 2 to 4 for 75, 85 and 85 ms.
  CHECK_THAT(write.stale_reads(1000, pair.now()),
             Catch::Matchers::WithinRel((5 + 75 + 85 + 85) / 5.0, 1e-9));
}

TEST_CASE("With several leaders a write costs what the law says", "[replication]") {
  for (const NodeId taker : {NodeId{0}, NodeId{2}}) {
    MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
    pair.network().set_latency(2, 0, Latency::constant(milliseconds(70)));
    pair.network().set_latency(2, 3, Latency::constant(milliseconds(25)));
    pair.write(taker, 500);
    pair.advance_to(seconds(1));
    const Figures law = pair.law(taker);
    CHECK(law.latency_ms == pair.figures()->latency_ms);
    CHECK(law.everywhere_ms == pair.figures()->everywhere_ms);
    CHECK_THAT(*law.stale_share, Catch::Matchers::WithinAbs(*pair.figures()->stale_share, 1e-12));
    CHECK(pair.takers() == std::vector<NodeId>{taker});
  }
}

TEST_CASE("Writes that know of each other do not conflict", "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
  pair.write(0, 500);
  pair.advance_to(seconds(1));
  pair.write(2, 750);
  pair.advance_to(seconds(2));
  CHECK(pair.conflicts().empty());
  for (NodeId node = 0; node < 5; ++node) CHECK(pair.value(node) == 750);
  CHECK_FALSE(pair.writes()[0].lost);
}

TEST_CASE("Last write wins: all nodes keep the later write, the other is lost", "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
  pair.write(2, 750);
  pair.advance_to(milliseconds(20));
  pair.write(0, 500);
  pair.advance_to(milliseconds(50));
  CHECK(pair.value(0) == 500);
  CHECK(pair.value(2) == 750);
  pair.advance_to(seconds(1));
  for (NodeId node = 0; node < 5; ++node) {
    CHECK(pair.value(node) == 500);
    CHECK(pair.siblings(node).size() == 1);
    CHECK(pair.clock(node) == pair.clock(0));
  }
  REQUIRE(pair.conflicts().size() == 1);
  const Conflict& conflict = pair.conflicts()[0];
  CHECK((conflict.first == 1 && conflict.second == 2));
  CHECK(conflict.winner == 2u);
  CHECK(conflict.found_by == 0);
  CHECK(conflict.found_at == milliseconds(85));
  CHECK((pair.writes()[0].lost && pair.writes()[0].confirmed));
  CHECK_FALSE(pair.writes()[1].lost);
}

TEST_CASE("In the same instant the higher leader's write wins", "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
  pair.write(2, 750);
  pair.write(0, 500);
  pair.advance_to(seconds(1));
  for (NodeId node = 0; node < 5; ++node) CHECK(pair.value(node) == 750);
  CHECK(pair.writes()[1].lost);
}

TEST_CASE("A CRDT counts both writes", "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::crdt);
  pair.write(0, 500);
  pair.write(2, -120);
  pair.advance_to(seconds(1));
  for (NodeId node = 0; node < 5; ++node) CHECK(pair.value(node) == 380);
  REQUIRE(pair.conflicts().size() == 1);
  CHECK_FALSE(pair.conflicts()[0].winner);
  CHECK_FALSE(pair.writes()[0].lost);
  CHECK_FALSE(pair.writes()[1].lost);
}

TEST_CASE("The application sees both values until it resolves them", "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::application);
  pair.write(0, 500);
  pair.write(2, 750);
  pair.advance_to(seconds(1));
  for (NodeId node = 0; node < 5; ++node) {
    std::multiset<std::int64_t> values;
    for (const Sibling& sibling : pair.siblings(node)) values.insert(sibling.value);
    CHECK(values == std::multiset<std::int64_t>{500, 750});
  }
  CHECK(pair.conflicts().size() == 1);
  CHECK(pair.resolve(0, 600) == 3);
  CHECK(pair.value(0) == 600);
  pair.advance_to(seconds(2));
  for (NodeId node = 0; node < 5; ++node) {
    CHECK(pair.siblings(node).size() == 1);
    CHECK(pair.value(node) == 600);
    CHECK(pair.version(node) == 3);
  }
  CHECK(pair.conflicts().size() == 1);
  CHECK(pair.writes()[2].everywhere_at() != never);
}

TEST_CASE("A cut between regions lets both go on, and the conflict shows when it heals",
          "[replication]") {
  MultiLeader pair = cluster(ConflictPolicy::last_write_wins);
  pair.partition({{0, 1}, {2, 3, 4}});
  pair.write(0, 500);
  pair.write(2, 750);
  pair.advance_to(seconds(1000));
  CHECK(pair.value(1) == 500);
  CHECK(pair.value(3) == 750);
  CHECK(pair.conflicts().empty());
  CHECK(pair.writes()[0].latency() == milliseconds(10));
  CHECK(pair.writes()[0].everywhere_at() == never);
  pair.heal();
  pair.advance_to(seconds(1001));
  CHECK(pair.conflicts().size() == 1);
  for (NodeId node = 0; node < 5; ++node) CHECK(pair.value(node) == 750);
}

TEST_CASE("All nodes come to agree, whatever is lost, late, cut or down", "[replication]") {
  Generator chance{91};
  std::size_t conflicts = 0;
  for (const ConflictPolicy policy :
       {ConflictPolicy::last_write_wins, ConflictPolicy::crdt, ConflictPolicy::application}) {
    for (int trial = 0; trial < 200; ++trial) {
      MultiLeaderOptions options;
      options.policy = policy;
      options.nodes = 6;
      options.leaders = {0, 1, 4};
      options.loss = 0.2;
      options.remote_link = Latency::exponential(milliseconds(5), milliseconds(100));
      options.local_link = Latency::exponential(milliseconds(1), milliseconds(20));
      MultiLeader three(options, chance.split());
      std::int64_t sum = 0;
      for (int step = 0; step < 30; ++step) {
        const NodeId node = uniform_below(chance, 6);
        switch (uniform_below(chance, 8)) {
          case 0:
            three.crash(node);
            break;
          case 1:
            three.restart(node);
            break;
          case 2:
            three.partition({{node, (node + 1) % 6}});
            break;
          case 3:
            three.heal();
            break;
          default:
            three.write(options.leaders[uniform_below(chance, 3)], step);
            break;
        }
        three.advance_to(three.now() + milliseconds(uniform_below(chance, 100)));
      }
      three.heal();
      for (NodeId node = 0; node < 6; ++node) three.restart(node);
      three.advance_to(three.now() + seconds(120));
      REQUIRE(three.in_flight().empty());
      std::set<std::uint32_t> kept, gone;
      for (const Sibling& sibling : three.siblings(0)) kept.insert(sibling.write);
      for (const WriteRecord& write : three.writes()) {
        if (write.confirmed) sum += write.value;
        if (write.confirmed) REQUIRE(write.everywhere_at() != never);
        if (write.lost) gone.insert(write.number);
      }
      for (NodeId node = 0; node < 6; ++node) {
        REQUIRE(three.value(node) == three.value(0));
        REQUIRE(three.clock(node) == three.clock(0));
        std::set<std::uint32_t> here;
        for (const Sibling& sibling : three.siblings(node)) here.insert(sibling.write);
        REQUIRE(here == kept);
      }
      if (policy == ConflictPolicy::crdt) REQUIRE(three.value(0) == sum);
      for (const std::uint32_t number : kept) REQUIRE(gone.count(number) == 0);
      if (policy != ConflictPolicy::application) REQUIRE(kept.size() <= 1);
      conflicts += three.conflicts().size();
    }
  }
  CHECK(conflicts > 1000);
}

TEST_CASE("Multi-leader replication refuses what is no cluster and no leader", "[replication]") {
  const auto make = [](auto change) {
    MultiLeaderOptions options;
    change(options);
    return MultiLeader(options, Generator{1});
  };
  using O = MultiLeaderOptions;
  CHECK_THROWS_AS(make([](O& o) { o.leaders = {}; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.leaders = {5}; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.leaders = {2, 0}; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.leaders = {1, 1}; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.retry_interval = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(make([](O& o) { o.loss = 1.5; }), std::invalid_argument);
  MultiLeader pair = cluster(ConflictPolicy::application);
  CHECK_THROWS_AS(pair.write(1, 1), std::invalid_argument);
  CHECK_THROWS_AS(pair.resolve(1, 1), std::invalid_argument);
  pair.crash(2);
  CHECK_THROWS_AS(pair.resolve(2, 1), std::invalid_argument);
  CHECK_THROWS_AS(pair.crash(5), std::out_of_range);
  CHECK_THROWS_AS(pair.siblings(5), std::out_of_range);
}

namespace {

// Two leaders that write against each other, a region cut off, a leader that is away for a while.
void rough_day(MultiLeader& run, int t) {
  if (t == 0) run.write(0, 100);
  if (t == 3) run.write(2, 20);
  if (t == 40) run.partition({{0, 1}, {2, 3, 4}});
  if (t == 50) run.write(0, 3000);
  if (t == 60 || t == 700) run.write(2, 4);
  if (t == 400) run.heal();
  if (t == 710) run.crash(0);
  if (t == 1500) run.restart(0);
  if (t == 1600) run.write(0, 50000);
}

// Everything that can be seen of the nodes, the writes and the conflicts.
using Outcome = std::tuple<std::vector<std::int64_t>, std::vector<std::uint32_t>,
                           std::vector<VersionVector>, std::vector<std::vector<Time>>,
                           std::vector<std::tuple<Time, bool, bool>>, std::vector<Time>>;

Outcome outcome(const MultiLeader& run) {
  Outcome seen;
  for (NodeId node = 0; node < run.size(); ++node) {
    std::get<0>(seen).push_back(run.value(node));
    for (const Version& version : run.log(node)) {
      std::get<0>(seen).push_back(version.value);
      std::get<5>(seen).push_back(version.had_at);
    }
    for (const Sibling& sibling : run.siblings(node)) std::get<1>(seen).push_back(sibling.write);
    std::get<2>(seen).push_back(run.clock(node));
  }
  for (const WriteRecord& write : run.writes()) {
    std::get<3>(seen).push_back(write.had_at);
    std::get<4>(seen).emplace_back(write.acknowledged_at, write.confirmed, write.lost);
  }
  for (const Conflict& conflict : run.conflicts()) std::get<5>(seen).push_back(conflict.found_at);
  return seen;
}

constexpr ConflictPolicy policies[] = {ConflictPolicy::last_write_wins, ConflictPolicy::crdt,
                                       ConflictPolicy::application};

}  // namespace

TEST_CASE("Whichever message reaches a leader or replica twice, all goes as if it had come once",
          "[replication]") {
  for (const ConflictPolicy policy : policies) {
    for (const Time behind : {Time{0}, milliseconds(7), milliseconds(900)}) {
      testing::for_each_message(
          [&] { return cluster(policy); }, 4000, rough_day,
          [&](MultiLeader& run, auto message) { return run.duplicate(message, behind); },
          [](const MultiLeader& plain, const MultiLeader& disturbed) {
            CHECK(outcome(plain) == outcome(disturbed));
          });
    }
  }
}

TEST_CASE("Whichever message is late or lost between leaders, all agree in the end and count once",
          "[replication]") {
  for (const ConflictPolicy policy : policies) {
    const auto agree = [&](const MultiLeader&, const MultiLeader& run) {
      std::int64_t sum = 0;
      for (const WriteRecord& write : run.writes()) sum += write.confirmed ? write.value : 0;
      for (NodeId node = 0; node < run.size(); ++node) {
        CHECK(run.clock(node) == run.clock(0));
        CHECK(run.value(node) == (policy == ConflictPolicy::crdt ? sum : run.value(0)));
        CHECK(run.siblings(node).size() == run.siblings(0).size());
      }
    };
    for (const Time by : {milliseconds(60), milliseconds(1100)}) {
      testing::for_each_message(
          [&] { return cluster(policy); }, 6000, rough_day,
          [&](MultiLeader& run, auto message) { return run.delay(message, by); }, agree);
    }
    testing::for_each_message([&] { return cluster(policy); }, 6000, rough_day,
                              [&](MultiLeader& run, auto message) { return run.drop(message); },
                              agree);
  }
}

TEST_CASE("Several leaders have settled when each knows that all it serves have what it has",
          "[replication]") {
  MultiLeader cluster(MultiLeaderOptions{}, Generator{1});
  CHECK(cluster.settled());
  cluster.write(0, 1);
  cluster.advance_to(milliseconds(6));
  for (const auto& pulse : cluster.in_flight()) {
    if (pulse.to == 1) cluster.drop(pulse.id);
  }
  cluster.advance_to(milliseconds(400));
  CHECK(cluster.in_flight().empty());
  CHECK_FALSE(cluster.settled());
  cluster.advance_to(milliseconds(1000));
  CHECK(cluster.settled());
  CHECK(cluster.version(1) == 1);
}
