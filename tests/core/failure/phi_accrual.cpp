#include "failure/phi_accrual.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace distributed::failure;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

// A probability of coming in time from a phi.
double cdf(double phi) {
  return 1.0 - std::pow(10.0, -phi);
}

}  // namespace

TEST_CASE("Cassandra's doubt after regular heartbeats", "[failure]") {
  // Apache Cassandra's test of its ArrivalWindow: five arrivals 111 ms apart, a window of 4.
  PhiExponential node{{.window = 4}};
  CHECK(node.phi(50) == 0.0);
  for (const double now : {111.0, 222.0, 333.0, 444.0, 555.0}) node.heartbeat(now);
  CHECK_THAT(node.phi(666), WithinAbs(0.4342, 1e-4));
  CHECK_THAT(node.phi(666), WithinRel(1 / std::log(10.0), 1e-12));
  CHECK(node.phi(555) == 0.0);
  CHECK_THAT(node.phi(555 + 8 * std::log(10.0) * 111), WithinRel(8.0, 1e-12));
}

TEST_CASE("Cassandra guesses the first interval and forgets the longest", "[failure]") {
  PhiExponential node;
  node.heartbeat(0);
  CHECK_THAT(node.phi(2000), WithinRel(1 / std::log(10.0), 1e-12));
  node.heartbeat(1000);  // mean (2000 + 1000)/2
  CHECK_THAT(node.phi(2500), WithinRel(1 / std::log(10.0), 1e-12));
  node.heartbeat(9000);  // above the longest interval
  CHECK_THAT(node.phi(10500), WithinRel(1 / std::log(10.0), 1e-12));
  CHECK_THROWS_AS(node.heartbeat(8000), std::invalid_argument);
}

TEST_CASE("Akka's doubt has the values of its tests", "[failure]") {
  // akka-remote, AccrualFailureDetectorSpec, "return realistic phi values".
  for (const auto& [elapsed, phi] : std::vector<std::pair<double, double>>{{0, 0.0},
                                                                           {500, 0.1},
                                                                           {1000, 0.3},
                                                                           {1200, 1.6},
                                                                           {1400, 4.7},
                                                                           {1600, 10.8},
                                                                           {1700, 15.3}}) {
    CHECK_THAT(phi_normal(elapsed, 1000, 100), WithinAbs(phi, 0.1));
  }
  CHECK(phi_normal(1100, 1000, 500) < phi_normal(1100, 1000, 100));
  // "use good enough cumulative distribution function".
  for (const auto& [elapsed, probability] : std::vector<std::pair<double, double>>{{0, 0.5},
                                                                                   {6, 0.7257},
                                                                                   {15, 0.9332},
                                                                                   {20, 0.97725},
                                                                                   {25, 0.99379},
                                                                                   {35, 0.99977},
                                                                                   {40, 0.99997}}) {
    CHECK_THAT(cdf(phi_normal(elapsed, 0, 10)), WithinAbs(probability, 0.001));
  }
  CHECK_THAT(cdf(phi_normal(22, 20, 3)), WithinAbs(0.7475, 0.001));
  // "handle outliers without losing precision or hitting exceptions".
  CHECK_THAT(phi_normal(10, 0, 1), WithinAbs(38.0, 1.0));
  CHECK(phi_normal(-25, 0, 1) == 0.0);
}

TEST_CASE("Doubt grows with every moment, even far out", "[failure]") {
  double before = -1;
  for (double elapsed = 0; elapsed < 100000; elapsed += 50) {
    const double phi = phi_normal(elapsed, 1000, 100);
    if (elapsed > 400) REQUIRE(phi > before);
    REQUIRE(std::isfinite(phi));
    before = phi;
  }
  // Just below and above the mean the two branches of Akka's code meet.
  CHECK_THAT(phi_normal(1000, 1000, 100), WithinAbs(std::log10(2.0), 1e-12));
}

TEST_CASE("Akka guesses before the second heartbeat", "[failure]") {
  // akka-remote, "return phi based on guess when only one heartbeat" and the test after it.
  PhiNormal node{{.first_estimate = 1000}};
  CHECK(node.phi(0) == 0.0);
  node.heartbeat(0);
  CHECK_THAT(node.phi(1000), WithinAbs(0.3, 0.2));
  CHECK_THAT(node.phi(2000), WithinAbs(4.5, 0.3));
  CHECK(node.phi(3000) > 15.0);
  PhiNormal other;
  other.heartbeat(0);
  CHECK(other.phi(100) > 0.0);
  other.heartbeat(200);
  CHECK(other.phi(300) > 0.0);
}

TEST_CASE("Akka marks a node dead when heartbeats are missed", "[failure]") {
  // akka-remote, "mark node as dead if heartbeat are missed".
  PhiNormal node{{.threshold = 3}};
  for (const double now : {0.0, 1000.0, 1100.0}) node.heartbeat(now);
  CHECK(node.available(1200));
  CHECK_FALSE(node.available(8200));
}

TEST_CASE("Akka takes a node back, and a long pause does not blunt the detector", "[failure]") {
  // akka-remote, "mark node as available if it starts heartbeat again after being marked dead".
  PhiNormal node{{.threshold = 8, .acceptable_pause = 3000}};
  double now = 0;
  for (int i = 0; i < 1000; ++i) node.heartbeat(now = i * 1000.0);
  CHECK_FALSE(node.available(now += 5 * 60 * 1000));
  node.heartbeat(now += 100);
  CHECK(node.available(now += 900));
  node.heartbeat(now += 100);
  CHECK_FALSE(node.available(now += 7000));
  node.heartbeat(now += 100);
  CHECK(node.available(now += 900));
  node.heartbeat(now += 100);
  CHECK(node.available(now += 900));
}

TEST_CASE("Akka accepts the pause that it is told to accept, and no longer one", "[failure]") {
  // akka-remote, "accept some configured missing heartbeats" and "fail after configured acceptable
  // missing heartbeats".
  PhiNormal patient{{.acceptable_pause = 3000}};
  for (const double now : {0.0, 1000.0, 2000.0, 3000.0}) patient.heartbeat(now);
  CHECK(patient.available(7000));
  patient.heartbeat(8000);
  CHECK(patient.available(9000));
  PhiNormal stretched{{.acceptable_pause = 3000}};
  for (const double now : {0.0, 1000.0, 2000.0, 3000.0, 4000.0, 5000.0}) stretched.heartbeat(now);
  CHECK(stretched.available(5500));
  stretched.heartbeat(6000);
  CHECK_FALSE(stretched.available(11000));
}

TEST_CASE("Only the last heartbeats of the window count", "[failure]") {
  // akka-remote, "use maxSampleSize heartbeats".
  PhiNormal node{{.window = 3}};
  for (const double now : {0.0, 100.0, 200.0, 300.0}) node.heartbeat(now);
  const double before = node.phi(400);
  for (const double now : {1000.0, 1500.0, 2000.0, 2500.0}) node.heartbeat(now);
  CHECK_THAT(node.phi(3000), WithinAbs(before, 0.001));
}

TEST_CASE("The window's mean and variance are those of Akka's tests", "[failure]") {
  // akka-remote, "Statistics for heartbeats".
  IntervalWindow all{20};
  CHECK(all.mean() == 0.0);
  CHECK(all.variance() == 0.0);
  for (const double interval : {100.0, 200.0, 125.0, 340.0, 130.0}) all.add(interval);
  CHECK_THAT(all.mean(), WithinAbs(179.0, 1e-5));
  CHECK_THAT(all.variance(), WithinAbs(7584.0, 1e-5));
  IntervalWindow three{3};
  for (const double interval : {100.0, 110.0, 90.0}) three.add(interval);
  CHECK_THAT(three.mean(), WithinAbs(100.0, 1e-5));
  CHECK_THAT(three.variance(), WithinAbs(66.6666667, 1e-5));
  three.add(140);
  CHECK_THAT(three.mean(), WithinAbs(113.333333, 1e-5));
  CHECK_THAT(three.variance(), WithinAbs(422.222222, 1e-5));
  three.add(80);
  CHECK_THAT(three.mean(), WithinAbs(103.333333, 1e-5));
  CHECK_THAT(three.variance(), WithinAbs(688.88888889, 1e-5));
  CHECK(three.size() == 3);
  IntervalWindow one{600};
  one.add(1000);
  CHECK(one.variance() == 0.0);
}

TEST_CASE("Detectors refuse what makes no sense", "[failure]") {
  CHECK_THROWS_AS(phi_exponential(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(phi_normal(1, 1, 0), std::invalid_argument);
  CHECK_THROWS_AS(IntervalWindow{0}, std::invalid_argument);
  CHECK_THROWS_AS(PhiExponential({.window = 0}), std::invalid_argument);
  CHECK_THROWS_AS(PhiExponential({.first_interval = 0}), std::invalid_argument);
  CHECK_THROWS_AS(PhiExponential({.longest_interval = -1}), std::invalid_argument);
  CHECK_THROWS_AS(PhiNormal({.threshold = 0}), std::invalid_argument);
  CHECK_THROWS_AS(PhiNormal({.least_deviation = 0}), std::invalid_argument);
  CHECK_THROWS_AS(PhiNormal({.acceptable_pause = -1}), std::invalid_argument);
  CHECK_THROWS_AS(PhiNormal({.first_estimate = 0}), std::invalid_argument);
  PhiNormal node;
  node.heartbeat(10);
  CHECK_THROWS_AS(node.heartbeat(9), std::invalid_argument);
  // Two heartbeats at once leave a mean that nothing can be measured against.
  PhiExponential burst{{.window = 1}};
  burst.heartbeat(5);
  burst.heartbeat(5);
  CHECK(burst.phi(5) == 0.0);
  CHECK(burst.phi(6) > 1e6);
}

TEST_CASE("Doubt is never negative, not even before the last heartbeat", "[failure]") {
  PhiExponential cassandra;
  PhiNormal akka;
  for (const double now : {1000.0, 2000.0, 3000.0}) {
    cassandra.heartbeat(now);
    akka.heartbeat(now);
  }
  CHECK(cassandra.phi(2950) == 0);
  CHECK(cassandra.phi(-1e300) == 0);
  double before = 0;
  for (double now = -20000; now < 20000; now += 7) {
    CHECK(cassandra.phi(now) >= 0);
    const double phi = akka.phi(now);
    CHECK(phi >= before);  // nor does it fall
    before = phi;
  }
  CHECK(phi_exponential(-5, 100) == 0);
  CHECK(phi_normal(-1e300, 100, 10) == 0);
}

TEST_CASE("Doubt is a number, however far out", "[failure]") {
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK(phi_exponential(infinite, 100) == infinite);
  CHECK(phi_exponential(0, 5e-324) == 0);
  CHECK(phi_normal(infinite, 100, 10) == infinite);
  CHECK(phi_normal(1e200, 100, 10) == infinite);
  CHECK(phi_normal(-infinite, 100, 10) == 0);
}

TEST_CASE("What is no number is refused, not passed on", "[failure]") {
  const double none = std::nan("");
  const double infinite = std::numeric_limits<double>::infinity();
  CHECK_THROWS_AS(phi_exponential(none, 100), std::invalid_argument);
  CHECK_THROWS_AS(phi_exponential(1, none), std::invalid_argument);
  CHECK_THROWS_AS(phi_exponential(1, infinite), std::invalid_argument);
  CHECK_THROWS_AS(phi_normal(none, 100, 10), std::invalid_argument);
  CHECK_THROWS_AS(phi_normal(1, none, 10), std::invalid_argument);
  CHECK_THROWS_AS(phi_normal(1, 100, none), std::invalid_argument);
  CHECK_THROWS_AS(PhiExponential{}.heartbeat(none), std::invalid_argument);
  CHECK_THROWS_AS(PhiNormal{}.heartbeat(infinite), std::invalid_argument);
  PhiNormal akka;
  akka.heartbeat(0);
  CHECK_THROWS_AS(akka.phi(none), std::invalid_argument);
}
