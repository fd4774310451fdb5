#include "failure/phi_course.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "failure/phi_accrual.hpp"

using namespace distributed::failure;
using Catch::Matchers::WithinAbs;

namespace {

// A heartbeat each second, ten in all.
std::vector<double> beats() {
  std::vector<double> at;
  for (int i = 0; i < 10; ++i) at.push_back(i + 0.05);
  return at;
}

}  // namespace

TEST_CASE("Phi falls with each heartbeat and rises for good after the last", "[failure]") {
  const PhiCourse course = watch(PhiExponential{}, beats(), 0.125, 30);
  CHECK(course.phi.size() == 241);
  CHECK(course.last_heartbeat == 9.05);
  for (std::size_t i = 1; i < course.phi.size(); ++i) {
    // Just before a sample one arrives: phi is low again.
    const bool beat = i % 8 == 1 && i <= 73;
    CHECK((course.phi[i] < course.phi[i - 1]) == (beat && i > 1));
  }
}

TEST_CASE("Silence is so long as the detector's formula says", "[failure]") {
  const double exponential_mean = (9 * 1.0 + 2) / 10;  // with Cassandra's first interval of 2 s
  const PhiCourse exponential = watch(PhiExponential{}, beats(), 0.125, 60);
  const PhiCourse normal = watch(PhiNormal{}, beats(), 0.125, 60);
  double before = 0;
  for (const double threshold : {1, 3, 8, 12}) {
    CHECK_THAT(exponential.silence(threshold),
               WithinAbs(threshold * exponential_mean * std::log(10), 1e-6));
    CHECK(normal.silence(threshold) > before);
    CHECK(normal.silence(threshold) < 3);
    before = normal.silence(threshold);
  }
}

TEST_CASE("Who is not suspected by the last sample is silent until then", "[failure]") {
  CHECK_THAT(watch(PhiExponential{}, beats(), 0.125, 12).silence(8), WithinAbs(2.95, 1e-9));
}
