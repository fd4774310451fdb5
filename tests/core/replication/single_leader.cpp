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

TEST_CASE("A semi-synchronous leader waits for as many acknowledgements as it is told",
          "[replication]") {
  for (std::size_t acks = 1; acks <= 4; ++acks) {
    SingleLeaderOptions options;
    options.mode = ReplicationMode::semi_synchronous;
    options.acks = acks;
    SingleLeader leader(options, Generator{1});
    for (NodeId node = 1; node < 5; ++node) {
      leader.network().set_latency(0, node, Latency::constant(milliseconds(10 * node)));
    }
    leader.write(500);
    leader.advance_to(seconds(1));
    CHECK(leader.writes()[0].latency() == milliseconds(50 + 10 * double(acks)));
  }
}

TEST_CASE("As MySQL does, it turns asynchronous after 10 s and back when a replica has caught up",
          "[replication]") {
  CHECK(mysql_ack_timeout == seconds(10));
  SingleLeaderOptions options;
  options.mode = ReplicationMode::semi_synchronous;
  options.ack_timeout = mysql_ack_timeout;
  SingleLeader leader(options, Generator{1});
  leader.partition({{0}, {1, 2, 3, 4}});
  leader.write(1);
  leader.advance_to(seconds(4));
  leader.write(2);
  leader.advance_to(seconds(10));
  CHECK_FALSE(leader.degraded());
  leader.advance_to(seconds(10) + milliseconds(5));
  CHECK(leader.degraded());
  leader.write(3);
  leader.advance_to(seconds(20));
  // The first waits all the time, the second is answered with it, the third does not wait.
  CHECK(leader.writes()[0].latency() == seconds(10) + milliseconds(10));
  CHECK(leader.writes()[1].latency() == seconds(6) + milliseconds(10));
  CHECK(leader.writes()[2].latency() == milliseconds(10));
  leader.heal();
  leader.advance_to(leader.now() + milliseconds(79));
  CHECK(leader.degraded());
  leader.advance_to(leader.now() + milliseconds(1));
  CHECK_FALSE(leader.degraded());
  leader.write(4);
  leader.advance_to(seconds(30));
  CHECK(leader.writes()[3].latency() == milliseconds(90));
}

TEST_CASE("With a time-out a semi-synchronous failover can lose confirmed writes too",
          "[replication]") {
  for (const Time timeout : {milliseconds(500), never}) {
    SingleLeaderOptions options;
    options.mode = ReplicationMode::semi_synchronous;
    options.ack_timeout = timeout;
    SingleLeader leader(options, Generator{1});
    leader.partition({{0}, {1, 2, 3, 4}});
    leader.write(1);
    leader.advance_to(seconds(1));
    leader.crash(0);
    const Failover failover = leader.fail_over().value();
    CHECK(failover.lost_confirmed.size() == (timeout == never ? 0 : 1));
    CHECK(failover.lost_unconfirmed.size() == (timeout == never ? 1 : 0));
    CHECK_FALSE(leader.degraded());
  }
}

TEST_CASE("What comes back with the old leader has diverged, and is dropped", "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.write(1);
  leader.advance_to(seconds(1));
  leader.partition({{0}, {1, 2, 3, 4}});
  leader.write(2);
  leader.write(3);
  leader.advance_to(seconds(2));
  leader.crash(0);
  CHECK(leader.fail_over()->lost_confirmed == std::vector<std::uint32_t>{2, 3});
  CHECK(leader.diverged(0).empty());  // nobody has written otherwise yet
  leader.write(4);
  leader.advance_to(seconds(3));
  CHECK(leader.diverged(0) == std::vector<std::uint32_t>{2, 3});
  CHECK(leader.diverged(2).empty());
  CHECK(leader.dropped().empty());
  leader.heal();
  leader.restart(0);
  leader.advance_to(seconds(4));
  REQUIRE(leader.dropped().size() == 1);
  CHECK(leader.dropped()[0].node == 0);
  CHECK(leader.dropped()[0].writes == std::vector<std::uint32_t>{2, 3});
  CHECK(leader.dropped()[0].at == seconds(3) + milliseconds(40));
  CHECK(leader.diverged(0).empty());
  CHECK(leader.log(0) == leader.log(leader.leader()));
}

TEST_CASE("A leader that is up but cut off can be deposed, one that is reached cannot",
          "[replication]") {
  // As at GitHub on 21 October 2018: a cut of 43 s, a new leader elected on the other side.
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  CHECK_FALSE(leader.depose());
  leader.write(1);
  leader.advance_to(seconds(1));
  leader.partition({{0, 1}, {2, 3, 4}});
  CHECK_FALSE(leader.depose());
  leader.partition({{0}, {1, 2, 3, 4}});
  leader.write(2);
  leader.advance_to(seconds(2));
  const Failover failover = leader.depose().value();
  CHECK(failover.old_leader == 0);
  CHECK(failover.new_leader == 1);
  CHECK(failover.lost_confirmed == std::vector<std::uint32_t>{2});
  leader.write(3);
  leader.advance_to(seconds(44));
  CHECK(leader.diverged(0) == std::vector<std::uint32_t>{2});
  CHECK(leader.up(0));
  leader.heal();
  leader.advance_to(seconds(45));
  for (NodeId node = 0; node < 5; ++node) CHECK(leader.value(node) == 3);
  CHECK(leader.dropped().size() == 1);
}

TEST_CASE("A read sees what its node has applied when it arrives", "[replication]") {
  SingleLeaderOptions options;
  options.apply = Latency::constant(milliseconds(20));
  SingleLeader leader(options, Generator{1});
  leader.write(500);  // at the leader at 5 ms, at replicas at 45, seen at 65
  leader.advance_to(milliseconds(20));
  leader.read(1);  // arrives at 25 ms
  leader.read(0);
  leader.advance_to(milliseconds(55));
  CHECK(leader.version(1) == 1);
  CHECK(leader.visible_version(1) == 0);
  CHECK(leader.visible_value(1) == 0);
  CHECK(leader.applied(1) == 0);
  CHECK(leader.visible_at(1, 1) == milliseconds(65));
  CHECK(leader.visible_at(0, 1) == milliseconds(5));
  CHECK(leader.visible_at(1, 2) == never);
  CHECK(leader.lag_time(1) == milliseconds(50));
  CHECK(leader.lag_time(0) == 0);
  leader.read(1);  // arrives at 60 ms
  leader.advance_to(milliseconds(60));
  leader.read(1);  // arrives at 65 ms
  leader.advance_to(seconds(1));
  CHECK(leader.lag_time(1) == 0);
  const std::uint32_t seen[] = {0, 1, 0, 1};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(leader.reads()[i].version == seen[i]);
    CHECK(leader.reads()[i].value == (seen[i] == 1 ? 500 : 0));
    CHECK(leader.reads()[i].latency() == milliseconds(10));
    CHECK(leader.reads()[i].waited() == 0);
    CHECK(leader.reads()[i].satisfied);
  }
}

TEST_CASE("A read waits for the write that it needs, as long as it has patience", "[replication]") {
  SingleLeaderOptions options;
  options.apply = Latency::constant(milliseconds(20));
  SingleLeader leader(options, Generator{1});
  leader.write(1);  // seen by replicas at 65 ms
  leader.read(1, 1);
  leader.read(2, 1, milliseconds(10));
  leader.read(3, 1, milliseconds(300));
  leader.advance_to(milliseconds(50));
  leader.read(4, 1);  // arrives at 55 ms: the write is there, not applied
  leader.advance_to(milliseconds(65));
  leader.read(4, 1);  // needs not wait
  leader.advance_to(seconds(1));
  const Time waited[] = {milliseconds(60), milliseconds(10), milliseconds(60), milliseconds(10), 0};
  const bool satisfied[] = {true, false, true, true, true};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(leader.reads()[i].waited() == waited[i]);
    CHECK(leader.reads()[i].latency() == waited[i] + milliseconds(10));
    CHECK(leader.reads()[i].satisfied == satisfied[i]);
    CHECK(leader.reads()[i].version == (satisfied[i] ? 1u : 0u));
  }
  CHECK_THROWS_AS(leader.read(1, 2), std::invalid_argument);
  CHECK_THROWS_AS(leader.read(1, 1, -1), std::invalid_argument);
  CHECK_THROWS_AS(leader.read(5), std::out_of_range);
}

TEST_CASE("A long transaction holds up all that follow it on a replica, not on the leader",
          "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.write(1, seconds(5));
  leader.write(2);
  leader.advance_to(seconds(3));
  CHECK(leader.visible_version(0) == 2);
  CHECK(leader.visible_version(1) == 0);
  CHECK(leader.lag(1) == 0);
  CHECK(leader.lag_time(1) == seconds(3) - milliseconds(5));
  leader.advance_to(seconds(5) + milliseconds(45));
  CHECK(leader.visible_version(1) == 2);
}

TEST_CASE("A node that crashes answers no read and applies what was left when it is back",
          "[replication]") {
  SingleLeaderOptions options;
  options.apply = Latency::constant(seconds(1));
  SingleLeader leader(options, Generator{1});
  leader.write(1);
  leader.read(1, 1);
  leader.advance_to(milliseconds(500));
  leader.crash(1);
  leader.advance_to(seconds(5));
  CHECK(leader.reads()[0].latency() == never);
  CHECK(leader.visible_version(1) == 0);
  leader.restart(1);
  leader.advance_to(seconds(6) - 1);
  CHECK(leader.visible_version(1) == 0);
  leader.advance_to(seconds(6));
  CHECK(leader.visible_version(1) == 1);
  CHECK(leader.reads()[0].latency() == never);
}

TEST_CASE("Reads come out the same whichever message arrives twice, and however time is cut",
          "[replication]") {
  const auto start = [] {
    SingleLeaderOptions options;
    options.mode = ReplicationMode::semi_synchronous;
    options.acks = 2;
    options.ack_timeout = milliseconds(300);
    options.apply = Latency::exponential(milliseconds(1), milliseconds(20));
    return SingleLeader(options, Generator{9});
  };
  const auto day = [](SingleLeader& run, int t) {
    rough_day(run, t);
    if (t % 50 == 20 && !run.writes().empty()) {
      run.read(static_cast<NodeId>(t / 50 % 5), run.writes().back().number, milliseconds(100));
    }
  };
  const auto answers = [](const SingleLeader& run) {
    std::vector<std::tuple<Time, std::uint32_t, bool>> all;
    for (const NodeRead& read : run.reads()) {
      all.emplace_back(read.answered_at, read.version, read.satisfied);
    }
    return all;
  };
  testing::for_each_message(
      start, 2500, day,
      [](SingleLeader& run, auto message) { return run.duplicate(message, milliseconds(7)); },
      [&](const SingleLeader& plain, const SingleLeader& disturbed) {
        CHECK(Outcome(plain) == Outcome(disturbed));
        CHECK(answers(plain) == answers(disturbed));
      });
  SingleLeader coarse = start(), fine = start();
  for (int t = 0; t < 2500; ++t) {
    coarse.advance_to(milliseconds(t));
    for (Time step = fine.now(); step < milliseconds(t); step += 130) fine.advance_to(step);
    fine.advance_to(milliseconds(t));
    day(coarse, t);
    day(fine, t);
  }
  CHECK(Outcome(coarse) == Outcome(fine));
  CHECK(answers(coarse) == answers(fine));
}

TEST_CASE("A single leader refuses acknowledgements that cannot come", "[replication]") {
  SingleLeaderOptions options;
  options.acks = 5;
  CHECK_THROWS_AS(SingleLeader(options, Generator{1}), std::invalid_argument);
  options.acks = 0;
  CHECK_THROWS_AS(SingleLeader(options, Generator{1}), std::invalid_argument);
  options.acks = 4;
  options.ack_timeout = 0;
  CHECK_THROWS_AS(SingleLeader(options, Generator{1}), std::invalid_argument);
}

TEST_CASE("Other rules hold from now on, and answer what waits if that is enough",
          "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::synchronous);
  leader.crash(4);
  leader.write(1);
  leader.advance_to(seconds(1));
  CHECK(leader.writes()[0].latency() == never);
  leader.change(ReplicationMode::semi_synchronous, 3, milliseconds(100));
  leader.advance_to(seconds(2));
  CHECK(leader.writes()[0].latency() == seconds(1) + milliseconds(5));
  leader.crash(3);
  leader.write(2);
  leader.advance_to(seconds(2) + milliseconds(90));
  leader.change(ReplicationMode::semi_synchronous, 3, milliseconds(200));  // begins anew
  leader.advance_to(seconds(2) + milliseconds(289));
  CHECK_FALSE(leader.degraded());
  leader.advance_to(seconds(3));
  CHECK(leader.degraded());
  CHECK(leader.writes()[1].latency() == milliseconds(295));
  leader.change(ReplicationMode::synchronous, 1, never);
  CHECK_FALSE(leader.degraded());
  leader.write(3);
  leader.advance_to(seconds(5));
  CHECK(leader.writes()[2].latency() == never);
  leader.change(ReplicationMode::asynchronous, 1, never);
  leader.advance_to(seconds(6));
  CHECK(leader.writes()[2].latency() == seconds(2) + milliseconds(5));
  CHECK_THROWS_AS(leader.change(ReplicationMode::asynchronous, 5, never), std::invalid_argument);
}

TEST_CASE("What a replica's readers do not see is counted; it takes as long as it is told to apply",
          "[replication]") {
  SingleLeader leader = cluster(ReplicationMode::asynchronous);
  leader.set_apply(Latency::constant(milliseconds(100)));
  leader.write(1);
  leader.write(2);
  leader.advance_to(milliseconds(60));  // received
  CHECK(leader.lag(1) == 0);
  CHECK(leader.unseen(1) == 2);
  CHECK(leader.unseen(0) == 0);
  leader.advance_to(milliseconds(145));
  CHECK(leader.unseen(1) == 1);
  CHECK(leader.lag_time(1) == milliseconds(140));
  leader.advance_to(milliseconds(245));
  CHECK(leader.unseen(1) == 0);
}
