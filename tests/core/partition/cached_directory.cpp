#include "partition/cached_directory.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <stdexcept>

#include "random/distributions.hpp"
#include "random/zipf.hpp"

using namespace distributed;
using Catch::Matchers::WithinAbs;

namespace {

void check(const Lookup& answer, Lookup::Outcome outcome, NodeId node, unsigned requests) {
  CHECK(answer.outcome == outcome);
  CHECK(answer.node == node);
  CHECK(answer.requests == requests);
}

}  // namespace

TEST_CASE("A miss asks the directory, a hit does not, a stale hit is refused first",
          "[partition]") {
  CachedDirectory directory({1, 2, 3}, 2);
  check(directory.look_up(0), Lookup::miss, 1, 2);
  check(directory.look_up(0), Lookup::hit, 1, 1);
  directory.move(0, 3);
  CHECK(directory.out_of_date(0));
  check(directory.look_up(0), Lookup::stale, 3, 3);
  check(directory.look_up(0), Lookup::hit, 3, 1);
  directory.move(0, 2);
  directory.set_redirects(true);
  check(directory.look_up(0), Lookup::stale, 2, 2);
  CHECK(directory.out_of_date() == 0);
  CHECK(directory.counts().hits == 2);
  CHECK(directory.counts().misses == 1);
  CHECK(directory.counts().stale == 2);
  CHECK(directory.counts().requests == 2 + 1 + 3 + 1 + 2);
  CHECK(directory.add(7) == 3);
  check(directory.look_up(3), Lookup::miss, 7, 2);
}

TEST_CASE("With the directory down only remembered rows are found", "[partition]") {
  CachedDirectory directory({1, 2, 3}, 3);
  directory.look_up(0);
  directory.look_up(1);
  directory.set_up(false);
  check(directory.look_up(0), Lookup::hit, 1, 1);
  check(directory.look_up(2), Lookup::failed, 0, 1);
  directory.move(1, 3);
  check(directory.look_up(1), Lookup::failed, 0, 2);
  check(directory.look_up(1), Lookup::failed, 0, 1);  // it knows that it was wrong
  directory.set_redirects(true);
  directory.move(0, 2);
  check(directory.look_up(0), Lookup::stale, 2, 2);
  directory.set_up(true);
  check(directory.look_up(2), Lookup::miss, 3, 2);
}

TEST_CASE("The client remembers the rows that it looked up last", "[partition]") {
  // Against a list in the order of use, with moves and outages at random.
  Generator chance{308};
  for (const std::size_t capacity : {0u, 1u, 2u, 7u, 20u}) {
    std::vector<NodeId> owners(20, 1);
    CachedDirectory directory(owners, capacity);
    std::vector<std::pair<std::size_t, NodeId>> remembered;  // the newest last
    for (int step = 0; step < 5000; ++step) {
      const std::size_t row = uniform_below(chance, 20);
      if (bernoulli(chance, 0.1)) {
        owners[row] = 1 + uniform_below(chance, 3);
        directory.move(row, owners[row]);
      }
      if (bernoulli(chance, 0.01)) directory.set_up(!directory.up());
      const auto known = std::find_if(remembered.begin(), remembered.end(),
                                      [&](const auto& entry) { return entry.first == row; });
      const bool right = known != remembered.end() && known->second == owners[row];
      const Lookup::Outcome outcome = right                       ? Lookup::hit
                                      : !directory.up()           ? Lookup::failed
                                      : known == remembered.end() ? Lookup::miss
                                                                  : Lookup::stale;
      if (known != remembered.end()) remembered.erase(known);
      if (outcome != Lookup::failed) remembered.emplace_back(row, owners[row]);
      if (remembered.size() > capacity) remembered.erase(remembered.begin());
      REQUIRE(directory.look_up(row).outcome == outcome);
      REQUIRE(directory.remembered() == remembered.size());
      const auto wrong =
          std::count_if(remembered.begin(), remembered.end(),
                        [&](const auto& entry) { return entry.second != owners[entry.first]; });
      REQUIRE(directory.out_of_date() == static_cast<std::size_t>(wrong));
    }
  }
}

TEST_CASE("Rows that moved are each found stale once", "[partition]") {
  CachedDirectory directory(std::vector<NodeId>(500, 1), 500);
  for (std::size_t row = 0; row < 500; ++row) directory.look_up(row);
  for (std::size_t row = 0; row < 500; row += 5) directory.move(row, 2);
  directory.reset_counts();
  Generator chance{309};
  for (int i = 0; i < 10000; ++i) directory.look_up(uniform_below(chance, 500));
  CHECK(directory.counts().stale == 100);
  CHECK(directory.counts().hits == 9900);
}

TEST_CASE("The client hits as often as Che's approximation says", "[partition]") {
  Generator chance{310};
  for (const double exponent : {0.0, 0.8, 1.0, 1.3}) {
    const Zipf popularity(2000, exponent);
    std::vector<double> probabilities;
    for (std::uint32_t rank = 1; rank <= 2000; ++rank) {
      probabilities.push_back(popularity.probability(rank));
    }
    for (const std::size_t capacity : {50u, 400u}) {
      CachedDirectory directory(std::vector<NodeId>(2000, 1), capacity);
      const auto ask = [&](int times) {
        for (int i = 0; i < times; ++i) directory.look_up(popularity.draw(chance) - 1);
      };
      ask(10000);
      directory.reset_counts();
      ask(40000);
      const double hits = static_cast<double>(directory.counts().hits) / 40000;
      CHECK_THAT(hits, WithinAbs(lru_hit_share(probabilities, capacity), 0.01));
    }
  }
  // Of rows that are all alike, a client hits as many as it remembers.
  CHECK_THAT(lru_hit_share(std::vector<double>(100, 0.01), 30), WithinAbs(0.3, 1e-9));
  CHECK(lru_hit_share(std::vector<double>{0.5, 0.5, 0}, 2) == 1);
  CHECK(lru_hit_share(std::vector<double>{0.5, 0.5}, 0) == 0);
}

TEST_CASE("A directory refuses rows that are not there", "[partition]") {
  CachedDirectory directory({1}, 2);
  CHECK_THROWS_AS(directory.look_up(1), std::out_of_range);
  CHECK_THROWS_AS(directory.move(1, 2), std::out_of_range);
  CHECK_THROWS_AS(directory.owner(1), std::out_of_range);
  CHECK_THROWS_AS(lru_hit_share({}, 1), std::invalid_argument);
  CHECK_THROWS_AS(lru_hit_share(std::vector<double>{1, -1}, 1), std::invalid_argument);
}
