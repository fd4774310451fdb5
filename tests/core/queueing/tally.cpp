#include "queueing/tally.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace distributed::queueing;
using Catch::Matchers::WithinRel;

TEST_CASE("Two stretches of time add up to one", "[queueing]") {
  Tally first, second;
  first.from = 0;
  first.until = 1000000;
  first.reads = 10;
  first.stale = 1;
  first.microseconds = 20000;
  for (int i = 0; i < 10; ++i) first.latencies.add(2);
  second.from = 1000000;
  second.until = 4000000;
  second.reads = 25;
  second.writes = 5;
  second.microseconds = 300000;
  for (int i = 0; i < 30; ++i) second.latencies.add(10);
  Tally both;
  both.add(first);
  both.add(second);
  CHECK(both.answered() == 40);
  CHECK_THAT(both.throughput(), WithinRel(10.0, 1e-12));
  CHECK_THAT(both.read_throughput(), WithinRel(35.0 / 4, 1e-12));
  CHECK_THAT(both.mean_ms(), WithinRel(8.0, 1e-12));
  CHECK_THAT(both.stale_share(), WithinRel(1.0 / 35, 1e-12));
  CHECK_THAT(both.latencies.quantile(0.2), WithinRel(2.0, 0.07));
  CHECK_THAT(both.latencies.quantile(0.99), WithinRel(10.0, 0.07));
  const Tally none;
  CHECK(none.throughput() == 0);
  CHECK(none.mean_ms() == 0);
  CHECK(none.stale_share() == 0);
}
