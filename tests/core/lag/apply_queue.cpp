#include "lag/apply_queue.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <stdexcept>

#include "lag/apply_queue_law.hpp"
#include "lag/lindley.hpp"
#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

struct Traffic {
  std::vector<double> gaps, services;
};

Traffic poisson_traffic(Generator& chance, const ApplyLoad& load, int writes) {
  Traffic traffic;
  for (int i = 0; i < writes; ++i) {
    traffic.gaps.push_back(exponential(chance, load.commit_rate));
    traffic.services.push_back(exponential(chance, load.apply_rate));
  }
  return traffic;
}

// Lets all traffic through a follower, which starts empty, and waits until it is done.
std::vector<ApplyQueue::Applied> apply_all(const Traffic& traffic) {
  ApplyQueue follower;
  std::vector<ApplyQueue::Applied> applied;
  const auto pass = [&](double seconds) {
    for (const ApplyQueue::Applied& write : follower.advance(seconds)) applied.push_back(write);
  };
  for (std::size_t i = 0; i < traffic.gaps.size(); ++i) {
    pass(traffic.gaps[i]);
    follower.commit(traffic.services[i]);
  }
  pass(1e6);
  return applied;
}

}  // namespace

TEST_CASE("A follower applies in order and says how far it is behind", "[lag]") {
  ApplyQueue follower;
  CHECK(follower.commit(3) == 1);
  CHECK(follower.advance(1).empty());
  CHECK(follower.commit(1) == 2);
  CHECK(follower.backlog() == 2);
  CHECK(follower.lag() == 1);
  const auto first = follower.advance(2);
  REQUIRE(first.size() == 1);
  CHECK(first[0].number == 1);
  CHECK(first[0].lag() == 3);
  CHECK(follower.applied() == 1);
  CHECK(follower.lag() == 2);  // the second write has waited since 1
  const auto second = follower.advance(5);
  REQUIRE(second.size() == 1);
  CHECK(second[0].applied_at == 4);
  CHECK(follower.backlog() == 0);
  CHECK(follower.lag() == 0);
  CHECK(follower.now() == 8);
  CHECK(follower.committed() == 2);
}

TEST_CASE("A stalled follower builds up a backlog and works it off at its spare rate", "[lag]") {
  const ApplyLoad load{10, 20};
  ApplyQueue follower;
  follower.set_speed(0);
  // Regular traffic, so that the fluid limit holds almost exactly.
  const auto second_of_traffic = [&] {
    for (int i = 0; i < 10; ++i) {
      follower.commit(1 / load.apply_rate);
      follower.advance(1 / load.commit_rate);
    }
  };
  for (int second = 0; second < 30; ++second) second_of_traffic();
  CHECK(follower.applied() == 0);
  CHECK(follower.backlog() == 300);
  CHECK_THAT(follower.lag(), WithinAbs(30, 1e-9));
  follower.set_speed(1);
  double seconds = 0;
  while (follower.backlog() > 1) {
    second_of_traffic();
    ++seconds;
  }
  CHECK_THAT(seconds, WithinAbs(drain_time(load, 300), 1));
}

TEST_CASE("A follower at half speed takes twice as long", "[lag]") {
  ApplyQueue follower;
  follower.commit(4);
  follower.advance(1);
  follower.set_speed(0.5);
  CHECK(follower.advance(5.5).empty());
  const auto applied = follower.advance(1);
  REQUIRE(applied.size() == 1);
  CHECK(applied[0].applied_at == 7);
}

TEST_CASE("The simulated apply queue agrees with Lindley's recursion write by write", "[lag]") {
  Generator chance{82};
  for (const ApplyLoad load : {ApplyLoad{50, 100}, ApplyLoad{95, 100}, ApplyLoad{120, 100}}) {
    const Traffic traffic = poisson_traffic(chance, load, 3000);
    const std::vector<double> waits = lindley_waits(traffic.gaps, traffic.services);
    const auto applied = apply_all(traffic);
    REQUIRE(applied.size() == waits.size());
    for (std::size_t i = 0; i < waits.size(); ++i) {
      REQUIRE(applied[i].number == i + 1);
      REQUIRE_THAT(applied[i].lag(), WithinAbs(waits[i] + traffic.services[i], 1e-9));
    }
  }
}

TEST_CASE("The simulated apply queue follows the M/M/1 law", "[lag]") {
  Generator chance{83};
  const ApplyLoad load{80, 100};
  constexpr int writes = 400000;
  const auto applied = apply_all(poisson_traffic(chance, load, writes));
  double sum = 0;
  for (const auto& write : applied) sum += write.lag();
  CHECK_THAT(sum / writes, WithinRel(mean_lag(load), 0.03));
  for (const double seconds : {0.02, 0.05, 0.1, 0.2}) {
    int later = 0;
    for (const auto& write : applied) later += write.lag() > seconds;
    // Neighbouring lags are alike, so the tolerance is wider than that of independent draws.
    CHECK_THAT(later / double{writes}, WithinAbs(lag_exceeds_probability(load, seconds), 0.01));
  }
}

TEST_CASE("However finely time is cut, the same writes become visible at the same times", "[lag]") {
  Generator chance{84};
  const Traffic traffic = poisson_traffic(chance, {90, 100}, 200);
  const auto at_once = apply_all(traffic);
  ApplyQueue follower;
  std::vector<ApplyQueue::Applied> in_steps;
  const auto pass = [&](double seconds) {
    for (int i = 0; i < 7; ++i) {
      for (const auto& write : follower.advance(seconds / 7)) in_steps.push_back(write);
    }
  };
  for (std::size_t i = 0; i < traffic.gaps.size(); ++i) {
    pass(traffic.gaps[i]);
    follower.commit(traffic.services[i]);
  }
  pass(100);
  REQUIRE(in_steps.size() == at_once.size());
  for (std::size_t i = 0; i < at_once.size(); ++i) {
    CHECK(in_steps[i].number == at_once[i].number);
    CHECK_THAT(in_steps[i].applied_at, WithinAbs(at_once[i].applied_at, 1e-9));
  }
}

TEST_CASE("The apply queue refuses negative work, time and speed", "[lag]") {
  ApplyQueue follower;
  CHECK_THROWS_AS(follower.commit(-1), std::out_of_range);
  CHECK_THROWS_AS(follower.advance(-1), std::out_of_range);
  CHECK_THROWS_AS(follower.set_speed(-1), std::out_of_range);
  CHECK_THROWS_AS(follower.advance(NAN), std::out_of_range);
  CHECK(follower.now() == 0);
}
