#include "queueing/read_ceiling.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

using namespace distributed;
using Catch::Matchers::WithinRel;

TEST_CASE("n replicas serve at most n (mu - w) reads a second", "[queueing]") {
  CHECK(read_ceiling(3, 1000, 250) == 2250);
  CHECK(read_ceiling(0, 1000, 250) == 0);
  CHECK(read_ceiling(6, 1000, 1000) == 0);
  CHECK(read_ceiling(6, 1000, 1200) == 0);
  CHECK_THROWS_AS(read_ceiling(1, -1, 0), std::out_of_range);
  CHECK_THROWS_AS(read_ceiling(1, 1, NAN), std::out_of_range);
}

TEST_CASE("At the ceiling readers or leader are exactly busy", "[queueing]") {
  for (const double share : {0.0, 0.2, 0.5, 0.9, 0.99, 1.0}) {
    for (const bool leader_reads : {false, true}) {
      const ReadScaling load{1000, share, leader_reads};
      CHECK_THAT(speedup(load, 0), WithinRel(1.0, 1e-12));
      for (std::uint32_t replicas = 1; replicas <= 6; ++replicas) {
        const double all = request_ceiling(load, replicas);
        const double writes = all * (1 - share), reads = all * share;
        const double room = read_ceiling(replicas + leader_reads, 1000, writes);
        const bool readers_full = std::abs(room - reads) < 1e-6;
        const bool leader_full = std::abs(writes - 1000) < 1e-6;
        CHECK((readers_full || leader_full));
        CHECK(reads <= room + 1e-6);
        CHECK(writes <= 1000 + 1e-6);
      }
    }
  }
}

TEST_CASE("Three replicas give 3 to 5 times the reads only if there are hardly any writes",
          "[queueing]") {
  // 3 mu / (r + 3 (1 - r)): with 90 % reads 2.5 times, with 99 % 2.94.
  CHECK_THAT(speedup({1000, 0.9}, 3), WithinRel(2.5, 1e-12));
  CHECK_THAT(speedup({1000, 0.99}, 3), WithinRel(3 / 1.02, 1e-12));
  CHECK_THAT(speedup({1000, 1, true}, 3), WithinRel(4.0, 1e-12));
  CHECK_THAT(speedup_limit({1000, 0.9}), WithinRel(10.0, 1e-12));
  CHECK(speedup({1000, 0.9}, 1000000) <= 10);
  CHECK_THAT(speedup({1000, 0.9}, 1000000), WithinRel(10.0, 1e-4));
  CHECK(std::isinf(speedup_limit({1000, 1})));
  // With half the requests writes, a replica more never brings more than twice.
  CHECK(speedup({1000, 0.5}, 6) < 2);
  CHECK_THROWS_AS(speedup({0, 0.5}, 1), std::out_of_range);
  CHECK_THROWS_AS(speedup({1, 1.5}, 1), std::out_of_range);
}
