#include "replication/remedies.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

#include "lag/lindley.hpp"
#include "lag/session_guarantees.hpp"
#include "random/distributions.hpp"
#include "replication/single_leader.hpp"

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using simulation::Latency;
using simulation::milliseconds;
using simulation::seconds;

namespace {

struct Outcome {
  std::size_t missed = 0, backwards = 0, at_leader = 0;
  Time waited = 0, latency = 0;
};

// A client that writes now and then and reads often, of replicas that lag unevenly.
Outcome live(Remedy remedy, Time window) {
  SingleLeaderOptions options;
  options.nodes = 4;
  options.apply = Latency::exponential(0, milliseconds(15));
  SingleLeader database(options, Generator{370});
  database.network().set_latency(0, 3, Latency::constant(milliseconds(150)));
  Session session(remedy, 1, window);
  Generator chance{371};
  const NodeId replicas[] = {1, 2, 3};
  History history;
  Outcome outcome;
  constexpr int rounds = 1000;
  for (int round = 0; round < rounds; ++round) {
    if (round % 5 == 0) {
      const std::uint32_t write = database.write(round);
      while (database.writes().back().latency() == simulation::never) {
        database.advance_to(database.now() + milliseconds(1));
      }
      session.wrote(write, database.now());
      history.push_back({Operation::write, 1, "x", write});
    }
    const Session::Plan plan =
        session.next_read(database.leader(), replicas, chance, database.now());
    outcome.at_leader += plan.node == 0;
    database.read(plan.node, plan.needs);
    while (database.reads().back().latency() == simulation::never) {
      database.advance_to(database.now() + milliseconds(1));
    }
    const NodeRead& read = database.reads().back();
    session.saw(read.version);
    history.push_back({Operation::read, 1, "x", read.version});
    outcome.waited += read.waited();
    outcome.latency += read.latency();
    database.advance_to(database.now() + milliseconds(5));
  }
  outcome.missed = read_your_writes_violations(history).size();
  outcome.backwards = monotonic_reads_violations(history).size();
  return outcome;
}

}  // namespace

TEST_CASE("Each remedy keeps what it promises, at its price", "[replication]") {
  const Outcome none = live(Remedy::none, 0);
  CHECK(none.missed > 100);
  CHECK(none.backwards > 50);
  CHECK(none.at_leader == 0);
  CHECK(none.waited == 0);

  const Outcome leader = live(Remedy::leader, 0);
  CHECK(leader.missed == 0);
  CHECK(leader.backwards == 0);
  CHECK(leader.at_leader == 1000);
  CHECK(leader.waited == 0);

  // The slowest replica has every write within 400 ms, not within 20.
  const Outcome window = live(Remedy::leader_after_write, milliseconds(400));
  CHECK(window.missed == 0);
  const Outcome short_window = live(Remedy::leader_after_write, milliseconds(20));
  CHECK(short_window.missed > 20);
  CHECK(short_window.at_leader < window.at_leader);

  const Outcome wait = live(Remedy::wait_for_position, 0);
  CHECK(wait.missed == 0);
  CHECK(wait.backwards == 0);
  CHECK(wait.at_leader == 0);
  CHECK(wait.waited > seconds(5));
  CHECK(wait.latency == wait.waited + 1000 * milliseconds(10));

  const Outcome stays = live(Remedy::one_replica, 0);
  CHECK(stays.missed > 50);
  CHECK(stays.backwards == 0);
  CHECK(stays.waited == 0);
}

TEST_CASE("Waiting for a position takes as long as the apply queue's law says", "[replication]") {
  Generator chance{372};
  const ApplyLoad load{80, 100};
  std::vector<double> gaps, services;
  for (int i = 0; i < 1200000; ++i) {
    gaps.push_back(exponential(chance, load.commit_rate));
    services.push_back(exponential(chance, load.apply_rate));
  }
  const std::vector<double> waits = lindley_waits(gaps, services);
  for (const double after : {0.0, 0.02, 0.1}) {
    double waited = 0, must = 0;
    for (std::size_t i = 0; i < waits.size(); ++i) {
      const double left = waits[i] + services[i] - after;
      waited += std::max(0.0, left);
      must += left > 0;
    }
    const auto count = static_cast<double>(waits.size());
    CHECK_THAT(waited / count, WithinAbs(mean_position_wait(load, after), 0.0015));
    CHECK_THAT(must / count, WithinAbs(position_wait_probability(load, after), 0.012));
  }
  CHECK(std::isinf(mean_position_wait({100, 100}, 1)));
  CHECK_THROWS_AS(mean_position_wait({-1, 100}, 1), std::out_of_range);
}

TEST_CASE("A client that writes at random reads from the leader as often as the law says",
          "[replication]") {
  Generator chance{373};
  Session session(Remedy::leader_after_write, 1, seconds(2));
  const NodeId replicas[] = {1};
  double at = 0, next_write = exponential(chance, 0.3);
  int at_leader = 0;
  constexpr int reads = 40000;
  for (int i = 0; i < reads; ++i) {
    at += 0.5;
    for (; next_write < at; next_write += exponential(chance, 0.3)) {
      session.wrote(1, seconds(next_write));
    }
    at_leader += session.next_read(0, replicas, chance, seconds(at)).node == 0;
  }
  CHECK_THAT(at_leader / double{reads}, WithinAbs(leader_read_share(0.3, 2), 0.015));
  CHECK(leader_read_share(0, 60) == 0);
  CHECK_THROWS_AS(leader_read_share(-1, 60), std::out_of_range);
  CHECK_THROWS_AS(leader_read_share(1, INFINITY), std::out_of_range);
  CHECK_THROWS_AS(session.next_read(0, {}, chance, 0), std::invalid_argument);
}
