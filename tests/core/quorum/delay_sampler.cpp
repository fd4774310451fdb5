#include "quorum/delay_sampler.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "random/distributions.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;

namespace {

constexpr std::uint64_t all_steps = std::uint64_t{1} << 53;

// The inversion that the sampler's tables stand for, by libm.
double exact(const DelayMixture& delay, std::uint64_t step) {
  const auto pareto_steps =
      static_cast<std::uint64_t>(delay.pareto_share * static_cast<double>(all_steps));
  if (step < pareto_steps) {
    const double u = static_cast<double>(step + 1) / static_cast<double>(pareto_steps);
    return delay.offset + delay.minimum * std::pow(u, -1 / delay.shape);
  }
  const double u =
      static_cast<double>(step - pareto_steps + 1) / static_cast<double>(all_steps - pareto_steps);
  return delay.offset - std::log(u) / delay.rate;
}

// P(delay <= t).
double cumulative(const DelayMixture& delay, double t) {
  t -= delay.offset;
  const double body = t < delay.minimum ? 0 : 1 - std::pow(delay.minimum / t, delay.shape);
  const double tail = t < 0 ? 0 : -std::expm1(-delay.rate * t);
  return delay.pareto_share * body + (1 - delay.pareto_share) * tail;
}

std::vector<DelayMixture> all_kinds() {
  DelayMixture shifted = lnkd_disk().write;
  shifted.offset = 20;
  return {lnkd_ssd().write,       lnkd_disk().write,      ymmr().write,
          ymmr().respond,         exponential_delay(0.5), exponential_delay(200),
          pareto_delay(0.1, 0.5), pareto_delay(7, 40),    shifted};
}

}  // namespace

TEST_CASE("The sampler's tables agree with inversion by logarithm and power", "[quorum]") {
  Generator chance{31};
  for (const DelayMixture& delay : all_kinds()) {
    const DelaySampler sampler{delay};
    double worst = 0;
    const auto check = [&](std::uint64_t step) {
      const double wanted = exact(delay, step);
      const double error = std::fabs(sampler.at(step) - wanted);
      // Close to 0 an exponential's relative error is that of 1 - u: compare with its mean there.
      worst = std::fmax(worst, error / std::fmax(wanted, 1 / delay.rate));
    };
    for (int i = 0; i < 20000; ++i) check(chance() >> 11);
    // Every power of two, from both ends of each branch.
    const auto border =
        static_cast<std::uint64_t>(delay.pareto_share * static_cast<double>(all_steps));
    for (int e = 0; e < 53; ++e) {
      const std::uint64_t power = std::uint64_t{1} << e;
      for (const std::uint64_t step :
           {power - 1, power, border - power, border + power - 1, all_steps - power}) {
        if (step < all_steps) check(step);
      }
    }
    CAPTURE(delay.pareto_share, delay.shape, delay.rate);
    CHECK(worst < 1e-8);
  }
}

TEST_CASE("Drawn delays follow their distribution", "[quorum]") {
  Generator chance{32};
  constexpr int draws = 40000;
  for (const DelayMixture& delay : all_kinds()) {
    const DelaySampler sampler{delay};
    std::vector<double> drawn(draws);
    for (double& value : drawn) value = sampler.draw(chance);
    for (const double t : {0.1, 0.24, 0.3, 0.6, 1.2, 2.0, 3.1, 8.0, 21.0, 25.0, 100.0}) {
      int within = 0;
      for (const double value : drawn) within += value <= t;
      CAPTURE(delay.pareto_share, delay.shape, delay.rate, t);
      // Five standard deviations of a share at its widest.
      CHECK_THAT(within / double{draws}, WithinAbs(cumulative(delay, t), 2.5 / std::sqrt(draws)));
    }
  }
}

TEST_CASE("No delay is shorter than its minimum, and every step gives a finite one", "[quorum]") {
  Generator chance{33};
  for (const DelayMixture& delay : all_kinds()) {
    const DelaySampler sampler{delay};
    const double least = delay.offset + (delay.pareto_share == 1 ? delay.minimum : 0);
    for (int i = 0; i < 5000; ++i) REQUIRE(sampler.draw(chance) >= least);
    REQUIRE(sampler.at(0) >= least);
    REQUIRE(std::isfinite(sampler.at(0)));
    REQUIRE(sampler.at(all_steps - 1) >= least);
  }
  CHECK(std::isfinite(DelaySampler{pareto_delay(1e6, 0.1)}.at(0)));
}

TEST_CASE("A constant delay is constant and a draw takes one number", "[quorum]") {
  Generator chance{34}, shadow{34};
  const DelaySampler constant{constant_delay(12.5)}, nothing{constant_delay(0)};
  for (int i = 0; i < 100; ++i) {
    CHECK(constant.draw(chance) == 12.5);
    CHECK(nothing.draw(chance) == 0);
    shadow();
    shadow();
  }
  CHECK(chance() == shadow());
}

TEST_CASE("A sampler refuses what is no delay", "[quorum]") {
  CHECK_THROWS_AS(DelaySampler(DelayMixture{2, 1, 1, 1, 0}), std::out_of_range);
}
