#include "queueing/read_replicas_law.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "queueing/burst_law.hpp"
#include "queueing/erlang.hpp"

using namespace distributed;
using namespace distributed::queueing;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using simulation::milliseconds;
using simulation::seconds;

namespace {

ReadReplicasOptions load(double rate, double read_share, std::uint32_t replicas, Readers readers) {
  ReadReplicasOptions options;
  options.traffic = {rate};
  options.read_share = read_share;
  options.replicas = replicas;
  options.readers = readers;
  options.routing = Routing::random;
  options.line_limit = 500;
  return options;
}

Tally measure(const ReadReplicasOptions& options, std::uint64_t seed) {
  ReadReplicas database(options, Generator{seed});
  database.advance_to(seconds(5));
  database.take_tally();
  database.advance_to(seconds(125));
  return database.take_tally();
}

}  // namespace

TEST_CASE("Mean and 99th percentile of reads at random are as the law says", "[queueing]") {
  std::uint64_t seed = 400;
  for (const Readers readers : {Readers::replicas, Readers::all, Readers::leader}) {
    for (const double read_share : {0.5, 0.9, 1.0}) {
      const double rate = readers == Readers::leader ? 750 : 1300;
      const ReadReplicasOptions options = load(rate, read_share, 3, readers);
      const Tally tally = measure(options, seed++);
      CHECK_THAT(tally.mean_ms(), WithinRel(1e3 * *mean_time_law(options), 0.04));
      CHECK_THAT(tally.latencies.quantile(0.99),
                 WithinRel(1e3 * *time_quantile_law(options, 0.99), 0.07));
      CHECK_THAT(tally.throughput(), WithinRel(*throughput_law(options), 0.01));
    }
  }
}

TEST_CASE("The load of a node is all writes and its share of the reads", "[queueing]") {
  const ReadReplicasOptions options = load(1000, 0.75, 3, Readers::replicas);
  CHECK(load_of(options, 0).reads == 0);
  CHECK(load_of(options, 0).writes == 250);
  CHECK(load_of(options, 2).reads == 250);
  CHECK(load_of(options, 2).all() == 500);
  CHECK(load_of(load(1000, 0.75, 2, Readers::all), 0).all() == 500);
  CHECK(load_of(load(1000, 0.75, 2, Readers::leader), 0).all() == 1000);
  CHECK(load_of(load(1000, 0.75, 2, Readers::leader), 1).all() == 250);
  CHECK(load_of(load(1000, 0.75, 0, Readers::replicas), 0).all() == 1000);
  CHECK(readers_of(load(1, 1, 0, Readers::replicas)) == 1);
  CHECK(readers_of(load(1, 1, 2, Readers::all)) == 3);
}

TEST_CASE("One line for reads only is Erlang's queue", "[queueing]") {
  ReadReplicasOptions options = load(2400, 1, 3, Readers::replicas);
  options.routing = Routing::one_queue;
  CHECK_THAT(*mean_time_law(options), WithinAbs(0.0020787, 1e-7));
  CHECK(*time_quantile_law(options, 0.99) == time_quantile({2400, 1000, 3}, 0.99));
  CHECK_THAT(measure(options, 410).mean_ms(), WithinRel(2.0787, 0.04));
  options.traffic.mean_rate = 3000;
  CHECK_FALSE(mean_time_law(options));
  CHECK_FALSE(time_quantile_law(options, 0.5));
}

TEST_CASE("A share of bursts, picked at random, is bursts of fewer", "[queueing]") {
  ReadReplicasOptions options = load(1200, 1, 3, Readers::replicas);
  options.traffic = {1200, 0.02, 0.02};
  CHECK(*mean_time_law(options) == mean_time_of_bursts({400, 0.02, 0.02}, 1000));
  options.line_limit = 100000;
  const Tally tally = measure(options, 411);
  CHECK_THAT(tally.mean_ms(), WithinRel(1e3 * *mean_time_law(options), 0.06));
  CHECK_THAT(tally.latencies.quantile(0.99),
             WithinRel(1e3 * *time_quantile_law(options, 0.99), 0.1));
  // Reads and writes at the leader are its whole bursts.
  options = load(500, 0.9, 3, Readers::leader);
  options.traffic = {500, 0.02, 0.02};
  options.line_limit = 100000;
  CHECK_THAT(measure(options, 412).mean_ms(), WithinRel(1e3 * *mean_time_law(options), 0.06));
  // What the leader lets go of is no such bursts.
  options.readers = Readers::replicas;
  CHECK_FALSE(mean_time_law(options));
}

TEST_CASE("Beyond the ceiling there is no steady state, and what is answered is n (mu - w) and w",
          "[queueing]") {
  const ReadReplicasOptions options = load(4000, 0.9, 3, Readers::replicas);
  CHECK_FALSE(mean_time_law(options));
  CHECK_FALSE(time_quantile_law(options, 0.99));
  CHECK_THAT(*throughput_law(options), WithinAbs(3 * (1000 - 400) + 400, 1e-9));
  CHECK_THAT(measure(options, 413).throughput(), WithinRel(2200.0, 0.02));
  // 4000 of 4000 but for a rounding.
  ReadReplicasOptions brim = load(16000, 0.9, 6, Readers::replicas);
  brim.service_rate = 4000;
  CHECK_FALSE(mean_time_law(brim));
  CHECK_FALSE(time_quantile_law(brim, 0.99));
  const ReadReplicasOptions leader = load(1700, 0.9, 3, Readers::leader);
  CHECK(*throughput_law(leader) == 1000);
  CHECK_THAT(measure(leader, 414).throughput(), WithinRel(1000.0, 0.02));
  CHECK_FALSE(throughput_law(load(5000, 0.9, 3, Readers::all)));
  CHECK_FALSE(throughput_law(load(5000, 0.5, 3, Readers::replicas)));
  // 600 writes to 400 reads: a line of 500 reads stands among 750 writes.
  ReadReplicasOptions held_back = load(3000, 0.8, 2, Readers::replicas);
  held_back.log_limit = 800;
  CHECK(*throughput_law(held_back) == 600 + 2 * 400);
  CHECK_THAT(measure(held_back, 418).throughput(), WithinRel(1400.0, 0.02));
  held_back.log_limit = 700;
  CHECK_FALSE(throughput_law(held_back));
  CHECK(measure(held_back, 419).throughput() > 1410);
}

TEST_CASE("Reads are stale as often as their key was written within the delay", "[queueing]") {
  for (const Readers readers : {Readers::replicas, Readers::all}) {
    ReadReplicasOptions options = load(1500, 0.9, 3, readers);
    options.replication_delay = milliseconds(20);
    options.keys = 20;
    const double missed = 1 - std::exp(-150 * 0.02 / 20);
    CHECK_THAT(*stale_share_law(options),
               WithinAbs(readers == Readers::all ? 0.75 * missed : missed, 1e-12));
    CHECK_THAT(measure(options, 415).stale_share(), WithinRel(*stale_share_law(options), 0.03));
  }
  CHECK(*stale_share_law(load(500, 0.9, 3, Readers::leader)) == 0);
  CHECK(*stale_share_law(load(500, 0.9, 0, Readers::replicas)) == 0);
}

TEST_CASE("Where theory has no exact answer there is none", "[queueing]") {
  ReadReplicasOptions options = load(1500, 0.9, 3, Readers::replicas);
  for (const Routing routing : {Routing::round_robin, Routing::least_connections,
                                Routing::two_choices, Routing::sticky, Routing::one_queue}) {
    options.routing = routing;
    CHECK_FALSE(mean_time_law(options));
    CHECK_FALSE(time_quantile_law(options, 0.99));
    CHECK(throughput_law(options));
  }
  options.routing = Routing::random;
  options.applying = Applying::as_one_client;
  CHECK_FALSE(mean_time_law(options));
  CHECK_FALSE(stale_share_law(options));
  CHECK_FALSE(time_quantile_law(load(1, 1, 1, Readers::all), 1));
  CHECK_THROWS_AS(time_quantile_law(options, 1.5), std::out_of_range);
}

TEST_CASE("Capacity is n (mu - w), and a slow replica lacks its part", "[queueing]") {
  ReadReplicasOptions options = load(2000, 0.9, 3, Readers::replicas);
  CHECK_THAT(read_capacity(options), WithinAbs(3 * 800, 1e-9));
  CHECK_THAT(request_capacity(options, 3), WithinAbs(2500, 1e-9));
  CHECK_THAT(utilisation_law(options, 1), WithinAbs(0.8, 1e-12));
  options.first_replica_speed = 0.4;
  CHECK_THAT(read_capacity(options), WithinAbs(2 * 800 + 200, 1e-9));
  CHECK_THAT(utilisation_law(options, 1), WithinAbs(2, 1e-12));
  CHECK_FALSE(mean_time_law(options));
  CHECK_FALSE(throughput_law(options));
  options.readers = Readers::leader;
  options.traffic = {500};
  CHECK(mean_time_law(options));
  CHECK_THAT(request_capacity(options, 3), WithinAbs(1000, 1e-9));
  // Whoever looks at the lines brings the others to their capacity.
  options = load(1900, 0.9, 3, Readers::replicas);
  options.first_replica_speed = 0.4;
  options.routing = Routing::least_connections;
  CHECK(measure(options, 416).throughput() > 1880);
  options.routing = Routing::random;
  CHECK(measure(options, 417).throughput() < 1700);
}
