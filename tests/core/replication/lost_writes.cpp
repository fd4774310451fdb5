#include "replication/lost_writes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

#include "random/distributions.hpp"
#include "replication/single_leader.hpp"

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using simulation::Latency;
using simulation::milliseconds;
using simulation::seconds;

TEST_CASE("A failover loses rate times lag writes on average, none as often as e to the minus that",
          "[replication]") {
  Generator chance{361};
  constexpr int failovers = 1500;
  std::size_t lost = 0;
  int none = 0;
  for (int run = 0; run < failovers; ++run) {
    SingleLeaderOptions options;
    options.nodes = 3;
    options.link = Latency::constant(milliseconds(80));
    SingleLeader database(options, chance.split());
    database.network().set_latency(0, 2, Latency::constant(milliseconds(30)));  // the least lag
    for (double at = exponential(chance, 100); at < 0.5; at += exponential(chance, 100)) {
      database.advance_to(seconds(at));
      database.write(1);
    }
    database.advance_to(seconds(0.5));
    database.crash(0);
    const Failover failover = database.fail_over().value();
    lost += failover.lost_confirmed.size();
    none += failover.lost_confirmed.empty();
  }
  // 100 writes a second, 30 ms: 3 on average.
  CHECK_THAT(static_cast<double>(lost) / failovers,
             WithinRel(expected_lost_writes(100, 0.03), 0.04));
  CHECK_THAT(none / double{failovers}, WithinAbs(none_lost_probability(100, 0.03), 0.012));
}

TEST_CASE("The law of lost writes refuses negative rates and lags", "[replication]") {
  CHECK(expected_lost_writes(200, 0.05) == 10);
  CHECK(none_lost_probability(0, 5) == 1);
  CHECK_THROWS_AS(expected_lost_writes(-1, 1), std::out_of_range);
  CHECK_THROWS_AS(expected_lost_writes(1, NAN), std::out_of_range);
  CHECK_THROWS_AS(none_lost_probability(1, -1), std::out_of_range);
}

TEST_CASE("How many writes failovers lose is Poisson; with an acknowledgement they lose none",
          "[replication]") {
  SingleLeaderOptions options;
  options.nodes = 3;
  SingleLeader database(options, Generator{1});
  database.advance_to(seconds(3));
  Generator chance{367};
  constexpr std::size_t failovers = 1500;
  const auto losses = losses_of_failovers(database, 50, seconds(0.5), failovers, chance);
  std::size_t all = 0;
  for (std::size_t k = 0; k < losses.size(); ++k) {
    CHECK_THAT(double(losses[k]) / failovers, WithinAbs(lost_probability(50, 0.04, k), 0.035));
    all += losses[k];
  }
  CHECK(all == failovers);
  CHECK(lost_probability(50, 0.04, 0) == none_lost_probability(50, 0.04));
  CHECK_THAT(lost_probability(50, 0.04, 2), WithinRel(2 * std::exp(-2.0), 1e-12));
  CHECK(database.writes().empty());  // they were copies

  database.change(ReplicationMode::semi_synchronous, 1, simulation::never);
  CHECK(losses_of_failovers(database, 50, seconds(0.5), 100, chance).size() == 1);
  CHECK_THROWS_AS(losses_of_failovers(database, 0, seconds(1), 1, chance), std::out_of_range);
}
