#include "random/distributions.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <map>
#include <stdexcept>

using namespace distributed;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr int draws = 200000;

struct Moments {
  double mean = 0, variance = 0;
};

template <typename Draw>
Moments moments(Draw draw) {
  double sum = 0, squares = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = draw();
    sum += x;
    squares += x * x;
  }
  const double mean = sum / draws;
  return {mean, squares / draws - mean * mean};
}

}  // namespace

TEST_CASE("uniform_below hits every number of its range equally often", "[random]") {
  Generator chance{11};
  std::array<int, 6> counts{};
  for (int i = 0; i < draws; ++i) ++counts.at(uniform_below(chance, 6));
  // Five standard deviations of a binomial count.
  const double slack = 5 * std::sqrt(draws * (1.0 / 6) * (5.0 / 6));
  for (const int count : counts) CHECK(std::abs(count - draws / 6.0) < slack);
}

TEST_CASE("uniform_below stays below every bound", "[random]") {
  Generator chance{12};
  CHECK(uniform_below(chance, 1) == 0);
  for (const std::uint32_t bound : {2u, 3u, 1000u, 0x80000001u, 0xffffffffu}) {
    for (int i = 0; i < 1000; ++i) REQUIRE(uniform_below(chance, bound) < bound);
  }
}

TEST_CASE("Uniform numbers lie in their interval and have its mean", "[random]") {
  Generator chance{13};
  for (int i = 0; i < 10000; ++i) {
    const double unit = uniform_unit(chance), positive = uniform_positive(chance);
    REQUIRE((unit >= 0 && unit < 1));
    REQUIRE((positive > 0 && positive <= 1));
  }
  const Moments found = moments([&] { return uniform_between(chance, 2, 6); });
  CHECK_THAT(found.mean, WithinAbs(4, 0.02));
  CHECK_THAT(found.variance, WithinRel(16.0 / 12, 0.02));
}

TEST_CASE("An exponential has mean 1/rate and variance 1/rate^2", "[random]") {
  Generator chance{14};
  const Moments found = moments([&] { return exponential(chance, 2); });
  CHECK_THAT(found.mean, WithinRel(0.5, 0.02));
  CHECK_THAT(found.variance, WithinRel(0.25, 0.04));
}

TEST_CASE("A Pareto never falls below its scale and has mean a*x/(a-1)", "[random]") {
  Generator chance{15};
  double least = 1e9;
  const Moments found = moments([&] {
    const double x = pareto(chance, 0.235, 10);
    least = std::min(least, x);
    return x;
  });
  CHECK(least >= 0.235);
  CHECK_THAT(found.mean, WithinRel(0.235 * 10 / 9, 0.01));
}

TEST_CASE("A normal has its mean and deviation, and 68.27 % within one deviation", "[random]") {
  Generator chance{16};
  int within = 0;
  const Moments found = moments([&] {
    const double x = normal(chance, 10, 3);
    within += std::abs(x - 10) < 3;
    return x;
  });
  CHECK_THAT(found.mean, WithinAbs(10, 0.05));
  CHECK_THAT(found.variance, WithinRel(9, 0.03));
  CHECK_THAT(within / double{draws}, WithinAbs(0.6827, 0.006));
}

TEST_CASE("bernoulli is true as often as its probability says", "[random]") {
  Generator chance{17};
  int hits = 0;
  for (int i = 0; i < draws; ++i) hits += bernoulli(chance, 0.3);
  CHECK_THAT(hits / double{draws}, WithinAbs(0.3, 0.006));
  CHECK_FALSE(bernoulli(chance, 0));
  CHECK(bernoulli(chance, 1));
}

TEST_CASE("shuffle makes every order equally likely", "[random]") {
  Generator chance{18};
  std::map<std::vector<int>, int> orders;
  constexpr int rounds = 60000;
  for (int i = 0; i < rounds; ++i) {
    std::vector<int> items{1, 2, 3};
    shuffle(chance, items);
    ++orders[items];
  }
  REQUIRE(orders.size() == 6);
  for (const auto& [order, count] : orders) CHECK(std::abs(count - rounds / 6) < 500);
}

TEST_CASE("sample takes different items, each selection equally likely", "[random]") {
  Generator chance{19};
  std::map<std::vector<std::uint32_t>, int> selections;
  constexpr int rounds = 60000;
  for (int i = 0; i < rounds; ++i) {
    std::vector<std::uint32_t> items = sample(chance, 4, 2);
    std::sort(items.begin(), items.end());
    REQUIRE(items[0] != items[1]);
    ++selections[items];
  }
  REQUIRE(selections.size() == 6);
  for (const auto& [items, count] : selections) CHECK(std::abs(count - rounds / 6) < 500);
  CHECK(sample(chance, 5, 5).size() == 5);
  CHECK(sample(chance, 5, 0).empty());
  CHECK_THROWS_AS(sample(chance, 3, 4), std::invalid_argument);
}
