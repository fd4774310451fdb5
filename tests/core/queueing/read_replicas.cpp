#include "queueing/read_replicas.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "queueing/erlang.hpp"
#include "queueing/read_ceiling.hpp"
#include "queueing/two_choices.hpp"

using namespace distributed;
using namespace distributed::queueing;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using simulation::milliseconds;
using simulation::seconds;

namespace {

// Servers of 1000 a second each behind a leader that has nothing to do.
ReadReplicasOptions readers_only(std::uint32_t replicas, double rate, Routing routing) {
  ReadReplicasOptions options;
  options.traffic = {rate};
  options.read_share = 1;
  options.replicas = replicas;
  options.routing = routing;
  return options;
}

// What `measured` seconds bring, once `settling` have passed.
Tally measure(ReadReplicas& database, double settling, double measured) {
  database.advance_to(database.now() + seconds(settling));
  database.take_tally();
  database.advance_to(database.now() + seconds(measured));
  return database.take_tally();
}

Tally measure(const ReadReplicasOptions& options, double settling, double measured,
              std::uint64_t seed) {
  ReadReplicas database(options, Generator{seed});
  return measure(database, settling, measured);
}

// All that a run came to, to compare two of them.
std::vector<std::uint64_t> outcome(const ReadReplicas& database) {
  const Tally tally = database.tally();
  std::vector<std::uint64_t> all{tally.sent,         tally.reads,          tally.writes,
                                 tally.stale,        tally.failed,         tally.attempts,
                                 tally.wasted,       tally.refused,        tally.timeouts,
                                 tally.microseconds, database.committed(), database.waiting()};
  for (std::uint32_t node = 0; node < database.nodes(); ++node) {
    all.push_back(database.applied(node));
    all.push_back(database.server(node).length());
    all.push_back(static_cast<std::uint64_t>(database.server(node).busy_time(database.now())));
  }
  return all;
}

}  // namespace

TEST_CASE("One server under load at random is the M/M/1 queue, its 99th percentile too",
          "[queueing]") {
  const ServerPool pool{800, 1000, 1};
  // Over twenty seeds the mean is 5.02 +- 0.02 ms for 5, the percentile 23.2 +- 0.2 ms for 23.03.
  const Tally tally = measure(readers_only(1, 800, Routing::random), 5, 1500, 330);
  CHECK_THAT(tally.throughput(), WithinRel(800.0, 0.01));
  CHECK_THAT(tally.mean_ms(), WithinRel(1e3 * mean_time(pool), 0.04));
  CHECK_THAT(tally.latencies.quantile(0.99), WithinRel(1e3 * time_quantile(pool, 0.99), 0.06));
}

TEST_CASE("Servers with one line take as long as Erlang's formula says", "[queueing]") {
  std::uint64_t seed = 331;
  for (const std::uint32_t servers : {2u, 3u, 5u, 10u, 20u}) {
    const ServerPool pool{800.0 * servers, 1000, servers};
    const Tally tally = measure(readers_only(servers, 800.0 * servers, Routing::one_queue), 2,
                                300.0 / servers, seed++);
    CHECK_THAT(tally.mean_ms(), WithinRel(1e3 * mean_time(pool), 0.04));
    CHECK_THAT(tally.latencies.quantile(0.99), WithinRel(1e3 * time_quantile(pool, 0.99), 0.06));
    CHECK_THAT(tally.latencies.probability_within(2),
               WithinAbs(1 - time_exceeds_probability(pool, 0.002), 0.015));
  }
}

TEST_CASE("Two choices take as long as the supermarket model says, one choice far longer",
          "[queueing]") {
  for (const double load : {0.5, 0.9}) {
    const Tally two = measure(readers_only(100, 1e5 * load, Routing::two_choices), 0.5, 2, 337);
    const Tally one = measure(readers_only(100, 1e5 * load, Routing::random), 0.5, 2, 338);
    CHECK_THAT(two.mean_ms(), WithinRel(mean_time_of_choices(load, 2), 0.04));
    CHECK_THAT(one.mean_ms(), WithinRel(mean_time_of_choices(load, 1), 0.1));
  }
}

TEST_CASE(
    "Who knows of the lines waits less: one queue, least connections, two choices, turns, "
    "random, in this order",
    "[queueing]") {
  double last = 0;
  for (const Routing routing : {Routing::one_queue, Routing::least_connections,
                                Routing::two_choices, Routing::round_robin, Routing::random}) {
    const double mean = measure(readers_only(5, 4250, routing), 2, 60, 339).mean_ms();
    CHECK(mean > last);
    last = mean;
  }
}

TEST_CASE("Bursts take as long as their law says, though as many requests come", "[queueing]") {
  ReadReplicasOptions options = readers_only(1, 0, Routing::random);
  options.traffic = {500, 0.01, 0.03};
  const Tally tally = measure(options, 5, 600, 340);
  CHECK_THAT(tally.throughput(), WithinRel(500.0, 0.03));
  CHECK_THAT(tally.mean_ms(), WithinRel(1e3 * mean_time_of_bursts(options.traffic, 1000), 0.06));
  CHECK_THAT(tally.latencies.quantile(0.99),
             WithinRel(1e3 * time_quantile_of_bursts(options.traffic, 1000, 0.99), 0.1));
  CHECK(tally.mean_ms() > 3 * 1e3 * mean_time(ServerPool{500, 1000, 1}));
}

TEST_CASE("A line that is full refuses as often as the queue M/M/1/K", "[queueing]") {
  ReadReplicasOptions options = readers_only(1, 900, Routing::random);
  options.line_limit = 5;
  const Tally tally = measure(options, 1, 100, 341);
  const double full = (1 - 0.9) * std::pow(0.9, 5) / (1 - std::pow(0.9, 6));
  CHECK_THAT(static_cast<double>(tally.refused) / static_cast<double>(tally.sent),
             WithinAbs(full, 0.006));
  CHECK(tally.failed == tally.refused);
}

TEST_CASE("A replica is an M/M/1 queue of all writes and its share of the reads", "[queueing]") {
  ReadReplicasOptions options;
  options.traffic = {1800};
  options.read_share = 0.8;
  options.routing = Routing::random;
  ReadReplicas database(options, Generator{342});
  const Tally tally = measure(database, 5, 200);
  // 360 writes a second at each, 480 reads at each replica.
  const double reads = 1e3 / (1000 - 360 - 480), writes = 1e3 / (1000 - 360);
  CHECK_THAT(tally.mean_ms(), WithinRel(0.8 * reads + 0.2 * writes, 0.04));
  CHECK_THAT(static_cast<double>(database.server(0).busy_time(database.now())) /
                 static_cast<double>(database.now()),
             WithinAbs(0.36, 0.01));
  for (std::uint32_t node = 1; node <= 3; ++node) {
    CHECK_THAT(static_cast<double>(database.server(node).busy_time(database.now())) /
                   static_cast<double>(database.now()),
               WithinAbs(0.36 + 0.48, 0.01));
  }
}

TEST_CASE("Overloaded replicas serve n (mu - w) reads a second and no more", "[queueing]") {
  for (const std::uint32_t replicas : {1u, 3u, 6u}) {
    ReadReplicasOptions options;
    options.replicas = replicas;
    options.traffic = {9000};
    options.read_share = 1 - 300.0 / 9000;  // 300 writes a second
    options.line_limit = 50;
    // Once its line is full a replica has always something to do.
    const Tally tally = measure(options, 2, 30, 343 + replicas);
    CHECK_THAT(tally.read_throughput(), WithinRel(read_ceiling(replicas, 1000, 300), 0.02));
  }
}

TEST_CASE("A replica more brings what the ceiling of requests says", "[queueing]") {
  for (const double read_share : {0.5, 0.9}) {
    for (const std::uint32_t replicas : {0u, 1u, 3u, 6u}) {
      const double ceiling = request_ceiling({1000, read_share}, replicas);
      ReadReplicasOptions options;
      options.replicas = replicas;
      options.read_share = read_share;
      options.routing = Routing::least_connections;
      options.traffic = {ceiling * 0.97};
      ReadReplicas below(options, Generator{350});
      CHECK_THAT(measure(below, 2, 20).throughput(), WithinRel(ceiling * 0.97, 0.02));
      CHECK(below.requests_under_way() < 600);
      options.traffic = {ceiling * 1.15};
      ReadReplicas above(options, Generator{351});
      above.advance_to(seconds(20));
      CHECK(static_cast<double>(above.requests_under_way()) > 0.03 * 20 * ceiling);
    }
  }
}

TEST_CASE("Reads at the leader are never stale", "[queueing]") {
  ReadReplicasOptions options;
  options.keys = 50;
  options.traffic = {900};
  options.readers = Readers::leader;
  CHECK(measure(options, 1, 20, 352).stale == 0);
  options.readers = Readers::all;
  options.replicas = 0;
  CHECK(measure(options, 1, 20, 353).stale == 0);
}

TEST_CASE("Applied in line, reads are stale by the replication delay alone", "[queueing]") {
  for (const double rate : {500.0, 2000.0, 2400.0}) {
    for (const Time delay : {milliseconds(1), milliseconds(30)}) {
      ReadReplicasOptions options;
      options.keys = 20;
      options.traffic = {rate};
      options.replication_delay = delay;
      const double law = 1 - std::exp(-0.1 * rate * simulation::to_seconds(delay) / 20);
      CHECK_THAT(measure(options, 2, 60, 354).stale_share(), WithinAbs(law, 0.002 + 0.02 * law));
    }
  }
}

TEST_CASE("Applied as one client among many, reads are the staler the more there are",
          "[queueing]") {
  ReadReplicasOptions options;
  options.keys = 20;
  options.applying = Applying::as_one_client;
  double last = 0;
  for (const double rate : {500.0, 1500.0, 2200.0, 2500.0}) {
    options.traffic = {rate};
    ReadReplicas database(options, Generator{355});
    const double stale = measure(database, 2, 60).stale_share();
    CHECK(stale > 1.5 * last);
    last = stale;
  }
  CHECK(last > 0.1);
  // Beyond the ceiling the replicas go on serving reads, and fall behind without end.
  options.traffic = {3500};
  options.line_limit = 50;
  ReadReplicas database(options, Generator{356});
  database.advance_to(seconds(10));
  const std::uint64_t behind = database.committed() - database.applied(1);
  database.advance_to(seconds(20));
  CHECK(database.committed() - database.applied(1) > behind + 500);
  CHECK(database.tally().stale_share() > 0.9);
}

TEST_CASE("A leader refuses writes while a replica has too many left to apply", "[queueing]") {
  ReadReplicasOptions options;
  options.traffic = {3500};
  options.applying = Applying::as_one_client;
  options.line_limit = 50;
  options.log_limit = 200;
  ReadReplicas database(options, Generator{360});
  for (int step = 1; step <= 100; ++step) {
    database.advance_to(milliseconds(200 * step));
    for (std::uint32_t node = 1; node <= 3; ++node) {
      // What is on its way or in the leader's line when the log is full still comes.
      CHECK(database.server(node).log().size() < 200 + 50 + 10);
    }
  }
  CHECK(database.tally().writes < 3500);  // half of what was sent
}

TEST_CASE("One slow replica spoils round robin, not least connections", "[queueing]") {
  const auto p99 = [](Routing routing) {
    ReadReplicas database(readers_only(4, 2000, routing), Generator{355});
    database.set_speed(2, 0.4);  // it can serve 400 of the 500 that are its share
    return measure(database, 2, 20).latencies.quantile(0.99);
  };
  CHECK(p99(Routing::round_robin) > 500);
  CHECK(p99(Routing::least_connections) < 15);
  CHECK(p99(Routing::two_choices) < 30);
}

TEST_CASE("Retries keep an overload alive after its cause has gone", "[queueing]") {
  const auto after_burst = [](std::uint32_t attempts, Time pause) {
    ReadReplicasOptions options = readers_only(1, 700, Routing::round_robin);
    options.retries = {.timeout = milliseconds(100), .attempts = attempts, .pause = pause};
    ReadReplicas database(options, Generator{356});
    CHECK(measure(database, 1, 10).failed == 0);
    database.burst(2000);
    return measure(database, 60, 10);
  };
  // Once each, the server works off the burst and all is well; four times, it never recovers: it
  // works for clients that have turned away.
  const Tally once = after_burst(1, 0), four_times = after_burst(4, 0);
  CHECK(once.failed == 0);
  CHECK_THAT(once.throughput(), WithinRel(700.0, 0.05));
  CHECK(four_times.failed > 6000);
  CHECK(four_times.throughput() < 50);
  CHECK(four_times.wasted > 9000);
  CHECK(four_times.attempts > 3 * four_times.sent);
}

TEST_CASE("However finely time is cut, a run is the same, and so is a copy's", "[queueing]") {
  for (const Routing routing : {Routing::round_robin, Routing::random, Routing::least_connections,
                                Routing::two_choices, Routing::sticky, Routing::one_queue}) {
    ReadReplicasOptions options;
    options.traffic = {2500, 0.2, 0.2};
    options.routing = routing;
    options.line_limit = 100;
    options.retries = {.timeout = milliseconds(20), .attempts = 3, .pause = milliseconds(5)};
    ReadReplicas at_once(options, Generator{357});
    ReadReplicas in_steps = at_once;
    at_once.advance_to(seconds(3));
    for (Time time = 0; time < seconds(3); time += 997) in_steps.advance_to(time);
    const ReadReplicas half = in_steps;
    in_steps.advance_to(seconds(3));
    CHECK(outcome(at_once) == outcome(in_steps));
    CHECK(at_once.next_event() == in_steps.next_event());
    ReadReplicas copy = half;
    copy.advance_to(seconds(3));
    CHECK(outcome(copy) == outcome(at_once));
  }
}

TEST_CASE("Every request is answered, given up or under way, however the database changes",
          "[queueing]") {
  ReadReplicasOptions options;
  options.traffic = {3000};
  options.retries = {.timeout = milliseconds(30), .attempts = 3, .pause = milliseconds(10)};
  ReadReplicas database(options, Generator{358});
  const Routing routings[] = {Routing::one_queue, Routing::two_choices, Routing::sticky,
                              Routing::one_queue};
  const Readers readers[] = {Readers::all, Readers::leader, Readers::replicas};
  for (int step = 0; step < 60; ++step) {
    database.advance_to(database.now() + milliseconds(100));
    database.set_replicas(static_cast<std::uint32_t>(step * 7 % 5));
    database.set_routing(routings[step % 4]);
    database.set_readers(readers[step % 3]);
    database.set_read_share(0.5 + 0.1 * (step % 5));
    database.set_traffic({1000.0 * (step % 4)});
    if (step % 10 == 0) database.burst(300);
    const Tally tally = database.tally();
    REQUIRE(tally.sent == tally.answered() + tally.failed + database.requests_under_way());
  }
  database.set_traffic({0});
  database.advance_to(seconds(60));
  CHECK(database.requests_under_way() == 0);
  CHECK(database.next_event() == simulation::never);
  for (std::uint32_t node = 0; node < database.nodes(); ++node) {
    CHECK(database.applied(node) == database.committed());
  }
}

TEST_CASE("What waits at a replica that goes is tried again elsewhere", "[queueing]") {
  ReadReplicasOptions options = readers_only(2, 0, Routing::round_robin);
  options.retries.attempts = 2;
  ReadReplicas database(options, Generator{359});
  database.set_speed(2, 0);
  database.burst(10);
  database.set_replicas(1);
  database.advance_to(seconds(1));
  CHECK(database.tally().reads == 10);
  CHECK(database.tally().attempts == 15);
  CHECK_FALSE(database.reads(0));
  CHECK(database.reads(1));
}

TEST_CASE("All that can be changed is changed at once", "[queueing]") {
  ReadReplicasOptions options;
  ReadReplicas database(options, Generator{361});
  options.traffic = {500, 0.1, 0.2};
  options.read_share = 0.3;
  options.replicas = 5;
  options.readers = Readers::all;
  options.routing = Routing::sticky;
  options.applying = Applying::as_one_client;
  options.retries.attempts = 3;
  options.first_replica_speed = 0.5;
  database.change(options);
  CHECK(database.traffic() == options.traffic);
  CHECK(database.read_share() == 0.3);
  CHECK(database.nodes() == 6);
  CHECK(database.readers() == Readers::all);
  CHECK(database.routing() == Routing::sticky);
  CHECK(database.applying() == Applying::as_one_client);
  CHECK(database.retries().attempts == 3);
  CHECK(database.server(1).speed() == 0.5);
  CHECK(database.server(2).speed() == 1);
  CHECK(ReadReplicas{options, Generator{1}}.server(1).speed() == 0.5);
}

TEST_CASE("Read replicas refuse what cannot be", "[queueing]") {
  const auto refuse = [](auto change) {
    ReadReplicasOptions options;
    change(options);
    ReadReplicas{options, Generator{1}};
  };
  using Options = ReadReplicasOptions;
  CHECK_THROWS_AS(refuse([](Options& o) { o.read_share = 1.5; }), std::out_of_range);
  CHECK_THROWS_AS(refuse([](Options& o) { o.traffic = {-1}; }), std::out_of_range);
  CHECK_THROWS_AS(refuse([](Options& o) { o.service_rate = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(refuse([](Options& o) { o.keys = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(refuse([](Options& o) { o.sessions = 0; }), std::invalid_argument);
  CHECK_THROWS_AS(refuse([](Options& o) { o.replication_delay = -1; }), std::invalid_argument);
  CHECK_THROWS_AS(refuse([](Options& o) { o.retries.attempts = 0; }), std::invalid_argument);
  ReadReplicas database(ReadReplicasOptions{}, Generator{1});
  CHECK_THROWS_AS(database.server(4), std::out_of_range);
  CHECK_THROWS_AS(database.set_speed(4, 1), std::out_of_range);
  CHECK_THROWS_AS(database.set_speed(1, -1), std::out_of_range);
}
