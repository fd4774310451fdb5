#include "simulation/latency.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

using namespace distributed;
using namespace distributed::simulation;
using Catch::Matchers::WithinRel;

TEST_CASE("Each latency has its mean and never falls below its minimum", "[simulation]") {
  struct Case {
    Latency latency;
    Time minimum;
    double mean;
  };
  const std::vector<Case> cases{
      {Latency::constant(700), 700, 700},
      {Latency::uniform(500, 1500), 500, 1000},
      {Latency::exponential(200, 800), 200, 1000},
      {Latency::pareto(900, 4), 900, 1200},
  };
  for (const Case& expected : cases) {
    Generator chance{21};
    constexpr int draws = 100000;
    double sum = 0;
    Time least = never;
    for (int i = 0; i < draws; ++i) {
      const Time delay = expected.latency.draw(chance);
      sum += static_cast<double>(delay);
      least = std::min(least, delay);
    }
    CHECK(least >= expected.minimum);
    CHECK_THAT(sum / draws, WithinRel(expected.mean, 0.01));
    CHECK_THAT(expected.latency.mean(), WithinRel(expected.mean, 1e-12));
  }
}

TEST_CASE("A uniform latency stays below its upper bound", "[simulation]") {
  Generator chance{22};
  const Latency narrow = Latency::uniform(10, 12);
  bool saw[2] = {false, false};
  for (int i = 0; i < 1000; ++i) {
    const Time delay = narrow.draw(chance);
    REQUIRE((delay == 10 || delay == 11));
    saw[delay - 10] = true;
  }
  CHECK((saw[0] && saw[1]));
}

TEST_CASE("A constant latency draws nothing from the generator", "[simulation]") {
  Generator used{23}, fresh{23};
  CHECK(Latency::constant(5).draw(used) == 5);
  CHECK(used() == fresh());
}

TEST_CASE("A Pareto tail without a mean has an infinite one, and draws stay finite",
          "[simulation]") {
  CHECK(std::isinf(Latency::pareto(1, 1).mean()));
  Generator chance{24};
  const Latency wild = Latency::pareto(1'000'000, 0.05);
  for (int i = 0; i < 10000; ++i) REQUIRE(wild.draw(chance) <= end_of_time);
}

TEST_CASE("Latencies refuse what is not a delay", "[simulation]") {
  CHECK_THROWS_AS(Latency::constant(-1), std::invalid_argument);
  CHECK_THROWS_AS(Latency::uniform(-1, 5), std::invalid_argument);
  CHECK_THROWS_AS(Latency::uniform(6, 5), std::invalid_argument);
  CHECK_THROWS_AS(Latency::exponential(-1, 5), std::invalid_argument);
  CHECK_THROWS_AS(Latency::exponential(1, -5), std::invalid_argument);
  CHECK_THROWS_AS(Latency::pareto(-1, 2), std::invalid_argument);
  CHECK_THROWS_AS(Latency::pareto(1, 0), std::invalid_argument);
  CHECK_THROWS_AS(Latency::pareto(1, std::nan("")), std::invalid_argument);
}
