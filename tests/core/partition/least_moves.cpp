#include "partition/least_moves.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <stdexcept>

#include "random/distributions.hpp"

using namespace distributed;

namespace {

using Sizes = std::vector<std::size_t>;
using Owners = std::vector<std::uint32_t>;

Sizes sizes_of(const Owners& owners, std::size_t shards) {
  Sizes sizes(shards);
  for (const std::uint32_t owner : owners) ++sizes[owner];
  return sizes;
}

// The fewest moves over all placements of the rows on `shards` shards that `fits` takes.
template <typename Fits>
std::size_t by_trying_all(const Owners& before, std::uint32_t shards, Fits fits) {
  std::size_t best = before.size() + 1;
  Owners after(before.size());
  for (;;) {
    if (fits(sizes_of(after, shards))) best = std::min(best, rows_moved(before, after));
    std::size_t digit = 0;
    while (digit < after.size() && ++after[digit] == shards) after[digit++] = 0;
    if (digit == after.size()) return best;
  }
}

Owners random_owners(Generator& chance, std::size_t rows, std::uint32_t shards) {
  Owners owners;
  for (std::size_t i = 0; i < rows; ++i) owners.push_back(uniform_below(chance, shards));
  return owners;
}

}  // namespace

TEST_CASE("When a shard joins even ones, M / (N + 1) rows must move", "[partition]") {
  for (const std::size_t shards : {1u, 2u, 3u, 7u, 10u}) {
    const std::size_t rows = shards * (shards + 1) * 6;
    CHECK(least_moves_to_even(even_shares(rows, shards), rows, shards + 1) == rows / (shards + 1));
    // When one leaves, its rows must move.
    Sizes staying = even_shares(rows, shards + 1);
    staying.pop_back();
    CHECK(least_moves_to_even(staying, rows, shards) == rows / (shards + 1));
  }
  CHECK(least_moves_to_even(Sizes{20, 20, 20}, 60, 4) == 15);
  CHECK(least_moves_to_even(Sizes{60}, 60, 1) == 0);
}

TEST_CASE("Even shares differ by one at most", "[partition]") {
  CHECK(even_shares(11, 4) == Sizes{3, 3, 3, 2});
  CHECK(even_shares(2, 3) == Sizes{1, 1, 0});
  CHECK_THROWS_AS(even_shares(2, 0), std::invalid_argument);
}

TEST_CASE("The least moves are those of the best of all placements", "[partition]") {
  Generator chance{301};
  for (int run = 0; run < 60; ++run) {
    const std::uint32_t old_shards = 1 + uniform_below(chance, 3);
    const std::uint32_t shards = 1 + uniform_below(chance, 3);
    const std::size_t rows = 1 + uniform_below(chance, 7);
    const Owners before = random_owners(chance, rows, old_shards);

    // Old shards below `shards` stay under their number, the others leave.
    Sizes staying = sizes_of(before, 3);
    staying.resize(std::min(old_shards, shards));
    const std::size_t floor = rows / shards;
    REQUIRE(least_moves_to_even(staying, rows, shards) ==
            by_trying_all(before, shards, [&](const Sizes& sizes) {
              return *std::min_element(sizes.begin(), sizes.end()) >= floor &&
                     *std::max_element(sizes.begin(), sizes.end()) <= floor + (rows % shards > 0);
            }));

    const Sizes wanted = sizes_of(random_owners(chance, rows, shards), shards);
    REQUIRE(least_moves(sizes_of(before, old_shards), wanted) ==
            by_trying_all(before, shards, [&](const Sizes& sizes) { return sizes == wanted; }));
  }
}

TEST_CASE("The partition distance is the least over all numberings of the shards", "[partition]") {
  Generator chance{302};
  for (int run = 0; run < 200; ++run) {
    const std::uint32_t shards = 1 + uniform_below(chance, 5);
    const Owners before = random_owners(chance, 20, 1 + uniform_below(chance, 5));
    const Owners after = random_owners(chance, 20, shards);
    std::vector<std::uint32_t> numbers(5);
    std::iota(numbers.begin(), numbers.end(), 0u);
    std::size_t best = 20;
    do {
      Owners renumbered;
      for (const std::uint32_t owner : after) renumbered.push_back(numbers[owner]);
      best = std::min(best, rows_moved(before, renumbered));
    } while (std::next_permutation(numbers.begin(), numbers.end()));
    REQUIRE(partition_distance(before, after) == best);
    REQUIRE(partition_distance(after, before) == best);
  }
  CHECK(partition_distance(Owners{7, 7, 9}, Owners{1, 1, 0}) == 0);
  CHECK(partition_distance(Owners{}, Owners{}) == 0);
}

TEST_CASE("Least moves are refused for rows that appear or vanish", "[partition]") {
  CHECK_THROWS_AS(least_moves(Sizes{3}, Sizes{2}), std::invalid_argument);
  CHECK_THROWS_AS(rows_moved(Owners{1}, Owners{}), std::invalid_argument);
  CHECK_THROWS_AS(partition_distance(Owners{1}, Owners{}), std::invalid_argument);
  CHECK_THROWS_AS(least_moves_to_even(Sizes{1, 1}, 2, 1), std::invalid_argument);
  CHECK_THROWS_AS(least_moves_to_even(Sizes{3}, 2, 1), std::invalid_argument);
  CHECK_THROWS_AS(least_moves_to_even(Sizes{}, 2, 0), std::invalid_argument);
}
