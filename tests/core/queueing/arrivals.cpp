#include "queueing/arrivals.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

using namespace distributed;
using namespace distributed::queueing;
using Catch::Matchers::WithinRel;
using simulation::seconds;

namespace {

// The mean and variance of arrivals in windows of a second.
struct Counts {
  double mean = 0, variance = 0;

  Counts(Arrivals arrivals, int windows) {
    double squares = 0;
    for (int window = 1; window <= windows; ++window) {
      int count = 0;
      for (; arrivals.next() < seconds(window); arrivals.pop()) ++count;
      mean += count / double(windows);
      squares += double(count) * count / windows;
    }
    variance = squares - mean * mean;
  }
};

}  // namespace

TEST_CASE("Arrivals at random have the variance of a Poisson process", "[queueing]") {
  const Counts counts(Arrivals({200}, Generator{323}), 3000);
  CHECK_THAT(counts.mean, WithinRel(200.0, 0.01));
  CHECK_THAT(counts.variance, WithinRel(200.0, 0.08));
}

TEST_CASE("However many arrive in a microsecond, none is lost", "[queueing]") {
  Arrivals arrivals({3e6}, Generator{324});
  int count = 0;
  for (; arrivals.next() < 100000; arrivals.pop()) ++count;
  CHECK_THAT(count, WithinRel(300000.0, 0.01));
}

TEST_CASE("Bursts have the same mean and a far larger variance", "[queueing]") {
  const Counts counts(Arrivals({200, 1, 4}, Generator{325}), 20000);
  CHECK_THAT(counts.mean, WithinRel(200.0, 0.06));
  CHECK(counts.variance > 20000);
}

TEST_CASE("Within a burst requests come at its rate, between bursts none", "[queueing]") {
  Arrivals arrivals({100, 2, 3}, Generator{326});
  CHECK(arrivals.in_burst(0));
  Time last = 0;
  int pauses = 0, count = 0;
  for (; count < 20000; ++count) {
    const Time next = arrivals.next();
    REQUIRE(next >= last);
    if (!arrivals.in_burst(last)) {
      ++pauses;
      CHECK(arrivals.in_burst(next));
    }
    last = next;
    arrivals.pop();
  }
  // A cycle is 5 s long and has 500 arrivals on average.
  CHECK_THAT(pauses, WithinRel(count / 500.0, 0.2));
}

TEST_CASE("A stream that changes goes on from there", "[queueing]") {
  Arrivals arrivals({0}, Generator{327});
  CHECK(arrivals.next() == simulation::never);
  arrivals.change({1000}, seconds(5));
  CHECK(arrivals.next() >= seconds(5));
  CHECK(arrivals.next() < seconds(5.1));
  CHECK(arrivals.pattern().mean_rate == 1000);
  CHECK_THROWS_AS(arrivals.change({-1}, 0), std::out_of_range);
  CHECK_THROWS_AS(Arrivals({1, 0, 1}, Generator{1}), std::out_of_range);
}
