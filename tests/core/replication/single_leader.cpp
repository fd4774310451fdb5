#include "replication/single_leader.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <set>
#include <stdexcept>
#include <tuple>

#include "../simulation/disturbed.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::Latency;
using simulation::milliseconds;
using simulation::never;
using simulation::seconds;

namespace {

SingleLeader cluster(ReplicationMode mode) {
  SingleLeaderOptions options;
  options.mode = mode;
  return {options, Generator{1}};
}

}  // namespace

TEST_CASE("The client waits for no replica, one replica or all of them", "[replication]") {
  // Client link 5 ms, links 40 ms but one of 10 ms and one of 90 ms.
  const auto latency = [](ReplicationMode mode) {
    SingleLeader leader = cluster(mode);
    leader.network().set_latency(0, 3, Latency::constant(milliseconds(10)));
    leader.network().set_latency(0, 4, Latency::constant(milliseconds(90)));
    leader.write(500);
    leader.advance_to(seconds(1));
    CHECK(leader.writes()[0].everywhere_at() == milliseconds(5 + 90));
    return leader.writes()[0].latency();
  };
  CHECK(latency(ReplicationMode::asynchronous) == milliseconds(5 + 5));
  CHECK(latency(ReplicationMode::semi_synchronous) == milliseconds(5 + 10 + 40 + 5));
  CHECK(latency(ReplicationMode::synchronous) == milliseconds(5 + 90 + 40 + 5));
}

TEST_CASE("With one leader a write costs what the law says", "[replication]") {
  for (const ReplicationMode mode :
       {ReplicationMode::asynchronous, ReplicationMode::semi_synchronous,
        ReplicationMode::synchronous}) {
    SingleLeader leader = cluster(mode);
    CHECK_FALSE(leader.figures());
    for (NodeId node = 1; node < 5; ++node) {
      leader.network().set_latency(0, node, Latency::constant(milliseconds(17 * node)));
      leader.network().set_latency(node, 0, Latency::constant(milliseconds(60 - 7 * node)));
    }
    leader.write(500);
    leader.advance_to(seconds(1));
    CHECK(leader.law().latency_ms == leader.figures()->latency_ms);
    CHECK(leader.law().everywhere_ms == leader.figures()->everywhere_ms);
    CHECK_THAT(*leader.law().stale_share,
               Catch::Matchers::WithinAbs(*leader.figures()->stale_share, 1e-12));
    for (NodeId node = 0; node < 5; ++node) CHECK(leader.acked(node));
  }
}

TEST_CASE("Every node ends with the leader's log, value and version", "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  CHECK(leader.version(3) == 0);
  CHECK(leader.value(3) == 0);
  leader.write(500);
  leader.advance_to(milliseconds(20));
  leader.write(750);
  leader.advance_to(milliseconds(50));
  CHECK(leader.value(0) == 750);
  CHECK(leader.value(1) == 500);
  CHECK(leader.lag(1) == 1);
  leader.advance_to(seconds(1));
  for (NodeId node = 0; node < 5; ++node) {
    CHECK(leader.log(node) == leader.log(0));
    CHECK(leader.version(node) == 2);
    CHECK(leader.value(node) == 750);
    CHECK(leader.lag(node) == 0);
    CHECK(leader.role(node) == (node == 0 ? Role::leader : Role::replica));
  }
}

TEST_CASE("One write costs a message there and one back for each replica and the client",
          "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.write(500);
  CHECK(leader.in_flight().size() == 1);
  CHECK(leader.in_flight()[0].from == leader.client());
  CHECK(leader.in_flight()[0].kind == SingleLeaderMessage::Kind::write);
  leader.advance_to(milliseconds(5));
  CHECK(leader.in_flight().size() == 5);
  leader.advance_to(milliseconds(45));
  CHECK(leader.in_flight().size() == 4);
  CHECK(leader.in_flight()[0].kind == SingleLeaderMessage::Kind::ack);
  leader.advance_to(seconds(100));
  CHECK(leader.in_flight().empty());
  CHECK(leader.messages_sent() == 10);
}

TEST_CASE("Asynchronous replicas serve stale reads until they have the write", "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.write(500);
  leader.advance_to(seconds(1));
  // Acknowledged at 10 ms, on four of five nodes at 45 ms.
  CHECK_THAT(leader.writes()[0].stale_reads(1000, leader.now()),
             Catch::Matchers::WithinRel(35 * 4.0 / 5, 1e-9));
  SingleLeader careful = cluster(ReplicationMode::synchronous);
  careful.write(500);
  careful.advance_to(seconds(1));
  CHECK(careful.writes()[0].stale_reads(1000, careful.now()) == 0);
}

TEST_CASE("A synchronous write waits for a node that is down, a semi-synchronous one does not",
          "[replication]") {
  SingleLeader careful = cluster(ReplicationMode::synchronous);
  SingleLeader relaxed = cluster(ReplicationMode::semi_synchronous);
  for (SingleLeader* leader : {&careful, &relaxed}) {
    leader->crash(2);
    leader->write(500);
    leader->advance_to(seconds(3));
  }
  CHECK(careful.writes()[0].latency() == never);
  CHECK(relaxed.writes()[0].latency() == milliseconds(90));
  careful.restart(2);
  careful.advance_to(seconds(4));
  CHECK(careful.writes()[0].latency() == seconds(3) + milliseconds(40 + 40 + 5));
}

TEST_CASE("Loss and jitter delay the log but never reorder or lose it", "[replication]") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SingleLeaderOptions options;
    options.loss = 0.3;
    options.link = Latency::exponential(milliseconds(5), milliseconds(60));
    SingleLeader leader(options, Generator{seed});
    for (int i = 1; i <= 50; ++i) {
      leader.write(i);
      leader.advance_to(milliseconds(20 * i));
      for (NodeId node = 1; node < 5; ++node) {
        for (std::size_t index = 0; index < leader.log(node).size(); ++index) {
          REQUIRE(leader.log(node)[index] == leader.log(0)[index]);
        }
      }
    }
    leader.advance_to(seconds(60));
    for (NodeId node = 1; node < 5; ++node) REQUIRE(leader.log(node) == leader.log(0));
    REQUIRE(leader.log(0).size() == 50);
  }
}

TEST_CASE("A partitioned replica lags and catches up when the network heals", "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.partition({{0, 1, 2}, {3, 4}});
  for (int i = 0; i < 10; ++i) leader.write(i);
  leader.advance_to(seconds(100));
  CHECK(leader.lag(2) == 0);
  CHECK(leader.lag(3) == 10);
  CHECK(leader.writes()[9].latency() == milliseconds(10));
  leader.heal();
  leader.advance_to(seconds(100) + milliseconds(40));
  CHECK(leader.lag(3) == 0);
}

TEST_CASE("An asynchronous failover takes the replica with the least lag and loses what it lacks",
          "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.network().set_latency(0, 3, Latency::constant(milliseconds(10)));
  leader.write(1);
  leader.advance_to(milliseconds(30));
  leader.write(2);
  leader.advance_to(milliseconds(46));
  leader.write(3);
  leader.advance_to(milliseconds(56));
  CHECK_FALSE(leader.fail_over());  // the leader is up
  // Node 3 has writes 1 and 2, the others write 1; writes 2 and 3 are acknowledged.
  leader.crash(0);
  leader.advance_to(milliseconds(57));
  const Failover failover = leader.fail_over().value();
  CHECK(failover.old_leader == 0);
  CHECK(failover.new_leader == 3);
  CHECK(failover.lost_confirmed == std::vector<std::uint32_t>{3});
  CHECK(failover.lost_unconfirmed.empty());
  CHECK(leader.role(3) == Role::leader);
  CHECK(leader.writes()[2].lost);
  leader.write(4);
  leader.advance_to(seconds(1));
  leader.restart(0);
  leader.advance_to(seconds(2));
  for (NodeId node = 0; node < 5; ++node) {
    CHECK(leader.log(node) == leader.log(3));
    CHECK(leader.value(node) == 4);
  }
  CHECK(leader.log(0).size() == 3);
}

TEST_CASE("A failover never loses a confirmed write unless the leader answered too early",
          "[replication]") {
  Generator chance{72};
  std::size_t lost_asynchronously = 0;
  for (const ReplicationMode mode :
       {ReplicationMode::asynchronous, ReplicationMode::semi_synchronous,
        ReplicationMode::synchronous}) {
    for (int trial = 0; trial < 300; ++trial) {
      SingleLeaderOptions options;
      options.mode = mode;
      options.link = Latency::exponential(milliseconds(2), milliseconds(30));
      options.loss = 0.1;
      SingleLeader leader(options, chance.split());
      for (int i = 0; i < 20; ++i) {
        leader.write(i);
        leader.advance_to(leader.now() + milliseconds(uniform_below(chance, 20)));
      }
      leader.crash(0);
      const Failover failover = leader.fail_over().value();
      if (mode == ReplicationMode::asynchronous) {
        lost_asynchronously += failover.lost_confirmed.size();
      } else {
        REQUIRE(failover.lost_confirmed.empty());
      }
      leader.advance_to(leader.now() + seconds(30));
      for (NodeId node = 1; node < 5; ++node) {
        REQUIRE(leader.log(node) == leader.log(leader.leader()));
      }
    }
  }
  CHECK(lost_asynchronously > 300);
}

TEST_CASE("Without a live replica there is no failover", "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  for (NodeId node = 0; node < 5; ++node) leader.crash(node);
  CHECK_FALSE(leader.fail_over());
}

TEST_CASE("Single-leader replication refuses what is no cluster", "[replication]") {
  SingleLeaderOptions alone;
  alone.nodes = 1;
  CHECK_THROWS_AS(SingleLeader(alone, Generator{1}), std::invalid_argument);
  SingleLeaderOptions hasty;
  hasty.retry_interval = 0;
  CHECK_THROWS_AS(SingleLeader(hasty, Generator{1}), std::invalid_argument);
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  CHECK_THROWS_AS(leader.crash(5), std::out_of_range);
  CHECK_THROWS_AS(leader.restart(5), std::out_of_range);
  CHECK_THROWS_AS(leader.log(5), std::out_of_range);
  CHECK_THROWS_AS(leader.partition({{5}}), std::out_of_range);
}

namespace {

// Writes while a replica is cut off, a leader that fails, another that comes back.
void rough_day(SingleLeader& run, int t) {
  if (t == 0 || t == 30 || t == 45 || t == 700 || t == 1800) run.write(100 + t);
  if (t == 40) run.partition({{0, 1, 2, 3}, {4}});
  if (t == 300) run.heal();
  if (t == 720) run.crash(0);
  if (t == 800) run.fail_over();
  if (t == 1500) run.restart(0);
}

struct Outcome {
  std::vector<std::vector<LogEntry>> logs;
  std::vector<std::tuple<Time, bool, bool, std::vector<Time>>> writes;

  explicit Outcome(const SingleLeader& run) {
    for (NodeId node = 0; node < run.size(); ++node) logs.push_back(run.log(node));
    for (const WriteRecord& write : run.writes()) {
      writes.emplace_back(write.acknowledged_at, write.confirmed, write.lost, write.had_at);
    }
  }
  bool operator==(const Outcome&) const = default;
};

}  // namespace

TEST_CASE("Whichever message arrives twice, all goes as if it had arrived once", "[replication]") {
  for (const auto mode : {ReplicationMode::asynchronous, ReplicationMode::semi_synchronous,
                          ReplicationMode::synchronous}) {
    for (const Time behind : {Time{0}, milliseconds(7), milliseconds(900)}) {
      testing::for_each_message(
          [&] { return cluster(mode); }, 4000, rough_day,
          [&](SingleLeader& run, auto message) { return run.duplicate(message, behind); },
          [](const SingleLeader& plain, const SingleLeader& disturbed) {
            CHECK(Outcome(plain) == Outcome(disturbed));
          });
    }
  }
}

TEST_CASE("Whichever message is late or lost, the nodes agree in the end, on each write once",
          "[replication]") {
  const auto agree = [](const SingleLeader&, const SingleLeader& run) {
    for (NodeId node = 0; node < run.size(); ++node) {
      CHECK(run.log(node) == run.log(run.leader()));
    }
    std::set<std::uint32_t> seen;
    for (const LogEntry& entry : run.log(run.leader())) CHECK(seen.insert(entry.write).second);
    for (const WriteRecord& write : run.writes()) {
      if (write.confirmed && !write.lost) CHECK(seen.count(write.number) == 1);
    }
  };
  for (const auto mode : {ReplicationMode::asynchronous, ReplicationMode::synchronous}) {
    for (const Time by : {milliseconds(60), milliseconds(1100)}) {
      testing::for_each_message(
          [&] { return cluster(mode); }, 6000, rough_day,
          [&](SingleLeader& run, auto message) { return run.delay(message, by); }, agree);
    }
    testing::for_each_message([&] { return cluster(mode); }, 6000, rough_day,
                              [&](SingleLeader& run, auto message) { return run.drop(message); },
                              agree);
  }
}

TEST_CASE("A copy of a write that a failover threw away does not come back", "[replication]") {
  SingleLeader run = cluster(ReplicationMode::asynchronous);
  run.write(500);
  run.duplicate(1, seconds(20));
  run.partition({{0}, {1, 2, 3, 4}});
  run.advance_to(milliseconds(10));
  run.crash(0);
  REQUIRE(run.fail_over()->lost_confirmed == std::vector<std::uint32_t>{1});
  run.heal();
  run.restart(0);
  run.advance_to(seconds(10));
  for (const NodeId node : {1u, 2u, 3u, 4u}) run.crash(node);
  REQUIRE(run.fail_over()->new_leader == 0);
  run.advance_to(seconds(30));
  CHECK(run.log(0).empty());
}

TEST_CASE("A single leader has settled when nobody it reaches is behind", "[replication]") {
  SingleLeader cluster(SingleLeaderOptions{}, Generator{1});
  CHECK(cluster.settled());
  cluster.write(1);
  CHECK_FALSE(cluster.settled());
  cluster.advance_to(milliseconds(20));
  for (const auto& pulse : cluster.in_flight()) {
    if (pulse.to == 1) cluster.drop(pulse.id);
  }
  cluster.advance_to(milliseconds(400));
  // Nothing is under way, but what was dropped will be sent again.
  CHECK(cluster.in_flight().empty());
  CHECK_FALSE(cluster.settled());
  cluster.crash(1);
  CHECK(cluster.settled());
  cluster.restart(1);
  cluster.advance_to(milliseconds(600));
  CHECK(cluster.settled());
  CHECK(cluster.version(1) == 1);
}
