#include "quorum/latency_models.hpp"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <stdexcept>

using namespace distributed;

TEST_CASE("The published fits have the published numbers", "[quorum]") {
  // P. Bailis et al., PVLDB 5(8), 2012, table 3; YMMR's shape of 3.5 from the archived simulator.
  const DelayMixture ssd{0.9122, 0.235, 10, 1.66, 0};
  CHECK(lnkd_ssd().write == ssd);
  CHECK(lnkd_ssd().acknowledge == ssd);
  CHECK(lnkd_ssd().read == ssd);
  CHECK(lnkd_ssd().respond == ssd);
  CHECK(lnkd_disk().write == DelayMixture{0.38, 1.05, 1.51, 0.183, 0});
  CHECK(lnkd_disk().acknowledge == ssd);
  CHECK(ymmr().write == DelayMixture{0.939, 3, 3.5, 0.0028, 0});
  CHECK(ymmr().respond == DelayMixture{0.982, 1.5, 3.8, 0.0217, 0});
  CHECK(wan().write == lnkd_disk().write);
  CHECK(wan().remote_delay == 75);
  CHECK(lnkd_disk().remote_delay == 0);
}

TEST_CASE("Latency models refuse what is no delay", "[quorum]") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(validate(DelayMixture{1.1, 1, 1, 1, 0}), std::out_of_range);
  CHECK_THROWS_AS(validate(DelayMixture{nan, 1, 1, 1, 0}), std::out_of_range);
  CHECK_THROWS_AS(validate(DelayMixture{0.5, -1, 1, 1, 0}), std::out_of_range);
  CHECK_THROWS_AS(validate(DelayMixture{0.5, 1, 0.05, 1, 0}), std::out_of_range);
  CHECK_THROWS_AS(validate(DelayMixture{0.5, 1, 1, 0, 0}), std::out_of_range);
  CHECK_THROWS_AS(validate(DelayMixture{0.5, 1, 1, 1, infinity}), std::out_of_range);
  CHECK_THROWS_AS(exponential_delay(0), std::out_of_range);
  CHECK_THROWS_AS(pareto_delay(infinity, 1), std::out_of_range);
  CHECK_THROWS_AS(constant_delay(-1), std::out_of_range);
  LatencyModel model = lnkd_ssd();
  model.remote_delay = -1;
  CHECK_THROWS_AS(validate(model), std::out_of_range);
  model = lnkd_ssd();
  model.respond.rate = -1;
  CHECK_THROWS_AS(validate(model), std::out_of_range);
  CHECK_NOTHROW(validate(wan()));
}
