#include "replication/lag_course.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "replication/replica_set.hpp"

using namespace distributed;
using namespace distributed::replication;
using Catch::Matchers::WithinAbs;
using simulation::milliseconds;

TEST_CASE("The course of a lag is what it was at each instant", "[replication]") {
  ReplicaSet set(5);
  set.others_write();
  std::vector<double> lags[4];
  constexpr int steps = 100;
  const Time begin = set.now();
  for (int step = 0; step <= steps; ++step) {
    set.advance_to(begin + step * milliseconds(5));
    for (NodeId node = 0; node < 4; ++node) {
      lags[node].push_back(simulation::to_seconds(set.cluster().lag_time(node)));
    }
  }
  for (NodeId node = 0; node < 4; ++node) {
    const auto course = lag_course(set.cluster(), node, begin, set.now(), steps);
    REQUIRE(course.size() == lags[node].size());
    for (std::size_t i = 0; i < course.size(); ++i) {
      CHECK_THAT(course[i], WithinAbs(lags[node][i], 1e-9));
    }
  }
  CHECK(lags[0] == std::vector<double>(steps + 1, 0));
}
