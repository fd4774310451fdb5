#include "replication/session_trial.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("With no remedy reads miss their write, and waits are as long, as the M/M/1 laws say",
          "[replication]") {
  Generator chance{389};
  for (const double rate : {20.0, 60.0, 80.0}) {
    for (const double after : {0.01, 0.05, 0.15}) {
      const SessionLoad load{.apply = {rate, 100}, .read_after = after};
      const SessionTrial none = try_session(load, Remedy::none, 6000, chance);
      CHECK_THAT(none.missed, WithinAbs(missed_by_law(load), 0.035));
      CHECK(none.at_leader == 0);
      CHECK(none.mean_wait == 0);
      const SessionTrial waits = try_session(load, Remedy::wait_for_position, 6000, chance);
      CHECK_THAT(waits.mean_wait, WithinRel(mean_wait_by_law(load), 0.12) ||
                                      WithinAbs(mean_wait_by_law(load), 0.002));
    }
  }
}

TEST_CASE("Each remedy keeps what it promises, for its price", "[replication]") {
  Generator chance{397};
  const SessionLoad load{.apply = {80, 100}, .read_after = 0.02};
  const auto trial = [&](Remedy remedy) { return try_session(load, remedy, 2000, chance); };
  const SessionTrial none = trial(Remedy::none), leader = trial(Remedy::leader),
                     after = trial(Remedy::leader_after_write),
                     waits = trial(Remedy::wait_for_position), one = trial(Remedy::one_replica);
  CHECK(none.missed > 0.5);
  CHECK(none.backwards > 0.02);
  CHECK(leader.missed + leader.backwards + leader.mean_wait == 0);
  CHECK(leader.at_leader == 1);
  CHECK(after.missed == 0);  // the first read is within the window
  // Reads 20, 120 and 220 ms after the write of ten: within 300 ms.
  CHECK(after.at_leader == 0.3);
  CHECK(after.backwards > 0);
  CHECK(waits.missed + waits.backwards + waits.at_leader == 0);
  CHECK(waits.mean_wait > 0.02);
  CHECK(one.missed > 0.3);
  CHECK(one.backwards + one.at_leader + one.mean_wait == 0);
}

TEST_CASE("Nobody else writes: reads miss a write for one way and the time to apply it",
          "[replication]") {
  Generator chance{401};
  const SessionLoad load{.apply = {0, 100}, .ways = {0.03}, .read_after = 0.04};
  CHECK_THAT(try_session(load, Remedy::none, 8000, chance).missed,
             WithinAbs(missed_by_law(load), 0.02));
  CHECK_THAT(missed_by_law(load), WithinAbs(0.36788, 1e-5));
}

TEST_CASE("A session trial refuses what has no steady state", "[replication]") {
  Generator chance{1};
  CHECK_THROWS_AS(try_session({.apply = {100, 100}}, Remedy::none, 1, chance), std::out_of_range);
  CHECK_THROWS_AS(missed_by_law({.ways = {}}), std::invalid_argument);
  CHECK_THROWS_AS(mean_wait_by_law({.read_after = -1}), std::out_of_range);
}
