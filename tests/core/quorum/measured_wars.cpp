#include "quorum/measured_wars.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace distributed;
using Catch::Matchers::WithinAbs;

TEST_CASE("Measured figures are the published ones", "[measured-wars]") {
  MeasuredWars measured;
  // Bailis et al., PVLDB 5(8), 2012: fresh at t = 0 43.9 %, after 10 ms 92.5 %.
  const Wars& wars = measured.of({3, 1, 1}, LatencyProfile::lnkd_disk);
  CHECK(wars.trials() == 50000);
  CHECK_THAT(wars.fresh_probability(0), WithinAbs(0.439, 0.01));
  CHECK_THAT(wars.fresh_probability(10), WithinAbs(0.925, 0.01));
}

TEST_CASE("The same settings have the same figures, whatever was asked between",
          "[measured-wars]") {
  MeasuredWars measured;
  const double first = measured.of({3, 1, 1}, LatencyProfile::ymmr).t_visibility(0.9);
  for (const int n : {3, 4, 5, 6, 7}) (void)measured.of({n, 1, 1}, LatencyProfile::lnkd_ssd);
  CHECK(measured.of({3, 1, 1}, LatencyProfile::ymmr).t_visibility(0.9) == first);
  CHECK(measured.of({3, 1, 1}, LatencyProfile::wan).t_visibility(0.9) != first);
}
