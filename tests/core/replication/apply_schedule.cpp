#include "replication/apply_schedule.hpp"

#include <catch2/catch_test_macros.hpp>

#include "lag/lindley.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using namespace distributed::replication;
using simulation::never;

TEST_CASE("Entries become visible as Lindley's recursion says", "[replication]") {
  Generator chance{360};
  std::vector<double> gaps, services;
  for (int i = 0; i < 2000; ++i) {
    gaps.push_back(uniform_below(chance, 100));
    services.push_back(uniform_below(chance, 99));
  }
  const std::vector<double> waits = lindley_waits(gaps, services);
  ApplySchedule applied;
  Time now = 0;
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    now += static_cast<Time>(gaps[i]);
    applied.append(now, static_cast<Time>(services[i]));
    REQUIRE(applied.visible_at(i) == now + static_cast<Time>(waits[i] + services[i]));
    std::size_t visible = 0;
    for (std::size_t entry = 0; entry <= i; ++entry) visible += applied.visible_at(entry) <= now;
    REQUIRE(applied.visible(now) == visible);
  }
}

TEST_CASE("What follows a long transaction waits for it", "[replication]") {
  ApplySchedule applied;
  applied.append(0, 10);
  applied.append(5, 5000);
  applied.append(6, 10);
  CHECK(applied.visible(9) == 0);
  CHECK(applied.visible(10) == 1);
  CHECK(applied.visible(5009) == 1);
  CHECK(applied.visible(5010) == 2);
  CHECK(applied.visible_at(2) == 5020);
}

TEST_CASE("A replica that stops goes on later, with the entry that was half done",
          "[replication]") {
  ApplySchedule applied;
  applied.append(0, 10);
  applied.append(0, 10);
  applied.stop(15);
  applied.append(16, 10);
  CHECK(applied.visible(1000) == 1);
  CHECK(applied.visible_at(1) == never);
  applied.resume(100);
  CHECK(applied.visible_at(0) == 10);
  CHECK(applied.visible_at(1) == 110);
  CHECK(applied.visible_at(2) == 120);
  applied.resume(105);
  CHECK(applied.visible_at(2) == 120);
}

TEST_CASE("A log that is cut off is no longer applied", "[replication]") {
  ApplySchedule applied;
  for (int i = 0; i < 4; ++i) applied.append(0, 10);
  applied.truncate(2);
  CHECK(applied.size() == 2);
  CHECK(applied.visible(1000) == 2);
  applied.append(15, 10);
  CHECK(applied.visible_at(2) == 30);
  applied.truncate(7);
  CHECK(applied.size() == 3);
}
