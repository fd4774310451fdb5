#include "replication/replica_set.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "random/distributions.hpp"
#include "replication/lost_writes.hpp"

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinRel;
using simulation::milliseconds;
using simulation::never;
using simulation::seconds;
using Event = ReplicaSetEvent;

namespace {

void pass(ReplicaSet& set, double ms) {
  set.advance_to(set.now() + milliseconds(ms));
}

std::vector<int> kinds(const std::vector<Event>& events) {
  std::vector<int> kinds;
  for (const Event& event : events) kinds.push_back(event.kind);
  return kinds;
}

// Lets it come to rest; returns whether it did within a minute.
bool rests(ReplicaSet& set) {
  const Time end = set.now() + seconds(60);
  while (set.moves() && set.next_happening() < end) set.advance_to(set.next_happening());
  return !set.moves() || set.next_happening() == never;
}

}  // namespace

TEST_CASE("A write is committed, received, applied and answered, each when it must be",
          "[replication]") {
  ReplicaSet set(1);
  CHECK(set.longest_log() == 2);
  CHECK_FALSE(set.moves());
  set.write();
  CHECK(set.latency_by_law() == 10);
  pass(set, 5);
  CHECK(kinds(set.take_events()) == std::vector<int>{Event::committed});
  pass(set, 5);
  CHECK(kinds(set.take_events()) == std::vector<int>{Event::answered});
  CHECK(set.last_own()->latency() == milliseconds(10));
  pass(set, 15);  // half a link from the commit
  CHECK(kinds(set.take_events()) == std::vector<int>{Event::received});
  CHECK(set.applied_share(1, 2) == 0);
  CHECK(rests(set));
  int received = 0, applied = 0;
  for (const Event& event : set.take_events()) {
    received += event.kind == Event::received;
    applied += event.kind == Event::applied;
  }
  CHECK(received == 2);
  CHECK(applied == 3);
  CHECK(set.furthest_behind() == 0);
  CHECK(set.applied_share(3, 2) == 1);
}

TEST_CASE("A replica that is read 20 ms after the write does not have it", "[replication]") {
  ReplicaSet set(1);
  set.write();
  pass(set, 10);
  set.read(2);
  pass(set, 10);
  REQUIRE(set.answered_reads().size() == 1);
  const ReplicaSet::Outcome out = set.outcome(*set.answered_reads()[0]);
  CHECK(out.stale);
  CHECK_FALSE(out.backwards);
  CHECK(out.own == 3);
  CHECK(set.answered_reads()[0]->version == 2);
  CHECK(set.answered_reads()[0]->answered_at - set.origin() == milliseconds(20));
  set.read(0);
  pass(set, 10);
  CHECK_FALSE(set.outcome(*set.answered_reads()[1]).stale);
  set.read(3);
  pass(set, 10);
  CHECK(set.outcome(*set.answered_reads()[2]).backwards);
  CHECK(set.reads_that_are(&ReplicaSet::Outcome::stale) == 2);
  CHECK(set.served(2, set.origin() + milliseconds(15)) != nullptr);
  CHECK(set.served(1, set.origin() + milliseconds(15)) == nullptr);
}

TEST_CASE("A read before its client was told of the write is old, not stale", "[replication]") {
  ReplicaSet set(1);
  set.write();
  set.read(2);
  pass(set, 10);
  CHECK_FALSE(set.outcome(*set.answered_reads()[0]).stale);
}

TEST_CASE("Who waits for the position of its write is never stale, and waits at most a second",
          "[replication]") {
  ReplicaSet set(1);
  set.set_remedy(Remedy::wait_for_position);
  set.write();
  pass(set, 10);
  set.read(3);
  CHECK(rests(set));
  CHECK_FALSE(set.outcome(*set.answered_reads()[0]).stale);
  CHECK(set.answered_reads()[0]->latency() > milliseconds(55));

  set.cut_off_leader(true);
  set.write();
  pass(set, 10);
  set.read(3);
  pass(set, 1009);
  CHECK(set.answered_reads().size() == 1);
  pass(set, 1);
  REQUIRE(set.answered_reads().size() == 2);
  CHECK(set.outcome(*set.answered_reads()[1]).stale);
}

TEST_CASE("The replica with the least lag takes over; what it lacks was confirmed and is lost",
          "[replication]") {
  ReplicaSet set(1);
  set.write();
  pass(set, 20);
  set.take_events();
  set.crash_leader();
  CHECK(set.leader() == 1);
  CHECK(set.lost() == std::vector<std::uint32_t>{3});
  CHECK(kinds(set.take_events()) == std::vector<int>{Event::promoted, Event::lost});
  set.write();
  pass(set, 100);
  set.crash_or_restart(0, true);
  CHECK(rests(set));
  CHECK(set.diverged() == std::vector<std::uint32_t>{3});
  for (NodeId node = 0; node < 4; ++node) CHECK(set.cluster().version(node) == 4);
  set.read(2);
  CHECK(rests(set));
  CHECK(set.told() == 4);
}

TEST_CASE("Nobody leads until somebody is up", "[replication]") {
  ReplicaSet set(1);
  for (NodeId node = 1; node < 4; ++node) set.crash_or_restart(node, false);
  set.crash_leader();
  CHECK_FALSE(set.cluster().up(set.leader()));
  CHECK_FALSE(set.moves());
  set.crash_or_restart(2, true);
  CHECK(set.leader() == 2);
}

TEST_CASE("A leader that is cut off goes on confirming until it is missed", "[replication]") {
  ReplicaSet set(1);
  set.cut_off_leader(true);
  CHECK(set.promotion_comes());
  set.write();
  pass(set, 39);
  CHECK(set.told() == 3);
  CHECK(set.leader() == 0);
  pass(set, 1);
  CHECK(set.leader() == 1);
  CHECK(set.lost() == std::vector<std::uint32_t>{3});
  CHECK(set.cut_off() == NodeId{0});
  set.write();
  pass(set, 100);
  set.cut_off_leader(false);
  CHECK(rests(set));
  CHECK(set.diverged() == std::vector<std::uint32_t>{3});
  CHECK(set.cluster().log(0) == set.cluster().log(1));
}

TEST_CASE("Semi-synchronous, it waits, turns asynchronous after its time-out, and comes back",
          "[replication]") {
  ReplicaSet set(1);
  ReplicaSet::Settings settings;
  settings.mode = ReplicationMode::semi_synchronous;
  set.change(settings);
  for (NodeId node = 1; node < 4; ++node) set.crash_or_restart(node, false);
  set.write();
  CHECK_FALSE(set.latency_by_law());
  pass(set, 9999);
  CHECK(set.waits_for_acks());
  CHECK(set.told() == 0);
  pass(set, 11);
  CHECK(set.told() == 3);
  CHECK(set.last_own()->latency() == seconds(10) + milliseconds(10));
  set.take_events();
  set.crash_or_restart(1, true);
  CHECK(rests(set));
  const auto events = kinds(set.take_events());
  CHECK(std::count(events.begin(), events.end(), int{Event::restored}) == 1);
}

TEST_CASE("Others write at their rate; what a crash loses of that is expected by law",
          "[replication]") {
  double lost = 0, law = 0;
  std::size_t written = 0;
  constexpr int runs = 400;
  for (int run = 0; run < runs; ++run) {
    ReplicaSet set(static_cast<std::uint64_t>(run));
    set.others_write();
    pass(set, 480);
    written += set.cluster().writes().size() - ReplicaSet::writes_before;
    if (!set.others_are_writing()) continue;  // the last one has come: there is no law
    set.crash_leader();
    lost += double(set.lost_last());
    law += set.lost_by_law().value();
  }
  CHECK_THAT(double(written) / runs, WithinRel(0.48 * 60, 0.03));
  CHECK_THAT(lost, WithinRel(law, 0.1));
  ReplicaSet set(1);
  set.burst();
  CHECK(rests(set));
  CHECK(set.cluster().writes().size() == ReplicaSet::writes_before + 10);
}

TEST_CASE("A long transaction holds up what follows it on a replica", "[replication]") {
  ReplicaSet set(1);
  set.write_long();
  set.write();
  pass(set, 224);
  CHECK(set.cluster().lag(1) == 0);
  CHECK(set.cluster().unseen(1) == 2);
  CHECK(set.applied_share(1, 2) > 0.9);
  CHECK(set.applied_share(1, 3) == 0);
  CHECK(set.furthest_behind() == milliseconds(219));
}

TEST_CASE("However time is cut, the same happens", "[replication]") {
  const auto play = [](double step) {
    ReplicaSet set(7);
    std::vector<int> all;
    Generator chance{3};
    for (int i = 0; i < 60; ++i) {
      switch (uniform_below(chance, 7)) {
        case 0:
          set.write();
          break;
        case 1:
          set.read(uniform_below(chance, 4));
          break;
        case 2:
          set.crash_or_restart(uniform_below(chance, 4), bernoulli(chance, 0.6));
          break;
        case 3:
          set.others_write();
          break;
        case 4:
          set.burst();
          break;
        case 5:
          set.cut_off_leader(bernoulli(chance, 0.5));
          break;
        default:
          set.read(std::nullopt);
      }
      for (double gone = 0; gone < 48; gone += step) pass(set, step);
      const auto events = kinds(set.take_events());
      all.insert(all.end(), events.begin(), events.end());
    }
    return all;
  };
  const auto whole = play(48);
  CHECK(whole.size() > 100);
  CHECK(play(1) == whole);
  CHECK(play(16) == whole);
}
